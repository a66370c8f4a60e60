// @ts-check
// Runs a TypeScript program of this repository: installs what is missing, bundles it, and starts it under Node 22.
// Whatever this says goes to standard error, so that standard output is the program's alone.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { isInstalled } from "./lib/npm.mjs";
import { node22, root } from "./lib/paths.mjs";

const bundles = path.join(root, "out", "programs");
const kept = 24 * 60 * 60 * 1000;

/**
 * Builds the program at `entry` (relative to the repository) and runs it with these arguments until it ends.
 * @param {string} entry
 * @param {readonly string[]} args
 */
export async function runProgram(entry, args) {
  install();
  const bundle = await build(entry);
  process.exit(await run(bundle, args));
}

/** In a process of its own, whose standard output goes to the standard error of this one. */
function install() {
  if (isInstalled(root) && existsSync(node22)) return;
  const program = path.join(root, "tools", "install.mjs");
  const { status } = spawnSync(process.execPath, [program], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * A bundle is named by its content, so that several may be built and run at once.
 * @param {string} entry
 */
async function build(entry) {
  const { build: bundle, stop } = await import("esbuild");
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
    outdir: bundles,
  });
  await stop();
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  const name = `${entry.replaceAll("/", "-").replace(/\.ts$/, "")}-`;
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const file = path.join(bundles, `${name}${hash}.mjs`);
  mkdirSync(bundles, { recursive: true });
  forgetOld(name);
  if (!existsSync(file)) {
    const half = `${file}.${process.pid}`;
    writeFileSync(half, contents);
    renameSync(half, file);
  }
  return file;
}

/** @param {string} name how the bundles of a program begin */
function forgetOld(name) {
  for (const each of readdirSync(bundles)) {
    const file = path.join(bundles, each);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (each.startsWith(name) && age > kept) rmSync(file, { force: true });
  }
}

/**
 * The program ends with this process: by its signals, and when it or its own parent is gone.
 * @param {string} bundle
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
function run(bundle, args) {
  const program = spawn(node22, ["--enable-source-maps", bundle, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => program.kill(signal));
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) program.kill("SIGTERM");
  }, 1000);
  return new Promise((resolve) => {
    program.on("error", (error) => {
      console.error(String(error));
      resolve(1);
    });
    program.on("exit", (code) => {
      clearInterval(watch);
      resolve(code ?? 1);
    });
  });
}
