import { NotFoundError } from "../errors.ts";
import { Patience } from "./patience.ts";
import type { Answer, Cursor, Query, Row, Step } from "./source.ts";

/** How often one `read` goes back because rows vanished; a server that counts up and down must not hold it for ever. */
const mostStepsBack = 20;

/**
 * Reads a list in any order, by the numbers of its pages. A row that comes again because others pushed it down is given
 * once. Where rows vanished, those behind have moved up into pages that were read already: they are looked into again.
 */
export class NumberCursor<T extends Row> implements Cursor<T> {
  readonly #query: Query<T>;
  readonly #seen = new Set<number>();
  readonly #patience = new Patience();
  #page = 1;
  #count = 0;
  /** Rows that a page really has: a server may allow less than was asked for. */
  #step: number;

  constructor(query: Query<T>) {
    this.#query = query;
    this.#step = query.size;
  }

  async read(signal: AbortSignal | undefined): Promise<Step<T>> {
    let stepsBack = 0;
    for (;;) {
      const answer = await readPage(this.#query, this.#page, signal);
      // The first page is always there, and tells how many rows are left.
      const { count } = answer ?? (await this.#first(signal));
      const vanished = this.#count - count;
      if (vanished > 0 && this.#page > 1 && stepsBack < mostStepsBack) {
        this.#page = Math.max(1, this.#page - Math.ceil(vanished / this.#step));
        this.#count = count;
        stepsBack += 1;
        continue;
      }
      if (answer === undefined) return { items: [], remaining: 0 };
      const step = this.#take(answer);
      if (step.items.length > 0 || step.remaining === 0) return step;
    }
  }

  async #first(signal: AbortSignal | undefined): Promise<Answer<T>> {
    const { source, order, filter, size } = this.#query;
    return await source({ page: 1, size, sort: order.sort, filter, signal });
  }

  #take(answer: Answer<T>): Step<T> {
    const { rows, count } = answer;
    if (this.#page === 1) this.#step = pageLength(answer, this.#query.size);
    const items = unseen(rows, this.#seen);
    const atEnd = rows.length === 0 || (this.#page - 1) * this.#step + rows.length >= count;
    this.#page += 1;
    this.#count = count;
    if (atEnd) return { items, remaining: 0 };
    const remaining = Math.max(1, count - this.#seen.size);
    this.#patience.check(remaining, answer.facts);
    return { items, remaining };
  }
}

/** Reads a page by its number; `undefined` if the list has become too short for it. */
export async function readPage<T>(
  query: Query<T>,
  page: number,
  signal: AbortSignal | undefined,
): Promise<Answer<T> | undefined> {
  const { source, order, filter, size } = query;
  try {
    return await source({ page, size, sort: order.sort, filter, signal });
  } catch (error) {
    if (page > 1 && error instanceof NotFoundError && error.body.messages.includes("Invalid page.")) {
      return undefined;
    }
    throw error;
  }
}

/** How many rows a full page has, going by the first page. */
export function pageLength(first: Answer<unknown>, asked: number): number {
  return first.rows.length > 0 && first.rows.length < first.count ? first.rows.length : asked;
}

/** The rows that are not in `seen`, which then knows them. */
export function unseen<T extends Row>(rows: readonly T[], seen: Set<number>): T[] {
  const items: T[] = [];
  for (const row of rows) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    items.push(row);
  }
  return items;
}
