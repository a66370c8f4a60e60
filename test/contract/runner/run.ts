import path from "node:path";
import type { WorldFile } from "../../sample-server/index.ts";
import { Exchange } from "./exchange.ts";
import { replay } from "./replay.ts";
import type { StepResult } from "./replay.ts";
import { areasOf, scenariosOf } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";
import { worldVariables } from "./world.ts";

export interface RunOptions {
  /** Holds a folder per area, and the fixtures in `files`. */
  readonly folder: string;
  /** Default: all in the folder. */
  readonly areas?: readonly string[] | undefined;
  readonly origin: string;
  readonly world: WorldFile;
  /** The sample set's pictures. */
  readonly images: string;
}

export interface ScenarioResult {
  readonly area: string;
  readonly scenario: Scenario;
  readonly steps: readonly StepResult[];
}

/** Replays the scenarios of a folder, one after another as they come out. */
export async function* run(options: RunOptions): AsyncGenerator<ScenarioResult> {
  const { folder, origin, world, images } = options;
  using exchange = new Exchange();
  const variables = await worldVariables(exchange, origin, world);
  const stage = { origin, world, exchange, variables, images, fixtures: path.join(folder, "files") };
  for (const area of options.areas ?? areasOf(folder)) {
    for (const scenario of scenariosOf(folder, area)) {
      yield { area, scenario, steps: await replay(scenario, stage) };
    }
  }
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export function count(steps: readonly StepResult[]): Count {
  const passed = steps.filter((step) => step.differences.length === 0).length;
  return { passed, failed: steps.length - passed };
}
