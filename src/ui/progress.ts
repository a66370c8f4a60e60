import { l10n, type Progress, ProgressLocation, type ProgressOptions, window } from "vscode";
import type { Clock } from "../core/index.ts";
import { formatCount } from "./text.ts";
import { toSignal } from "./waiting.ts";

/** What takes less, in milliseconds, shows no progress. */
const glance = 1000;

export interface CountedWork<T> {
  readonly title: string;
  /** How many steps there are; one alone cannot be stopped. */
  readonly total: number;
  /** @param stop ends the work between two steps @param onProgress takes how many steps are done */
  readonly work: (stop: AbortSignal, onProgress: (done: number) => void) => Promise<T>;
}

/** Does something in steps; from a second on it shows how far it is, and can be stopped. */
export async function withCount<T>(clock: Clock, { title, total, work }: CountedWork<T>): Promise<T> {
  const stop = new AbortController();
  let done = 0;
  let tell: (() => void) | undefined;
  const working = work(stop.signal, (count) => {
    done = count;
    tell?.();
  });
  const isLong = total > 1;
  const location = isLong ? ProgressLocation.Notification : ProgressLocation.Window;
  return await shown(clock, { location, title, cancellable: isLong }, { working, stop }, (progress) => {
    if (!isLong) return;
    let told = 0;
    tell = () => {
      const message = l10n.t("{0} of {1}", formatCount(done), formatCount(total));
      progress.report({ message, increment: ((done - told) / total) * 100 });
      told = done;
    };
    tell();
  });
}

/**
 * Does something whose length nobody knows; from a second on it says what, and can be called off.
 *
 * @param work is given a signal that ends with the person's wish, and with `gone`
 */
export async function withStop<T>(
  clock: Clock,
  title: string,
  gone: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const working = work(AbortSignal.any([gone, stop.signal]));
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return await shown(clock, options, { working, stop });
}

async function shown<T>(
  clock: Clock,
  options: ProgressOptions,
  { working, stop }: { readonly working: Promise<T>; readonly stop: AbortController },
  begin: (progress: Progress<{ message?: string; increment?: number }>) => void = () => undefined,
): Promise<T> {
  const callOff = clock.after(glance, () => {
    void window.withProgress(options, async (progress, token) => {
      const cancelled = toSignal(token);
      const end = (): void => {
        stop.abort();
      };
      if (cancelled.signal.aborted) end();
      cancelled.signal.addEventListener("abort", end);
      begin(progress);
      // Whoever waits for the work hears how it ends.
      await working.then(
        () => undefined,
        () => undefined,
      );
      cancelled.dispose();
    });
  });
  try {
    return await working;
  } finally {
    callOff();
  }
}
