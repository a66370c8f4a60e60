import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, invalid, noReferred, refused } from "../http/errors.ts";
import { jobSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import type { JobRow, Media, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { permitPeople } from "./assigning.ts";

const methods = ["manual", "random_uniform", "random_per_job"] as const;

function share(): fields.Field<number> {
  return (value) => {
    const given = typeof value === "string" ? Number(value) : value;
    if (typeof given !== "number" || Number.isNaN(given)) {
      throw new fields.Invalid([
        value === null ? "This field may not be null." : "A valid number is required.",
      ]);
    }
    if (given < 0 || given > 1) throw new fields.Invalid(["Value must be in the range [0; 1]"]);
    return given;
  };
}

function frameList(): fields.Field<number[]> {
  const read = fields.plainList(fields.integer({ min: 0 }));
  return (value) => {
    const frames = read(value);
    if (frames.length === 0) throw new fields.Invalid(["This list may not be empty."]);
    return frames;
  };
}

const bodyField = fields.object({
  type: fields.required(fields.choice(["annotation", "ground_truth", "consensus_replica"] as const)),
  task_id: fields.required(fields.integer()),
  assignee: fields.optional(fields.nullable(fields.integer())),
  frame_selection_method: fields.optional(fields.choice(methods)),
  frames: fields.optional(frameList()),
  frame_count: fields.optional(fields.integer({ min: 1 })),
  frame_share: fields.optional(share()),
  frames_per_job_count: fields.optional(fields.integer({ min: 1 })),
  frames_per_job_share: fields.optional(share()),
  random_seed: fields.optional(fields.integer({ min: 0 })),
});

type Body = ReturnType<typeof bodyField>;

/** Makes the task's ground truth job; refuses as the real server does, in its order. */
export function createGroundTruth(call: Call): JobRow {
  const { world, access, body } = call;
  const task = referredTask(world, body["task_id"]);
  const assignee = typeof body["assignee"] === "number" ? body["assignee"] : null;
  const { organizationId, relations } = jobSubject(
    world,
    { task_id: task.id, assignee_id: null },
    access.user,
  );
  access.permit(permissions.jobs.create, { organizationId, relations });
  permitPeople(call, body, ["assignee"], task.organization_id);
  const read = fields.readBody(bodyField, body);
  if (read.type !== "ground_truth") throw refused(`Unexpected job type '${String(read.type)}'`);
  const media = world.data.get(task.data_id)?.media;
  if (!media) {
    throw refused("This task has no data attached yet. Please set up task data and try again");
  }
  refuseAnother(world, task, media);
  const frames = chosenFrames(world, task, media, read);
  const job = insertJob(world, task, media, frames, assignee);
  world.tasks.update(task.id, { validation_mode: "gt" });
  return job;
}

function referredTask(world: World, value: unknown): TaskRow {
  if (value === undefined || value === null || value === "") throw refused("task_id is not specified");
  const id = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
  if (!Number.isInteger(id)) throw crash();
  const task = world.tasks.get(id);
  if (!task) throw noReferred("Task");
  return task;
}

function refuseAnother(world: World, task: TaskRow, media: Media): void {
  const jobs = world.jobs.where((job) => job.task_id === task.id);
  if (jobs.some((job) => job.type === "ground_truth")) {
    throw refused(
      `Task with validation mode "${task.validation_mode ?? "gt"}" cannot have more than 1 GT job`,
    );
  }
  if (media.media_type === "point_cloud") {
    throw refused("Ground Truth jobs are not available for the 'point_cloud' media type");
  }
}

function chosenFrames(world: World, task: TaskRow, media: Media, read: Body): readonly number[] {
  const { size } = media;
  const method = read.frame_selection_method;
  // The real server looks for a method without asking whether there is one.
  if (method === undefined) throw crash();
  switch (method) {
    case "manual":
      return manualFrames(read.frames, size);
    case "random_uniform": {
      oneOf(read.frame_count, read.frame_share, "frame_count", "frame_share");
      const count = read.frame_count ?? partOf(size, read.frame_share ?? 0);
      if (count > size) {
        throw refused(
          `The number of frames requested (${count}) must not be greater than the number of the task frames (${size})`,
        );
      }
      return sample(range(0, size - 1), count, read.random_seed);
    }
    case "random_per_job": {
      const { frames_per_job_count: wanted, frames_per_job_share: portion } = read;
      oneOf(wanted, portion, "frames_per_job_count", "frames_per_job_share");
      const jobs = world.jobs.where((job) => job.task_id === task.id && job.type === "annotation");
      const frames = jobs.flatMap((job) => {
        const own = range(job.start_frame, job.stop_frame);
        return sample(
          own,
          Math.min(own.length, wanted ?? partOf(own.length, portion ?? 0)),
          read.random_seed,
        );
      });
      return [...new Set(frames)].toSorted((a, b) => a - b);
    }
  }
}

function manualFrames(frames: readonly number[] | undefined, size: number): readonly number[] {
  if (!frames) throw invalid({ non_field_errors: ['The "frames" field is required'] });
  if (new Set(frames).size < frames.length) throw refused("Frames must not repeat");
  const strange = frames.filter((frame) => frame >= size);
  if (strange.length > 0) {
    throw refused(`The following frames do not exist in the task: ${strange.join(", ")}`);
  }
  return frames.toSorted((a, b) => a - b);
}

function oneOf(count: unknown, part: unknown, countName: string, partName: string): void {
  if (count !== undefined || part !== undefined) return;
  throw invalid({ non_field_errors: [`One of the fields "${countName}", "${partName}" required`] });
}

function partOf(size: number, portion: number): number {
  return Math.max(1, Math.floor(size * portion));
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Some of them in their order; the same ones for the same seed. */
function sample(all: readonly number[], count: number, seed = 0): readonly number[] {
  let state = seed + 1;
  const ranked = all.map((frame) => {
    state = (state * 48_271) % 2_147_483_647;
    return { frame, rank: state };
  });
  const chosen = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, count);
  return chosen.map(({ frame }) => frame).toSorted((a, b) => a - b);
}

function insertJob(
  world: World,
  task: TaskRow,
  media: Media,
  frames: readonly number[],
  assignee: number | null,
): JobRow {
  const now = world.clock.now();
  return world.jobs.insert((id) => ({
    id,
    task_id: task.id,
    type: "ground_truth",
    assignee_id: assignee,
    assignee_updated_date: assignee === null ? null : now,
    stage: "annotation",
    state: "new",
    start_frame: 0,
    stop_frame: media.size - 1,
    frame_count: frames.length,
    included_frames: frames,
    created_date: now,
    updated_date: now,
    parent_job_id: null,
  }));
}
