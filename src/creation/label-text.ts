import * as v from "valibot";
import { labelsForCreation, type LabelSpec } from "../core/index.ts";
import { nameProblem, trimmed } from "../saving/index.ts";
import { JsonSyntaxError, parseJson, type Path, type Position, type SyntaxFault } from "./json-text.ts";

/** What the server keeps of a label's or attribute's name, in characters. */
const longestName = 64;
/** A colour that is longer has the server fail. */
const longestColor = 8;
const longestValue = 200;
const longestDefault = 128;
/** In characters: more are no labels that anybody wrote. */
const longestText = 2_000_000;

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
  readonly position: Position;
}

export type ReadLabels =
  | { readonly ok: true; readonly labels: readonly LabelSpec[] }
  | { readonly ok: false; readonly problem: LabelProblem };

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
const labelList = v.array(
  v.object({ ...part, sublabels: v.optional(v.array(v.object(part)), []), svg: v.optional(v.string()) }),
);

type Labels = v.InferOutput<typeof labelList>;

/** Reads what CVAT shows under "Raw" of a project's labels; ids are dropped. The first fault is told with its place. */
export function readLabelJson(text: string): ReadLabels {
  const start: Position = { line: 1, column: 1 };
  const fails = (fault: LabelFault, position: Position): ReadLabels => ({
    ok: false,
    problem: { fault, position },
  });
  if (text.length > longestText) return fails({ kind: "tooMuch" }, start);
  try {
    const { value, positionOf } = parseJson(text);
    const read = v.safeParse(labelList, value, { abortEarly: true });
    if (!read.success) {
      const [issue] = read.issues;
      return fails(faultOf(issue), positionOf(pathOf(issue)));
    }
    const found = faultIn(read.output);
    if (found) return fails(found.fault, positionOf(found.path));
    return { ok: true, labels: labelsForCreation(read.output) };
  } catch (error) {
    if (error instanceof JsonSyntaxError) {
      return fails({ kind: "syntax", fault: error.fault }, error.position);
    }
    throw error;
  }
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
  const fault = faultAmong(names)?.fault;
  if (fault) return { ok: false, fault };
  return { ok: true, labels: names.map((one) => ({ name: one })) };
}

interface Found {
  readonly fault: LabelFault;
  readonly path: Path;
}

/** What the shape alone does not tell. */
function faultIn(labels: Labels): Found | undefined {
  if (labels.length === 0) return { fault: { kind: "noLabels" }, path: [] };
  const lists: (readonly [Path, readonly { readonly name: string }[]])[] = [[[], labels]];
  for (const [at, label] of labels.entries()) {
    lists.push([[at, "attributes"], label.attributes], [[at, "sublabels"], label.sublabels]);
    for (const [below, sublabel] of label.sublabels.entries()) {
      lists.push([[at, "sublabels", below, "attributes"], sublabel.attributes]);
    }
  }
  for (const [path, list] of lists) {
    const found = faultAmong(list.map((one) => one.name));
    if (found) return { fault: found.fault, path: [...path, found.at, "name"] };
  }
  return undefined;
}

/** The first name with which something is wrong, or that is there already. */
function faultAmong(
  names: readonly string[],
): { readonly fault: LabelFault; readonly at: number } | undefined {
  const seen = new Set<string>();
  for (const [at, one] of names.entries()) {
    const fault = nameFault(one) ?? (seen.has(one) ? { kind: "sameName" as const, name: one } : undefined);
    if (fault) return { fault, at };
    seen.add(one);
  }
  return undefined;
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

type Issue = v.InferIssue<typeof labelList>;

function faultOf(issue: Issue): LabelFault {
  const path = pathOf(issue);
  const field = path.findLast((key) => typeof key === "string") ?? "";
  if (issue.type === "max_length") return { kind: "tooLong", field, max: issue.requirement };
  if (issue.type === "array" && path.length === 0) return { kind: "noList" };
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
