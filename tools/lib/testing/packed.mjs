// @ts-check
import { rmSync } from "node:fs";
import path from "node:path";
import { extract, packageFile } from "../packing/vsix.mjs";

/**
 * Lays out the package as an installation would, and gives the extension's folder.
 * @param {{ out: string }} where
 */
export async function unpack({ out }) {
  const folder = path.join(out, "packed");
  rmSync(folder, { recursive: true, force: true });
  await extract(packageFile(), folder);
  return path.join(folder, "extension");
}
