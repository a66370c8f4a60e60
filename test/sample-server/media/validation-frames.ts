import * as fields from "../fields/fields.ts";
import type { Problem } from "../http/errors.ts";
import { validationModes } from "../world/model.ts";
import type { JobRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import {
  filledList,
  framesPerRange,
  oneOf,
  partOf,
  selectionProblem,
  selectionShape,
  uniformFrames,
} from "./frame-selection.ts";
import type { Selection } from "./frame-selection.ts";

/** What an upload says about the frames that are for validation; these are named by their files. */
export const validationParamsField = fields.object(
  {
    ...selectionShape,
    mode: fields.required(fields.choice(validationModes)),
    frame_selection_method: fields.required(selectionShape.frame_selection_method.field),
    frames: fields.optional(fields.plainList(fields.text({ max: 1024 }))),
  },
  (read): Problem | undefined => {
    const { frames } = read;
    if (read.mode === "gt_pool" && read.frame_selection_method === "random_per_job") {
      const rule = 'The "frame_selection_method" field must be one of manual, random_uniform';
      return { non_field_errors: [rule] };
    }
    const problem =
      (read.mode === "gt_pool" ? oneOf(read, "frames_per_job_count", "frames_per_job_share") : undefined) ??
      selectionProblem(read);
    if (problem) return problem;
    return frames && new Set(frames).size < frames.length
      ? { non_field_errors: ["Frames must not repeat"] }
      : undefined;
  },
);

/** The frames of a ground truth job in a request of its own. */
export const frameNumbersField = filledList(fields.integer({ min: 0 }));

/**
 * The frames that a random choice gives, of a task that has its jobs. `refuse` makes the error for a number that is too
 * large.
 */
export function randomFrames(
  world: World,
  task: TaskRow,
  size: number,
  selection: Selection,
  refuse: (message: string) => Error,
): readonly number[] {
  const { random_seed: seed } = selection;
  if (selection.frame_selection_method === "random_uniform") {
    const count = selection.frame_count ?? portion(size, selection.frame_share, refuse);
    if (count > size) {
      throw refuse(
        `The number of frames requested (${count}) must not be greater than the number of the task frames (${size})`,
      );
    }
    return uniformFrames(size, count, seed);
  }
  const wanted = selection.frames_per_job_count;
  if (wanted !== undefined && wanted > size) {
    throw refuse(
      `The number of frames requested (${wanted}) must be not be greater than the segment size (${task.segment_size})`,
    );
  }
  const count = wanted ?? portion(task.segment_size, selection.frames_per_job_share, refuse);
  const jobs = world.jobs.where((job) => job.task_id === task.id && job.type === "annotation");
  const ranges = jobs.map((job): [number, number] => [job.start_frame, job.stop_frame]);
  return framesPerRange(ranges, Math.min(count, size), task.overlap ?? 0, seed);
}

/** A share of 0 is as none. */
function portion(size: number, share: number | undefined, refuse: (message: string) => Error): number {
  if (!share) throw refuse("The number of validation frames is not specified");
  return partOf(size, share);
}

/** Makes the ground truth job of a task. */
export function addGroundTruth(
  world: World,
  task: TaskRow,
  size: number,
  frames: readonly number[],
  assignee: number | null = null,
): JobRow {
  const now = world.clock.now();
  const job = world.jobs.insert((id) => ({
    id,
    task_id: task.id,
    type: "ground_truth",
    assignee_id: assignee,
    assignee_updated_date: assignee === null ? null : now,
    stage: "annotation",
    state: "new",
    start_frame: 0,
    stop_frame: size - 1,
    frame_count: frames.length,
    included_frames: frames,
    created_date: now,
    updated_date: now,
    parent_job_id: null,
  }));
  world.tasks.update(task.id, { validation_mode: "gt" });
  return job;
}
