// @ts-check
// Starts the sample server (see test/sample-server/index.ts). The first line on standard output is its address.
import process from "node:process";
import { runProgram } from "./program.mjs";

await runProgram("test/sample-server/main.ts", process.argv.slice(2));
