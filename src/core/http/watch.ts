import type { Clock } from "../clock.ts";

/** Times in milliseconds. */
export interface Patience {
  /** Without a byte. */
  readonly silence: number;
  /** Until the end of the answer: one that trickles must end as well. */
  readonly total: number;
}

/** Ends an exchange when the server keeps silent, or when its answer does not end. */
export class Watch {
  readonly #clock: Clock;
  readonly #silence: number;
  readonly #controller = new AbortController();
  readonly #silent: () => void;
  readonly #stopTotal: () => void;
  #stopSilence: () => void;

  /** @param reasons what the signal is then aborted with */
  constructor(
    clock: Clock,
    patience: Patience,
    reasons: { readonly silent: Error; readonly endless: Error },
  ) {
    this.#clock = clock;
    this.#silence = patience.silence;
    this.#silent = () => {
      this.#controller.abort(reasons.silent);
    };
    this.#stopSilence = clock.after(patience.silence, this.#silent);
    this.#stopTotal = clock.after(patience.total, () => {
      this.#controller.abort(reasons.endless);
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** To be called when bytes came. */
  heard(): void {
    this.#stopSilence();
    this.#stopSilence = this.#clock.after(this.#silence, this.#silent);
  }

  stop(): void {
    this.#stopSilence();
    this.#stopTotal();
  }
}
