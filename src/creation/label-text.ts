import * as v from "valibot";
import { labelsForCreation, type LabelSpec } from "../core/index.ts";
import { nameProblem, trimmed } from "../saving/index.ts";
import { JsonSyntaxError, parseJson, type Path, type TextPlace, type SyntaxFault } from "./json-text.ts";

/** What the server keeps of a label's or attribute's name, in characters. */
const longestName = 64;
/** A colour that is longer has the server fail. */
const longestColor = 8;
const longestValue = 200;
const longestDefault = 128;
/** In characters: more are no labels that anybody wrote. */
const longestText = 2_000_000;
/** Nobody reads more of them at a time. */
export const mostProblems = 100;

export type LabelFault =
  | { readonly kind: "syntax"; readonly fault: SyntaxFault }
  | { readonly kind: "tooMuch" }
  | { readonly kind: "noList" }
  | { readonly kind: "noLabels" }
  /** Something that has to be there, or is of another kind. */
  | { readonly kind: "wanted"; readonly field: string; readonly wanted: Wanted }
  | { readonly kind: "blank"; readonly field: string }
  | { readonly kind: "unreadable"; readonly field: string }
  | { readonly kind: "tooLong"; readonly field: string; readonly max: number }
  | {
      readonly kind: "noChoice";
      readonly field: string;
      /** What stands there, if it is a text. */
      readonly found: string | undefined;
      readonly choices: readonly string[];
    }
  | { readonly kind: "sameName"; readonly name: string };

type Wanted = "text" | "number" | "boolean" | "list" | "object";

/** What is wrong with a text of labels, and where. */
export interface LabelProblem {
  readonly fault: LabelFault;
  readonly place: TextPlace;
}

export type ReadLabels =
  | { readonly ok: true; readonly labels: readonly LabelSpec[] }
  | { readonly ok: false; readonly problems: readonly LabelProblem[] };

const labelTypes = [
  "any",
  "cuboid",
  "ellipse",
  "interval",
  "mask",
  "points",
  "polygon",
  "polyline",
  "rectangle",
  "skeleton",
  "tag",
] as const;
const inputTypes = ["checkbox", "number", "radio", "select", "text"] as const;

const name = v.pipe(v.string(), v.transform(trimmed));
const attribute = v.object({
  name,
  mutable: v.boolean(),
  input_type: v.picklist(inputTypes),
  values: v.array(v.pipe(v.string(), v.maxLength(longestValue))),
  default_value: v.optional(v.pipe(v.string(), v.maxLength(longestDefault))),
});
const part = {
  id: v.optional(v.number()),
  name,
  color: v.optional(v.pipe(v.string(), v.maxLength(longestColor))),
  type: v.optional(v.picklist(labelTypes)),
  attributes: v.optional(v.array(attribute), []),
};
const label = v.object({
  ...part,
  sublabels: v.optional(v.array(v.object(part)), []),
  svg: v.optional(v.string()),
});

type Labels = v.InferOutput<typeof label>[];

/** Reads what CVAT shows under "Raw" of a project's labels; ids are dropped. All faults are told, each with its place. */
export function readLabelJson(text: string): ReadLabels {
  const fails = (fault: LabelFault, place: TextPlace): ReadLabels => ({
    ok: false,
    problems: [{ fault, place }],
  });
  const start: TextPlace = { line: 1, column: 1, length: 0 };
  if (text.length > longestText) return fails({ kind: "tooMuch" }, start);
  if (trimmed(text) === "") return fails({ kind: "noLabels" }, start);
  try {
    const { value, placesOf } = parseJson(text);
    const read = readLabels(value);
    if (read.ok) return { ok: true, labels: labelsForCreation(read.labels) };
    const found = read.found.slice(0, mostProblems);
    const places = placesOf(found.map(({ path }) => path));
    const problems = found.map(({ fault }, at) => ({ fault, place: places[at] ?? start }));
    return { ok: false, problems: problems.toSorted((one, other) => comparePlaces(one.place, other.place)) };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return fails({ kind: "syntax", fault: error.fault }, { ...error.position, length: 1 });
  }
}

function comparePlaces(one: TextPlace, other: TextPlace): number {
  return one.line - other.line || one.column - other.column;
}

function readLabels(
  value: unknown,
): { readonly ok: true; readonly labels: Labels } | { readonly ok: false; readonly found: readonly Found[] } {
  if (!Array.isArray(value)) return { ok: false, found: [{ fault: { kind: "noList" }, path: [] }] };
  if (value.length === 0) return { ok: false, found: [{ fault: { kind: "noLabels" }, path: [] }] };
  const labels: Labels = [];
  const found: Found[] = [];
  for (const [at, one] of value.entries()) {
    const read = v.safeParse(label, one);
    if (read.success) labels.push(read.output);
    for (const issue of read.issues?.slice(0, mostProblems) ?? []) {
      found.push({ fault: faultOf(issue), path: [at, ...pathOf(issue)] });
    }
    if (found.length >= mostProblems) return { ok: false, found };
  }
  found.push(...nameFaults(value).slice(0, mostProblems));
  return found.length > 0 ? { ok: false, found } : { ok: true, labels };
}

export type ReadNames =
  | { readonly ok: true; readonly labels: readonly LabelSpec[] }
  | { readonly ok: false; readonly fault: LabelFault };

/** Names with commas, semicolons or line breaks between them. */
export function readLabelNames(text: string): ReadNames {
  const names = text
    .split(/[,;\r\n]/)
    .map(trimmed)
    .filter((one) => one !== "");
  if (names.length === 0) return { ok: false, fault: { kind: "noLabels" } };
  const [first] = faultsAmong(names);
  if (first) return { ok: false, fault: first.fault };
  return { ok: true, labels: names.map((one) => ({ name: one })) };
}

interface Found {
  readonly fault: LabelFault;
  readonly path: Path;
}

/** What the shape alone does not tell: names that the server does not take, or that are there twice. */
function nameFaults(labels: readonly unknown[]): readonly Found[] {
  const below = (
    list: readonly unknown[],
    path: Path,
    field: string,
  ): (readonly [Path, readonly unknown[]])[] =>
    list.map((one, at) => [[...path, at, field], listIn(one, field)]);
  const lists = [
    [[], labels] as const,
    ...below(labels, [], "attributes"),
    ...below(labels, [], "sublabels").flatMap(([path, sublabels]) => [
      [path, sublabels] as const,
      ...below(sublabels, path, "attributes"),
    ]),
  ];
  return lists.flatMap(([path, list]) =>
    faultsAmong(list.map(nameIn)).map(({ fault, at }) => ({ fault, path: [...path, at, "name"] })),
  );
}

function listIn(value: unknown, field: string): readonly unknown[] {
  const list: unknown = isObject(value) ? value[field] : undefined;
  return Array.isArray(list) ? list : [];
}

function nameIn(value: unknown): string | undefined {
  const found = isObject(value) ? value["name"] : undefined;
  return typeof found === "string" ? trimmed(found) : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The names with which something is wrong, or that are there already. */
function faultsAmong(
  names: readonly (string | undefined)[],
): readonly { readonly fault: LabelFault; readonly at: number }[] {
  const seen = new Set<string>();
  const faults: { fault: LabelFault; at: number }[] = [];
  for (const [at, one] of names.entries()) {
    if (one === undefined) continue;
    const fault = nameFault(one) ?? (seen.has(one) ? { kind: "sameName" as const, name: one } : undefined);
    if (fault) faults.push({ fault, at });
    seen.add(one);
  }
  return faults;
}

function nameFault(text: string): LabelFault | undefined {
  const problem = nameProblem(text, longestName);
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case "tooLong":
      return { kind: "tooLong", field: "name", max: longestName };
    case "blank":
    case "unreadable":
      return { kind: problem.kind, field: "name" };
  }
}

type Issue = v.InferIssue<typeof label>;

function faultOf(issue: Issue): LabelFault {
  const path = pathOf(issue);
  const field = path.findLast((key) => typeof key === "string") ?? "";
  if (issue.type === "max_length") return { kind: "tooLong", field, max: issue.requirement };
  const isMissing = issue.type === "object" && issue.input === undefined;
  const type = isMissing ? kindOfField(field) : issue.type;
  switch (type) {
    case "picklist":
      return {
        kind: "noChoice",
        field,
        found: typeof issue.input === "string" ? issue.input : undefined,
        choices: field === "input_type" ? inputTypes : labelTypes,
      };
    case "boolean":
      return { kind: "wanted", field, wanted: "boolean" };
    case "array":
      return { kind: "wanted", field, wanted: "list" };
    case "number":
      return { kind: "wanted", field, wanted: "number" };
    case "object":
      return { kind: "wanted", field, wanted: "object" };
    case "string":
      return { kind: "wanted", field, wanted: "text" };
  }
}

/** What is not there at all is told by the object around it, which does not say what it should be. */
function kindOfField(field: string): "boolean" | "array" | "picklist" | "string" {
  if (field === "mutable") return "boolean";
  if (field === "values") return "array";
  return field === "input_type" ? "picklist" : "string";
}

function pathOf(issue: Issue): Path {
  const keys = issue.path?.map(({ key }) => key) ?? [];
  return keys.filter((key): key is string | number => typeof key === "string" || typeof key === "number");
}
