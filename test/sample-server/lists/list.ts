import type { Incoming } from "../http/incoming.ts";
import type { Reply } from "../http/reply.ts";
import { jsonFilter } from "./json-filter.ts";
import { paged } from "./page.ts";
import { searched } from "./search.ts";
import { simpleFilters } from "./simple.ts";
import { sorted } from "./sort.ts";
import type { ListSpec } from "./spec.ts";

/** Answers a list: simple parameters, search, JSON filter, order, page. `rows` are those that the person may see. */
export function answerList<T>(
  incoming: Incoming,
  rows: readonly T[],
  spec: ListSpec<T>,
  render: (row: T) => unknown,
): Reply {
  const { query } = incoming;
  const tests = simpleFilters(query, spec);
  const found = searched(rows, query.get("search") ?? "", spec).filter((row) =>
    tests.every((test) => test(row)),
  );
  const expression = query.get("filter");
  const filtered = expression ? found.filter(jsonFilter(expression, spec)) : found;
  return paged(sorted(filtered, query.get("sort"), spec), incoming, render);
}
