import { defaultConfig, silentLogger } from "../../../src/core/index.ts";
import type { Config, Logger } from "../../../src/core/index.ts";
import { Session } from "../../../src/core/session.ts";
import { ManualClock } from "./manual-clock.ts";

export const origin = "https://cvat.example.org";

interface With extends Partial<Config> {
  readonly clock?: ManualClock;
  readonly logger?: Logger;
}

/** A session at `origin` that asks by this `fetch`. It waits for nothing between attempts unless a test wants that. */
export function sessionWith(
  ask: typeof fetch,
  { clock = new ManualClock(), logger = silentLogger, ...config }: With = {},
): Session {
  return new Session({
    origin,
    config: { ...defaultConfig, retryDelay: () => 0, ...config },
    logger,
    fetch: ask,
    clock,
  });
}
