// @ts-check
// npm test: installs what tests need and runs everything. Runs on bare Node 20.
import { runCommand } from "./lib/testing/command.mjs";
import { steps } from "./lib/testing/steps.mjs";

await runCommand({ name: "npm test", does: "Installs what tests need and runs everything." }, steps);
