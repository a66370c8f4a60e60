import type { Call } from "../http/call.ts";
import { crash, detail, plainText, refused } from "../http/errors.ts";
import { empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Handler, Route } from "../http/router.ts";
import { jobSubject, taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import { exportIsElsewhere, importStatusIsElsewhere } from "./gone.ts";

/** Nothing is annotated on this server, and nothing can be yet. */

const none = { version: 0, tags: [], shapes: [], tracks: [], intervals: [] };

const exportParameters = ["format", "filename", "location", "action", "cloud_storage_id"];

/** Exports began here once. */
function refuseExport(call: Call, noun: "tasks" | "jobs"): void {
  const { query } = call.incoming;
  if (exportParameters.some((name) => query.has(name))) {
    exportIsElsewhere(call, `/api/${noun}/id/dataset/export?save_images=False`);
  }
}

function ofTask(call: Call): Reply {
  const { world, access } = call;
  const task = call.subject(world.tasks, "Task");
  access.permit(permissions.tasks.view, taskSubject(world, task, access.user));
  refuseExport(call, "tasks");
  if (!world.data.get(task.data_id)?.media) {
    throw plainText(400, "Exporting annotations from a task without data is not allowed");
  }
  return ok(none);
}

function ofJob(call: Call): Reply {
  const { world, access } = call;
  const job = call.subject(world.jobs, "Job");
  access.permit(permissions.jobs.view, jobSubject(world, job, access.user));
  refuseExport(call, "jobs");
  return ok(none);
}

/** Whether the task, or that of the job, has its data; asks whether the person may change them. */
function permitWriting(call: Call, noun: "tasks" | "jobs"): boolean {
  const { world, access } = call;
  if (noun === "tasks") {
    const task = call.subject(world.tasks, "Task");
    access.permit(permissions.tasks.updateDescription, taskSubject(world, task, access.user));
    return !!world.data.get(task.data_id)?.media;
  }
  const job = call.subject(world.jobs, "Job");
  access.permit(permissions.jobs.updateState, jobSubject(world, job, access.user));
  return true;
}

function annotations(noun: "tasks" | "jobs", read: Handler): Route {
  const write: Handler = (call) => {
    const hasData = permitWriting(call, noun);
    const { method, query } = call.incoming;
    // There is nothing that could not be removed.
    if (method === "DELETE") return empty(204);
    if (method === "PUT" && (query.has("format") || query.has("rq_id"))) importStatusIsElsewhere(call);
    if (method === "PATCH" && !["create", "update", "delete"].includes(query.get("action") ?? "")) {
      throw refused("Please specify a correct 'action' for the request");
    }
    if (method === "POST" && !hasData) throw refused("This task data has not been initialized yet");
    if (method === "PUT" && !hasData) throw crash();
    throw detail(501, "This server cannot annotate.");
  };
  return route(
    `/api/${noun}/{id}/annotations`,
    { GET: read, POST: write, PUT: write, PATCH: write, DELETE: write },
    { headCrashes: true, optionalSlash: true },
  );
}

export function annotationRoutes(): Route[] {
  return [annotations("tasks", ofTask), annotations("jobs", ofJob)];
}
