// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { root, shown } from "../paths.mjs";
import { Refusal } from "../say.mjs";

/** @typedef {import("./context.mjs").TestContext} TestContext */
/** @typedef {import("monocart-coverage-reports").CoverageFile} CoverageFile */

/** Where every line must have been run by some test. */
const complete = [/^src\/core\/(http|paging)\/[^/]+\.ts$/, /^src\/core\/(errors|address|pages)\.ts$/];

/**
 * Puts together what unit, contract and host tests ran, and refuses lines of the transport that none of them did.
 * @param {TestContext} context
 * @returns {Promise<string>} the share of all lines
 */
export async function checkCoverage(context) {
  const report = path.join(context.out, "coverage/report");
  const { CoverageReport } = await import("monocart-coverage-reports");
  const coverage = new CoverageReport({
    name: "unit, contract and host tests",
    outputDir: report,
    baseDir: root,
    reports: ["v8", "lcovonly"],
    logging: "off",
    entryFilter: (entry) => isOurs(entry.url, context.out),
    sourceFilter: (source) => /(^|\/)src\/.+\.ts$/.test(source) && !source.endsWith(".gen.ts"),
    sourcePath: (source) => source.slice(source.indexOf("src/")),
  });
  for (const layer of ["unit", "contract", "host"]) await coverage.addFromDir(context.coverage(layer));
  const results = await coverage.generate();
  if (!results) throw new Error("There is no coverage");
  const complaints = incomplete(results.files, await sources());
  if (complaints.length > 0) {
    throw new Refusal(
      `Not every line is run by tests (${shown(report)}/index.html):\n  ${complaints.join("\n  ")}`,
    );
  }
  return `${results.summary.lines.pct} % of all lines`;
}

/**
 * @param {string} url
 * @param {string} out
 */
function isOurs(url, out) {
  return url.includes(`${out}/`) && !url.includes("/node_modules/");
}

/** The files that must be complete; those that hold nothing but types cannot be run. */
async function sources() {
  const { transform } = await import("esbuild");
  const names = readdirSync(path.join(root, "src/core"), { recursive: true, encoding: "utf8" });
  const files = names
    .map((file) => `src/core/${file.replaceAll(path.sep, "/")}`)
    .filter((file) => complete.some((pattern) => pattern.test(file)));
  const codes = await Promise.all(
    files.map((file) => transform(readFileSync(path.join(root, file), "utf8"), { loader: "ts" })),
  );
  return files.filter((_, index) => /^(?!export \{\};?$).*\S/m.test(codes[index]?.code ?? ""));
}

/**
 * @param {readonly CoverageFile[]} files
 * @param {readonly string[]} wanted
 */
function incomplete(files, wanted) {
  const byPath = new Map(files.map((file) => [file.sourcePath, file]));
  return wanted.flatMap((file) => {
    const found = byPath.get(file);
    if (!found) return [`${file}: no test loads it`];
    const missed = Object.entries(found.data?.lines ?? {})
      .filter(([, count]) => count === 0)
      .map(([line]) => line);
    return missed.length === 0 ? [] : [`${file}: lines ${missed.join(", ")}`];
  });
}
