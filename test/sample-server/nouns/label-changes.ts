import { crash, detail, refused } from "../http/errors.ts";
import type { LabelRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { changeAttributes, newAttributes, refuseEqualNames } from "./label-attributes.ts";
import { generatedColor } from "./label-colors.ts";
import type { LabelChange } from "./label-fields.ts";

/** Whose labels they are: exactly one of the two. */
export interface LabelOwner {
  readonly project_id: number | null;
  readonly task_id: number | null;
}

/** Sublabels among them. */
export function labelsOf(world: World, owner: LabelOwner): LabelRow[] {
  return world.labels.where(
    (label) => label.project_id === owner.project_id && label.task_id === owner.task_id,
  );
}

/** Makes the labels of a new project or task, or the sublabels of one; ids in the request do not count. */
export function newLabels(
  world: World,
  owner: LabelOwner,
  changes: readonly LabelChange[],
  parent_id: number | null = null,
): LabelRow[] {
  const colors: string[] = [];
  return changes.map((change) => {
    const label = insertLabel(world, owner, change, colors, parent_id);
    colors.push(label.color);
    return label;
  });
}

/**
 * A delta: without an id created, with one changed or removed; what is not named stays. One after the other, so that
 * two labels cannot exchange their names.
 */
export function changeLabels(world: World, owner: LabelOwner, changes: readonly LabelChange[]): void {
  for (const change of changes) applyLabel(world, owner, change, null);
  if (changes.length > 0) touchOwner(world, owner);
}

function applyLabel(world: World, owner: LabelOwner, change: LabelChange, parent_id: number | null): void {
  refuseEqualNames(change.attributes ?? []);
  if (change.id === undefined) {
    const colors = labelsOf(world, owner).map((label) => label.color);
    insertLabel(world, owner, change, colors, parent_id);
    return;
  }
  const { id } = change;
  const label = labelsOf(world, owner).find((each) => each.id === id && each.parent_id === parent_id);
  if (!label) throw detail(404, `Not found label with id #${id} to change`);
  if (change.deleted) removeLabel(world, id);
  else changeLabel(world, label, change);
}

/** Changes one label. A color that is left out is generated anew from the name. */
function changeLabel(world: World, label: LabelRow, change: LabelChange): void {
  const name = change.name ?? label.name;
  const skeleton = label.type === "skeleton";
  const type =
    change.type === undefined || (change.type === "skeleton") !== skeleton ? label.type : change.type;
  refuseTakenName(world, label, label.parent_id, name, label.id);
  const beside = labelsOf(world, label).filter((each) => each.id !== label.id);
  const color = colorOf(
    change,
    name,
    beside.map((each) => each.color),
  );
  const attributes = changeAttributes(world, label.attributes, change.attributes ?? []);
  world.labels.update(label.id, { name, type, attributes, color });
  for (const sublabel of change.sublabels ?? []) applyLabel(world, ownerOf(label), sublabel, label.id);
}

function ownerOf({ project_id, task_id }: LabelRow): LabelOwner {
  return { project_id, task_id };
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

/** Throws unless a label may have this name among those beside it. */
function refuseTakenName(
  world: World,
  owner: LabelOwner,
  parent_id: number | null,
  name: string | undefined,
  id?: number,
): void {
  const taken = labelsOf(world, owner).some(
    (each) => each.parent_id === parent_id && each.id !== id && each.name === name,
  );
  // The real server takes a missing name for one that is taken.
  if (taken || name === undefined) throw refused("All label names must be unique");
}

/** `colors`: of the labels beside it. */
function insertLabel(
  world: World,
  owner: LabelOwner,
  change: LabelChange,
  colors: readonly string[],
  parent_id: number | null,
): LabelRow {
  refuseTakenName(world, owner, parent_id, change.name);
  const { project_id, task_id } = owner;
  const name = change.name ?? "";
  const label = world.labels.insert((id) => ({
    id,
    name,
    color: colorOf(change, name, colors),
    type: change.type ?? "any",
    attributes: newAttributes(world, change.attributes ?? []),
    project_id,
    task_id,
    parent_id,
    svg: null,
  }));
  const sublabels = newLabels(world, owner, change.sublabels ?? [], label.id);
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

/** `beside`: colors of the other labels, which the real server can only read as numbers. */
function colorOf(change: LabelChange, name: string, beside: readonly string[]): string {
  const color = change.color ?? "";
  if (color.length > 8) throw crash();
  if (color !== "") return color;
  if (beside.some((each) => !/^#*[0-9a-f]{6}/i.test(each))) throw crash();
  return generatedColor(name, beside);
}
