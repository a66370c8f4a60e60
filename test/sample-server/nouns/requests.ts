import type { Call } from "../http/call.ts";
import { noReferred, plainText } from "../http/errors.ts";
import { empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { date, number, text } from "../lists/spec.ts";
import type { ListSpec } from "../lists/spec.ts";
import { taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import type { RequestRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { isOver } from "./creation-requests.ts";

const unkept: Readonly<Record<string, string>> = {
  "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
};

const requestList: ListSpec<RequestRow> = {
  fields: {
    status: text((row) => row.status),
    action: text((row) => row.action),
    target: text((row) => row.target),
    subresource: text((row) => row.subresource),
    project_id: number((row) => row.project_id),
    task_id: number((row) => row.task_id),
    job_id: number((row) => row.job_id),
    org_id: number((row) => row.org_id),
    format: text(() => null),
    created_date: date((row) => row.created_date),
  },
  search: [],
  simple: ["status", "project_id", "task_id", "job_id", "action", "target", "subresource", "format"],
  sortable: ["created_date", "status", "action"],
  order: "-created_date",
  inMemory: true,
};

function show(world: World, row: RequestRow): object {
  const owner = world.users.get(row.owner_id);
  const what = row.action === "create" ? "task" : (row.subresource ?? row.target);
  return {
    status: row.status,
    message: row.message,
    id: row.rq_id,
    operation: {
      type: `${row.action}:${what}`,
      target: row.target,
      project_id: row.project_id,
      task_id: row.task_id,
      job_id: row.job_id,
      org_id: row.org_id,
      format: null,
      lightweight: null,
    },
    progress: row.progress,
    created_date: shownDate(row.created_date),
    started_date: shownDate(row.started_date),
    finished_date: shownDate(row.finished_date),
    expiry_date: shownDate(row.expiry_date),
    owner: owner ? { id: owner.id, username: owner.username } : null,
    result_url: null,
    result_id: null,
  };
}

function withoutCache(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, ...unkept, Expires: new Date().toUTCString() } };
}

/** The person's own requests only, for admins too. */
function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const { context } = access;
  const rows = world.requests.where(
    (row) =>
      row.owner_id === access.user.id &&
      !isOver(world, row) &&
      (context.kind === "none" || row.org_id === access.contextId),
  );
  return withoutCache(answerList(call.incoming, rows, requestList, (row) => show(world, row)));
}

function find(call: Call): RequestRow {
  const { world } = call;
  const row = world.requests.find((each) => each.rq_id === call.params["id"] && !isOver(world, each));
  if (row) return row;
  call.access.permitInContext([]);
  throw plainText(404, "There is no request with specified id");
}

function retrieve(call: Call): Reply {
  const { world, access } = call;
  const row = find(call);
  const task = world.tasks.get(row.task_id);
  if (!task) throw noReferred("Task");
  if (row.owner_id === access.user.id) access.permit([], { organizationId: null, relations: new Set() });
  else access.permit(permissions.tasks.view, taskSubject(world, task, access.user));
  return withoutCache(ok(show(world, row)));
}

function cancel(call: Call): Reply {
  const { world, access } = call;
  const row = find(call);
  const relations: ReadonlySet<"owner"> = new Set(row.owner_id === access.user.id ? ["owner"] : []);
  access.permit(permissions.requests.cancel, { organizationId: null, relations });
  if (row.status === "queued") {
    world.requests.remove(row.id);
    return empty(200);
  }
  throw plainText(
    400,
    row.status === "started"
      ? "Cancellation of started requests is supported only for export requests executed by production workers"
      : `Requests with status '${row.status}' cannot be cancelled`,
  );
}

export function requestRoutes(): Route[] {
  return [
    route("/api/requests", { GET: list }, { headCrashes: true }),
    route("/api/requests/{id}", { GET: retrieve }, { headCrashes: true }),
    route("/api/requests/{id}/cancel", { POST: cancel }),
  ];
}
