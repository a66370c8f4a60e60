// @ts-check
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../paths.mjs";
import { Refusal } from "../say.mjs";
import { runPacking } from "./tools.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */

const bundle = "bundle.l10n.json";
const committed = path.join(root, "l10n", bundle);

/**
 * Collects the texts of the extension for translators.
 * @param {Processes} processes
 * @param {{ check: boolean }} options whether only to compare, and to refuse what is out of date
 */
export async function collectTexts(processes, { check }) {
  const folder = mkdtempSync(path.join(tmpdir(), "cvat-texts-"));
  try {
    await runPacking(processes, "l10n-dev", ["export", "-o", folder, "./src"]);
    const made = path.join(folder, bundle);
    if (check) compare(readTexts(committed), readTexts(made));
    // It leaves out the last line break, which the check of the style asks for.
    else writeFileSync(committed, `${readFileSync(made, "utf8").trimEnd()}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {string[]} the keys
 */
function readTexts(file) {
  if (!readdirSync(path.dirname(file)).includes(path.basename(file))) return [];
  return Object.keys(JSON.parse(readFileSync(file, "utf8")));
}

/**
 * @param {readonly string[]} held
 * @param {readonly string[]} now
 */
function compare(held, now) {
  const missing = now.filter((text) => !held.includes(text)).map((text) => `  missing: ${text}`);
  const unused = held.filter((text) => !now.includes(text)).map((text) => `  not used: ${text}`);
  if (missing.length + unused.length === 0) return;
  const some = [...missing, ...unused].slice(0, 20).join("\n");
  throw new Refusal(`l10n/${bundle} is out of date; npm run l10n makes it anew.\n${some}`);
}
