/**
 * Where the server keeps what is exported from an object, or imported into it: on its own disk, or in a cloud storage that it
 * knows by that id.
 */
export type StorageSpec =
  { readonly location: "local" } | { readonly location: "cloud_storage"; readonly cloud_storage_id: number };
