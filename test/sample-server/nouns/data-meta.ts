import * as fields from "../fields/fields.ts";
import type { Field } from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { invalid, noReferred, refused } from "../http/errors.ts";
import { ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { frameStep } from "../media/frame-range.ts";
import { jobSubject, taskSubject } from "../permissions/relations.ts";
import type { Action } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import type { JobRow, Media, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

const deletedFramesField: Field<number[]> = (value) => {
  const frames = fields.plainList(fields.integer({ min: 0 }))(value);
  if (new Set(frames).size < frames.length) throw new fields.Invalid(["Deleted frames cannot repeat"]);
  return frames;
};

const taskMetaField = fields.object({
  deleted_frames: fields.optional(deletedFramesField),
  cloud_storage_id: fields.optional(fields.nullable(fields.integer())),
});

const jobMetaField = fields.object({
  deleted_frames: fields.optional(fields.plainList(fields.integer({ min: 0 }))),
});

function absolute(media: Media, frame: number): number {
  return media.start_frame + frame * (frameStep(media.frame_filter) ?? 1);
}

/** `first` and `last` frame of a job, or of the whole task. */
function showMeta(media: Media, first = 0, last = media.size - 1): object {
  return {
    chapters: null,
    chunks_updated_date: shownDate(media.chunks_updated_date),
    chunk_size: media.chunk_size,
    size: last - first + 1,
    image_quality: media.image_quality,
    start_frame: absolute(media, first),
    stop_frame: absolute(media, last),
    frame_filter: media.frame_filter,
    frames: media.frames.slice(first, last + 1),
    deleted_frames: media.deleted_frames.filter((frame) => frame >= first && frame <= last),
    included_frames: null,
    storage: "local",
    cloud_storage_id: null,
  };
}

/** In a ground truth job the other frames stand as placeholders. Frames are given as the job has them. */
function onlyFrames(media: Media, included: readonly number[], disabled: readonly number[]): object {
  const isIn = new Set(included);
  const deleted = new Set([...media.deleted_frames, ...disabled]);
  return {
    size: included.length,
    frames: media.frames.map((frame, index) =>
      isIn.has(index) ? frame : { ...frame, name: "placeholder.jpg" },
    ),
    deleted_frames: included.filter((frame) => deleted.has(frame)),
    included_frames: included.map((frame) => absolute(media, frame)),
  };
}

function showJobMeta(media: Media, job: JobRow): object {
  const meta = showMeta(media, job.start_frame, job.stop_frame);
  const { included_frames, disabled_frames = [] } = job;
  return included_frames ? { ...meta, ...onlyFrames(media, included_frames, disabled_frames) } : meta;
}

function taskOf(call: Call, action: Action): TaskRow {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(action, taskSubject(call.world, task, call.access.user));
  return task;
}

function taskMeta(call: Call): Reply {
  const task = taskOf(call, permissions.tasks.view);
  const media = call.world.data.get(task.data_id)?.media;
  if (!media) throw refused("Data is not uploaded for the task yet");
  return ok(showMeta(media));
}

/** The frames that are named are left out from now on, all others are not; nothing is removed. */
function patchTaskMeta(call: Call): Reply {
  const { world, body } = call;
  const task = taskOf(call, permissions.tasks.uploadData);
  const media = world.data.get(task.data_id)?.media;
  if (!media) throw refused("This task data has not been initialized yet");
  const read = fields.readBody(taskMetaField, body, true);
  const unknown = (read.deleted_frames ?? []).filter((frame) => frame >= media.size);
  if (unknown.length > 0) {
    throw invalid({ deleted_frames: [`Unknown frames ${unknown.join(", ")} requested for removal`] });
  }
  if (read.cloud_storage_id) throw noReferred("CloudStorage");
  return ok(showMeta(keepDeleted(call, task, media, read.deleted_frames ?? media.deleted_frames)));
}

function keepDeleted(call: Call, task: TaskRow, media: Media, frames: readonly number[]): Media {
  const { world } = call;
  const changed = { ...media, deleted_frames: frames.toSorted((a, b) => a - b) };
  world.data.update(task.data_id ?? 0, { media: changed });
  world.tasks.update(task.id, { updated_date: world.clock.now() });
  return changed;
}

function jobOf(call: Call, action: Action): { job: JobRow; task: TaskRow | undefined } {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(action, jobSubject(world, job, access.user));
  return { job, task: world.tasks.get(job.task_id) };
}

function jobMeta(call: Call): Reply {
  const { job, task } = jobOf(call, permissions.jobs.view);
  const media = call.world.data.get(task?.data_id ?? null)?.media;
  if (!media) throw refused("Data is not uploaded for the task yet");
  return ok(showJobMeta(media, job));
}

/** Only the part of the task's list that lies within the job; a ground truth job has a list of its own. */
function patchJobMeta(call: Call): Reply {
  const { world, body } = call;
  const { job, task } = jobOf(call, permissions.jobs.updateMeta);
  const media = world.data.get(task?.data_id ?? null)?.media;
  if (!task || !media) throw refused("This task data has not been initialized yet");
  const { deleted_frames: frames } = fields.readBody(jobMetaField, body, true);
  if (!frames) throw invalid({ deleted_frames: ["This field is required."] });
  const foreign = frames.filter((frame) => !isIn(job, frame));
  if (foreign.length > 0) throw refused(`Frames ${foreign.join(", ")} do not belong to the job`);
  if (task.project_id !== null) world.projects.update(task.project_id, { updated_date: world.clock.now() });
  if (job.type === "ground_truth") {
    return ok(showJobMeta(media, disableFrames(world, job, frames)));
  }
  const others = media.deleted_frames.filter((frame) => !isIn(job, frame));
  return ok(showJobMeta(keepDeleted(call, task, media, [...others, ...frames]), job));
}

function isIn(job: JobRow, frame: number): boolean {
  if (job.included_frames) return job.included_frames.includes(frame);
  return frame >= job.start_frame && frame <= job.stop_frame;
}

/** The frames of a ground truth job that do not count from now on; all others do. */
export function disableFrames(world: World, job: JobRow, frames: readonly number[]): JobRow {
  world.tasks.update(job.task_id, { updated_date: world.clock.now() });
  return world.jobs.update(job.id, { disabled_frames: frames.toSorted((a, b) => a - b) });
}

export function dataMetaRoutes(): Route[] {
  const options = { headCrashes: true };
  return [
    route("/api/tasks/{id}/data/meta", { GET: taskMeta, PATCH: patchTaskMeta }, options),
    route("/api/jobs/{id}/data/meta", { GET: jobMeta, PATCH: patchJobMeta }, options),
  ];
}
