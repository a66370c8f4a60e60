import type { Context } from "../context.ts";
import { NotFoundError } from "../errors.ts";
import type { ApiPath } from "../http/path.ts";
import type { ReadOptions } from "./entity.ts";

/** A small picture of what an object holds. */
export interface Preview {
  /** The picture's file, of 8 MiB at most. */
  readonly bytes: Uint8Array;
  /** For example `image/jpeg`. */
  readonly contentType: string;
}

/** Previews are thumbnails; this is in bytes. */
const largest = 8 * 1024 * 1024;

/** Reads a preview; `null` if the server has none. */
export async function readPreview(
  { transport }: Context,
  path: ApiPath,
  { signal }: ReadOptions,
): Promise<Preview | null> {
  try {
    const { data, contentType } = await transport.bytes({ method: "GET", path, maxBytes: largest, signal });
    return data.length > 0 ? { bytes: data, contentType } : null;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
