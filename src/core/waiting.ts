import type { Clock } from "./clock.ts";

/** Waits; an aborted signal ends it at once and throws its reason. */
export async function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  let callOff: (() => void) | undefined;
  const waited = new Promise<void>((resolve) => {
    callOff = clock.after(ms, resolve);
  });
  try {
    await unlessAborted(waited, signal);
  } finally {
    callOff?.();
  }
}

/**
 * What `work` brings, unless the signal is aborted before: then its reason is thrown at once, whatever `work` still does.
 * Not everything that is given a signal obeys it.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await work;
  let tell = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    tell = resolve;
  });
  if (signal.aborted) tell();
  signal.addEventListener("abort", tell);
  try {
    await Promise.race([work, aborted]);
    signal.throwIfAborted();
    return await work;
  } finally {
    signal.removeEventListener("abort", tell);
  }
}

/** A signal that is aborted so many milliseconds after another one, with its reason; until it is let go of. */
export function delayedSignal(
  clock: Clock,
  signal: AbortSignal | undefined,
  ms: number,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  let callOff: (() => void) | undefined;
  const begin = (): void => {
    callOff = clock.after(ms, () => {
      controller.abort(signal?.reason);
    });
  };
  if (signal?.aborted) begin();
  signal?.addEventListener("abort", begin);
  return {
    signal: controller.signal,
    release: () => {
      callOff?.();
      signal?.removeEventListener("abort", begin);
    },
  };
}

/** A signal that is aborted with the first of several. Unlike `AbortSignal.any` it can be let go of, and then leaves nothing. */
export function linkSignals(...signals: readonly (AbortSignal | undefined)[]): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const stops: (() => void)[] = [];
  for (const signal of signals) {
    if (!signal) continue;
    const abort = (): void => {
      controller.abort(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    stops.push(() => {
      signal.removeEventListener("abort", abort);
    });
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const stop of stops) stop();
    },
  };
}
