import type { Call } from "../http/call.ts";
import { crash, detail, noReferred, refused } from "../http/errors.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { projectSubject, taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";

/** Refuses what the real server refuses; this one makes no archives. */

function refuseParameters({ query }: Call["incoming"]): void {
  const lightweight = query.get("lightweight");
  if (lightweight !== undefined && !/^(?:true|false|1|0)$/i.test(lightweight)) throw crash();
  const location = query.get("location") ?? "local";
  if (location === "local") return;
  if (location === "cloud_storage" && query.get("cloud_storage_id")) throw noReferred("CloudStorage");
  throw crash();
}

function notMade(call: Call): never {
  refuseParameters(call.incoming);
  throw detail(501, "This server cannot make a backup.");
}

function exportTask(call: Call): Reply {
  const { world, access } = call;
  const task = call.subject(world.tasks, "Task");
  access.permit(permissions.tasks.export, taskSubject(world, task, access.user));
  if (task.data_id === null) throw refused("Backup of a task without data is not allowed");
  return notMade(call);
}

function exportProject(call: Call): Reply {
  const project = call.subject(call.world.projects, "Project");
  call.access.permit(permissions.projects.export, projectSubject(project, call.access.user));
  return notMade(call);
}

export function backupRoutes(): Route[] {
  return [
    route("/api/tasks/{id}/backup/export", { POST: exportTask }),
    route("/api/projects/{id}/backup/export", { POST: exportProject }),
  ];
}
