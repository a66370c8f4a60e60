// @ts-check
import { accessSync, constants } from "node:fs";
import path from "node:path";
import process from "node:process";

/**
 * Where a program is, looked for in the folders of PATH.
 * @param {string} program
 */
export function findProgram(program) {
  const names = process.platform === "win32" ? [`${program}.exe`, `${program}.cmd`] : [program];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
