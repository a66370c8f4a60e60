/**
 * Replays conversations that were recorded with a real server, and says where the answers differ.
 *
 *   npm run contract                                  the recorded scenarios, on a sample server of its own
 *   npm run contract -- --area lists --area users     only these
 *   npm run contract -- --folder DIR                  other scenarios
 *   npm run contract -- --server ADDRESS --world FILE another server, with the world that it was started with
 *
 * Ends with 0 when each area has its floor (see runner/areas.ts).
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { findSampleFolder, readWorld, startSampleServer } from "../sample-server/index.ts";
import { floors } from "./runner/areas.ts";
import { count, run } from "./runner/run.ts";
import type { Count, ScenarioResult } from "./runner/run.ts";
import { withSecrets } from "./runner/world.ts";

const sample = findSampleFolder();
const recorded = path.join(sample, "..", "..", "contract", "recorded");

const { values } = parseArgs({
  options: {
    folder: { type: "string", default: recorded },
    area: { type: "string", multiple: true },
    server: { type: "string" },
    world: { type: "string" },
    quiet: { type: "boolean", default: false },
  },
});

type PlainWorld = Parameters<typeof withSecrets>[0];

const world =
  values.world === undefined
    ? withSecrets(JSON.parse(readFileSync(path.join(recorded, "world.json"), "utf8")) as PlainWorld)
    : readWorld(values.world);
const server = values.server === undefined ? await startSampleServer({ world }) : undefined;
const counts = new Map<string, Count>();

for await (const result of run({
  folder: values.folder,
  areas: values.area,
  origin: values.server ?? server?.origin ?? "",
  world,
  images: path.join(sample, "images"),
})) {
  if (!values.quiet) printDifferences(result);
  const { passed, failed } = count(result.steps);
  const before = counts.get(result.area) ?? { passed: 0, failed: 0 };
  counts.set(result.area, { passed: before.passed + passed, failed: before.failed + failed });
}
await server?.close();
process.exitCode = printCounts() ? 0 : 1;

function printDifferences({ area, scenario, steps }: ScenarioResult): void {
  for (const { step, index, differences } of steps) {
    if (differences.length === 0) continue;
    const { as, request } = step;
    console.log(`${area}/${scenario.scenario} step ${index}: ${as} ${request.method} ${request.path}`);
    for (const { pointer, expected, actual } of differences) {
      console.log(`  ${pointer}: expected ${expected}, got ${actual}`);
    }
  }
}

/** Whether all areas have their floors. */
function printCounts(): boolean {
  let held = true;
  let passed = 0;
  let failed = 0;
  for (const [area, each] of counts) {
    const share = each.passed / (each.passed + each.failed);
    const floor = floors[area] ?? 0;
    const low = share < floor;
    held &&= !low;
    passed += each.passed;
    failed += each.failed;
    const note = low ? `  below its floor of ${Math.round(floor * 100)} %` : "";
    console.log(
      `${area.padEnd(16)}${String(each.passed).padStart(5)} of ${each.passed + each.failed}${note}`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  return held;
}
