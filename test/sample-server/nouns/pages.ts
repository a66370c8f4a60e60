import { createHash } from "node:crypto";
import { crash, movedTo } from "../http/errors.ts";
import { header } from "../http/incoming.ts";
import { bytes, empty, page } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Handler, Route } from "../http/router.ts";

/** What is no resource of the API: documentation pages, policy files, and where the web UI would be. */

const plain = { plain: true } as const;

function redirect(location: string): Handler {
  return () => {
    throw movedTo(location);
  };
}

/** A page that stands at its address with a slash; without it there is a redirect. */
function slashed(path: string, handler: Handler): Route[] {
  return [route(`${path}/`, { GET: handler }, plain), route(path, { GET: redirect(`${path}/`) }, plain)];
}

const schema = Buffer.from("openapi: 3.0.3\ninfo:\n  title: CVAT REST API\n  version: 2.73.0\npaths: {}\n");

/** An archive without any file ends with two blank blocks. */
const policies = Buffer.alloc(1024);
const policiesTag = `"${createHash("md5").update(policies).digest("hex")}"`;

const rules: Handler = (call) => {
  const tag = { ETag: policiesTag };
  if (header(call.incoming, "if-none-match") === policiesTag) return empty(304, tag);
  return bytes(policies, "application/x-tar", tag);
};

const logo = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="2" y="2" width="12" height="12" fill="none" stroke="#1890ff"/></svg>',
);

export function pageRoutes(): Route[] {
  return [
    ...slashed("/api/schema", () => bytes(schema, "application/vnd.oai.openapi")),
    ...slashed("/api/docs", () => page(200, "CVAT REST API")),
    ...slashed("/api/swagger", () => page(200, "CVAT REST API")),
    route("/api", { GET: redirect("/api/") }, plain),
    route(
      "/api/",
      {
        GET: () => {
          throw crash();
        },
      },
      plain,
    ),
    route("/api/auth/rules", { GET: rules }, { public: true }),
    route("/static/logo.svg", { GET: () => bytes(logo, "image/svg+xml") }, plain),
  ];
}

/**
 * The web UI has something at each address that is none of the API's; the real server's proxy hands these over to it.
 * The sample server has no web UI and says so.
 */
export function webUiRoute(path: string): Route | undefined {
  if (/^\/(?:api|static|admin)(?:\/|$)/.test(path)) return undefined;
  const words = "This is a sample server; CVAT would show its web UI here";
  return route(path, { GET: () => page(200, words) }, plain);
}
