import type { Call } from "../http/call.ts";
import { plainText } from "../http/errors.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Handler, Route } from "../http/router.ts";

/** Addresses of older releases, which tell where to go now; whose object it is nobody asks. */

function refuse(call: Call, text: string): never {
  call.access.permit([], { organizationId: null, relations: new Set() });
  throw plainText(410, text);
}

/** `path`: what starts an export now. */
export function exportIsElsewhere(call: Call, path: string): never {
  return refuse(
    call,
    `This endpoint is no longer supported.
To initiate the export process, use POST ${path}.
To check the process status, use GET /api/requests/rq_id,
where rq_id is obtained from the response of the previous request.
To download the prepared file, use the result_url obtained from the response of the previous request.
`,
  );
}

/** How far an import has come. */
export function importStatusIsElsewhere(call: Call): never {
  return refuse(
    call,
    `This endpoint no longer supports checking the status of the import process.
The common requests API should be used instead: GET /api/requests/rq_id,
where rq_id is obtained from the response of the initializing request.
`,
  );
}

function moved(path: string): Handler {
  return (call): Reply => exportIsElsewhere(call, path);
}

const projectDataset: Handler = (call): Reply =>
  call.incoming.query.get("action") === "import_status"
    ? importStatusIsElsewhere(call)
    : exportIsElsewhere(call, "/api/projects/id/dataset/export?save_images=True");

export function goneRoutes(): Route[] {
  const backups = ["projects", "tasks"].map((noun) =>
    route(`/api/${noun}/{id}/backup`, { GET: moved(`/api/${noun}/id/backup/export`) }),
  );
  const datasets = ["tasks", "jobs"].map((noun) =>
    route(`/api/${noun}/{id}/dataset`, { GET: moved(`/api/${noun}/id/dataset/export?save_images=True`) }),
  );
  return [
    ...backups,
    ...datasets,
    route(
      "/api/projects/{id}/dataset",
      { GET: projectDataset },
      { optionalSlash: true, allow: "GET, POST, HEAD, OPTIONS" },
    ),
    route("/api/projects/{id}/annotations", {
      GET: moved("/api/projects/id/dataset/export?save_images=False"),
    }),
  ];
}
