import type { Call } from "../http/call.ts";
import { crash, forbidden, invalid, refused } from "../http/errors.ts";
import { permissions } from "../permissions/table.ts";
import type { Action } from "../permissions/rules.ts";
import type { OwnedRow, ProjectRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { applyAssignee } from "./assigning.ts";

const companions: ReadonlySet<string> = new Set(["organization_id", "source_storage", "target_storage"]);

/** Moves a project with all that is in it to another workspace; the mover becomes its owner, assignees are cleared. */
export function transferProject(call: Call, project: ProjectRow): ProjectRow {
  const { world } = call;
  const organization_id = destination(call, permissions.projects.create);
  refuseOthers(call);
  if (organization_id === project.organization_id) return project;
  for (const task of world.tasks.where((each) => each.project_id === project.id)) {
    moveTask(world, task, organization_id, call.access.user.id);
  }
  return world.projects.update(project.id, moved(world, project, organization_id, call.access.user.id));
}

export function transferTask(call: Call, task: TaskRow): TaskRow {
  const { world } = call;
  const organization_id = destination(call, permissions.tasks.create);
  if (call.body["project_id"] !== undefined) {
    throw invalid({
      non_field_errors: ["A task cannot be moved into a project and into an organization at the same time"],
    });
  }
  if (task.project_id !== null) {
    throw invalid({ non_field_errors: ["Only top-level resources can be moved between workspaces"] });
  }
  refuseOthers(call);
  if (organization_id === task.organization_id) return task;
  // The real server stumbles over a task without data.
  if (task.data_id === null) throw crash();
  return moveTask(world, task, organization_id, call.access.user.id);
}

/** The workspace to move to, in which the person must be allowed to make such an object. */
function destination({ access, world, body }: Call, create: Action): number | null {
  const value = body["organization_id"];
  const id = value === null ? null : typeof value === "number" ? value : NaN;
  if (id !== null && !world.organizations.get(id)) throw refused("Invalid org id");
  if (!access.may(create, { organizationId: id, relations: new Set() })) throw forbidden();
  return id;
}

function refuseOthers({ body }: Call): void {
  const others = Object.keys(body).filter((key) => !companions.has(key));
  if (others.length === 0) return;
  // The real server names labels as its table is called.
  const names = others.map((key) => `'${key === "labels" ? "label_set" : key}'`).join(", ");
  throw invalid({
    non_field_errors: [`Fields {${names}} cannot be updated when transferring to another workspace`],
  });
}

function moved(world: World, row: OwnedRow, organization_id: number | null, owner_id: number) {
  return {
    organization_id,
    owner_id,
    ...applyAssignee(world, row, null),
    updated_date: world.clock.now(),
  };
}

function moveTask(world: World, task: TaskRow, organization_id: number | null, owner_id: number): TaskRow {
  for (const job of world.jobs.where((each) => each.task_id === task.id)) {
    world.jobs.update(job.id, applyAssignee(world, job, null));
  }
  return world.tasks.update(task.id, moved(world, task, organization_id, owner_id));
}
