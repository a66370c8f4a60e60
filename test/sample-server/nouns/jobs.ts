import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { refused } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { jobSubject, taskSubject } from "../permissions/relations.ts";
import type { Action } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { visible } from "../permissions/visible.ts";
import { stages, states } from "../world/model.ts";
import type { JobRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { applyAssignee, permitPeople } from "./assigning.ts";
import { createGroundTruth } from "./ground-truth.ts";
import { jobList } from "./list-specs.ts";
import { actionsOf } from "./patch.ts";
import { answerPreview } from "./previews.ts";
import { removeJob } from "./removal.ts";
import { jobStatus, showJob } from "./show.ts";

const can = permissions.jobs;

const patchField = fields.object({
  state: fields.optional(fields.choice(states)),
  stage: fields.optional(fields.choice(stages)),
  assignee: fields.optional(fields.nullable(fields.integer())),
});

const patchActions: Readonly<Record<string, Action>> = {
  state: can.updateState,
  stage: can.updateStage,
  assignee: can.updateAssignee,
};

function show(call: Call, job: JobRow): object {
  const { world, access } = call;
  const task = world.tasks.get(job.task_id);
  const mayViewTask = !!task && access.may(permissions.tasks.view, taskSubject(world, task, access.user));
  return showJob(world, job, call.base, mayViewTask);
}

function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const rows = visible(world.jobs, access, can.view, (job) => jobSubject(world, job, access.user));
  return answerList(call.incoming, rows, jobList(world), (job) => show(call, job));
}

function create(call: Call): Reply {
  const job = createGroundTruth(call);
  return created(show(call, job), `${call.base}/api/jobs/${job.id}`);
}

function retrieve(call: Call): Reply {
  const job = call.subject(call.world.jobs, "Job");
  call.access.permit(can.view, jobSubject(call.world, job, call.access.user));
  return ok(show(call, job));
}

function update(call: Call): Reply {
  const { world, access, body } = call;
  const job = call.subject(world.jobs, "Job");
  const subject = jobSubject(world, job, access.user);
  access.permit(actionsOf(body, patchActions, can.view), subject);
  permitPeople(call, body, ["assignee"], subject.organizationId);
  const read = fields.readBody(patchField, body, true);
  const stage = read.stage ?? job.stage;
  const state = read.state ?? (stage === job.stage ? job.state : "new");
  const updated = world.jobs.update(job.id, {
    stage,
    state,
    ...applyAssignee(world, job, read.assignee),
    updated_date: world.clock.now(),
  });
  if ("stage" in body || "state" in body) deriveTaskStatus(world, job.task_id);
  return ok(show(call, updated));
}

/** The task stands where the least of its jobs stands; its date moves only when that changes. */
export function deriveTaskStatus(world: World, taskId: number): void {
  const all = world.jobs.where((job) => job.task_id === taskId).map(jobStatus);
  const status = (["annotation", "validation"] as const).find((each) => all.includes(each)) ?? "completed";
  if (world.tasks.get(taskId)?.status !== status) {
    world.tasks.update(taskId, { status, updated_date: world.clock.now() });
  }
}

function remove(call: Call): Reply {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(can.delete, jobSubject(world, job, access.user));
  if (job.type !== "ground_truth") throw refused("Only ground truth jobs can be removed");
  removeJob(world, job.id);
  world.tasks.update(job.task_id, { validation_mode: null });
  return empty(204);
}

async function preview(call: Call): Promise<Reply> {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(can.view, jobSubject(world, job, access.user));
  return answerPreview(call, "Job", world.tasks.get(job.task_id), job.start_frame);
}

export function jobRoutes(): Route[] {
  return [
    route("/api/jobs", { GET: list, POST: create }, { headCrashes: true }),
    route("/api/jobs/{id}", { GET: retrieve, PATCH: update, DELETE: remove }, { headCrashes: true }),
    route("/api/jobs/{id}/preview", { GET: preview }, { headCrashes: true }),
  ];
}
