// @ts-check
// npm run bench: the figures that the extension is held to, measured on it as it is packed.
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { installMain } from "./lib/npm.mjs";
import { ensureChromium } from "./lib/packages.mjs";
import { makePackage } from "./lib/packing/vsix.mjs";
import { node22, root } from "./lib/paths.mjs";
import { Processes } from "./lib/processes.mjs";
import { runMain, say, saying } from "./lib/say.mjs";
import { unpack } from "./lib/testing/packed.mjs";
import { prepareBuild } from "./lib/vscode/builds.mjs";

const usage = `npm run bench -- [options]
  --runs N          how often each is measured; the median counts. Default: 5
  --python PROGRAM  a Python that has cvat-sdk: lists are timed beside it, in the same run
Ends with 1 when a figure is not held. Compare figures of one machine only.`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      python: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const processes = new Processes();
  processes.endOnSignals();
  try {
    const out = path.join(root, "out/bench-run");
    await installMain(processes);
    await ensureChromium(processes, "measuring in a real VS Code");
    await prepareBuild(processes, "current");
    await saying("Building and packing", async () => {
      await processes.run(node22, ["esbuild.mjs", "--tests", "--out", out], { cwd: root });
      await makePackage(processes);
    });
    const env = {
      ...process.env,
      CVAT_TEST_OUT: out,
      CVAT_TEST_EXTENSION: await unpack({ out }),
      BENCH_RUNS: values.runs,
      PYTHON: values.python,
    };
    const codes = [];
    for (const part of ["core", "window/main"]) {
      const program = path.join(out, "bench", `${part}.js`);
      const show = (/** @type {string} */ text) => process.stdout.write(text);
      const child = processes.start(node22, ["--enable-source-maps", program], {
        cwd: root,
        env,
        onOutput: show,
        patience: 30_000,
      });
      codes.push(await child.exited);
    }
    return Math.max(...codes);
  } finally {
    await processes.end();
  }
});
