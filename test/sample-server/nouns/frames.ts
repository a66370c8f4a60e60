import type { Call } from "../http/call.ts";
import { bareString, crash, refused } from "../http/errors.ts";
import { bytes } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { jobSubject, taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import type { JobRow, Media } from "../world/model.ts";
import { answerPreview } from "./previews.ts";
import { discover, tusRoutes, upload } from "./uploads.ts";

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
  const { world, access } = call;
  const task = call.subject(world.tasks, "Task");
  access.permit(permissions.tasks.view, taskSubject(world, task, access.user));
  const media = world.data.get(task.data_id)?.media;
  if (!media) throw bareString(404, "Task has no media");
  if (call.incoming.query.get("type") === "preview") return answerPreview(call, "Task", task, 0);
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
  const task = world.tasks.get(job.task_id);
  const media = world.data.get(task?.data_id ?? null)?.media;
  if (!media) throw bareString(404, "Task has no media");
  if (call.incoming.query.get("type") === "preview") {
    return answerPreview(call, "Job", task, job.start_frame);
  }
  return answerFrame(call, media, (number) =>
    isIn(job, Number(number)) ? undefined : `Incorrect requested frame number: ${number}`,
  );
}

function isIn(job: JobRow, frame: number): boolean {
  if (job.included_frames) return job.included_frames.includes(frame);
  return frame >= job.start_frame && frame <= job.stop_frame;
}

export function taskDataRoutes(): Route[] {
  return [
    route(
      "/api/tasks/{id}/data",
      { GET: taskFrame, POST: upload, OPTIONS: discover },
      { headCrashes: true, optionalSlash: true },
    ),
    ...tusRoutes(),
    route("/api/jobs/{id}/data", { GET: jobFrame }, { headCrashes: true }),
  ];
}
