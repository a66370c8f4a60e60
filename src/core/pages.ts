import { KeyCursor } from "./paging/by-key.ts";
import { NumberCursor } from "./paging/by-number.ts";
import { readAll } from "./paging/read-all.ts";
import type { Cursor, Query, Row } from "./paging/source.ts";

/** Part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many rows the list has, as far as is known now. */
  readonly total: number;
  /** How many rows the pager has given, with this page. */
  readonly loaded: number;
  /** Whether nothing comes after this page. */
  readonly done: boolean;
}

/** Reads a list page by page. */
export interface Pager<T> {
  /**
   * The next page, by one request as a rule; an empty one without a request after the end. Calls wait for one another. One
   * that failed can be repeated and asks for the same page. No row is given twice.
   *
   * @throws {CvatError} as the request does; {@link UnexpectedResponseError} if the server's pages lead nowhere
   */
  next(options?: { readonly signal?: AbortSignal | undefined }): Promise<Page<T>>;
  /** Whether everything was given. */
  readonly done: boolean;
}

/**
 * A list on the server. Nothing is asked before it is read; each reading starts anew. It asks by `GET` at the address that
 * stands where the list comes from, such as `/api/tasks`.
 *
 * In the order of ids (which is the default: newest first) nothing is given twice, and nothing is missing that was there
 * all the time, whatever others create and remove meanwhile. In other orders nothing is given twice; a row can be missed
 * where others both remove and add rows, or change what the list is ordered by, while it is read.
 *
 * Iterating reads at most one page ahead, and stops asking when the reader stops; it throws as {@link Pager.next} does.
 */
export interface List<T> extends AsyncIterable<T> {
  /** A new reading from the list's beginning, page by page. Nothing is asked before the first `next`. */
  pager(): Pager<T>;
  /**
   * Everything, by pages that are asked for side by side (8 at most).
   *
   * @param options.onProgress is told after each page how many rows have come, and how many there are
   * @throws {CvatError} as the first request that fails; {@link UnexpectedResponseError} if the server's pages lead nowhere
   */
  all(options?: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((loaded: number, total: number) => void) | undefined;
  }): Promise<T[]>;
  /**
   * The first rows, `most` of them at the most, page by page: for lists that nobody would read to their end, on a server
   * that may never come to one.
   *
   * @returns `isCut` tells whether there are more
   * @throws {CvatError} as {@link Pager.next}
   */
  first(
    most: number,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<{ readonly rows: readonly T[]; readonly isCut: boolean }>;
  /**
   * How many rows there are now: one small request.
   *
   * @throws {CvatError} as the request does
   */
  count(options?: { readonly signal?: AbortSignal | undefined }): Promise<number>;
}

/** A {@link List} that comes in pages. */
export class PagedList<T extends Row> implements List<T> {
  readonly #query: Query<T>;
  readonly #signal: AbortSignal | undefined;

  /** @param signal ends every reading of this list */
  constructor(query: Query<T>, signal?: AbortSignal) {
    this.#query = query;
    this.#signal = signal;
  }

  pager(): Pager<T> {
    const cursor =
      this.#query.order.direction === undefined ? new NumberCursor(this.#query) : new KeyCursor(this.#query);
    return new CursorPager(cursor, this.#signal);
  }

  async all(options: Parameters<List<T>["all"]>[0] = {}): Promise<T[]> {
    return await readAll(this.#query, {
      signal: either(this.#signal, options.signal),
      onProgress: options.onProgress,
    });
  }

  async first(most: number, options: Parameters<List<T>["first"]>[1] = {}): ReturnType<List<T>["first"]> {
    const rows: T[] = [];
    const pager = this.pager();
    while (!pager.done && rows.length < most) rows.push(...(await pager.next(options)).items);
    return { rows: rows.slice(0, most), isCut: !pager.done || rows.length > most };
  }

  async count(options: Parameters<List<T>["count"]>[0] = {}): Promise<number> {
    const { source, order, filter } = this.#query;
    const signal = either(this.#signal, options.signal);
    const { count } = await source({ page: 1, size: 1, sort: order.sort, filter, signal });
    return count;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const pager = this.pager();
    const stop = new AbortController();
    const next = (): Promise<Page<T>> => {
      const page = pager.next({ signal: stop.signal });
      // It is awaited later, or never if the reader stops.
      page.catch(() => undefined);
      return page;
    };
    try {
      for (let page: Page<T> | undefined = await next(); page;) {
        let ahead: Promise<Page<T>> | undefined;
        const half = Math.floor(page.items.length / 2);
        for (const [index, item] of page.items.entries()) {
          if (index === half && !page.done) ahead = next();
          yield item;
        }
        page = await ahead;
      }
    } finally {
      stop.abort();
    }
  }
}

class CursorPager<T> implements Pager<T> {
  readonly #cursor: Cursor<T>;
  readonly #signal: AbortSignal | undefined;
  #loaded = 0;
  #done = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(cursor: Cursor<T>, signal: AbortSignal | undefined) {
    this.#cursor = cursor;
    this.#signal = signal;
  }

  get done(): boolean {
    return this.#done;
  }

  async next(options: Parameters<Pager<T>["next"]>[0] = {}): Promise<Page<T>> {
    const read = () => this.#read(either(this.#signal, options.signal));
    const turn = this.#turn.then(read, read);
    this.#turn = turn;
    return await turn;
  }

  async #read(signal: AbortSignal | undefined): Promise<Page<T>> {
    if (this.#done) return { items: [], total: this.#loaded, loaded: this.#loaded, done: true };
    signal?.throwIfAborted();
    const { items, remaining } = await this.#cursor.read(signal);
    this.#loaded += items.length;
    this.#done = remaining === 0;
    return { items, total: this.#loaded + remaining, loaded: this.#loaded, done: this.#done };
  }
}

function either(a: AbortSignal | undefined, b: AbortSignal | undefined): AbortSignal | undefined {
  return a && b ? AbortSignal.any([a, b]) : (a ?? b);
}
