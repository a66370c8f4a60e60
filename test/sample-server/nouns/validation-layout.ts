import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, refused } from "../http/errors.ts";
import type { Problem } from "../http/errors.ts";
import { ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { jobSubject, taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import type { JobRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { disableFrames } from "./data-meta.ts";

/** Which frames of a task are for validation. There are no honeypots here. */

const shape = {
  frame_selection_method: fields.optional(fields.choice(["manual", "random_uniform"] as const)),
  honeypot_real_frames: fields.optional(fields.plainList(fields.integer({ min: 0 }))),
};

interface Honeypots {
  readonly frame_selection_method?: "manual" | "random_uniform";
  readonly honeypot_real_frames?: readonly number[];
}

function honeypotProblem({
  frame_selection_method: method,
  honeypot_real_frames: frames,
}: Honeypots): Problem | undefined {
  if (method === "manual" && !frames) {
    return { non_field_errors: ['The "honeypot_real_frames" field is required'] };
  }
  if (method === "manual" || !frames) return undefined;
  return {
    non_field_errors: ['"honeypot_real_frames" can only be used when "frame_selection_method" is "manual"'],
  };
}

const taskField = fields.object(
  { ...shape, disabled_frames: fields.optional(fields.plainList(fields.integer({ min: 0 }))) },
  honeypotProblem,
);

const jobField = fields.object(
  { ...shape, frame_selection_method: fields.required(shape.frame_selection_method.field) },
  honeypotProblem,
);

const noHoneypots = "Honeypots can only be modified if the task validation mode is 'gt_pool'";

function groundTruth(world: World, task: TaskRow): JobRow | undefined {
  return world.jobs.find((job) => job.task_id === task.id && job.type === "ground_truth");
}

function show(job: JobRow | undefined): object {
  if (!job) return { mode: null, frames_per_job_count: null };
  return {
    mode: "gt",
    frames_per_job_count: null,
    validation_frames: job.included_frames ?? [],
    disabled_frames: job.disabled_frames ?? [],
  };
}

function ofTask(call: Call): Reply {
  const { world, access } = call;
  const task = call.subject(world.tasks, "Task");
  access.permit(permissions.tasks.view, taskSubject(world, task, access.user));
  return ok(show(groundTruth(world, task)));
}

function patchTask(call: Call): Reply {
  const { world, access, body } = call;
  const task = call.subject(world.tasks, "Task");
  access.permit(permissions.tasks.updateLayout, taskSubject(world, task, access.user));
  const read = fields.readBody(taskField, body);
  const job = groundTruth(world, task);
  // The real server does not ask whether there is one.
  if (!job) throw crash();
  const strange = (read.disabled_frames ?? []).filter((frame) => !job.included_frames?.includes(frame));
  if (strange.length > 0) {
    const numbers = [...new Set(strange)].toSorted((a, b) => a - b).join(", ");
    throw refused(`Unknown frames requested for exclusion from the validation set: ${numbers}`);
  }
  if (read.frame_selection_method) throw refused(noHoneypots);
  return ok(show(read.disabled_frames ? disableFrames(world, job, read.disabled_frames) : job));
}

function ofJob(call: Call): Reply {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(permissions.jobs.viewLayout, jobSubject(world, job, access.user));
  return ok({});
}

function patchJob(call: Call): Reply {
  const { world, access, body } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(permissions.jobs.updateLayout, jobSubject(world, job, access.user));
  fields.readBody(jobField, body);
  throw refused(noHoneypots);
}

export function validationLayoutRoutes(): Route[] {
  const options = { headCrashes: true };
  return [
    route("/api/tasks/{id}/validation_layout", { GET: ofTask, PATCH: patchTask }, options),
    route("/api/jobs/{id}/validation_layout", { GET: ofJob, PATCH: patchJob }, options),
  ];
}
