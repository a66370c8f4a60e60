import type { Incoming } from "../http/incoming.ts";
import { jsonObject } from "../http/incoming.ts";
import type { Reply } from "../http/reply.ts";
import { bytes, empty, statusPage } from "../http/reply.ts";
import { ApiError } from "../http/errors.ts";
import type { CreationState } from "../nouns/creation-requests.ts";
import { readCreationState, readFault } from "./asked.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";

/** Where tests talk to the server about itself. */
export const controlPath = "/__test__/";

/** What the control paths work on. */
export interface Controlled {
  readonly faults: Faults;
  readonly requests: RequestLog;
  setCreationRequest(taskId: number, state: CreationState | null): void;
}

/**
 * - `POST /__test__/faults` with a `FaultRequest` (see `faults.ts`) -> `{"id": 1}`; `GET` lists them; `DELETE` forgets all;
 *   `DELETE /__test__/faults/1` releases one.
 * - `GET /__test__/requests` (`?path=`, `?method=`) lists the requests that came; `DELETE` forgets them.
 * - `PUT /__test__/tasks/7/creation` with `{"status": "started", "message": "…", "progress": 0.4}`; `DELETE` takes the
 *   request away.
 */
export function answerControl(incoming: Incoming, controlled: Controlled): Reply {
  try {
    return answer(incoming, controlled);
  } catch (error) {
    if (error instanceof ApiError) return error.reply;
    return plain(400, { error: String(error) });
  }
}

function answer(incoming: Incoming, controlled: Controlled): Reply {
  const { method, path, query } = incoming;
  const [noun, id, part] = path.slice(controlPath.length).split("/");
  const { faults, requests } = controlled;
  if (noun === "faults" && id === undefined) return answerFaults(incoming, faults);
  if (noun === "faults" && method === "DELETE") {
    faults.get(Number(id))?.release();
    return empty(204);
  }
  if (noun === "requests" && method === "GET") {
    return plain(200, requests.all({ path: query.get("path"), method: query.get("method") }));
  }
  if (noun === "requests" && method === "DELETE") {
    requests.clear();
    return empty(204);
  }
  if (noun === "tasks" && part === "creation") {
    controlled.setCreationRequest(
      Number(id),
      method === "DELETE" ? null : readCreationState(jsonObject(incoming)),
    );
    return empty(204);
  }
  return statusPage(404);
}

function answerFaults(incoming: Incoming, faults: Faults): Reply {
  switch (incoming.method) {
    case "POST":
      return plain(201, { id: faults.add(readFault(jsonObject(incoming))).id });
    case "DELETE":
      faults.clear();
      return empty(204);
    default:
      return plain(
        200,
        faults.all().map(({ id, kind, hits, remaining }) => ({ id, ...kind, hits, remaining })),
      );
  }
}

function plain(status: number, value: unknown): Reply {
  return { ...bytes(Buffer.from(JSON.stringify(value)), "application/json"), status };
}
