import * as fields from "../fields/fields.ts";
import type { Field } from "../fields/fields.ts";
import { crash, noReferred } from "../http/errors.ts";
import type { Storage } from "../world/model.ts";
import { isRecord } from "../world/world.ts";
import type { World } from "../world/world.ts";

type StorageChange = Omit<Storage, "id">;

const shape = fields.object({
  location: fields.optional(fields.choice(["cloud_storage", "local"] as const)),
  cloud_storage_id: fields.optional(fields.nullable(fields.integer())),
});

/** Where exports go to and imports come from, as clients write it. There are no cloud storages here. */
export const storageField: Field<StorageChange> = (value) => {
  const read = shape(value);
  if (read.location === "cloud_storage") {
    throw new fields.Invalid({
      non_field_errors: ["Cloud storage was selected as location but its id was not specified"],
    });
  }
  if (read.location === undefined && "cloud_storage_id" in read) {
    throw new fields.Invalid({
      non_field_errors: [
        "It is not allowed to reset a cloud storage id without explicitly resetting a location",
      ],
    });
  }
  return { location: "local", cloud_storage_id: null };
};

/** Cloud storages are looked up before the fields are read. */
export function permitStorages(body: Readonly<Record<string, unknown>>): void {
  for (const key of ["source_storage", "target_storage"]) {
    const value = body[key];
    if (value === undefined || value === null) continue;
    if (!isRecord(value)) throw crash();
    if (value["cloud_storage_id"]) throw noReferred("CloudStorage");
  }
}

export function takeStorage(world: World, change: StorageChange | undefined): Storage | null {
  return change ? { id: world.innerId(), ...change } : null;
}
