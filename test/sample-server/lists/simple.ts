import { invalid } from "../http/errors.ts";
import type { Query } from "../http/query.ts";
import type { Test } from "./json-filter.ts";
import type { ListField, ListSpec } from "./spec.ts";

/** Tests for the list's own query parameters; empty ones do not filter. Throws 400 for values that cannot be. */
export function simpleFilters<T>(query: Query, spec: ListSpec<T>): Test<T>[] {
  const problems: Record<string, string[]> = {};
  const tests: Test<T>[] = [];
  for (const name of spec.simple) {
    const given = query.get(name)?.trim();
    const field = spec.fields[name];
    if (!given || !field) continue;
    const problem = fault(given, field);
    if (problem) problems[name] = [problem];
    else tests.push(equals(given, field));
  }
  if (Object.keys(problems).length > 0) throw invalid(problems);
  return tests;
}

function fault<T>(given: string, field: ListField<T>): string | undefined {
  if (field.choices && !field.choices.includes(given)) {
    return `Select a valid choice. ${given} is not one of the available choices.`;
  }
  return field.kind === "number" && Number.isNaN(Number(given)) ? "Enter a number." : undefined;
}

function equals<T>(given: string, field: ListField<T>): Test<T> {
  if (field.kind === "number") return (row) => field.value(row) === Number(given);
  if (field.kind === "boolean") {
    const wanted = given.toLowerCase();
    if (wanted !== "true" && wanted !== "false") return () => true;
    return (row) => String(field.value(row)) === wanted;
  }
  return (row) => field.value(row) === given;
}
