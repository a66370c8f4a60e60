/** Figures of the core, without any window: see `npm run bench -- --help`. */
import process from "node:process";
import { measureLists } from "./lists.ts";
import { report, runs } from "./report.ts";

await report([() => measureLists(runs, process.env["PYTHON"])]);
