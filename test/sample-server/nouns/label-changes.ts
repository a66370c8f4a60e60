import { crash, detail, refused } from "../http/errors.ts";
import type { AttributeSpec, LabelRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { generatedColor } from "./label-colors.ts";
import type { AttributeChange, LabelChange } from "./label-fields.ts";

/** Whose labels they are: exactly one of the two. */
export interface LabelOwner {
  readonly project_id: number | null;
  readonly task_id: number | null;
}

export function labelsOf(world: World, owner: LabelOwner): LabelRow[] {
  return world.labels.where(
    (label) => label.project_id === owner.project_id && label.task_id === owner.task_id,
  );
}

/** Makes the labels of a new project or task; ids in the request do not count. */
export function newLabels(world: World, owner: LabelOwner, changes: readonly LabelChange[]): void {
  refuseEqualNames(changes.map((change) => change.name ?? ""));
  for (const change of changes) insertLabel(world, owner, change, null);
}

/** A delta: without an id created, with one changed or removed; what is not named stays. */
export function changeLabels(world: World, owner: LabelOwner, changes: readonly LabelChange[]): void {
  const own = labelsOf(world, owner).filter((label) => label.parent_id === null);
  for (const { id } of changes) {
    if (id !== undefined && !own.some((label) => label.id === id)) {
      throw detail(404, `Not found label with id #${id} to change`);
    }
  }
  refuseEqualNames(namesAfter(own, changes));
  for (const change of changes) {
    if (change.id === undefined) insertLabel(world, owner, change, null);
    else if (change.deleted) removeLabel(world, change.id);
    else changeLabel(world, change.id, change);
  }
  if (changes.length > 0) touchOwner(world, owner);
}

/** Changes one label. A color that is left out is generated anew from the name. */
export function changeLabel(world: World, id: number, change: LabelChange): LabelRow {
  const label = world.labels.get(id);
  if (!label) throw crash();
  const name = change.name ?? label.name;
  const skeleton = label.type === "skeleton";
  const type =
    change.type === undefined || (change.type === "skeleton") !== skeleton ? label.type : change.type;
  const attributes = change.attributes
    ? changeAttributes(world, label.attributes, change.attributes)
    : label.attributes;
  for (const sublabel of change.sublabels ?? []) changeSublabel(world, label, sublabel);
  return world.labels.update(id, { name, type, attributes, color: colorOf(change, name) });
}

/** Throws unless the label may have this name among those beside it. */
export function refuseTakenName(world: World, label: LabelRow, name: string): void {
  const beside = world.labels.where(
    (each) =>
      each.project_id === label.project_id &&
      each.task_id === label.task_id &&
      each.parent_id === label.parent_id &&
      each.id !== label.id,
  );
  refuseEqualNames([...beside.map((each) => each.name), name]);
}

export function removeLabel(world: World, id: number): void {
  world.labels.removeWhere((label) => label.id === id || label.parent_id === id);
}

/** A change of labels moves the dates of the project with all its tasks and jobs, or of the task and its jobs. */
export function touchOwner(world: World, owner: LabelOwner): void {
  const updated_date = world.clock.now();
  if (owner.project_id !== null) world.projects.update(owner.project_id, { updated_date });
  const tasks = world.tasks.where(
    (task) =>
      task.id === owner.task_id || (owner.project_id !== null && task.project_id === owner.project_id),
  );
  for (const task of tasks) {
    world.tasks.update(task.id, { updated_date });
    for (const job of world.jobs.where((each) => each.task_id === task.id))
      world.jobs.update(job.id, { updated_date });
  }
}

function refuseEqualNames(names: readonly string[]): void {
  if (new Set(names).size < names.length) throw refused("All label names must be unique");
}

function namesAfter(own: readonly LabelRow[], changes: readonly LabelChange[]): string[] {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const kept = own.filter((label) => !byId.get(label.id)?.deleted);
  const added = changes.filter((change) => change.id === undefined);
  return [
    ...kept.map((label) => byId.get(label.id)?.name ?? label.name),
    ...added.map((change) => change.name ?? ""),
  ];
}

function insertLabel(
  world: World,
  owner: LabelOwner,
  change: LabelChange,
  parent_id: number | null,
): LabelRow {
  const name = change.name ?? "";
  const label = world.labels.insert((id) => ({
    id,
    name,
    color: colorOf(change, name),
    type: change.type ?? "any",
    attributes: changeAttributes(world, [], change.attributes ?? []),
    ...owner,
    parent_id,
    svg: null,
  }));
  refuseEqualNames((change.sublabels ?? []).map((each) => each.name ?? ""));
  const sublabels = (change.sublabels ?? []).map((each) => insertLabel(world, owner, each, label.id));
  if (label.type !== "skeleton") return label;
  return world.labels.update(label.id, { svg: drawingById(change.svg ?? "", sublabels) });
}

/** The drawing names its nodes' labels when it is sent, and their ids when it is read. */
function drawingById(svg: string, sublabels: readonly LabelRow[]): string {
  return sublabels.reduce(
    (drawing, label) => drawing.replaceAll(`data-label-name="${label.name}"`, `data-label-id="${label.id}"`),
    svg,
  );
}

function changeSublabel(world: World, parent: LabelRow, change: LabelChange): void {
  if (change.id === undefined) insertLabel(world, parent, change, parent.id);
  else if (world.labels.get(change.id)?.parent_id !== parent.id) {
    throw detail(404, `Not found label with id #${change.id} to change`);
  } else if (change.deleted) removeLabel(world, change.id);
  else changeLabel(world, change.id, change);
}

function colorOf(change: LabelChange, name: string): string {
  const color = change.color ?? "";
  if (color.length > 8) throw crash();
  return color === "" ? generatedColor(name) : color;
}

/** A delta as well; changed attributes stay at their places. */
function changeAttributes(
  world: World,
  own: readonly AttributeSpec[],
  changes: readonly AttributeChange[],
): readonly AttributeSpec[] {
  let attributes = own;
  for (const change of changes) {
    const known = attributes.find((each) =>
      change.id === undefined ? each.name === change.name : each.id === change.id,
    );
    if (!known) {
      if (own.length > 0 && change.id !== undefined) {
        throw detail(404, `Attribute with id #${change.id} does not exist`);
      }
      attributes = [...attributes, newAttribute(world, change)];
    } else if (own.includes(known)) {
      attributes = change.deleted
        ? attributes.filter((each) => each !== known)
        : attributes.map((each) => (each === known ? changedAttribute(known, change) : each));
    } else throw refused(`Duplicate attribute with name '${known.name}' exists`);
  }
  return attributes;
}

function newAttribute(world: World, change: AttributeChange): AttributeSpec {
  return {
    id: world.innerId(),
    name: change.name ?? "",
    mutable: change.mutable ?? false,
    input_type: change.input_type ?? "text",
    default_value: change.default_value ?? "",
    values: change.values ?? [],
  };
}

function changedAttribute(known: AttributeSpec, change: AttributeChange): AttributeSpec {
  if (change.mutable !== undefined && change.mutable !== known.mutable) {
    throw refused('Attribute field "mutable" cannot be changed');
  }
  if (change.input_type !== undefined && change.input_type !== known.input_type) {
    throw refused('Attribute field "input_type" cannot be changed');
  }
  const values = change.values ?? known.values;
  const same = values.length === known.values.length;
  const keptAsPrefix = known.values.every((value, index) => values[index] === value);
  if (known.input_type === "number" && !(same && keptAsPrefix)) {
    throw refused('Attribute field "values" cannot be changed for number attributes');
  }
  if (["select", "radio"].includes(known.input_type) && !keptAsPrefix) {
    throw refused('Attribute field "values" can only be appended for radio and select attributes');
  }
  return {
    ...known,
    name: change.name ?? known.name,
    default_value: change.default_value ?? known.default_value,
    values,
  };
}
