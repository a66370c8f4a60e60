import type { Json } from "./scenario.ts";

/** Where an answer differs from the recorded one. */
export interface Difference {
  /** A pointer below `response`, for example `/json/name`. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
}

const tolerance = 1e-6;

const markers: Readonly<Record<string, string>> = {
  int: "-?\\d+",
  date: "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?Z",
  uuid: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
};

/** All differences of a value from what was recorded. `loose` pointers (`*` for one segment) are not compared. */
export function compare(
  expected: Json | undefined,
  actual: Json | undefined,
  pointer: string,
  loose: readonly string[],
): Difference[] {
  if (loose.some((each) => isAt(each, pointer))) return [];
  if (isObject(expected) && isObject(actual)) return compareMembers(expected, actual, pointer, loose);
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return compareMembers(indexed(expected), indexed(actual), pointer, loose);
  }
  return isEqual(expected, actual) ? [] : [{ pointer, expected: shown(expected), actual: shown(actual) }];
}

function compareMembers(
  expected: Readonly<Record<string, Json>>,
  actual: Readonly<Record<string, Json>>,
  pointer: string,
  loose: readonly string[],
): Difference[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => compare(expected[key], actual[key], `${pointer}/${key}`, loose));
}

function isAt(loose: string, pointer: string): boolean {
  const wanted = loose.split("/");
  const parts = pointer.split("/");
  return (
    wanted.length === parts.length && wanted.every((part, index) => part === "*" || part === parts[index])
  );
}

function isEqual(expected: Json | undefined, actual: Json | undefined): boolean {
  if (typeof expected === "number" && typeof actual === "number") {
    return Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
  }
  if (typeof expected === "string" && /<(?:int|date|uuid)>/.test(expected)) return fits(expected, actual);
  return expected === actual;
}

function fits(expected: string, actual: Json | undefined): boolean {
  if (expected === "<int>") return Number.isInteger(actual);
  if (typeof actual !== "string") return false;
  const pattern = expected
    .split(/<(int|date|uuid)>/)
    .map((part, index) =>
      index % 2 === 1 ? (markers[part] ?? "") : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    );
  return new RegExp(`^${pattern.join("")}$`).test(actual);
}

function indexed(values: readonly Json[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(values.map((value, index) => [String(index), value]));
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
