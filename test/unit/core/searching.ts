import assert from "node:assert/strict";
import { findServer, ServerNotFoundError } from "../../../src/core/index.ts";
import type { FindOptions } from "../../../src/core/index.ts";
import { sleep } from "../../../src/core/waiting.ts";
import { noting } from "../../support/doubles.ts";
import { ManualClock, turns } from "./manual-clock.ts";
import { failed, answer, scripted } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";

export type Behaviour = (sent: Sent, clock: ManualClock) => Response | Error | Promise<Response>;

export const tls8080 = "https://cvat.example.org:8080";
export const tls443 = "https://cvat.example.org";
export const plain80 = "http://cvat.example.org";
export const plain8080 = "http://cvat.example.org:8080";

export const cvat =
  (version = "2.73.0"): Behaviour =>
  () =>
    answer({ name: "CVAT", description: "", version });
export const fails =
  (code: string): Behaviour =>
  () =>
    failed(code);
export const silent: Behaviour = () => new Promise(() => undefined);
export const page =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  () =>
    new Response("<html>hello</html>", { status, headers: { "Content-Type": "text/html", ...headers } });
/** Behaves so after so many milliseconds. */
export const late =
  (ms: number, behaviour: Behaviour): Behaviour =>
  async (sent, clock) => {
    await sleep(clock, ms, sent.signal);
    const outcome = await behaviour(sent, clock);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };

/** A network in which these origins behave so, and all others refuse. */
export function search(
  behaviours: Readonly<Record<string, Behaviour>>,
  typed = "cvat.example.org",
  options: FindOptions = {},
) {
  const clock = new ManualClock();
  const { logger, lines } = noting();
  const tried: [at: number, origin: string][] = [];
  const { fetch, sent } = scripted((one) => {
    const behaviour = behaviours[new URL(one.url).origin] ?? fails("ECONNREFUSED");
    return behaviour(one, clock);
  });
  const onAttempt = (origin: string): void => void tried.push([clock.now(), origin]);
  const finding = findServer(typed, { clock, logger, fetch, onAttempt, ...options });
  const outcome = finding.catch((error: unknown) => error);
  return {
    clock,
    sent,
    tried,
    lines,
    /** Lets time pass until it ended. */
    end: async () => {
      const state = { ended: false };
      void outcome.then(() => (state.ended = true));
      await turns();
      while (!state.ended) {
        await clock.pass(50);
        await turns();
      }
      assert.deepEqual(clock.waits, [], "timers are left");
      return await outcome;
    },
    origin: async () => (await finding).origin,
  };
}

export async function found(
  behaviours: Readonly<Record<string, Behaviour>>,
  typed?: string,
): Promise<string> {
  const searching = search(behaviours, typed);
  await searching.end();
  return await searching.origin();
}

/** The most telling error of a search that found nothing. */
export async function causeOf(
  behaviours: Readonly<Record<string, Behaviour>>,
  typed?: string,
): Promise<Error> {
  const error = await search(behaviours, typed).end();
  assert.ok(error instanceof ServerNotFoundError, String(error));
  return error.cause;
}
