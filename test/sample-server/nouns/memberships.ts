import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { forbidden } from "../http/errors.ts";
import { empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import type { Subject } from "../permissions/access.ts";
import { hasRole } from "../permissions/rules.ts";
import type { Relation } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import { roles } from "../world/model.ts";
import type { MembershipRow, UserRow } from "../world/model.ts";
import { membershipList } from "./list-specs.ts";
import { basicUser } from "./people.ts";
import { removeMembership } from "./removal.ts";

const can = permissions.memberships;

const patchField = fields.object({ role: fields.optional(fields.choice(roles)) });

function show(call: Call, membership: MembershipRow): object {
  const invitation = call.world.invitations.find((each) => each.membership_id === membership.id);
  return {
    id: membership.id,
    user: basicUser(call.world, membership.user_id, call.base),
    organization: membership.organization_id,
    is_active: membership.is_active,
    joined_date: shownDate(membership.joined_date),
    role: membership.role,
    invitation: invitation?.key ?? null,
  };
}

function subjectOf(membership: MembershipRow, user: UserRow): Subject {
  const relations = new Set<Relation>();
  relations.add(membership.user_id === user.id ? "self" : "otherThanSelf");
  if (membership.is_active) relations.add("activeMembership");
  if (membership.role !== "owner") relations.add("noOwnerRole");
  if (!hasRole(membership.role, "maintainer")) relations.add("lowRole");
  return { organizationId: membership.organization_id, relations };
}

/** Without a context one's own; in an organization all, of which only its staff sees the pending ones. */
function listed(call: Call): MembershipRow[] {
  const { world, access } = call;
  const { context, user } = access;
  if (context.kind === "personal") return [];
  if (context.kind === "none") {
    return world.memberships.where((each) => access.isAdmin || (each.user_id === user.id && each.is_active));
  }
  const seesPending = access.isAdmin || access.office(context.organization.id) !== null;
  return world.memberships.where(
    (each) => each.organization_id === context.organization.id && (seesPending || each.is_active),
  );
}

function list(call: Call): Reply {
  call.access.permitInContext(can.list);
  return answerList(call.incoming, listed(call), membershipList(call.world), (each) => show(call, each));
}

function retrieve(call: Call): Reply {
  const membership = call.subject(call.world.memberships, "Membership");
  call.access.permit(can.view, subjectOf(membership, call.access.user));
  return ok(show(call, membership));
}

function update(call: Call): Reply {
  const { world, access, body } = call;
  const membership = call.subject(world.memberships, "Membership");
  if (Object.keys(body).some((key) => key !== "role")) {
    throw forbidden("Attempted to update an unknown field");
  }
  access.permit("role" in body ? [can.view, can.changeRole] : can.view, subjectOf(membership, access.user));
  const read = fields.readBody(patchField, body, true);
  return ok(show(call, world.memberships.update(membership.id, { role: read.role ?? membership.role })));
}

function remove(call: Call): Reply {
  const membership = call.subject(call.world.memberships, "Membership");
  call.access.permit(can.delete, subjectOf(membership, call.access.user));
  removeMembership(call.world, membership.id);
  return empty(204);
}

export function membershipRoutes(): Route[] {
  return [
    route("/api/memberships", { GET: list }),
    route("/api/memberships/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
