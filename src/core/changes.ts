import { unlessAborted } from "./waiting.ts";

/** What can be changed through this client. */
export type ChangedNoun = "project" | "task" | "job" | "label" | "organization" | "membership" | "user";

/** Something on the server that this session has made, changed or removed. */
export interface Change {
  readonly kind: "created" | "updated" | "removed";
  readonly noun: ChangedNoun;
  readonly id: number;
  /** The object as it is now: the very one that was made or updated. A removed one is none any more. */
  readonly entity?: { readonly id: number | string };
}

/** Tells those who want to know what a session changes. */
export class Changes {
  readonly #report: (trouble: string) => void;
  readonly #listeners = new Set<{ readonly hear: (change: Change) => void }>();
  readonly #made = new Set<string>();
  readonly #turns = new Map<string, Promise<void>>();

  constructor(report: (trouble: string) => void) {
    this.#report = report;
  }

  /** @returns what ends the listening */
  listen(hear: (change: Change) => void): () => void {
    const listener = { hear };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A listener that fails keeps the change from nobody else: it is done. */
  tell(change: Change): void {
    if (change.kind === "created") this.#made.add(keyOf(change));
    for (const { hear } of [...this.#listeners]) {
      try {
        hear(change);
      } catch (error) {
        this.#report(`A listener to changes failed: ${String(error)}`);
      }
    }
  }

  /** Does `work` when all that was asked for before under the same key is over, however it went. */
  async inTurn<T>(key: string, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const before = this.#turns.get(key) ?? Promise.resolve();
    let end = (): void => undefined;
    const own = new Promise<void>((resolve) => {
      end = resolve;
    });
    // Whoever comes later waits for those before as well: this one can be aborted while it waits.
    const turn = before.then(() => own);
    this.#turns.set(key, turn);
    void turn.then(() => {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    });
    try {
      await unlessAborted(before, signal);
      return await work();
    } finally {
      end();
    }
  }

  /** Whether this session is known to have made it. */
  hasMade(noun: ChangedNoun, id: number): boolean {
    return this.#made.has(keyOf({ noun, id }));
  }
}

function keyOf({ noun, id }: Pick<Change, "noun" | "id">): string {
  return `${noun} ${id}`;
}
