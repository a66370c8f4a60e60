import { crash, refused } from "../http/errors.ts";
import { describeJsonFault, pythonRepr, pythonText, pythonType } from "../http/python-json.ts";
import { parseDate } from "../world/clock.ts";
import { isRecord } from "../world/world.ts";
import { compare } from "./spec.ts";
import type { ListField, Value } from "./spec.ts";

export type Test<T> = (row: T) => boolean;

/** What a filter is read for. */
interface Fields<T> {
  readonly fields: Readonly<Record<string, ListField<T>>>;
  readonly aliases?: readonly string[];
  readonly inMemory?: boolean;
}

/** Reads a `?filter=` expression, a part of JsonLogic. Throws the answers for expressions that the server refuses. */
export function jsonFilter<T>(expression: string, fields: Fields<T>): Test<T> {
  const rule = parse(expression);
  if (isBlank(rule)) throw refused("filter shouldn't be empty");
  if (!isRecord(rule)) {
    throw refused(
      `filter: expected a non-empty dict value, got '${pythonText(rule)}' of type '${pythonType(rule)}'`,
    );
  }
  return read(rule, fields);
}

function parse(expression: string): unknown {
  try {
    return JSON.parse(expression);
  } catch {
    throw refused(`filter: can't parse filter expression: ${describeJsonFault(expression)}`);
  }
}

function isBlank(rule: unknown): boolean {
  if (rule === null || rule === "" || rule === 0 || rule === false) return true;
  return typeof rule === "object" && Object.keys(rule).length === 0;
}

/** Only the first key of a rule counts. */
function read<T>(rule: unknown, fields: Fields<T>): Test<T> {
  if (!isRecord(rule)) throw crash();
  const [entry] = Object.entries(rule);
  if (!entry) throw crash();
  const [operation, args] = entry;
  switch (operation) {
    case "and":
    case "or":
      return readGroup(operation, args, fields);
    case "!": {
      const inner = read(args, fields);
      return (row) => !inner(row);
    }
    case "!!":
      return read(args, fields);
    case "var": {
      const field = typeof args === "string" ? own(fields.fields, args) : undefined;
      if (!field || fields.aliases?.includes(String(args))) throw crash();
      return (row) => field.value(row) !== null;
    }
    default:
      return readComparison(operation, args, fields);
  }
}

function readGroup<T>(operation: "and" | "or", args: unknown, fields: Fields<T>): Test<T> {
  if (!Array.isArray(args) || args.length === 0) {
    throw refused(
      `filter: expected a non-empty list value, got '${pythonText(args)}' of type '${pythonType(args)}'`,
    );
  }
  const tests = args.map((each) => read(each, fields));
  return operation === "and"
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function readComparison<T>(operation: string, args: unknown, fields: Fields<T>): Test<T> {
  const unsupported = refused(
    `filter: operation '${operation}' with arguments '${pythonText(args)}' is not supported`,
  );
  const unequal = operation === "!=" && fields.inMemory === true;
  const known = unequal || operation === "in" || own(orders, operation) !== undefined;
  if (!known) throw unsupported;
  if (!Array.isArray(args)) throw crash();
  const [first, second, third] = args as unknown[];
  if (operation === "<=" && args.length === 3) return between(first, second, third, fields);
  if (args.length !== 2) throw unsupported;
  if (operation === "in") return readIn(first, second, fields);
  if (unequal) {
    const equal = ordered("==", variable(first, fields), second);
    return (row) => !equal(row);
  }
  return ordered(operation, variable(first, fields), second);
}

function between<T>(low: unknown, middle: unknown, high: unknown, fields: Fields<T>): Test<T> {
  const field = variable(middle, fields);
  const above = ordered(">=", field, low);
  const below = ordered("<=", field, high);
  return (row) => above(row) && below(row);
}

function readIn<T>(first: unknown, second: unknown, fields: Fields<T>): Test<T> {
  if (isRecord(first)) {
    const field = variable(first, fields);
    if (!Array.isArray(second)) throw crash();
    const values = second.map((value) => coerce(field, value));
    return (row) => values.includes(field.value(row)) && field.value(row) !== null;
  }
  const field = variable(second, fields);
  const part = typeof first === "number" ? String(first) : first;
  if (typeof part !== "string") throw crash();
  return (row) => {
    const value = field.value(row);
    return value !== null && String(value).includes(part);
  };
}

function ordered<T>(operation: string, field: ListField<T>, wanted: unknown): Test<T> {
  const fits = orders[operation];
  if (!fits) throw crash();
  if (wanted === null) {
    if (operation !== "==") throw crash();
    return (row) => field.value(row) === null;
  }
  const value = coerce(field, wanted);
  return (row) => {
    const own = field.value(row);
    return own !== null && fits(compare(own, value));
  };
}

/** The field that `{"var": name}` names. */
function variable<T>(term: unknown, fields: Fields<T>): ListField<T> {
  if (!isRecord(term)) throw crash();
  if (!("var" in term)) throw refused("filter: term 'var' is not supported");
  const name = term["var"];
  if (typeof name === "object" && name !== null) throw crash();
  const field = typeof name === "string" ? own(fields.fields, name) : undefined;
  if (!field) throw fields.inMemory ? crash() : refused(`filter: term ${pythonRepr(name)} is not supported`);
  return field;
}

function own<V>(record: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The value as the database would take it for the field; what it would not take crashes. */
function coerce<T>(field: ListField<T>, wanted: unknown): Value {
  if (typeof wanted === "object") throw crash();
  switch (field.kind) {
    case "text":
      return pythonText(wanted);
    case "number": {
      const value = typeof wanted === "string" && wanted.trim() === "" ? NaN : Number(wanted);
      if (Number.isNaN(value)) throw crash();
      return value;
    }
    case "boolean":
      return asBoolean(wanted);
    case "date": {
      const value = typeof wanted === "string" ? parseDate(wanted) : null;
      if (value === null) throw crash();
      return value;
    }
  }
}

function asBoolean(wanted: unknown): boolean {
  if (wanted === true || wanted === 1 || ["t", "True", "true", "1"].includes(String(wanted))) return true;
  if (wanted === false || wanted === 0 || ["f", "False", "false", "0"].includes(String(wanted))) return false;
  throw crash();
}
