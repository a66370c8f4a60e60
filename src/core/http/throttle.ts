import { unlessAborted } from "../waiting.ts";

/** Lets a number of pieces of work go on at a time; the others wait in the order in which they came. */
export class Throttle {
  readonly #most: number;
  #underWay = 0;
  readonly #waiting = new Map<symbol, () => void>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs `work` when it is its turn. A signal that is aborted before gives up the place and throws its reason. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    if (this.#underWay < this.#most) this.#underWay += 1;
    else await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#handOver();
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const turn = Symbol();
    const called = new Promise<void>((resolve) => {
      this.#waiting.set(turn, resolve);
    });
    try {
      await unlessAborted(called, signal);
    } catch (reason) {
      // Called and aborted in the same moment: the place is another's now.
      if (!this.#waiting.delete(turn)) this.#handOver();
      throw reason;
    }
  }

  /** To the next in line directly, so that nobody who comes later slips in between. */
  #handOver(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#underWay -= 1;
      return;
    }
    const [turn, call] = next;
    this.#waiting.delete(turn);
    call();
  }
}
