// @ts-check
// Builds the extension into dist/; with --tests, all that only tests and tools run into out/, with an extension of its
// own beside it, so that whoever builds meanwhile disturbs no test.
//   --production    small and without a map, as it is packed
//   --tests         --out FOLDER: another one than out
//   --watch         builds again at each change
import { cpSync, globSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { context } from "esbuild";

if (Number(process.versions.node.split(".")[0]) < 22) {
  throw new Error(`The build runs on Node 22 or later, not ${process.version}: start it by "npm run build"`);
}

const { values: flags } = parseArgs({
  options: {
    production: { type: "boolean", default: false },
    tests: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    out: { type: "string", default: "out" },
  },
});

/** @typedef {import("esbuild").BuildOptions} BuildOptions */

/** @type {BuildOptions} */
const common = {
  bundle: true,
  platform: "node",
  target: "node22",
  // Node has it since version 10, which esbuild does not know: it would take regular expressions apart.
  supported: { "regexp-unicode-property-escapes": true },
  sourcemap: true,
  logLevel: "warning",
};

/** @type {BuildOptions} */
const extension = {
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.cjs",
  format: "cjs",
  external: ["vscode"],
  sourcemap: !flags.production,
  minify: flags.production,
};

/**
 * Pages for webviews: no Node, no vscode; a style sheet lies beside each.
 * @type {BuildOptions}
 */
const webviews = {
  bundle: true,
  platform: "browser",
  target: "es2023",
  format: "esm",
  logLevel: "warning",
  entryPoints: ["src/webviews/form/form.ts"],
  outbase: "src/webviews",
  outdir: "dist/webviews",
  loader: { ".svg": "text" },
  legalComments: "none",
  tsconfig: "src/webviews/tsconfig.json",
  minify: flags.production,
};

/**
 * Nothing is shaken off, so that code which no test reaches still counts as not covered.
 * @type {BuildOptions}
 */
const forTests = { ...common, treeShaking: false, packages: "external", outbase: ".", outdir: flags.out };

/** @type {BuildOptions} */
const nodeTests = {
  ...forTests,
  entryPoints: globSync([
    "test/{unit,contract,e2e}/**/*.test.ts",
    "test/{sample-server,contract}/main.ts",
    "bench/core.ts",
    "bench/window/main.ts",
  ]),
  format: "esm",
  splitting: true,
  // Plain Node has no VS Code: texts and events work, the rest fails loudly.
  alias: { vscode: path.resolve("test/support/vscode.ts") },
};

/** @type {BuildOptions} */
const hostTests = {
  ...forTests,
  entryPoints: ["test/host/index.ts", ...globSync("test/host/**/*.test.ts")],
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  // Most packages are modules, which a CommonJS bundle takes in but cannot require as they are.
  packages: "bundle",
  external: ["vscode", "mocha"],
};

/** @type {BuildOptions} */
const testedExtension = {
  ...extension,
  outfile: path.join(flags.out, "extension/dist/extension.cjs"),
  treeShaking: false,
};

/** @type {BuildOptions} */
const testedWebviews = { ...webviews, outdir: path.join(flags.out, "extension/dist/webviews") };

if (flags.tests) {
  // A test that was removed must not be run from an earlier build.
  for (const part of ["extension", "test", "bench"]) {
    await rm(path.join(flags.out, part), { recursive: true, force: true });
  }
  for (const part of ["package.json", "package.nls.json", "l10n", "media"]) {
    cpSync(part, path.join(flags.out, "extension", part), { recursive: true });
  }
}
for (const options of flags.tests
  ? [testedExtension, testedWebviews, nodeTests, hostTests]
  : [extension, webviews]) {
  const build = await context(options);
  if (flags.watch) await build.watch();
  else await build.rebuild().finally(() => build.dispose());
}
