import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, noReferred, refused } from "../http/errors.ts";
import { selectionProblem, selectionShape } from "../media/frame-selection.ts";
import { addGroundTruth, frameNumbersField, randomFrames } from "../media/validation-frames.ts";
import { jobSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import { jobTypes } from "../world/model.ts";
import type { JobRow, Media, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { permitPeople } from "./assigning.ts";

const bodyField = fields.object(
  {
    ...selectionShape,
    type: fields.required(fields.choice(jobTypes)),
    task_id: fields.required(fields.integer()),
    assignee: fields.optional(fields.nullable(fields.integer())),
    frames: fields.optional(frameNumbersField),
  },
  selectionProblem,
);

type Body = ReturnType<typeof bodyField>;

/** Makes the task's ground truth job; refuses as the real server does, in its order. */
export function createGroundTruth(call: Call): JobRow {
  const { world, access, body } = call;
  const task = referredTask(world, body["task_id"]);
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
  return addGroundTruth(world, task, media.size, frames, read.assignee ?? null);
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
  if (media.media_type === "point_cloud") {
    throw refused("Ground Truth jobs are not available for the 'point_cloud' media type");
  }
  if (world.jobs.find((job) => job.task_id === task.id && job.type === "ground_truth")) {
    throw refused(
      `Task with validation mode "${task.validation_mode ?? "gt"}" cannot have more than 1 GT job`,
    );
  }
}

function chosenFrames(world: World, task: TaskRow, { size }: Media, read: Body): readonly number[] {
  const { frame_selection_method: method, frames = [] } = read;
  // The real server looks for a method without asking whether there is one.
  if (method === undefined) throw crash();
  if (method !== "manual") return randomFrames(world, task, size, read, refused);
  if (new Set(frames).size < frames.length) throw refused("Frames must not repeat");
  const strange = frames.filter((frame) => frame >= size).toSorted((a, b) => a - b);
  if (strange.length > 0) {
    throw refused(`The following frames do not exist in the task: ${strange.join(", ")}`);
  }
  return frames.toSorted((a, b) => a - b);
}
