import type { Pager } from "../../core/index.ts";

interface Numbered {
  readonly id: number;
}

/** At most so many pages are read again by one refreshing; what lies behind them stays as it was. */
const mostPagesAgain = 10;

/** What could not be read. */
export interface Failure {
  readonly step: "read" | "more" | "refresh";
  readonly error: unknown;
}

export interface BranchOptions<T> {
  /** Made anew for each reading. In the order of ids, either way. */
  readonly list: () => { pager(): Pager<T> };
  readonly order: "newest first" | "oldest first";
  readonly now: () => number;
  /** Gets what came, before it counts as there. */
  readonly take: (rows: readonly T[]) => void;
  /** The rows, or what is known of the rest, changed; `gone` were there and are no longer. */
  readonly changed: (gone: readonly number[]) => void;
  readonly failed: (error: unknown) => void;
}

type Step = Failure["step"] | "all";

/**
 * The rows under one parent, by their numbers, as far as they have been read. One thing is done at a time: asking twice
 * for the same is asking once. Nothing here throws; what went wrong is in `failure`, and the rows that were there stay.
 */
export class Branch<T extends Numbered> {
  readonly #options: BranchOptions<T>;
  #ids: readonly number[] = [];
  /** How many rows have not been read. */
  #rest = 0;
  #pager: Pager<T> | undefined;
  #failure: Failure | undefined;
  #readAt: number | undefined;
  #flight: { readonly step: Step; readonly done: Promise<void> } | undefined;

  constructor(options: BranchOptions<T>) {
    this.#options = options;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  get total(): number {
    return this.#ids.length + this.#rest;
  }

  get hasMore(): boolean {
    return this.#rest > 0;
  }

  /** When the rows were last read with success; `undefined` before that. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Whether everything that was read comes before a row of that number, and there is more. */
  isBefore(id: number): boolean {
    const last = this.#ids.at(-1);
    return this.hasMore && last !== undefined && this.#comesBefore(last, id);
  }

  /** Reads the first page if that was not done yet. */
  async read(signal: AbortSignal): Promise<void> {
    if (this.#readAt !== undefined) return;
    await this.#alone("read", () => this.#readAgain("read", signal));
  }

  /** Reads one more page. */
  async more(signal: AbortSignal): Promise<void> {
    await this.#alone("more", async () => {
      await this.#next(signal);
    });
  }

  /** Reads on to the end. What came before it was cancelled, or failed, stays. */
  async all(signal: AbortSignal, onProgress: (loaded: number, total: number) => void): Promise<void> {
    await this.#alone("all", async () => {
      while (this.hasMore && !signal.aborted) {
        if (!(await this.#next(signal))) return;
        onProgress(this.#ids.length, this.total);
      }
    });
  }

  /** Reads again what is there, or the first page if that failed. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (this.#flight?.step === "read") {
      await this.#flight.done;
      return;
    }
    await this.#alone("refresh", () =>
      this.#readAgain(this.#readAt === undefined ? "read" : "refresh", signal),
    );
  }

  /** Takes in a row that was just made, where it belongs; one that lies behind what was read counts only. */
  insert(row: T): void {
    if (this.#readAt === undefined || this.#ids.includes(row.id)) return;
    if (this.isBefore(row.id)) {
      this.#rest += 1;
    } else {
      this.#options.take([row]);
      const behind = this.#ids.findIndex((id) => this.#comesBefore(row.id, id));
      this.#ids = this.#ids.toSpliced(behind < 0 ? this.#ids.length : behind, 0, row.id);
    }
    this.#options.changed([]);
  }

  /** Takes out a row that is known to be gone. */
  remove(id: number): void {
    if (!this.#ids.includes(id)) return;
    this.#ids = this.#ids.filter((other) => other !== id);
    this.#options.changed([id]);
  }

  async #alone(step: Step, work: () => Promise<void>): Promise<void> {
    if (this.#flight?.step !== step) {
      const done = (this.#flight?.done ?? Promise.resolve()).then(work).finally(() => {
        if (this.#flight?.done === done) this.#flight = undefined;
      });
      this.#flight = { step, done };
    }
    await this.#flight.done;
  }

  /** One page more; whether it came. */
  async #next(signal: AbortSignal): Promise<boolean> {
    if (!this.#pager) return false;
    try {
      const page = await this.#pager.next({ signal });
      const known = new Set(this.#ids);
      const news = page.items.filter((row) => !known.has(row.id));
      this.#options.take(page.items);
      this.#ids = [...this.#ids, ...news.map((row) => row.id)];
      this.#rest = page.total - page.loaded;
      this.#failure = undefined;
      this.#options.changed([]);
      return true;
    } catch (error) {
      this.#fail("more", error, signal);
      return false;
    }
  }

  async #readAgain(step: "read" | "refresh", signal: AbortSignal): Promise<void> {
    if (step === "read" && this.#readAt !== undefined) return;
    const last = this.#ids.at(-1);
    try {
      const pager = this.#options.list().pager();
      const rows: T[] = [];
      let page = await pager.next({ signal });
      rows.push(...page.items);
      for (let pages = 1; pages < mostPagesAgain && !page.done; pages += 1) {
        if (last === undefined || !this.#comesBefore(rows.at(-1)?.id ?? last, last)) break;
        page = await pager.next({ signal });
        rows.push(...page.items);
      }
      this.#options.take(rows);
      this.#replace(
        rows.map((row) => row.id),
        pager,
        page.total - page.loaded,
      );
    } catch (error) {
      this.#fail(step, error, signal);
    }
  }

  #replace(fresh: readonly number[], pager: Pager<T>, rest: number): void {
    const before = this.#ids;
    const end = fresh.at(-1);
    const behind = rest > 0 && end !== undefined ? before.filter((id) => this.#comesBefore(end, id)) : [];
    this.#ids = [...fresh, ...behind];
    if (behind.length === 0) {
      this.#pager = pager;
      this.#rest = rest;
    } else {
      // The old pager stands behind the old rows, and goes on from there.
      this.#rest = this.#pager?.done === true ? 0 : Math.max(1, rest - behind.length);
    }
    this.#readAt = this.#options.now();
    this.#failure = undefined;
    const still = new Set(this.#ids);
    this.#options.changed(before.filter((id) => !still.has(id)));
  }

  #comesBefore(a: number, b: number): boolean {
    return this.#options.order === "newest first" ? a > b : a < b;
  }

  #fail(step: Failure["step"], error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#failure = { step, error };
    this.#options.failed(error);
    this.#options.changed([]);
  }
}
