// @ts-check
import { createWriteStream, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { node22, root } from "../paths.mjs";
import { Refusal } from "../say.mjs";
import { runPacking } from "./tools.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */
/** @typedef {{ name: string, size: number }} Entry size in bytes, unpacked */

const kilobyte = 1000;
const limits = { bundle: 300 * kilobyte, page: 180 * kilobyte, package: 1000 * kilobyte };
const bundle = "extension/dist/extension.cjs";
/** The scripts of webviews. */
const pages = ["extension/dist/webviews/form/form.js"];

/** What the package must hold, and all that it may hold. */
const needed = [
  "extension/package.json",
  "extension/package.nls.json",
  "extension/l10n/bundle.l10n.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/media/icon.png",
  "extension/media/cvat.svg",
  bundle,
  ...pages,
  ...pages.map((page) => page.replace(/js$/, "css")),
];
const allowed = [
  ...needed.map((name) => new RegExp(`^${name.replaceAll(".", "\\.")}$`)),
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package\.nls\.[\w-]+\.json$/,
  /^extension\/l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^extension\/media\/[\w-]+\.(png|svg)$/,
  /^extension\/docs\/(form|overview)\.png$/,
];

/**
 * Builds the extension as it is shipped, packs it and checks what came out.
 * @param {Processes} processes
 */
export async function makePackage(processes) {
  const file = packageFile();
  rmSync(file, { force: true });
  await processes.run(node22, ["esbuild.mjs", "--production"], { cwd: root });
  // The links of README are for readers of the repository; its picture lies in the package.
  const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  await runPacking(processes, "vsce", ["package", ...flags, "--out", file]);
  const entries = await readEntries(file);
  const size = statSync(file).size;
  refuse([...wrongEntries(entries), ...wrongSizes(entries, size)]);
  return { file, size, bundle: sizeOf(entries, bundle), files: entries.length };
}

/** Where the package is put. */
export function packageFile() {
  const { name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return path.join(root, `${name}-${version}.vsix`);
}

/** @param {readonly Entry[]} entries */
export function wrongEntries(entries) {
  const names = entries.map((entry) => entry.name);
  return [
    ...names
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .map((name) => `${name} does not belong into it`),
    ...needed.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
  ];
}

/**
 * @param {readonly Entry[]} entries
 * @param {number} size of the package
 */
export function wrongSizes(entries, size) {
  const code = sizeOf(entries, bundle);
  return [
    ...pages.flatMap((page) => {
      const size = sizeOf(entries, page);
      const what = `${page} has ${inKilobytes(size)}, more than ${inKilobytes(limits.page)}`;
      return size > limits.page ? [what] : [];
    }),
    ...(code > limits.bundle
      ? [`the code has ${inKilobytes(code)}, more than ${inKilobytes(limits.bundle)}`]
      : []),
    ...(size > limits.package
      ? [`it has ${inKilobytes(size)}, more than ${inKilobytes(limits.package)}`]
      : []),
  ];
}

/** @param {number} bytes */
export function inKilobytes(bytes) {
  return `${(bytes / kilobyte).toFixed(0)} kB`;
}

/** @param {readonly string[]} complaints */
function refuse(complaints) {
  if (complaints.length > 0) throw new Refusal(`The package is not right:\n  ${complaints.join("\n  ")}`);
}

/**
 * @param {readonly Entry[]} entries
 * @param {string} name
 */
function sizeOf(entries, name) {
  return entries.find((entry) => entry.name === name)?.size ?? 0;
}

/**
 * What is in a zip archive.
 * @param {string} file
 * @returns {Promise<Entry[]>}
 */
async function readEntries(file) {
  /** @type {Entry[]} */
  const entries = [];
  await eachEntry(file, (entry) => entries.push({ name: entry.fileName, size: entry.uncompressedSize }));
  return entries;
}

/**
 * Lays the package's files out in a folder.
 * @param {string} file
 * @param {string} folder
 */
export async function extract(file, folder) {
  await eachEntry(file, async (entry, zip) => {
    const target = path.join(folder, entry.fileName);
    mkdirSync(path.dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
  });
}

/**
 * @param {string} file
 * @param {(entry: { fileName: string, uncompressedSize: number }, zip: any) => unknown} work
 */
async function eachEntry(file, work) {
  // It is installed with what packs.
  const yauzl = createRequire(path.join(root, "tools/pack/package.json"))("yauzl");
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) await work(entry, zip);
}
