// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The checkout. It is looked for upwards, because tests carry a copy of this file in their bundles below out/. */
export const root = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** The Node that builds and tests run under; it comes with the install. */
export const node22 = path.join(
  root,
  "node_modules/node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** @param {string} start */
function findRoot(start) {
  let folder = start;
  while (!existsSync(path.join(folder, "esbuild.mjs"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`No checkout of the extension around ${start}`);
    folder = parent;
  }
  return folder;
}

/**
 * A path as people read it: relative to where they are, if it is below.
 * @param {string} file
 */
export function shown(file) {
  const relative = path.relative(process.cwd(), file);
  return relative === "" || relative.startsWith("..") ? file : relative;
}
