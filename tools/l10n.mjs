// @ts-check
// npm run l10n: collects the texts of the extension into l10n/. With --check it only compares.
import process from "node:process";
import { installMain } from "./lib/npm.mjs";
import { collectTexts } from "./lib/packing/texts.mjs";
import { Processes } from "./lib/processes.mjs";
import { runMain } from "./lib/say.mjs";

await runMain(async () => {
  const processes = new Processes();
  processes.endOnSignals();
  await installMain(processes);
  await collectTexts(processes, { check: process.argv.includes("--check") });
});
