// @ts-check
// Replays the recorded conversations (see test/contract/main.ts).
import process from "node:process";
import { runProgram } from "./program.mjs";

await runProgram("test/contract/main.ts", process.argv.slice(2));
