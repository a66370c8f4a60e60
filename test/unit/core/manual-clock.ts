import type { Clock } from "../../../src/core/index.ts";

interface Timer {
  readonly at: number;
  readonly work: () => void;
}

/** Time that goes on only when a test says so. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = 0) {
    this.#now = now;
  }

  /** For how long, in milliseconds from now, the timers wait that have not run. */
  get waits(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    // No time has to pass for that.
    if (ms <= 0) {
      const immediate = setImmediate(work);
      return () => {
        clearImmediate(immediate);
      };
    }
    const timer = { at: this.#now + ms, work };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets so many milliseconds pass, and what is due happen. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = due.at;
      due.work();
      await turns();
    }
    this.#now = end;
  }
}

/** Lets everything go on that only waits for its turn, not for time or network. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Waits until something is so that the network, or another turn, brings about; mocha's own limit ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
