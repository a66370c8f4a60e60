import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { invalid } from "../http/errors.ts";
import { empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import type { Subject } from "../permissions/access.ts";
import type { Action } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import { groups } from "../world/model.ts";
import type { UserRow } from "../world/model.ts";
import { userList } from "./list-specs.ts";
import { actionsOf } from "./patch.ts";
import { showBasicUser } from "./people.ts";
import { removeUser } from "./removal.ts";

const can = permissions.users;

export const usernameRules = {
  max: 150,
  pattern: [
    /^[\p{L}\p{N}_.@+-]+$/u,
    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
  ],
} as const;

const groupField: fields.Field<string> = (value) => {
  const name = String(value);
  if (!groups.some((group) => group === name)) {
    throw new fields.Invalid([`Object with name=${name} does not exist.`]);
  }
  return name;
};

/** Of the groups the first problem is said for the whole field. */
const groupsField: fields.Field<string[]> = (value) => {
  if (!Array.isArray(value)) {
    throw new fields.Invalid([`Expected a list of items but got type "${typeof value}".`]);
  }
  return value.map(groupField);
};

const bodyField = fields.object({
  username: fields.required(fields.text(usernameRules)),
  first_name: fields.optional(fields.text({ max: 150, blank: true })),
  last_name: fields.optional(fields.text({ max: 150, blank: true })),
  email: fields.optional(fields.email()),
  groups: fields.optional(groupsField),
  is_staff: fields.optional(fields.boolean()),
  is_superuser: fields.optional(fields.boolean()),
  is_active: fields.optional(fields.boolean()),
});

const patchActions: Readonly<Record<string, Action>> = {
  username: can.update,
  first_name: can.update,
  last_name: can.update,
  email: can.administer,
  groups: can.administer,
  is_staff: can.administer,
  is_superuser: can.administer,
  is_active: can.administer,
};

function showUser(user: UserRow, base: string): object {
  return {
    ...showBasicUser(user, base),
    email: user.email,
    groups: user.groups,
    is_staff: user.is_staff,
    is_superuser: user.is_superuser,
    is_active: user.is_active,
    last_login: shownDate(user.last_login),
    date_joined: shownDate(user.date_joined),
    has_analytics_access: user.is_superuser,
  };
}

function show(call: Call, user: UserRow): object {
  const full = user.id === call.access.user.id || call.access.user.is_superuser;
  return full ? showUser(user, call.base) : showBasicUser(user, call.base);
}

/** Who is listed depends on the context: oneself, those without any organization, or its members. */
function listed(call: Call): UserRow[] {
  const { world, access } = call;
  const { context, user } = access;
  if (context.kind === "organization") {
    const members = world.memberships.where((each) => each.organization_id === context.organization.id);
    const ids = new Set(members.map((each) => each.user_id));
    return world.users.where((each) => ids.has(each.id));
  }
  const own = world.users.where((each) => access.isAdmin || each.id === user.id);
  if (context.kind === "none") return own;
  return own.filter((each) => !world.memberships.find((membership) => membership.user_id === each.id));
}

function list(call: Call): Reply {
  call.access.permitInContext([]);
  const render = call.access.user.is_superuser ? showUser : showBasicUser;
  return answerList(call.incoming, listed(call), userList(), (user) => render(user, call.base));
}

/** Of a user the context's organization decides, and people from outside of it may do nothing. */
function subjectOf(call: Call, user: UserRow): Subject {
  const relations: ReadonlySet<"self"> = new Set(user.id === call.access.user.id ? ["self"] : []);
  return { organizationId: call.access.contextId, relations };
}

function self(call: Call): Reply {
  call.access.permitInContext([]);
  return ok(showUser(call.access.user, call.base));
}

function retrieve(call: Call): Reply {
  const user = call.subject(call.world.users, "User");
  call.access.permit(can.view, subjectOf(call, user));
  return ok(show(call, user));
}

function update(call: Call): Reply {
  const { world, access, body } = call;
  const user = call.subject(world.users, "User");
  const actions = actionsOf(body, patchActions, can.update);
  access.refuseAccessTokens();
  access.permit(actions, subjectOf(call, user));
  const read = fields.readBody(bodyField, body, true);
  refuseTakenName(call, user, read.username);
  const updated = world.users.update(user.id, {
    username: read.username ?? user.username,
    first_name: read.first_name ?? user.first_name,
    last_name: read.last_name ?? user.last_name,
    email: read.email ?? user.email,
    groups: read.groups ?? user.groups,
    is_staff: read.is_staff ?? user.is_staff,
    is_superuser: read.is_superuser ?? user.is_superuser,
    is_active: read.is_active ?? user.is_active,
  });
  return ok(show(call, updated));
}

function refuseTakenName(call: Call, user: UserRow, name: string | undefined): void {
  const taken = name !== user.username && call.world.users.find((each) => each.username === name);
  if (taken) throw invalid({ username: ["A user with that username already exists."] });
}

function remove(call: Call): Reply {
  const { world, access } = call;
  const user = call.subject(world.users, "User");
  access.refuseAccessTokens();
  access.permit(can.delete, subjectOf(call, user));
  removeUser(world, user.id);
  return empty(204);
}

export function userRoutes(): Route[] {
  return [
    route("/api/users", { GET: list }),
    route("/api/users/self", { GET: self }),
    route("/api/users/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
