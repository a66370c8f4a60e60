import { setTimeout as delay } from "node:timers/promises";

/**
 * Reads until what was read passes the check, and gives it. After the time (ms) the last complaint of the check is thrown.
 *
 * ```ts
 * await eventually(() => tasks.labels(), (labels) => assert.deepEqual(labels, ["coins", "portraits"]));
 * ```
 */
export async function eventually<T>(
  read: () => T | Promise<T>,
  check: (value: T) => unknown,
  milliseconds = 30_000,
): Promise<T> {
  const until = performance.now() + milliseconds;
  for (;;) {
    try {
      const value = await read();
      await check(value);
      return value;
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await delay(50);
  }
}
