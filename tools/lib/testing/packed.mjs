// @ts-check
import { rmSync } from "node:fs";
import path from "node:path";
import { extract, packageFile } from "../packing/vsix.mjs";

/** @typedef {import("./context.mjs").TestContext} TestContext */

/**
 * Lays out the package as an installation would, and gives the extension's folder.
 * @param {TestContext} context
 */
export async function unpack(context) {
  const folder = path.join(context.out, "packed");
  rmSync(folder, { recursive: true, force: true });
  await extract(packageFile(), folder);
  return path.join(folder, "extension");
}
