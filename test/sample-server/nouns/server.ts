import { permissions } from "../permissions/table.ts";
import { bareString, movedTo } from "../http/errors.ts";
import { bytes, ok, page } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Handler, Route } from "../http/router.ts";
import { annotationFormats } from "./formats.ts";

const version = "2.73.0";

const description =
  "CVAT is completely re-designed and re-implemented version of Video Annotation Tool from Irvine, California tool. " +
  "It is free, online, interactive video and image annotation tool for computer vision. It is being used by our team to " +
  "annotate million of objects with different properties. Many UI and UX decisions are based on feedbacks from " +
  "professional data annotation team.";

const about: Handler = (call) =>
  ok({
    name: "Computer Vision Annotation Tool",
    description,
    version,
    logo_url: `${call.base}/static/logo.svg`,
    subtitle: "Open Data Annotation Platform",
  });

const parts = [
  "Cache backend: default",
  "Cache backend: media",
  "DatabaseBackend[default]",
  "DiskUsage",
  "MemoryUsage",
  "MigrationsHealthCheck",
  "OPAHealthCheck",
];

const health: Handler = (call) => {
  if (call.incoming.query.get("format") !== "json") return page(200, "System status");
  const working = Object.fromEntries(parts.map((part) => [part, "working"]));
  return bytes(Buffer.from(JSON.stringify(working)), "application/json");
};

function forSignedIn(answer: () => Reply): Handler {
  return (call) => {
    call.access.permitInContext(permissions.server.view);
    return answer();
  };
}

/** The folder of the server's own files, of which there are none. */
const share: Handler = (call) => {
  call.access.permitInContext(permissions.server.listShare);
  const directory = call.incoming.query.get("directory") ?? "/";
  if (!/^\/*$/.test(directory)) throw bareString(400, `${directory} is an invalid directory`);
  return ok([]);
};

export function serverRoutes(): Route[] {
  return [
    route("/api/server/about", { GET: about }, { public: true }),
    route("/api/server/health/", { GET: health }, { plain: true }),
    route(
      "/api/server/health",
      {
        GET: () => {
          throw movedTo("/api/server/health/");
        },
      },
      { plain: true },
    ),
    route(
      "/api/server/annotation/formats",
      { GET: forSignedIn(() => ok(annotationFormats)) },
      { headCrashes: true },
    ),
    route(
      "/api/server/plugins",
      { GET: forSignedIn(() => ok({ ANALYTICS: false, MODELS: false })) },
      { headCrashes: true },
    ),
    route("/api/server/share", { GET: share }),
  ];
}
