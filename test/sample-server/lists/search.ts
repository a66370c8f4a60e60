import type { ListSpec } from "./spec.ts";

/** A word, or words in quotes which stay together. */
const terms = /(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s"'])+|\S+/g;
const quoted = /^(["'])(.*)\1$/s;

/** The parts of a `?search=` that must all be found. */
export function searchTerms(search: string): string[] {
  return [...search.matchAll(terms)].flatMap(([found]) => {
    const term = found.replace(/^,+|,+$/g, "");
    const phrase = quoted.exec(term)?.[2];
    if (phrase !== undefined) return [phrase.replace(/\\(.)/g, "$1")];
    return term.split(",").filter((part) => part !== "");
  });
}

/** The rows in which each term is part of at least one of the list's searched fields, in any case. */
export function searched<T>(rows: readonly T[], search: string, spec: ListSpec<T>): readonly T[] {
  const wanted = searchTerms(search).map((term) => term.toLowerCase());
  if (wanted.length === 0) return rows;
  const fields = spec.search.flatMap((name) => spec.fields[name] ?? []);
  return rows.filter((row) => {
    const texts = fields.map((field) => String(field.value(row) ?? "").toLowerCase());
    return wanted.every((term) => texts.some((each) => each.includes(term)));
  });
}
