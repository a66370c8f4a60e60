import { detail } from "../http/errors.ts";
import type { Incoming } from "../http/incoming.ts";
import { ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";

const defaultSize = 10;

/** One page of rows in the list's envelope. Throws 404 for a page that is not there. */
export function paged<T>(rows: readonly T[], incoming: Incoming, render: (row: T) => unknown): Reply {
  const { query } = incoming;
  const size = pageSize(query.get("page_size"), rows.length);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const page = pageNumber(query.get("page"), last);
  const link = (number: number): string => {
    const search = query.with("page", number === 1 ? undefined : String(number));
    return `${incoming.base}${incoming.path}${search === "" ? "" : `?${search}`}`;
  };
  return ok({
    count: rows.length,
    next: page < last ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: rows.slice((page - 1) * size, page * size).map(render),
  });
}

function pageSize(given: string | undefined, all: number): number {
  if (given === "all") return Math.max(1, all);
  const size = /^\s*\+?\d+\s*$/.test(given ?? "") ? Number(given) : 0;
  return size > 0 ? size : defaultSize;
}

function pageNumber(given: string | undefined, last: number): number {
  if (given === undefined) return 1;
  if (given === "last") return last;
  const page = /^\s*\+?\d+\s*$/.test(given) ? Number(given) : 0;
  if (page < 1 || page > last) throw detail(404, "Invalid page.");
  return page;
}
