// @ts-check
// npm run check: the quick loop, without a window: types, lint, unit, contract. Takes the flags of npm test.
import process from "node:process";
import { Processes } from "./lib/processes.mjs";
import { runMain } from "./lib/say.mjs";
import { readFlags } from "./lib/testing/flags.mjs";
import { runSteps } from "./lib/testing/run.mjs";
import { steps } from "./lib/testing/steps.mjs";

await runMain(async () => {
  const processes = new Processes();
  processes.endOnSignals();
  try {
    const quick = steps.filter((step) => step.quick);
    return (await runSteps(processes, quick, readFlags(process.argv.slice(2)))) ? 0 : 1;
  } finally {
    await processes.end();
  }
});
