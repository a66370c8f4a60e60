import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { bareString, crash, detail, refused } from "../http/errors.ts";
import { multipartForm } from "../http/multipart.ts";
import type { UploadedFile } from "../http/multipart.ts";
import { bytes, json, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { CreationFailure, sortings, takeImages } from "../media/take-images.ts";
import type { UploadParameters } from "../media/take-images.ts";
import { jobSubject, taskSubject } from "../permissions/relations.ts";
import type { Action } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import type { Media, TaskRow } from "../world/model.ts";
import { creationOf, setCreation } from "./creation-requests.ts";

const parametersField = fields.object({
  image_quality: fields.optional(fields.integer({ min: 1, max: 100 })),
  chunk_size: fields.optional(fields.nullable(fields.integer({ min: 1 }))),
  sorting_method: fields.optional(fields.choice(sortings)),
});

function taskOf(call: Call, action: Action): TaskRow {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(action, taskSubject(call.world, task, call.access.user));
  return task;
}

/** Pictures in one multipart request. Other ways of uploading are not there yet. */
function upload(call: Call): Reply {
  const { world } = call;
  const task = taskOf(call, permissions.tasks.uploadData);
  const form = multipartForm(call.incoming);
  const read = fields.readBody(parametersField, form ? form.values : call.body);
  if (world.data.get(task.data_id)?.media) throw refused("Adding more data is not supported");
  const running = creationOf(world, task.id);
  if (running?.finished_date === null) return json(409, { rq_id: running.rq_id });
  if (!form) throw detail(501, "This server takes pictures in one multipart request only.");
  const { image_quality, chunk_size, sorting_method } = read;
  const rq_id = make(call, task, form.files, { image_quality, chunk_size, sorting_method });
  return json(202, { rq_id });
}

/** Done at once; who asks for the request finds it at its end. */
function make(
  call: Call,
  task: TaskRow,
  files: readonly UploadedFile[],
  parameters: UploadParameters,
): string {
  const { world, pictures } = call;
  const { rq_id } = setCreation(world, task.id, { status: "finished" }, call.access.user.id);
  try {
    takeImages(world, pictures, world.tasks.get(task.id) ?? task, files, parameters);
  } catch (error) {
    if (!(error instanceof CreationFailure)) throw error;
    setCreation(world, task.id, { status: "failed", message: error.message }, call.access.user.id);
  }
  return rq_id;
}

/** `first` and `last` frame of a job, or of the whole task. */
function showMeta(media: Media, first = 0, last = media.size - 1): object {
  return {
    chapters: null,
    chunks_updated_date: shownDate(media.chunks_updated_date),
    chunk_size: media.chunk_size,
    size: last - first + 1,
    image_quality: media.image_quality,
    start_frame: media.start_frame + first,
    stop_frame: media.start_frame + last,
    frame_filter: media.frame_filter,
    frames: media.frames.slice(first, last + 1),
    deleted_frames: media.deleted_frames.filter((frame) => frame >= first && frame <= last),
    included_frames: null,
    storage: "local",
    cloud_storage_id: null,
  };
}

/** In a ground truth job the other frames stand as placeholders. Frames are given as the job has them. */
function onlyFrames(media: Media, included: readonly number[]): object {
  const isIn = new Set(included);
  return {
    size: included.length,
    frames: media.frames.map((frame, index) =>
      isIn.has(index) ? frame : { ...frame, name: "placeholder.jpg" },
    ),
    included_frames: included.map((frame) => media.start_frame + frame),
  };
}

function taskMeta(call: Call): Reply {
  const task = taskOf(call, permissions.tasks.view);
  const media = call.world.data.get(task.data_id)?.media;
  if (!media) throw refused("Data is not uploaded for the task yet");
  return ok(showMeta(media));
}

function jobMeta(call: Call): Reply {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(permissions.jobs.view, jobSubject(world, job, access.user));
  const media = world.data.get(world.tasks.get(job.task_id)?.data_id ?? null)?.media;
  if (!media) throw refused("Data is not uploaded for the task yet");
  const meta = showMeta(media, job.start_frame, job.stop_frame);
  return ok(job.included_frames ? { ...meta, ...onlyFrames(media, job.included_frames) } : meta);
}

/** The dates and numbers of frames cannot be changed yet. */
function patchMeta(call: Call): Reply {
  const task = taskOf(call, permissions.tasks.uploadData);
  const media = call.world.data.get(task.data_id)?.media;
  if (!media) throw refused("This task data has not been initialized yet");
  throw detail(501, "This server cannot remove frames.");
}

/** One frame, as it was uploaded. Chunks are not there yet. */
async function answerFrame(
  call: Call,
  media: Media,
  fault: (number: string) => string | undefined,
): Promise<Reply> {
  const { query } = call.incoming;
  if (query.get("type") !== "frame") throw refused("Data type not specified or has wrong value");
  const number = query.get("number");
  if (number === undefined) throw refused("Number is not specified");
  if (!/^-?\d+$/.test(number)) throw crash();
  if (!["compressed", "original"].includes(query.get("quality") ?? "compressed")) {
    throw refused("Wrong quality value");
  }
  const wrong = fault(number);
  if (wrong !== undefined) throw bareString(400, wrong);
  const stored = media.files[Number(number)] ?? "";
  const picture = await call.pictures.read(stored);
  if (!picture) throw bareString(404, "Task has no media");
  return bytes(picture, stored.endsWith(".png") ? "image/png" : "image/jpeg");
}

async function taskFrame(call: Call): Promise<Reply> {
  const task = taskOf(call, permissions.tasks.view);
  const media = call.world.data.get(task.data_id)?.media;
  if (!media) throw bareString(404, "Task has no media");
  return answerFrame(call, media, (number) =>
    media.files[Number(number)] === undefined
      ? `Invalid frame '${number}'. The frame number should be in the [0, ${media.size}] range`
      : undefined,
  );
}

async function jobFrame(call: Call): Promise<Reply> {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(permissions.jobs.view, jobSubject(world, job, access.user));
  const media = world.data.get(world.tasks.get(job.task_id)?.data_id ?? null)?.media;
  if (!media) throw bareString(404, "Task has no media");
  return answerFrame(call, media, (number) =>
    Number(number) < job.start_frame || Number(number) > job.stop_frame
      ? `Incorrect requested frame number: ${number}`
      : undefined,
  );
}

export function taskDataRoutes(): Route[] {
  return [
    route(
      "/api/tasks/{id}/data",
      { GET: taskFrame, POST: upload },
      { headCrashes: true, optionalSlash: true },
    ),
    route("/api/tasks/{id}/data/meta", { GET: taskMeta, PATCH: patchMeta }, { headCrashes: true }),
    route("/api/jobs/{id}/data", { GET: jobFrame }, { headCrashes: true }),
    route(
      "/api/jobs/{id}/data/meta",
      { GET: jobMeta },
      { headCrashes: true, allow: "GET, PATCH, HEAD, OPTIONS" },
    ),
  ];
}
