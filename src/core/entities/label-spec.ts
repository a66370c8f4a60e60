import type { List } from "../pages.ts";
import type { LabelData } from "./label.ts";
import type { Schemas } from "./wire.ts";

/** An attribute of a label that is to be made. */
export interface AttributeSpec {
  /** Up to 64 characters. */
  readonly name: string;
  /** Whether it can differ from frame to frame of a track. */
  readonly mutable: boolean;
  /** `select`, `radio`, `checkbox`, `number` or `text`. */
  readonly input_type: Schemas["Attribute"]["input_type"];
  /** What can be chosen, each of up to 200 characters; of a number: least, greatest, step. */
  readonly values: readonly string[];
  /** Up to 128 characters; the server does not compare it with `values`. */
  readonly default_value?: string | undefined;
}

/** A part of a skeleton that is to be made. */
export interface SublabelSpec {
  /** Up to 64 characters, and different from the others. */
  readonly name: string;
  /** `#rrggbb`; the server makes one from the name if it is not given. */
  readonly color?: string | undefined;
  /** What it is drawn as, for example `rectangle`; `any` if not given. */
  readonly type?: LabelData["type"] | undefined;
  readonly attributes?: readonly AttributeSpec[] | undefined;
}

/** A label that is to be made with its project or task. */
export interface LabelSpec extends SublabelSpec {
  /** The parts of a skeleton. */
  readonly sublabels?: readonly SublabelSpec[] | undefined;
  /** The inside of a skeleton's drawing; its circles name the sublabels by `data-label-name`. */
  readonly svg?: string | undefined;
}

/** A part of a skeleton as it is read. */
interface SublabelSource extends Omit<SublabelSpec, "attributes"> {
  readonly id?: number | undefined;
  readonly attributes: readonly AttributeSpec[];
}

/** A label as it is read, from the server or from a text of its labels. */
export interface LabelSource extends Omit<SublabelSource, "id"> {
  readonly sublabels: readonly SublabelSource[];
  readonly svg?: string | undefined;
}

/** Labels of one project or task as they can be given to another one that is made: without ids, skeletons intact. */
export function labelsForCreation(labels: readonly LabelSource[]): LabelSpec[] {
  return labels.map((label) => ({
    ...part(label),
    ...(label.sublabels.length > 0 && { sublabels: label.sublabels.map(part) }),
    ...(label.svg !== undefined && { svg: drawingByName(label.svg, label.sublabels) }),
  }));
}

function part({ name, color, type, attributes }: SublabelSource): SublabelSpec {
  return {
    name,
    color,
    type,
    attributes: attributes.map((attribute) => ({
      name: attribute.name,
      mutable: attribute.mutable,
      input_type: attribute.input_type,
      values: attribute.values,
      default_value: attribute.default_value,
    })),
  };
}

/** The server puts ids in place of the names when it makes a skeleton, and takes only names. */
function drawingByName(svg: string, sublabels: readonly SublabelSource[]): string {
  const byId = new Map(sublabels.map(({ id, name }) => [String(id), name]));
  const byName = new Map(sublabels.map(({ name }) => [name, nameInDrawing(name, sublabels)]));
  const places = /\bdata-label-(?:id="(\d+)"|name="([^"]*)")/g;
  return svg.replace(places, (whole, id: string | undefined, text: string | undefined) => {
    const name = id === undefined ? nameIn(text ?? "", byName) : byId.get(id);
    return (name === undefined ? undefined : byName.get(name)) ?? whole;
  });
}

/** CVAT's own interface shows drawings with the names escaped, as HTML has it; others do not. */
function nameIn(text: string, names: ReadonlyMap<string, string>): string {
  return names.has(text) ? text : unescaped(text);
}

/**
 * The server looks for exactly this text, in which nothing is escaped, and puts an id in its place. If the name of another
 * part were found in the middle of it, the rest would be left behind as attributes.
 */
function nameInDrawing(name: string, beside: readonly SublabelSource[]): string {
  const attribute = (value: string): string => `data-label-name="${value}"`;
  const isCut = beside.some((each) => each.name !== name && attribute(name).includes(attribute(each.name)));
  return attribute(isCut ? name.replaceAll('"', "&quot;") : name);
}

const characters: ReadonlyMap<string, string> = new Map([
  ["quot", '"'],
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", "\u00a0"],
]);

function unescaped(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, character: string) => characters.get(character) ?? whole);
}

/** Whether those are the labels that were asked for, by their names. */
export async function areLabels(
  labels: List<LabelData>,
  specs: readonly LabelSpec[] = [],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const names = (await labels.all({ signal })).map(({ name }) => name);
  const wanted = new Set(specs.map(({ name }) => name.trim()));
  return names.length === specs.length && names.every((name) => wanted.has(name));
}
