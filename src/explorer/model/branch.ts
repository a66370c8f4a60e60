import type { Pager } from "../../core/index.ts";
import { Meanwhile } from "./meanwhile.ts";

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
  /** Something is about to be asked: what `take` is given with the answer. */
  readonly asking: () => number;
  /** Gets what came, before it counts as there. What was made here was not asked for, or not under that number. */
  readonly take: (rows: readonly T[], asked?: number) => void;
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
  #meanwhile: Meanwhile<T> | undefined;
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
    this.#meanwhile?.add(row);
    if (this.#readAt === undefined || this.#ids.includes(row.id)) return;
    if (this.isBefore(row.id)) {
      this.#rest += 1;
    } else {
      this.#options.take([row]);
      this.#place(row.id);
    }
    this.#options.changed([]);
  }

  /** Takes out a row that is known to be gone. */
  remove(id: number): void {
    this.exclude((row) => row.id === id);
    if (!this.#ids.includes(id)) return;
    this.#meanwhile?.remove(id);
    this.#ids = this.#ids.filter((other) => other !== id);
    this.#options.changed([id]);
  }

  /** Keeps rows that are known to be gone out of an answer that is on its way. */
  exclude(isGone: (row: T) => boolean): void {
    this.#meanwhile?.exclude(isGone);
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
    const pager = this.#pager;
    if (!pager) return false;
    return await this.#reading("more", signal, async (meanwhile) => {
      const page = await pager.next({ signal });
      const known = new Set(this.#ids);
      const rows = meanwhile.left(page.items);
      this.#options.take(rows, meanwhile.asked);
      const news = rows.filter((row) => !known.has(row.id));
      this.#settle([...this.#ids, ...news.map((row) => row.id)], page.total - page.loaded, meanwhile, 0);
    });
  }

  async #readAgain(step: "read" | "refresh", signal: AbortSignal): Promise<void> {
    if (step === "read" && this.#readAt !== undefined) return;
    const last = this.#ids.at(-1);
    await this.#reading(step, signal, async (meanwhile) => {
      const pager = this.#options.list().pager();
      const rows: T[] = [];
      let page = await pager.next({ signal });
      rows.push(...page.items);
      for (let pages = 1; pages < mostPagesAgain && !page.done; pages += 1) {
        if (last === undefined || !this.#comesBefore(rows.at(-1)?.id ?? last, last)) break;
        page = await pager.next({ signal });
        rows.push(...page.items);
      }
      this.#options.take(meanwhile.left(rows), meanwhile.asked);
      this.#readAt = this.#options.now();
      this.#replace(rows, pager, page.total - page.loaded, meanwhile);
    });
  }

  /** Whether it went well. */
  async #reading(
    step: Failure["step"],
    signal: AbortSignal,
    work: (meanwhile: Meanwhile<T>) => Promise<void>,
  ): Promise<boolean> {
    const meanwhile = new Meanwhile<T>(this.#options.asking());
    this.#meanwhile = meanwhile;
    try {
      await work(meanwhile);
      return true;
    } catch (error) {
      this.#fail(step, error, signal);
      return false;
    } finally {
      this.#meanwhile = undefined;
    }
  }

  #replace(rows: readonly T[], pager: Pager<T>, rest: number, meanwhile: Meanwhile<T>): void {
    const fresh = meanwhile.left(rows).map((row) => row.id);
    const end = rest > 0 ? rows.at(-1)?.id : undefined;
    const isBehind = (id: number) => end !== undefined && this.#comesBefore(end, id);
    const behind = this.#ids.filter(isBehind);
    const uncertain = meanwhile.removed.filter(isBehind).length;
    if (behind.length === 0) {
      this.#pager = pager;
      this.#settle(fresh, rest, meanwhile, uncertain);
      return;
    }
    // The old pager stands behind the old rows, and goes on from there.
    const left = this.#pager?.done === true ? 0 : Math.max(1, rest - behind.length);
    this.#settle([...fresh, ...behind], left, meanwhile, uncertain);
  }

  /**
   * Has rows stand there as an answer says, and what this client made meanwhile.
   *
   * @param uncertain how many that were removed meanwhile may be counted in `rest`
   */
  #settle(ids: readonly number[], rest: number, meanwhile: Meanwhile<T>, uncertain: number): void {
    const before = this.#ids;
    const total = this.total;
    this.#ids = ids;
    this.#rest = rest;
    let behind = 0;
    for (const row of meanwhile.made) {
      if (this.#ids.includes(row.id)) continue;
      if (this.isBefore(row.id)) {
        behind += 1;
        continue;
      }
      if (!before.includes(row.id)) this.#options.take([row]);
      this.#place(row.id);
    }
    // What lies behind may be counted already or not: as it was counted here is right if nobody else changed anything.
    const difference = Math.max(-uncertain, Math.min(behind, total - this.total));
    if (rest > 0) this.#rest = Math.max(1, rest + difference);
    this.#failure = undefined;
    const still = new Set(this.#ids);
    this.#options.changed(before.filter((id) => !still.has(id)));
  }

  #place(id: number): void {
    const behind = this.#ids.findIndex((other) => this.#comesBefore(id, other));
    this.#ids = this.#ids.toSpliced(behind < 0 ? this.#ids.length : behind, 0, id);
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
