import { invalid, refused } from "../http/errors.ts";
import type { LabelRow, ProjectRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { labelsOf, removeLabel } from "./label-changes.ts";
import type { LabelChange } from "./label-fields.ts";

/**
 * Throws unless each label of the task, or of the project that it is in, is in the project by its name, or by the one
 * that it has in the request.
 */
export function refuseUnmapped(
  world: World,
  task: TaskRow,
  project: ProjectRow,
  mapping: readonly LabelChange[],
): void {
  const targets = labelsOf(world, { project_id: project.id, task_id: null });
  const names = namesByParent(world, targets, []);
  for (const [parent, wanted] of namesByParent(world, ownLabels(world, task), mapping)) {
    const there = names.get(parent) ?? new Set();
    // Points of a skeleton must be the same, other labels be there.
    const same = parent === "" || there.size === wanted.size;
    if (same && [...wanted].every((name) => there.has(name))) continue;
    throw invalid({
      non_field_errors: ["All task or project label names must be mapped to the target project"],
    });
  }
}

function ownLabels(world: World, task: TaskRow): LabelRow[] {
  const { project_id } = task;
  return labelsOf(world, { project_id, task_id: project_id === null ? task.id : null });
}

function mappedName(label: LabelRow, mapping: readonly LabelChange[]): string {
  return mapping.find((each) => each.id === label.id)?.name ?? label.name;
}

/** Under the name of their parent, or of none. */
function namesByParent(
  world: World,
  labels: readonly LabelRow[],
  mapping: readonly LabelChange[],
): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const label of labels) {
    const parent = world.labels.get(label.parent_id)?.name ?? "";
    const beside = names.get(parent) ?? new Set();
    names.set(parent, beside.add(mappedName(label, mapping)));
  }
  return names;
}

/** Puts a task into a project, whose labels replace its own; see {@link refuseUnmapped}. */
export function moveToProject(
  world: World,
  task: TaskRow,
  project: ProjectRow,
  mapping: readonly LabelChange[],
): TaskRow {
  refuseOtherDimension(world, task, project);
  const own = ownLabels(world, task);
  const targets = labelsOf(world, { project_id: project.id, task_id: null });
  for (const label of own) {
    const name = mappedName(label, mapping);
    const target = targets.find((each) => each.name === name);
    if (target) refuseOtherAttributes(label, target);
  }
  if (task.project_id === null) for (const label of own) removeLabel(world, label.id);
  const updated_date = world.clock.now();
  world.projects.update(project.id, { updated_date });
  return world.tasks.update(task.id, { project_id: project.id, updated_date });
}

function refuseOtherDimension(world: World, task: TaskRow, project: ProjectRow): void {
  const dimensionOf = (each: TaskRow): string => world.data.get(each.data_id)?.media?.dimension ?? "";
  const first = world.tasks.find((each) => each.project_id === project.id);
  if (!first || dimensionOf(first) === dimensionOf(task)) return;
  throw refused(
    `Dimension (${dimensionOf(task)}) of the task must be the same as other tasks in project (${dimensionOf(first)})`,
  );
}

function refuseOtherAttributes(label: LabelRow, target: LabelRow): void {
  for (const { name, input_type, values } of label.attributes) {
    const has = target.attributes.some(
      (each) =>
        each.name === name && each.input_type === input_type && each.values.join("\n") === values.join("\n"),
    );
    if (!has) {
      throw refused(`Target project does not have "${target.name}" label with "${name}" attribute`);
    }
  }
}
