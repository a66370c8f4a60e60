// @ts-check
import path from "node:path";
import { installTool } from "../npm.mjs";
import { node22, root } from "../paths.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */

const folder = path.join(root, "tools/pack");
const programs = {
  vsce: "node_modules/@vscode/vsce/vsce",
  "l10n-dev": "node_modules/@vscode/l10n-dev/dist/cli.js",
};

/**
 * Installs what packs the extension and collects its texts.
 * @param {Processes} processes
 */
export async function installPacking(processes) {
  await installTool(processes, folder, "Installing what packs the extension (170 MB, once)");
}

/**
 * Runs one of these tools in the checkout.
 * @param {Processes} processes
 * @param {keyof typeof programs} tool
 * @param {readonly string[]} args
 */
export async function runPacking(processes, tool, args) {
  await installPacking(processes);
  return processes.run(node22, [path.join(folder, programs[tool]), ...args], { cwd: root });
}
