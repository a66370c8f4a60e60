import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, forbidden, refused } from "../http/errors.ts";
import { empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { jobSubject, labelSubject, projectSubject, taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import { visible } from "../permissions/visible.ts";
import type { LabelRow } from "../world/model.ts";
import { changeLabels, labelsOf, removeLabel, touchOwner } from "./label-changes.ts";
import { oneLabelField } from "./label-fields.ts";
import { labelList } from "./list-specs.ts";
import { showLabel } from "./show.ts";

const parents = ["job_id", "task_id", "project_id"] as const;

function list(call: Call): Reply {
  const { world } = call;
  call.access.permitInContext([]);
  const rows = listed(call).filter((label) => label.parent_id === null);
  return answerList(call.incoming, rows, labelList(world), (label) => showLabel(world, label));
}

function listed(call: Call): LabelRow[] {
  const { query } = call.incoming;
  const given = parents.filter((name) => query.get(name));
  if (given.length > 1) {
    throw refused("job_id, task_id and project_id parameters cannot be used together");
  }
  const [name] = given;
  if (!name) {
    return visible(call.world.labels, call.access, permissions.labels.list, (label) =>
      labelSubject(call.world, label, call.access.user),
    );
  }
  return labelsOfParent(call, name, Number(query.get(name)));
}

/** The labels of a task in a project are the project's. A parent that is not there crashes the server. */
function labelsOfParent(call: Call, name: (typeof parents)[number], id: number): LabelRow[] {
  const { world, access } = call;
  if (name === "project_id") {
    const project = world.projects.get(id);
    if (!project) throw crash();
    access.permit(permissions.projects.view, projectSubject(project, access.user));
    return labelsOf(world, { project_id: id, task_id: null });
  }
  const job = name === "job_id" ? world.jobs.get(id) : undefined;
  const task = world.tasks.get(job ? job.task_id : name === "task_id" ? id : null);
  if (!task) throw crash();
  if (job) access.permit(permissions.jobs.view, jobSubject(world, job, access.user));
  else access.permit(permissions.tasks.view, taskSubject(world, task, access.user));
  return labelsOf(world, {
    project_id: task.project_id,
    task_id: task.project_id === null ? task.id : null,
  });
}

/** Who may see or change the project or task of a label may do so to the label. */
function permitByParent(call: Call, label: LabelRow, action: "view" | "updateDescription"): void {
  const { world, access } = call;
  const project = world.projects.get(label.project_id);
  const task = world.tasks.get(label.task_id);
  if (project) access.permit(permissions.projects[action], projectSubject(project, access.user));
  else if (task) access.permit(permissions.tasks[action], taskSubject(world, task, access.user));
  else throw forbidden();
}

function retrieve(call: Call): Reply {
  const label = call.subject(call.world.labels, "Label");
  permitByParent(call, label, "view");
  return ok(showLabel(call.world, label));
}

function update(call: Call): Reply {
  const { world, body } = call;
  const label = call.subject(world.labels, "Label");
  permitByParent(call, label, "updateDescription");
  refuseSublabel(label, "modified");
  const change = fields.readBody(oneLabelField(label), body);
  const { project_id, task_id } = label;
  world.atomically(() => {
    changeLabels(world, { project_id, task_id }, [change]);
  });
  return ok(showLabel(world, world.labels.get(label.id) ?? label));
}

function remove(call: Call): Reply {
  const { world } = call;
  const label = call.subject(world.labels, "Label");
  permitByParent(call, label, "updateDescription");
  refuseSublabel(label, "deleted");
  removeLabel(world, label.id);
  touchOwner(world, label);
  return empty(204);
}

function refuseSublabel(label: LabelRow, what: "modified" | "deleted"): void {
  if (label.parent_id !== null) {
    throw refused(
      `Sublabels cannot be ${what} this way. Please send a PATCH request with updated parent label data instead.`,
    );
  }
}

export function labelRoutes(): Route[] {
  return [
    route("/api/labels", { GET: list }),
    route("/api/labels/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
