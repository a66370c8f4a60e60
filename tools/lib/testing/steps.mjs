// @ts-check
import { rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { installMain } from "../npm.mjs";
import { ensureChromium } from "../packages.mjs";
import { collectTexts } from "../packing/texts.mjs";
import { installPacking } from "../packing/tools.mjs";
import { inKilobytes, makePackage } from "../packing/vsix.mjs";
import { prepareBuild } from "../vscode/builds.mjs";
import { checkCoverage } from "./coverage.mjs";
import { runHostTests } from "./host.mjs";
import { unpack } from "./packed.mjs";

/** @typedef {import("./context.mjs").TestContext} TestContext */
/** @typedef {import("./context.mjs").Counts} Counts */

/**
 * What a step came to: counts of tests, or words about what it checked.
 * @typedef {Counts | string | void} Outcome
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} needs names of steps that must have passed
 * @property {boolean} [quick] whether it belongs to npm run check
 * @property {boolean} [window] whether it opens windows: one such step at a time, beside those that only compute
 * @property {boolean} [install] whether it only installs; it counts for nothing
 * @property {(context: TestContext) => Promise<Outcome>} run
 */

const minute = 60_000;

/** @type {readonly Step[]} */
export const steps = [
  {
    name: "install",
    needs: [],
    quick: true,
    install: true,
    run: ({ processes }) => installMain(processes),
  },
  {
    name: "build",
    needs: ["install"],
    quick: true,
    run: async (context) => {
      rmSync(path.join(context.out, "coverage"), { recursive: true, force: true });
      await context.run("build", ["esbuild.mjs", "--tests", "--out", context.out]);
    },
  },
  {
    name: "install VS Code",
    needs: ["install"],
    install: true,
    run: async ({ processes }) => {
      await ensureChromium(processes, "tests in a real VS Code");
      await prepareBuild(processes, "current");
    },
  },
  {
    name: "host",
    window: true,
    needs: ["build", "install VS Code"],
    run: (context) => hostTests(context, "host", "current"),
  },
  {
    name: "e2e",
    window: true,
    needs: ["build", "install VS Code"],
    run: (context) => windowTests(context, "e2e"),
  },
  {
    name: "unit",
    needs: ["build"],
    quick: true,
    run: (context) => nodeTests(context, "unit"),
  },
  {
    name: "contract",
    needs: ["build"],
    quick: true,
    run: (context) => nodeTests(context, "contract"),
  },
  {
    name: "types",
    needs: ["install"],
    quick: true,
    run: (context) => {
      const tsc = ["node_modules/typescript/bin/tsc", "--noEmit"];
      return context.run(
        "types",
        tsc,
        [...tsc, "--project", "src/webviews"],
        [...tsc, "--project", "test/e2e"],
        [...tsc, "--project", "bench/window"],
      );
    },
  },
  {
    name: "lint",
    needs: ["install"],
    quick: true,
    run: (context) => {
      const cache = path.join(context.out, ".eslintcache");
      return context.run("lint", [
        "node_modules/eslint/bin/eslint.js",
        "--cache",
        "--cache-location",
        cache,
        ".",
      ]);
    },
  },
  {
    name: "format",
    needs: ["install"],
    run: (context) =>
      context.run("format", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."]),
  },
  {
    name: "dead code",
    needs: ["install"],
    run: (context) => context.run("dead code", ["node_modules/knip/bin/knip.js"]),
  },
  {
    name: "generated types",
    needs: ["install"],
    run: (context) => context.run("generated types", ["tools/generate-schema.mjs", "--check"]),
  },
  {
    name: "install packing",
    needs: ["install"],
    install: true,
    run: ({ processes }) => installPacking(processes),
  },
  {
    name: "texts",
    needs: ["install packing"],
    run: ({ processes }) => collectTexts(processes, { check: true }),
  },
  {
    name: "package",
    needs: ["install packing"],
    run: async ({ processes }) => {
      const { size, bundle } = await makePackage(processes);
      return `${inKilobytes(size)}, its code ${inKilobytes(bundle)}`;
    },
  },
  {
    name: "coverage",
    needs: ["unit", "contract", "host"],
    run: (context) => checkCoverage(context),
  },
  {
    name: "install the oldest VS Code",
    needs: ["install VS Code"],
    install: true,
    run: async ({ processes }) => {
      await prepareBuild(processes, "floor");
    },
  },
  {
    name: "host, oldest VS Code",
    window: true,
    needs: ["build", "install the oldest VS Code"],
    run: (context) => hostTests(context, "host, oldest VS Code", "floor"),
  },
  {
    name: "smoke, oldest VS Code",
    window: true,
    needs: ["build", "install the oldest VS Code"],
    run: (context) =>
      windowTests(context, "smoke, oldest VS Code", { file: "smoke", env: { CVAT_TEST_VSCODE: "floor" } }),
  },
  {
    name: "smoke, as packed",
    window: true,
    needs: ["build", "install VS Code", "package"],
    run: async (context) => {
      const extension = await unpack(context);
      return windowTests(context, "smoke, as packed", {
        file: "smoke",
        env: { CVAT_TEST_EXTENSION: extension },
      });
    },
  },
];

/**
 * @param {TestContext} context
 * @param {"unit" | "contract"} layer
 */
function nodeTests(context, layer) {
  const env = { NODE_V8_COVERAGE: context.coverage(layer) };
  return context.mocha(layer, { layer, timeout: 20_000, limit: 5 * minute, env });
}

/**
 * @param {TestContext} context
 * @param {string} step
 * @param {{ file?: string, env?: NodeJS.ProcessEnv }} [options]
 */
function windowTests(context, step, options = {}) {
  // A machine that is busy may keep VS Code from drawing for seconds; what passes only then is named.
  const retries = process.env["CI"] ? 1 : 0;
  return context.mocha(step, { layer: "e2e", timeout: 2 * minute, limit: 30 * minute, retries, ...options });
}

/**
 * @param {TestContext} context
 * @param {string} step
 * @param {import("../vscode/builds.mjs").BuildName} build
 */
async function hostTests(context, step, build) {
  const coverage = build === "current" ? { NODE_V8_COVERAGE: context.coverage("host") } : {};
  const code = await runHostTests(context.processes, {
    build,
    out: context.out,
    log: context.log(step),
    env: { ...context.hostEnvironment(step), ...coverage },
  });
  const counts = context.readCounts(step);
  if (counts && (code === 0 || counts.failed > 0)) return counts;
  throw new Error(`VS Code ended with ${code} before all tests had run`);
}
