// @ts-check
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../paths.mjs";
import { Refusal } from "../say.mjs";

const usage = `For one thing at a time:

  --only STEP       this step and what it needs; several: --only unit --only contract
  --grep PATTERN    of the tests only those whose names match, a regular expression
  --file PART       of the test files only those whose path contains this
  --out FOLDER      builds, logs and pictures go there, below out/, so that two runs do not disturb each other
  --list            names the steps`;

/** @typedef {{ name: string, does: string }} Command as in "npm test", and what it does without flags, in a sentence */

/** @param {Command} command */
export function usageOf({ name, does }) {
  return `${name} -- [options]\n\n${does} ${usage}`;
}

/**
 * @typedef {object} Flags
 * @property {readonly string[]} only
 * @property {string | undefined} grep
 * @property {string | undefined} file
 * @property {string} out an absolute path
 * @property {boolean} list
 * @property {boolean} help
 */

/**
 * @param {Command} command
 * @param {readonly string[]} args
 * @returns {Flags}
 */
export function readFlags(command, args) {
  const { only, grep, file, out, list, help } = parse(command, args);
  const folder = path.resolve(root, out ?? "out");
  // Modules are looked for from there upwards, and what was there before is removed.
  if (folder !== path.join(root, "out") && !folder.startsWith(path.join(root, "out") + path.sep)) {
    throw new Refusal("--out needs a folder below out/");
  }
  return { only: only ?? [], grep, file, out: folder, list: list ?? false, help: help ?? false };
}

/**
 * @param {Command} command
 * @param {readonly string[]} args
 */
function parse(command, args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true },
        grep: { type: "string" },
        file: { type: "string" },
        out: { type: "string" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usageOf(command)}`);
  }
}
