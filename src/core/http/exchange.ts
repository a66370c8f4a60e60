import type { Clock } from "../clock.ts";
import { TimeoutError, UnexpectedResponseError } from "../errors.ts";
import { linkSignals, unlessAborted } from "../waiting.ts";
import { readBody } from "./body.ts";
import { networkError } from "./network-error.ts";
import { type Patience, Watch } from "./watch.ts";

/** What one answer may take. */
export interface Limits extends Patience {
  /** Of a successful answer. */
  readonly bytes: number;
}

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly onHead?: ((headers: Headers) => void) | undefined;
}

/** An answer that was read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** What leads to the network, and to the time. */
export interface Wire {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** More is not read of what a server says about a failure. */
const mostErrorBytes = 256 * 1024;

/**
 * Sends a request once and reads the whole answer, of whatever status. Redirects are answers as well. Of an answer that is
 * no success nothing but the status has to arrive.
 *
 * @param caller its reason is thrown when it is aborted
 * @throws {NetworkError} {@link TimeoutError} {@link UnexpectedResponseError} (too-large)
 */
export async function exchange(
  { method, url, headers, body, onHead }: Outgoing,
  { fetch, clock }: Wire,
  limits: Limits,
  caller?: AbortSignal,
): Promise<Answer> {
  caller?.throwIfAborted();
  const { origin, pathname } = new URL(url);
  const tooLarge = new UnexpectedResponseError("too-large", { method, path: pathname, requestId: null });
  const silent = new TimeoutError(origin, limits.silence);
  const watch = new Watch(clock, limits, { silent, endless: tooLarge });
  const { signal, release } = linkSignals(caller, watch.signal);
  const began = clock.now();
  try {
    const init: RequestInit = { method, headers, body, redirect: "manual", signal };
    const response = await unlessAborted(fetch(url, init), signal);
    const { status, ok } = response;
    if (ok) onHead?.(response.headers);
    const reading = readBody(response.body, ok ? limits.bytes : mostErrorBytes, signal, () => {
      watch.heard();
    });
    const bytes = await (ok ? reading : reading.catch(() => undefined));
    caller?.throwIfAborted();
    if (!bytes && ok) throw tooLarge;
    return { status, headers: response.headers, bytes: bytes ?? new Uint8Array() };
  } catch (error) {
    signal.throwIfAborted();
    throw error === tooLarge ? tooLarge : networkError(error, origin, clock.now() - began);
  } finally {
    watch.stop();
    release();
  }
}
