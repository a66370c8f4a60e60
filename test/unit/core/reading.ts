import { UnexpectedResponseError } from "../../../src/core/errors.ts";
import { PagedList } from "../../../src/core/pages.ts";
import type { List } from "../../../src/core/pages.ts";
import { orderBy } from "../../../src/core/paging/order.ts";
import type { PageSource } from "../../../src/core/paging/source.ts";
import { facts } from "./changing-list.ts";
import type { TestRow } from "./changing-list.ts";

export interface Wanted {
  readonly sort?: string;
  readonly size?: number;
  readonly filter?: string;
  readonly signal?: AbortSignal;
}

export function listOf(
  source: PageSource<TestRow>,
  { sort = "-id", size = 100, filter, signal }: Wanted = {},
): List<TestRow> {
  return new PagedList({ source, order: orderBy([sort]), filter, size }, signal);
}

export async function read(list: List<TestRow>, most = Infinity): Promise<number[]> {
  const ids: number[] = [];
  const pager = list.pager();
  for (let turn = 0; turn < most && !pager.done; turn += 1) {
    for (const row of (await pager.next()).items) ids.push(row.id);
  }
  return ids;
}

export async function iterate(list: List<TestRow>): Promise<TestRow[]> {
  const rows: TestRow[] = [];
  for await (const row of list) rows.push(row);
  return rows;
}

export const row = (id: number): TestRow => ({ id, rank: id });

export function isShapeError(error: unknown): boolean {
  return error instanceof UnexpectedResponseError && error.fault === "shape" && error.path === facts.path;
}
