// Builds the extension (dist/) and, with --tests, everything that only tests and tools run (out/).
import { rm } from "node:fs/promises";
import { globSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { context } from "esbuild";

if (Number(process.versions.node.split(".")[0]) < 22) {
  throw new Error(`the build runs on Node 22 or later, not ${process.version}: run it by "npm run build"`);
}

const flags = new Set(process.argv.slice(2));
const production = flags.has("--production");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  platform: "node",
  target: "node22",
  sourcemap: !production,
  minify: production,
  logLevel: "warning",
};

/** @type {import("esbuild").BuildOptions} */
const extension = {
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.cjs",
  format: "cjs",
  external: ["vscode"],
};

// Nothing is shaken off here, so that code which no test reaches still counts as not covered.
const forTests = { ...common, minify: false, sourcemap: true, treeShaking: false, packages: "external" };

/** @type {import("esbuild").BuildOptions} */
const nodeTests = {
  ...forTests,
  entryPoints: globSync([
    "test/{unit,contract,e2e}/**/*.test.ts",
    "test/{sample-server,contract}/main.ts",
    "bench/*.ts",
  ]),
  outbase: ".",
  outdir: "out",
  format: "esm",
  splitting: true,
  // Texts are made by VS Code's l10n: plain Node has a stand-in.
  alias: { vscode: path.resolve("test/support/vscode.ts") },
};

/** @type {import("esbuild").BuildOptions} */
const hostTests = {
  ...forTests,
  entryPoints: ["test/host/index.ts", ...globSync("test/host/**/*.test.ts")],
  outbase: ".",
  outdir: "out",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  external: ["vscode"],
};

const builds = flags.has("--tests") ? [extension, nodeTests, hostTests] : [extension];
if (!flags.has("--watch")) {
  await rm("dist", { recursive: true, force: true });
  if (flags.has("--tests")) await rm("out/test", { recursive: true, force: true });
}
for (const options of builds) {
  const build = await context(options);
  if (flags.has("--watch")) await build.watch();
  else {
    await build.rebuild();
    await build.dispose();
  }
}
