import process from "node:process";
import { type Figure, holds, line } from "./figures.ts";

/** How often each figure is measured. */
export const runs = Number(process.env["BENCH_RUNS"] ?? 5);

/** Measures one after another, tells each figure, and ends with 1 when one is not held. */
export async function report(parts: readonly (() => Promise<Figure[]>)[]): Promise<void> {
  let held = true;
  for (const part of parts) {
    for (const figure of await part()) {
      console.log(line(figure));
      held &&= holds(figure);
    }
  }
  process.exitCode = held ? 0 : 1;
}
