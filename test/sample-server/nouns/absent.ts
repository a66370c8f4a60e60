import type { Call } from "../http/call.ts";
import { detail, noSuch } from "../http/errors.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Handler, Route, RouteOptions } from "../http/router.ts";
import { paged } from "../lists/page.ts";

/** Nouns of which this server has none: their lists are empty, and nothing can be made. */

const emptyList: Handler = (call) => {
  call.access.permitInContext([]);
  return paged([], call.incoming, () => null);
};

const notMade: Handler = (call) => {
  call.access.permitInContext([]);
  throw detail(501, "This server cannot make such an object.");
};

function missing(model: string): Handler {
  return (call: Call): Reply => {
    call.subject({ get: () => undefined }, model);
    throw noSuch(model);
  };
}

function absent(noun: string, model: string, detailOptions: RouteOptions = {}): Route[] {
  const none = missing(model);
  return [
    route(`/api/${noun}`, { GET: emptyList, POST: notMade }),
    route(`/api/${noun}/{id}`, { GET: none, PATCH: none, DELETE: none }, detailOptions),
  ];
}

export function absentRoutes(): Route[] {
  return [
    ...absent("cloudstorages", "CloudStorage"),
    ...absent("webhooks", "Webhook", { allow: "GET, DELETE, PATCH, PUT", headCrashes: true }),
  ];
}
