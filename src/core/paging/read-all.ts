import { KeyCursor, inOrder } from "./by-key.ts";
import { pageLength, unseen } from "./by-number.ts";
import { orderBy, within } from "./order.ts";
import { SideBySide } from "./side-by-side.ts";
import type { Cursor, Query, Row } from "./source.ts";

/** How often pages are read because the list changed meanwhile, before the slow way is taken. */
const rounds = 3;

export interface ReadAllOptions {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((loaded: number, total: number) => void) | undefined;
}

/** Reads a whole list, several pages at a time; gives each row once. */
export async function readAll<T extends Row>(query: Query<T>, options: ReadAllOptions): Promise<T[]> {
  // When one page fails the others are given up.
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const progress = new Progress(options.onProgress);
  try {
    const read = query.order.direction === undefined ? readByNumber : readByKey;
    return await read(query, progress, signal);
  } finally {
    stop.abort();
  }
}

class Progress {
  readonly #seen = new Set<number>();
  readonly #tell: ((loaded: number, total: number) => void) | undefined;

  constructor(tell: ((loaded: number, total: number) => void) | undefined) {
    this.#tell = tell;
  }

  add(rows: readonly Row[], total: number): void {
    if (unseen(rows, this.#seen).length > 0) this.#tell?.(this.#seen.size, Math.max(total, this.#seen.size));
  }
}

/**
 * The first page gives an id below which all the others lie, so that nothing new comes among them: that is why the list
 * is read downwards in both directions. What is removed moves rows from page to page; that shows in the counts, and the
 * place between two such pages is read once more by key.
 */
async function readByKey<T extends Row>(
  query: Query<T>,
  progress: Progress,
  signal: AbortSignal,
): Promise<T[]> {
  const downwards = { ...query, order: orderBy(["-id"]) };
  const first = await new KeyCursor(downwards).read(signal);
  const total = first.items.length + first.remaining;
  progress.add(first.items, total);

  const all = [...first.items];
  const last = first.items.at(-1);
  if (last && first.remaining > 0) {
    const frozen = { ...downwards, filter: within({ below: last.id }, query.filter) };
    const pages = new SideBySide(frozen, first.items.length, first.remaining, ({ rows }) => {
      progress.add(rows, total);
    });
    await pages.read(signal);
    append(all, await joined(pages, downwards, last.id, signal));
    progress.add(all, all.length);
  }
  return query.order.direction === "ascending" ? all.reverse() : all;
}

/** The rows of pages that lie below one another, and what was missed between them and below the last. */
async function joined<T extends Row>(
  pages: SideBySide<T>,
  query: Query<T>,
  top: number,
  signal: AbortSignal,
): Promise<T[]> {
  const all: T[] = [];
  let below = top;
  let count: number | undefined;
  for (const answer of pages.answers) {
    const rows = inOrder(answer, { below: top }, false);
    const news = rows.filter((row) => row.id < below);
    const start = news[0];
    const overlaps = news.length < rows.length;
    if (start && !overlaps && count !== undefined && count !== answer.count) {
      append(all, await readToEnd(new KeyCursor(query, { below, above: start.id }), signal));
    }
    append(all, news);
    below = news.at(-1)?.id ?? below;
    count = answer.count;
  }
  if (!pages.reachesEnd) append(all, await readToEnd(new KeyCursor(query, { below }), signal));
  return all;
}

/** Pages that were read while the list had another length are read again; what never fits together is completed by key. */
async function readByNumber<T extends Row>(
  query: Query<T>,
  progress: Progress,
  signal: AbortSignal,
): Promise<T[]> {
  const { source, order, filter, size } = query;
  const first = await source({ page: 1, size, sort: order.sort, filter, signal });
  const pages = new SideBySide(query, pageLength(first, size), first.count, ({ rows, count }) => {
    progress.add(rows, count);
  });
  pages.add(1, first);
  for (let round = 0; round < rounds; round += 1) {
    await pages.read(signal);
    const rows = pages.whole;
    if (rows) return rows;
    pages.doubt();
  }
  const seen = new Set<number>();
  const all = unseen(
    pages.answers.flatMap((answer) => answer.rows),
    seen,
  );
  const rest = await readToEnd(new KeyCursor({ ...query, order: orderBy(["-id"]) }), signal);
  append(all, unseen(rest, seen));
  progress.add(all, all.length);
  return all;
}

async function readToEnd<T extends Row>(cursor: Cursor<T>, signal: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const { items, remaining } = await cursor.read(signal);
    append(all, items);
    if (remaining === 0) return all;
  }
}

/** Without the limit that a call has for its arguments. */
function append<T>(all: T[], more: readonly T[]): void {
  for (const item of more) all.push(item);
}
