import * as fields from "../fields/fields.ts";
import { isLive } from "../auth/access-token-life.ts";
import { newAccessTokenValue } from "../auth/secrets.ts";
import type { Call } from "../http/call.ts";
import { noSuch, refused, unauthorized } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import type { AccessTokenRow } from "../world/model.ts";
import { accessTokenList } from "./list-specs.ts";
import { basicUser } from "./people.ts";

const most = 50;

const bodyField = fields.object({
  name: fields.required(fields.text({ max: 50 })),
  expiry_date: fields.optional(fields.nullable(fields.date())),
  read_only: fields.optional(fields.boolean()),
});

function show(call: Call, token: AccessTokenRow): object {
  return {
    id: token.id,
    name: token.name,
    created_date: shownDate(token.created_date),
    updated_date: shownDate(token.updated_date),
    expiry_date: shownDate(token.expiry_date),
    last_used_date: shownDate(token.last_used_date),
    read_only: token.read_only,
    owner: basicUser(call.world, token.owner_id, call.base),
  };
}

function own(call: Call): AccessTokenRow[] {
  const now = call.world.clock.now();
  return call.world.accessTokens.where((each) => each.owner_id === call.access.user.id && isLive(each, now));
}

/** The person's own, for admins too. */
function list(call: Call): Reply {
  call.access.permitInContext([]);
  return answerList(call.incoming, own(call), accessTokenList(), (each) => show(call, each));
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  access.refuseAccessTokens();
  const read = fields.readBody(bodyField, body);
  if (own(call).length >= most) {
    throw refused("You have reached the maximum allowed number of Personal Access Tokens for a user");
  }
  const created_date = world.clock.now();
  const token = world.accessTokens.insert((id) => ({
    id,
    name: read.name ?? "",
    created_date,
    updated_date: created_date,
    expiry_date: read.expiry_date ?? null,
    last_used_date: null,
    read_only: read.read_only ?? true,
    owner_id: access.user.id,
    value: newAccessTokenValue(),
  }));
  return created({ ...show(call, token), value: token.value });
}

/** Dead tokens are as if they were not there. */
function find(call: Call): AccessTokenRow {
  const { world, access } = call;
  const token = call.subject(world.accessTokens, "AccessToken");
  if (!isLive(token, world.clock.now())) throw noSuch("AccessToken");
  const relations: ReadonlySet<"owner"> = new Set(token.owner_id === access.user.id ? ["owner"] : []);
  access.permit(permissions.accessTokens.use, { organizationId: null, relations });
  return token;
}

function retrieve(call: Call): Reply {
  return ok(show(call, find(call)));
}

function update(call: Call): Reply {
  const { body } = call;
  const token = find(call);
  call.access.refuseAccessTokens();
  const read = fields.readBody(bodyField, body, true);
  const updated = call.world.accessTokens.update(token.id, {
    name: read.name ?? token.name,
    expiry_date: read.expiry_date === undefined ? token.expiry_date : read.expiry_date,
    read_only: read.read_only ?? token.read_only,
    updated_date: call.world.clock.now(),
  });
  return ok(show(call, updated));
}

function remove(call: Call): Reply {
  const token = find(call);
  call.access.refuseAccessTokens();
  call.world.accessTokens.remove(token.id);
  return empty(204);
}

function self(call: Call): Reply {
  const token = call.actor?.accessToken;
  if (!token) throw unauthorized(undefined, "Bearer");
  call.access.permitInContext([]);
  return ok(show(call, token));
}

export function accessTokenRoutes(): Route[] {
  return [
    route("/api/auth/access_tokens", { GET: list, POST: create }),
    route("/api/auth/access_tokens/self", { GET: self }, { authentication: "access-token" }),
    route("/api/auth/access_tokens/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
