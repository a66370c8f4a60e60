import { invalid } from "../http/errors.ts";
import type { ProjectRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { labelsOf, removeLabel } from "./label-changes.ts";
import type { LabelChange } from "./label-fields.ts";

/**
 * Puts a task into a project, whose labels replace its own. Each name must be there, or be mapped to one that is by
 * the labels in the request.
 */
export function moveToProject(
  world: World,
  task: TaskRow,
  project: ProjectRow,
  mapping: readonly LabelChange[],
): void {
  const own = labelsOf(world, { project_id: null, task_id: task.id });
  const targets = new Set(
    labelsOf(world, { project_id: project.id, task_id: null }).map((label) => label.name),
  );
  const names = own
    .filter((label) => label.parent_id === null)
    .map((label) => mapping.find((each) => each.id === label.id)?.name ?? label.name);
  if (task.project_id === null && names.some((name) => !targets.has(name))) {
    throw invalid({
      non_field_errors: ["All task or project label names must be mapped to the target project"],
    });
  }
  for (const label of own) removeLabel(world, label.id);
  world.tasks.update(task.id, { project_id: project.id, updated_date: world.clock.now() });
}
