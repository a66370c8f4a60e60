/** The order of a list, and with it the way in which its pages are asked for. */
export interface Order {
  /** As it is sent; ends in `id`, so that no two rows are equal. */
  readonly sort: string;
  /** Set if the rows come by their ids: then pages can be asked for by key. */
  readonly direction: "ascending" | "descending" | undefined;
}

/** @param keys names of fields, with a `-` before those that go downwards */
export function orderBy(keys: readonly string[]): Order {
  const first = keys[0];
  if (first === "id") return { sort: "id", direction: "ascending" };
  if (first === "-id") return { sort: "-id", direction: "descending" };
  const ends = keys.some((key) => key === "id" || key === "-id");
  return { sort: (ends ? keys : [...keys, "id"]).join(","), direction: undefined };
}

/** Rows between two ids, both of them excluded. */
export interface Range {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

/** The caller's filter narrowed to a range of ids; JSON text is joined as it is, so that nothing in it changes. */
export function within(range: Range, filter: string | undefined): string | undefined {
  const rules = filter === undefined ? [] : [filter];
  if (range.below !== undefined) rules.push(`{"<":[{"var":"id"},${range.below}]}`);
  if (range.above !== undefined) rules.push(`{">":[{"var":"id"},${range.above}]}`);
  return rules.length > 1 ? `{"and":[${rules.join(",")}]}` : rules[0];
}
