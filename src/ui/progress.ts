import { l10n, ProgressLocation, window } from "vscode";
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
  const callOff = clock.after(glance, () => {
    void window.withProgress({ location, title, cancellable: isLong }, async (progress, token) => {
      const cancelled = toSignal(token);
      cancelled.signal.addEventListener("abort", () => {
        stop.abort();
      });
      let told = 0;
      tell = () => {
        const message = l10n.t("{0} of {1}", formatCount(done), formatCount(total));
        progress.report({ message, increment: ((done - told) / total) * 100 });
        told = done;
      };
      if (isLong) tell();
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
