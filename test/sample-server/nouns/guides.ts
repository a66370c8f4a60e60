import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, forbidden, noReferred, refused } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import type { Subject } from "../permissions/access.ts";
import type { Relation } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import type { GuideRow, JobRow, ProjectRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

/** Guides for annotating, of a project or of a task. */

const can = permissions.guides;

const bodyField = fields.object({ markdown: fields.optional(fields.text({ blank: true })) });

type Target = Pick<GuideRow, "project_id" | "task_id">;

/** As answers to writing show it. */
function showWritten({ id, task_id, project_id, markdown }: GuideRow): object {
  return { id, task_id, project_id, markdown };
}

function rowOf(world: World, { project_id, task_id }: Target): ProjectRow | TaskRow | undefined {
  return world.projects.get(project_id) ?? world.tasks.get(task_id);
}

/** Who has a job of the task, or in the project, may read. */
function subjectOf({ world, access }: Call, target: Target): Subject {
  const row = rowOf(world, target);
  const relations = new Set<Relation>();
  if (row?.owner_id === access.user.id) relations.add("owner");
  if (row?.assignee_id === access.user.id) relations.add("assignee");
  const has = world.jobs.find((job) => job.assignee_id === access.user.id && isOf(world, job, target));
  if (has) relations.add("jobAssignee");
  return { organizationId: row?.organization_id ?? null, relations };
}

function isOf(world: World, { task_id }: JobRow, target: Target): boolean {
  if (target.project_id === null) return task_id === target.task_id;
  return world.tasks.get(task_id)?.project_id === target.project_id;
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  const target = targetOf(call);
  access.permit(can.write, subjectOf(call, target));
  const read = fields.readBody(bodyField, body);
  // The real server stumbles over a second guide.
  if (rowOf(world, target)?.guide_id) throw crash();
  const created_date = world.clock.now();
  const guide = world.guides.insert((id) => ({
    id,
    ...target,
    markdown: read.markdown ?? "",
    created_date,
    updated_date: world.clock.now(),
  }));
  link(world, target, guide.id);
  return created(showWritten(guide));
}

function targetOf({ world, access, body }: Call): Target {
  const { project_id, task_id } = body;
  if (project_id && task_id) throw refused("Both project_id and task_id must not be specified");
  if (!project_id && !task_id) {
    if (!access.isAdmin) throw forbidden();
    throw refused("One of project_id or task_id must be specified");
  }
  const id = Number(project_id ?? task_id);
  if (project_id) {
    if (!world.projects.get(id)) throw noReferred("Project");
    return { project_id: id, task_id: null };
  }
  if (!world.tasks.get(id)) throw noReferred("Task");
  return { project_id: null, task_id: id };
}

function link(world: World, { project_id, task_id }: Target, guide_id: number | null): void {
  const updated_date = world.clock.now();
  if (project_id !== null) world.projects.update(project_id, { guide_id, updated_date });
  if (task_id !== null) world.tasks.update(task_id, { guide_id, updated_date });
}

function retrieve(call: Call): Reply {
  const guide = call.subject(call.world.guides, "AnnotationGuide");
  call.access.permit(can.view, subjectOf(call, guide));
  return ok({
    ...showWritten(guide),
    created_date: shownDate(guide.created_date),
    updated_date: shownDate(guide.updated_date),
  });
}

function update(call: Call): Reply {
  const { world, access, body } = call;
  const guide = call.subject(world.guides, "AnnotationGuide");
  access.permit(can.write, subjectOf(call, guide));
  const { markdown = guide.markdown } = fields.readBody(bodyField, body, true);
  link(world, guide, guide.id);
  return ok(showWritten(world.guides.update(guide.id, { markdown, updated_date: world.clock.now() })));
}

function remove(call: Call): Reply {
  const { world, access } = call;
  const guide = call.subject(world.guides, "AnnotationGuide");
  access.permit(can.write, subjectOf(call, guide));
  world.guides.remove(guide.id);
  link(world, guide, null);
  return empty(204);
}

export function guideRoutes(): Route[] {
  return [
    route("/api/guides", { POST: create }),
    route("/api/guides/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
