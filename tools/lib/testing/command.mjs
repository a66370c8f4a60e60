// @ts-check
import process from "node:process";
import { Processes } from "../processes.mjs";
import { runMain, say } from "../say.mjs";
import { readFlags, usageOf } from "./flags.mjs";
import { runSteps, select } from "./run.mjs";

/** @typedef {import("./flags.mjs").Command} Command */
/** @typedef {import("./steps.mjs").Step} Step */

/**
 * Runs steps as the command line wants it, all of them where it names none.
 * @param {Command} command
 * @param {readonly Step[]} steps
 */
export async function runCommand(command, steps) {
  await runMain(async () => {
    const flags = readFlags(command, process.argv.slice(2));
    if (flags.help || flags.list) {
      say(flags.help ? usageOf(command) : steps.map((step) => step.name).join("\n"));
      return 0;
    }
    const chosen = flags.only.length === 0 ? steps : select(steps, flags.only);
    const processes = new Processes();
    processes.endOnSignals();
    try {
      return (await runSteps(processes, chosen, flags)) ? 0 : 1;
    } finally {
      await processes.end();
    }
  });
}
