import type { Context } from "../context.ts";
import { CvatError, ServerError, TimeoutError } from "../errors.ts";
import { sleep } from "../waiting.ts";

/** When to look, in milliseconds after the answer was lost: a server can be slow, or a proxy give up before it. */
const looks = [0, 1_000, 2_000, 4_000];

/** What came of looking. */
export interface Looked<T> {
  /** What the last look that brought something brought. */
  readonly found: T | undefined;
  /** Why the last look brought nothing. */
  readonly error: CvatError | undefined;
}

/**
 * Looks at once and after 1, 2 and 4 s, until what is found settles the matter. A look that fails is none.
 *
 * @param lost what came in place of an answer
 * @throws the signal's reason, and what `look` throws beside a {@link CvatError}
 */
export async function lookInto<T>(
  { clock }: Context,
  lost: CvatError,
  look: () => Promise<T>,
  settles: (found: T) => boolean,
  signal: AbortSignal | undefined,
): Promise<Looked<T>> {
  const began = clock.now();
  let found: T | undefined;
  let error: CvatError | undefined;
  const times = hasEnded(lost) ? [0] : looks;
  for (const [index, at] of times.entries()) {
    const passed = clock.now() - began;
    const next = times[index + 1];
    // A look can take longer than to the one after the next.
    if (next !== undefined && next <= passed) continue;
    const wait = at - passed;
    if (wait > 0) await sleep(clock, wait, signal);
    try {
      found = await look();
      error = undefined;
      if (settles(found)) break;
    } catch (failure) {
      signal?.throwIfAborted();
      if (!(failure instanceof CvatError)) throw failure;
      error = failure;
      // Another silence would be as long.
      if (failure instanceof TimeoutError) break;
    }
  }
  return { found, error };
}

/** Whether the server itself has said that it failed, and nobody on the way: then nothing comes after that. */
export function hasEnded(lost: CvatError): boolean {
  return lost instanceof ServerError && !lost.isFromGateway;
}
