// @ts-check
// npm test: installs what tests need and runs everything. Runs on bare Node 20.
import process from "node:process";
import { Processes } from "./lib/processes.mjs";
import { runMain, say } from "./lib/say.mjs";
import { readFlags, usage } from "./lib/testing/flags.mjs";
import { runSteps, select } from "./lib/testing/run.mjs";
import { steps } from "./lib/testing/steps.mjs";

await runMain(async () => {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help || flags.list) {
    say(flags.help ? usage : steps.map((step) => step.name).join("\n"));
    return 0;
  }
  const processes = new Processes();
  processes.endOnSignals();
  try {
    const chosen = flags.only.length === 0 ? steps : select(steps, flags.only);
    return (await runSteps(processes, chosen, flags)) ? 0 : 1;
  } finally {
    await processes.end();
  }
});
