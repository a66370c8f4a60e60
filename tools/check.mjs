// @ts-check
// npm run check: the quick loop, without a window: types, lint, unit, contract.
import { runCommand } from "./lib/testing/command.mjs";
import { steps } from "./lib/testing/steps.mjs";

await runCommand(
  {
    name: "npm run check",
    does: "Runs what needs no window and is quick: types, lint, unit and contract tests.",
  },
  steps.filter((step) => step.quick),
);
