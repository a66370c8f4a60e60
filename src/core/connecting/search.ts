import type { Clock } from "../clock.ts";
import { CvatError, NetworkError, ServerNotFoundError, TimeoutError } from "../errors.ts";
import type { FailedAttempt } from "../errors.ts";
import { linkSignals, unlessAborted } from "../waiting.ts";
import { mostTelling } from "./telling.ts";

/** Times in milliseconds. */
const between = 300;
const patience = 3_000;
const grace = 1_000;

/** What a search is made of. */
export interface SearchParts<T> {
  readonly clock: Clock;
  readonly onAttempt: (origin: string) => void;
  readonly probe: (origin: string, signal: AbortSignal) => Promise<T>;
}

/**
 * Looks for a server at several origins, those preferred first. They are tried 300 ms after one another (at once when the
 * last one has failed), 3 s each. When one was found, those before it get one more second.
 *
 * A certificate that is not trusted ends the search: plain http must not be the way around it.
 *
 * @throws {ServerNotFoundError} {@link NetworkError} (tls)
 */
export async function search<T>(
  origins: readonly string[],
  parts: SearchParts<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const racing = new Promise<T>((resolve, reject) => {
    new Race(origins, parts, { resolve, reject }, ending.signal).startNext();
  });
  try {
    return await unlessAborted(racing, signal);
  } finally {
    ending.abort();
  }
}

type Outcome<T> =
  { readonly kind: "found"; readonly value: T } | { readonly kind: "failed"; readonly error: CvatError };

interface Decision<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

class Race<T> {
  readonly #origins: readonly string[];
  readonly #parts: SearchParts<T>;
  readonly #decision: Decision<T>;
  readonly #ending: AbortSignal;
  /** By the place of the origin; one that is still tried has none. */
  readonly #outcomes = new Map<number, Outcome<T>>();
  #started = 0;
  #callOffNext = (): void => undefined;
  #graceGiven = false;
  /** From then on nothing new is tried, also not in the moment before the end is made known. */
  #decided = false;

  constructor(origins: readonly string[], parts: SearchParts<T>, decision: Decision<T>, ending: AbortSignal) {
    this.#origins = origins;
    this.#parts = parts;
    this.#decision = decision;
    this.#ending = ending;
  }

  startNext(): void {
    this.#callOffNext();
    const place = this.#started;
    const origin = this.#origins[place];
    if (origin === undefined) return;
    this.#started += 1;
    this.#callOffNext = this.#after(between, () => {
      this.startNext();
    });
    this.#attempt(origin).then((outcome) => {
      this.#outcomes.set(place, outcome);
      this.#judge(place, outcome);
    }, this.#decision.reject);
  }

  async #attempt(origin: string): Promise<Outcome<T>> {
    const silent = new AbortController();
    const callOff = this.#after(patience, () => {
      silent.abort(new TimeoutError(origin, patience));
    });
    const { signal, release } = linkSignals(this.#ending, silent.signal);
    try {
      this.#parts.onAttempt(origin);
      return { kind: "found", value: await unlessAborted(this.#parts.probe(origin, signal), signal) };
    } catch (error) {
      if (error instanceof CvatError) return { kind: "failed", error };
      throw error;
    } finally {
      callOff();
      release();
    }
  }

  #judge(place: number, outcome: Outcome<T>): void {
    if (this.#decided) return;
    if (outcome.kind === "failed" && isDistrusted(outcome.error)) {
      this.#decided = true;
      this.#decision.reject(outcome.error);
    } else if (this.#found()) {
      this.#callOffNext();
      this.#take();
    } else if (this.#outcomes.size === this.#origins.length) {
      this.#decide();
    } else if (place === this.#started - 1) {
      this.startNext();
    }
  }

  /** Takes what was found: at once if none that is preferred can still be found, else in a second. */
  #take(): void {
    const preferred = this.#origins.slice(0, this.#found()?.place);
    if (preferred.every((_, place) => this.#outcomes.has(place))) this.#decide();
    else if (!this.#graceGiven) {
      this.#graceGiven = true;
      this.#after(grace, () => {
        this.#decide();
      });
    }
  }

  #decide(): void {
    this.#decided = true;
    const found = this.#found();
    if (found) this.#decision.resolve(found.value);
    else this.#decision.reject(this.#notFound());
  }

  /** The best that was found until now. */
  #found(): { readonly place: number; readonly value: T } | undefined {
    for (const place of this.#origins.keys()) {
      const outcome = this.#outcomes.get(place);
      if (outcome?.kind === "found") return { place, value: outcome.value };
    }
    return undefined;
  }

  #notFound(): ServerNotFoundError {
    const attempts: FailedAttempt[] = [];
    for (const [place, origin] of this.#origins.entries()) {
      const outcome = this.#outcomes.get(place);
      if (outcome?.kind === "failed") attempts.push({ origin, error: outcome.error });
    }
    return new ServerNotFoundError(attempts, mostTelling(attempts));
  }

  #after(ms: number, work: () => void): () => void {
    const callOff = this.#parts.clock.after(ms, work);
    this.#ending.addEventListener("abort", callOff);
    return callOff;
  }
}

function isDistrusted(error: CvatError): boolean {
  return error instanceof NetworkError && error.fault === "tls";
}
