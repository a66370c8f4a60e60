/** The value of a row's field as lists compare it; dates are stored texts. */
export type Value = string | number | boolean | null;

/** A field by which a list is filtered and sorted. */
export interface ListField<T> {
  readonly kind: "text" | "number" | "boolean" | "date";
  /** The values that a simple parameter may have; absent: any. */
  readonly choices?: readonly string[];
  readonly value: (row: T) => Value;
}

/** What a list can be asked. */
export interface ListSpec<T> {
  readonly fields: Readonly<Record<string, ListField<T>>>;
  /** Fields for `?search=`. */
  readonly search: readonly string[];
  /** Fields that are query parameters of their own. */
  readonly simple: readonly string[];
  /** The default of `?sort=`. */
  readonly order: string;
  /** Fields that are columns of other tables; the filter `{"var": …}` alone does not find them. */
  readonly aliases?: readonly string[];
  /** Fields for `?sort=` if these are not all. */
  readonly sortable?: readonly string[];
  /**
   * The rows are no table of the server's database: `!=` is known, an unknown variable crashes, and one `-` in the order
   * turns all of it.
   */
  readonly inMemory?: boolean;
}

export function text<T>(value: (row: T) => string | null | undefined): ListField<T> {
  return { kind: "text", value: (row) => value(row) ?? null };
}

export function number<T>(value: (row: T) => number | null | undefined): ListField<T> {
  return { kind: "number", value: (row) => value(row) ?? null };
}

export function boolean<T>(value: (row: T) => boolean): ListField<T> {
  return { kind: "boolean", value };
}

export function date<T>(value: (row: T) => string | null): ListField<T> {
  return { kind: "date", value };
}

export function choice<T>(
  choices: readonly string[],
  value: (row: T) => string | null | undefined,
): ListField<T> {
  return { kind: "text", choices, value: (row) => value(row) ?? null };
}

/** Order of two values as the database has it: nothing comes last, texts by code point. */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
