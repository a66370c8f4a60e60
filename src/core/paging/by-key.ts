import { UnexpectedResponseError } from "../errors.ts";
import { within } from "./order.ts";
import { Patience } from "./patience.ts";
import type { Range } from "./order.ts";
import type { Answer, Cursor, Query, Row, Step } from "./source.ts";

/**
 * Reads a list in the order of its ids: each page is the first one of what lies beyond the last id, so that nothing is
 * skipped or given twice, whatever others add and remove meanwhile.
 */
export class KeyCursor<T extends Row> implements Cursor<T> {
  readonly #query: Query<T>;
  readonly #patience = new Patience();
  #range: Range;

  constructor(query: Query<T>, range: Range = {}) {
    this.#query = query;
    this.#range = range;
  }

  async read(signal: AbortSignal | undefined): Promise<Step<T>> {
    const { source, order, filter, size } = this.#query;
    const answer = await source({
      page: 1,
      size,
      sort: order.sort,
      filter: within(this.#range, filter),
      signal,
    });
    const items = inOrder(answer, this.#range, order.direction === "ascending");
    const last = items.at(-1);
    if (last === undefined) return { items, remaining: 0 };
    const remaining = answer.count - answer.rows.length;
    this.#patience.check(remaining, answer.facts);
    const { id } = last;
    this.#range =
      order.direction === "ascending" ? { ...this.#range, above: id } : { ...this.#range, below: id };
    return { items, remaining };
  }
}

/**
 * The rows of an answer, each once. A server that does not keep to the range and the order would have rows skipped in
 * silence, or read without an end.
 */
export function inOrder<T extends Row>(answer: Answer<T>, range: Range, ascending: boolean): readonly T[] {
  const items: T[] = [];
  let { above = -Infinity, below = Infinity } = range;
  for (const row of answer.rows) {
    if (row.id === items.at(-1)?.id) continue;
    if (row.id <= above || row.id >= below) throw new UnexpectedResponseError("shape", answer.facts);
    if (ascending) above = row.id;
    else below = row.id;
    items.push(row);
  }
  return items;
}
