import { ProgressLocation, window } from "vscode";
import type { Clock } from "../core/index.ts";
import { toSignal } from "./waiting.ts";

/** What takes less, in milliseconds, shows no progress. */
const glance = 1000;

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
  const callOff = clock.after(glance, () => {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(options, async (_, token) => {
      const cancelled = toSignal(token);
      cancelled.signal.addEventListener("abort", () => {
        stop.abort();
      });
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
