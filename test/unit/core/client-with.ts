import { Client } from "../../../src/core/index.ts";
import type { ClientOptions } from "../../../src/core/index.ts";
import { answer } from "./scripted-fetch.ts";
import { origin } from "./session-with.ts";

/** A client that asks by this `fetch`, and does not wait between attempts. */
export function clientWith(fetching: typeof fetch, options: Partial<ClientOptions> = {}): Client {
  return new Client({ origin, fetch: fetching, config: { retryDelay: () => 0 }, ...options });
}

/** A page of a list, with the server's time. */
export function datedPage(...results: readonly unknown[]): Response {
  const headers = { Date: "Mon, 23 Nov 2026 15:01:20 GMT" };
  return answer({ count: results.length, next: null, previous: null, results }, { headers });
}
