import { ApiError, invalid } from "../http/errors.ts";
import type { Problem } from "../http/errors.ts";
import { pythonType } from "../http/python-json.ts";
import { parseDate } from "../world/clock.ts";
import { isRecord } from "../world/world.ts";

/** What is wrong with a value; the caller puts it under the field's name. */
export class Invalid extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(JSON.stringify(problem));
    this.problem = problem;
  }
}

/** Reads a value from JSON into what the server stores; throws {@link Invalid}. */
export type Field<T> = (value: unknown) => T;

function fail(message: string): never {
  throw new Invalid([message]);
}

function notNull(value: unknown): unknown {
  return value ?? fail("This field may not be null.");
}

interface TextRules {
  readonly max?: number;
  readonly min?: number;
  readonly blank?: boolean;
  /** For passwords: blanks around are kept. */
  readonly untrimmed?: boolean;
  readonly pattern?: readonly [RegExp, string];
}

/** A text without blanks around; numbers become texts. */
export function text(rules: TextRules = {}): Field<string> {
  return (value) => {
    const given = notNull(value);
    if (typeof given !== "string" && typeof given !== "number") fail("Not a valid string.");
    const result = rules.untrimmed ? String(given) : String(given).trim();
    if (result === "" && !rules.blank) fail("This field may not be blank.");
    const problems = textProblems(result, rules);
    if (problems.length > 0) throw new Invalid(problems);
    return result;
  };
}

function textProblems(value: string, { max = Infinity, min = 0, pattern }: TextRules): string[] {
  const length = Array.from(value).length;
  const problems: string[] = [];
  if (length > max) problems.push(`Ensure this field has no more than ${max} characters.`);
  if (length < min) problems.push(`Ensure this field has at least ${min} characters.`);
  if (pattern && value !== "" && !pattern[0].test(value)) problems.push(pattern[1]);
  return problems;
}

/** A whole number; texts of digits count. */
export function integer(rules: { readonly min?: number; readonly max?: number } = {}): Field<number> {
  return (value) => {
    const given = notNull(value);
    const shown = typeof given === "string" || typeof given === "number" ? String(given).trim() : "";
    if (!/^[-+]?\d+(\.0*)?$/.test(shown)) fail("A valid integer is required.");
    const result = Number(shown);
    if (rules.max !== undefined && result > rules.max) {
      fail(`Ensure this value is less than or equal to ${rules.max}.`);
    }
    if (rules.min !== undefined && result < rules.min) {
      fail(`Ensure this value is greater than or equal to ${rules.min}.`);
    }
    return result;
  };
}

const truths = ["t", "y", "yes", "true", "on", "1"];
const lies = ["f", "n", "no", "false", "off", "0", "0.0"];

export function boolean(): Field<boolean> {
  return (value) => {
    const given = notNull(value);
    const shown =
      isRecord(given) || Array.isArray(given) ? "" : JSON.stringify(given).toLowerCase().replaceAll('"', "");
    if (truths.includes(shown)) return true;
    if (lies.includes(shown)) return false;
    return fail("Must be a valid boolean.");
  };
}

export function choice<T extends string>(choices: readonly T[]): Field<T> {
  return (value) => {
    const given = notNull(value);
    const shown = typeof given === "string" ? given : JSON.stringify(given);
    return choices.find((each) => each === shown) ?? fail(`"${shown}" is not a valid choice.`);
  };
}

/** A moment in ISO 8601 with zone, naive (UTC), or a bare date. */
export function date(): Field<string> {
  return (value) => {
    const given = notNull(value);
    const stored = typeof given === "string" ? parseDate(given) : null;
    return (
      stored ??
      fail(
        "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
      )
    );
  };
}

export function email(): Field<string> {
  const read = text({ max: 254, pattern: [/^[^@\s]+@[^@\s]+\.[^@\s.]+$/, "Enter a valid email address."] });
  return (value) => read(value);
}

/** Any JSON value but null. */
export function anything(): Field<unknown> {
  return notNull;
}

export function nullable<T>(field: Field<T>): Field<T | null> {
  return (value) => (value === null ? null : field(value));
}

/** A list; what is wrong with an item stands at its place, `{}` for good ones. */
export function list<T>(item: Field<T>): Field<T[]> {
  return (value) => {
    const given = notNull(value);
    if (!Array.isArray(given)) {
      throw new Invalid({
        non_field_errors: [`Expected a list of items but got type "${pythonType(given)}".`],
      });
    }
    const problems: Problem[] = [];
    const items = given.map((each: unknown) => {
      const [result, problem] = attempt(item, each);
      problems.push(problem ?? {});
      return result;
    });
    if (problems.some((problem) => Object.keys(problem).length > 0)) throw new Invalid(problems);
    return items.filter((each): each is T => each !== undefined);
  };
}

/** A list of plain values, where the problems are named by their index. */
export function plainList<T>(item: Field<T>): Field<T[]> {
  return (value) => {
    const given = notNull(value);
    if (!Array.isArray(given)) return fail(`Expected a list of items but got type "${pythonType(given)}".`);
    const problems: Record<string, Problem> = {};
    const items: T[] = [];
    for (const [index, each] of (given as unknown[]).entries()) {
      const [result, problem] = attempt(item, each);
      if (problem) problems[String(index)] = problem;
      else if (result !== undefined) items.push(result);
    }
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    return items;
  };
}

interface Member<T> {
  readonly field: Field<T>;
  readonly required: boolean;
}

export function required<T>(field: Field<T>): Member<T> {
  return { field, required: true };
}

export function optional<T>(field: Field<T>): Member<T> {
  return { field, required: false };
}

type Shape = Readonly<Record<string, Member<unknown>>>;
/** What was sent of a shape, read. */
export type Read<S extends Shape> = {
  readonly [K in keyof S]?: S[K] extends Member<infer T> ? T : never;
};

/** An object's known fields, each read; unknown ones are left out. In a partial one nothing is required. */
export function object<S extends Shape>(
  shape: S,
  check: (read: Read<S>) => Problem | undefined = () => undefined,
): (value: unknown, partial?: boolean) => Read<S> {
  return (value, partial = false) => {
    const given = notNull(value);
    if (!isRecord(given)) {
      throw new Invalid({
        non_field_errors: [`Invalid data. Expected a dictionary, but got ${pythonType(given)}.`],
      });
    }
    const problems: Record<string, Problem> = {};
    const read: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(shape)) {
      if (!Object.hasOwn(given, name)) {
        if (member.required && !partial) problems[name] = ["This field is required."];
        continue;
      }
      const [result, problem] = attempt(member.field, given[name]);
      if (problem) problems[name] = problem;
      else read[name] = result;
    }
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    const result = read as Read<S>;
    const problem = check(result);
    if (problem) throw new Invalid(problem);
    return result;
  };
}

/** Reads a request's body; throws the 400 with what is wrong. */
export function readBody<T>(
  field: (value: unknown, partial?: boolean) => T,
  body: Readonly<Record<string, unknown>>,
  partial = false,
): T {
  try {
    return field(body, partial);
  } catch (error) {
    if (error instanceof Invalid) throw invalid(error.problem);
    throw error;
  }
}

function attempt<T>(field: Field<T>, value: unknown): [T | undefined, Problem | undefined] {
  try {
    return [field(value), undefined];
  } catch (error) {
    if (error instanceof Invalid) return [undefined, error.problem];
    throw error instanceof ApiError ? error : new Error("A field could not be read", { cause: error });
  }
}
