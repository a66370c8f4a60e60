/** Somebody to whom something can be given. */
export interface Person {
  readonly id: number;
  readonly username: string;
}

/** What a field holds: a text, a word of the server's, or a person (`null`: nobody). */
export type Value = string | Person | null;

/** Values by the names of their fields. */
export type Values = Readonly<Record<string, Value>>;

export function isSameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (isPerson(one) && isPerson(other)) return one.id === other.id;
  return one === other;
}

export function isPerson(value: Value | undefined): value is Person {
  return typeof value === "object" && value !== null;
}

export function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}
