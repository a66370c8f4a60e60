import { NotFoundError } from "../../../src/core/errors.ts";
import type { RequestFacts } from "../../../src/core/errors.ts";
import type { Answer, PageRequest } from "../../../src/core/paging/source.ts";

export interface TestRow {
  readonly id: number;
  /** What the list is ordered by if not by ids. */
  readonly rank: number;
}

/** What others do to the list. */
export type Change =
  | { readonly kind: "add"; readonly rank: number }
  | { readonly kind: "remove"; readonly at: number }
  /** Shows rows that were there before but not visible, for example because they are assigned now. */
  | { readonly kind: "show"; readonly id: number };

export const facts: RequestFacts = { method: "GET", path: "/api/rows", requestId: null };

/** A server's list as it behaves by CVAT's rules, which others change between its answers. */
export class ChangingList {
  readonly asked: PageRequest[] = [];
  /** The most requests that were under way at a time. */
  widest = 0;
  rows: TestRow[];
  readonly #removed = new Set<number>();
  readonly #first: readonly number[];
  readonly #changes: (readonly Change[])[];
  readonly #delays: readonly number[];
  #lastId: number;
  #under = 0;

  /**
   * @param changes what happens after the first answer, after the second, …
   * @param delays how late each answer is made, in turns, so that answers overtake one another
   */
  constructor(
    rows: readonly TestRow[],
    changes: readonly (readonly Change[])[] = [],
    delays: readonly number[] = [],
  ) {
    this.rows = [...rows];
    this.#first = rows.map((row) => row.id);
    this.#changes = [...changes];
    this.#delays = delays;
    this.#lastId = Math.max(1000, ...this.#first);
  }

  /** The ids that were there from the start and never went away. */
  get always(): number[] {
    return this.#first.filter((id) => !this.#removed.has(id));
  }

  readonly source = async (request: PageRequest): Promise<Answer<TestRow>> => {
    this.asked.push(request);
    this.#under += 1;
    this.widest = Math.max(this.widest, this.#under);
    const delay = this.#delays[this.asked.length % Math.max(1, this.#delays.length)] ?? 0;
    for (let turn = 0; turn < delay; turn += 1) await Promise.resolve();
    this.#under -= 1;
    request.signal?.throwIfAborted();
    try {
      return this.#answer(request);
    } finally {
      for (const change of this.#changes.shift() ?? []) this.#apply(change);
    }
  };

  #answer({ page, size, sort, filter }: PageRequest): Answer<TestRow> {
    const { above, below } = bounds(filter);
    const sorted = this.rows
      .filter(({ id }) => id > above && id < below)
      .sort((a, b) =>
        sort === "id" ? a.id - b.id : sort === "-id" ? b.id - a.id : a.rank - b.rank || a.id - b.id,
      );
    const rows = sorted.slice((page - 1) * size, page * size);
    if (page > 1 && rows.length === 0) throw invalidPage();
    return { rows, count: sorted.length, facts };
  }

  #apply(change: Change): void {
    if (change.kind === "add") {
      this.#lastId += 1;
      this.rows.push({ id: this.#lastId, rank: change.rank });
    } else if (change.kind === "remove") {
      const [gone] = this.rows.splice(change.at % Math.max(1, this.rows.length), 1);
      if (gone) this.#removed.add(gone.id);
    } else if (!this.rows.some(({ id }) => id === change.id) && !this.#removed.has(change.id)) {
      this.rows.push({ id: change.id, rank: change.id });
    }
  }
}

export function invalidPage(): NotFoundError {
  return new NotFoundError(404, facts, { fields: new Map(), messages: ["Invalid page."] });
}

/** `count` rows whose ids leave gaps, with ranks in another order. */
export function testRows(count: number): TestRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: 10 + index * 3,
    rank: (index * 7919) % (count + 1),
  }));
}

function bounds(filter: string | undefined): { above: number; below: number } {
  const found = { above: -Infinity, below: Infinity };
  for (const [, operator, id] of (filter ?? "").matchAll(/\{"([<>])":\[\{"var":"id"\},(\d+)\]\}/g)) {
    if (operator === "<") found.below = Math.min(found.below, Number(id));
    else found.above = Math.max(found.above, Number(id));
  }
  return found;
}
