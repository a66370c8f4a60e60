// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { node22, root, shown } from "./paths.mjs";
import { Refusal, say, saying } from "./say.mjs";

/** @typedef {import("./processes.mjs").Processes} Processes */

/**
 * What builds and tests need.
 * @param {Processes} processes
 */
export async function installMain(processes) {
  const works = () => isInstalled(root) && runs(node22);
  if (works()) return;
  await exclusively(root, async () => {
    if (works()) return;
    const what = "Installing what builds and tests need (365 MB, once)";
    await saying(what, () => npmInstall(processes, root, ["--foreground-scripts"]));
  });
  if (!runs(node22)) {
    throw new Refusal(
      "The package node was installed without its program, which its install script fetches.\n" +
        "Allow install scripts (npm config set ignore-scripts false), then: npm rebuild node",
    );
  }
}

/**
 * The packages of a tool that has a folder of its own, without their install scripts.
 * @param {Processes} processes
 * @param {string} folder
 * @param {string} what
 */
export async function installTool(processes, folder, what) {
  if (isInstalled(folder)) return;
  await exclusively(folder, async () => {
    if (isInstalled(folder)) return;
    await saying(what, () => npmInstall(processes, folder, ["--ignore-scripts"]));
  });
}

/**
 * Whether the folder holds what its lock file says. npm writes a list of its own once all is there, so half an install
 * does not count; but it writes that list as well when only the lock file was asked for, so each package is looked at.
 * @param {string} folder
 */
export function isInstalled(folder) {
  if (!existsSync(path.join(folder, "node_modules/.package-lock.json"))) return false;
  const { packages } = readJson(path.join(folder, "package-lock.json")) ?? {};
  if (!packages) return false;
  return Object.entries(packages).every(([place, { version, optional, devOptional, link }]) => {
    if (!place.startsWith("node_modules/")) return true;
    const found = readJson(path.join(folder, place, "package.json"));
    if (!found) return optional ?? devOptional ?? false;
    return link === true || found.version === version;
  });
}

/**
 * @param {string} file
 * @returns {any}
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {Processes} processes
 * @param {string} folder
 * @param {string[]} flags
 */
async function npmInstall(processes, folder, flags) {
  const always = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev", "--include=optional"];
  await processes.run("npm", [...always, ...flags], {
    cwd: folder,
    env: outsideEnvironment(),
    shell: process.platform === "win32",
  });
}

/** npm must not run on the Node that it is about to replace, which stands first in the path of an npm script. */
function outsideEnvironment() {
  const inside = path.join(root, "node_modules");
  const entries = (process.env["PATH"] ?? "").split(path.delimiter);
  return {
    ...process.env,
    PATH: entries.filter((entry) => !path.resolve(entry).startsWith(inside)).join(path.delimiter),
  };
}

/** @param {string} program */
function runs(program) {
  return existsSync(program) && spawnSync(program, ["--version"]).status === 0;
}

/**
 * One install in a folder at a time, also among several starts.
 * @param {string} folder
 * @param {() => Promise<void>} work
 */
async function exclusively(folder, work) {
  const mark = path.join(folder, ".installing");
  let told = false;
  while (!takeMark(mark)) {
    if (!told)
      say(`Waiting for another install in ${shown(folder)} (process ${readFileSync(mark, "utf8")}) …`);
    told = true;
    await delay(300);
  }
  try {
    await work();
  } finally {
    rmSync(mark, { force: true });
  }
}

/**
 * A file that names the process that has something to itself; false while another living one has it.
 * @param {string} file
 */
export function takeMark(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isAlive(file)) return false;
    rmSync(file, { force: true });
    return takeMark(file);
  }
}

/** @param {string} file */
function isAlive(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    // Somebody has made it and not yet written into it, or died in between.
    if (pid === 0) return Date.now() - statSync(file).mtimeMs < 2_000;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
