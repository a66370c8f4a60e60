// @ts-check
// Installs what builds and tests need, if it is missing.
import { installMain } from "./lib/npm.mjs";
import { Processes } from "./lib/processes.mjs";
import { runMain } from "./lib/say.mjs";

const processes = new Processes();
processes.endOnSignals();
await runMain(() => installMain(processes));
