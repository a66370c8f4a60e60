import { compare } from "./spec.ts";
import type { ListSpec } from "./spec.ts";

/** The rows by `?sort=`: names that the list does not know are left out; when none is left its own order holds. */
export function sorted<T>(rows: readonly T[], sort: string | undefined, spec: ListSpec<T>): T[] {
  const given = keys(sort ?? "", spec);
  const wanted = given.length > 0 ? given : keys(spec.order, spec);
  return rows.toSorted((a, b) => {
    for (const { value, sign } of wanted) {
      const order = sign * compare(value(a), value(b));
      if (order !== 0) return order;
    }
    return 0;
  });
}

function keys<T>(sort: string, spec: ListSpec<T>) {
  const sortable = spec.sortable ?? Object.keys(spec.fields);
  const allReversed = spec.inMemory && sort.includes("-");
  return sort.split(",").flatMap((part) => {
    const name = part.trim().replace(/^-/, "");
    const field = sortable.includes(name) ? spec.fields[name] : undefined;
    return field ? [{ value: field.value, sign: allReversed || part.trim().startsWith("-") ? -1 : 1 }] : [];
  });
}
