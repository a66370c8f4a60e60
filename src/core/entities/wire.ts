import * as v from "valibot";
import { UnexpectedResponseError } from "../errors.ts";
import type { RequestFacts } from "../errors.ts";
import type { ApiResponse } from "../http/transport.ts";
import type { components } from "../schema.gen.ts";

/** The types of the server's answers. */
export type Schemas = components["schemas"];

/**
 * What the code relies on in an answer, checked once where it comes in. Fields that are not named here, and words that
 * this client does not know, pass as they are: newer servers have them.
 */
export type Shape<D> = v.GenericSchema<unknown, PartOf<D>>;

type PartOf<D> = D extends readonly (infer Item)[]
  ? readonly PartOf<Item>[]
  : D extends object
    ? { readonly [Key in keyof D]?: PartOf<D[Key]> }
    : D;

/** Ids that a number holds exactly; a larger one would name another object. */
export const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
export const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The organization that an object belongs to; `null` for a personal one. */
export const organization = v.nullable(id);
export const integer = v.pipe(v.number(), v.safeInteger());
export const text = v.string();
/** Of something that the object can be without, or that is not shown to everybody. */
export const name = v.nullable(text);

export const user = v.nullable(v.object({ id, username: text, first_name: text, last_name: text }));

const envelope = v.object({ count: size, results: v.array(v.unknown()) });

/** Without the fields that are `undefined`, as they would be in JSON. */
export function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** @throws {UnexpectedResponseError} */
export function readAs<D>(shape: Shape<D>, data: unknown, facts: RequestFacts): D {
  assertShape(shape, data, facts);
  return data;
}

/**
 * The object with this id. An answer about another one is none: what is typed for this one would go to that one.
 *
 * @throws {UnexpectedResponseError}
 */
export function readOne<D extends { readonly id: number | string }>(
  shape: Shape<D>,
  id: D["id"],
  { data, facts }: Pick<ApiResponse<unknown>, "data" | "facts">,
): D {
  const object = readAs(shape, data, facts);
  if (object.id === id) return object;
  throw new UnexpectedResponseError("shape", facts, { cause: new Error("id: expected the one asked for") });
}

/**
 * The rows of a list's page, and how many rows the list has. Some servers give lists that are not cut into pages.
 *
 * @throws {UnexpectedResponseError}
 */
export function readPageOf<D>(
  shape: Shape<D>,
  { data, facts }: ApiResponse<unknown>,
): { rows: D[]; count: number } {
  const whole = Array.isArray(data) ? { results: data, count: data.length } : readAs(envelope, data, facts);
  const rows = whole.results.map((row) => readAs(shape, row, facts));
  // The server counts before it reads.
  return { rows, count: Math.max(whole.count, rows.length) };
}

function assertShape<D>(shape: Shape<D>, data: unknown, facts: RequestFacts): asserts data is D {
  const { issues } = v.safeParse(shape, data, { abortEarly: true });
  const issue = issues?.[0];
  if (!issue) return;
  // The issue's own message holds what was received, which can be anything.
  const place = v.getDotPath(issue) ?? "the answer";
  const cause = new Error(`${place}: expected ${issue.expected ?? issue.type}`);
  throw new UnexpectedResponseError("shape", facts, { cause });
}
