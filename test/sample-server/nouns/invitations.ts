import { randomInt } from "node:crypto";
import { userOfEmail } from "../auth/passwords.ts";
import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { bareString, detail, forbidden, noSuch, refused } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import type { Subject } from "../permissions/access.ts";
import { hasRole } from "../permissions/rules.ts";
import type { Action, Relation } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import { roles } from "../world/model.ts";
import type { InvitationRow, MembershipRow, OrganizationRow, Role } from "../world/model.ts";
import { invitationList } from "./list-specs.ts";
import { basicUser } from "./people.ts";
import { insertUser } from "./new-user.ts";
import { removeMembership } from "./removal.ts";

const can = permissions.invitations;
const resendsPerHour = 5;
const hour = 60 * 60 * 1000;

const bodyField = fields.object({
  email: fields.required(fields.email()),
  role: fields.required(fields.choice(roles)),
});

function show(call: Call, invitation: InvitationRow): object {
  const { world, base } = call;
  const membership = world.memberships.get(invitation.membership_id);
  const organization = world.organizations.get(membership?.organization_id ?? null);
  return {
    key: invitation.key,
    created_date: shownDate(invitation.created_date),
    owner: basicUser(world, invitation.owner_id, base),
    role: membership?.role ?? null,
    user: basicUser(world, membership?.user_id ?? null, base),
    organization: organization?.id ?? null,
    // No e-mail is ever sent, so no expiry can be told.
    expired: null,
    accepted: membership?.is_active ?? false,
    organization_info: { id: organization?.id ?? null, slug: organization?.slug ?? null },
  };
}

function roleRelations(role: unknown): Relation[] {
  const known = roles.find((each) => each === role);
  if (!known) return ["noOwnerRole", "lowRole"];
  return known === "owner" ? [] : hasRole(known, "maintainer") ? ["noOwnerRole"] : ["noOwnerRole", "lowRole"];
}

/** The context decides if there is one of the invitation's organization, else the person's part in it. */
function subjectOf(call: Call, invitation: InvitationRow, membership: MembershipRow | undefined): Subject {
  const { user, context } = call.access;
  const relations = new Set<Relation>();
  if (invitation.owner_id === user.id) relations.add("inviter");
  if (membership?.user_id === user.id) relations.add("invitee");
  const organizationId = membership?.organization_id ?? null;
  const member = call.access.role(organizationId) !== null;
  return { organizationId: member || context.kind === "organization" ? organizationId : null, relations };
}

interface Found {
  readonly invitation: InvitationRow;
  readonly membership: MembershipRow | undefined;
}

function find(call: Call, action: Action): Found {
  const { world } = call;
  const invitation = world.invitations.find((each) => each.key === call.params["key"]);
  if (!invitation) throw noSuch("Invitation");
  const membership = world.memberships.get(invitation.membership_id);
  call.access.permit(action, subjectOf(call, invitation, membership));
  return { invitation, membership };
}

function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext(can.list);
  const { context, user } = access;
  const staff = access.group === "user" && access.office(access.contextId) !== null;
  const rows = world.invitations.where((each) => {
    const membership = world.memberships.get(each.membership_id);
    if (context.kind === "organization" && membership?.organization_id !== context.organization.id)
      return false;
    return access.isAdmin || staff || each.owner_id === user.id || membership?.user_id === user.id;
  });
  return answerList(call.incoming, rows, invitationList(world), (each) => show(call, each));
}

function create(call: Call): Reply {
  const { access, body } = call;
  const { context } = access;
  access.permitInContext(can.create, new Set(roleRelations(body["role"])));
  if (context.kind !== "organization") throw forbidden();
  const read = fields.readBody(bodyField, body);
  const { invitation, pending } = invite(call, context.organization, read.email ?? "", read.role ?? "worker");
  if (pending) throw bareString(500, "Email backend is not configured.");
  return created(show(call, invitation));
}

/** Known people are members at once; for others a user is made that nobody can sign in as yet. */
function invite(call: Call, organization: OrganizationRow, email: string, role: Role) {
  const { world } = call;
  const known = userOfEmail(world, email);
  const user = known ?? insertUser(world, { username: email, email, password: null });
  const old = world.memberships.find(
    (each) => each.organization_id === organization.id && each.user_id === user.id,
  );
  if (old) throw refused("The user is a member of the organization already.");
  const pending = user.password === null;
  const membership = world.memberships.insert((id) => ({
    id,
    user_id: user.id,
    organization_id: organization.id,
    is_active: !pending,
    joined_date: pending ? null : world.clock.now(),
    role,
  }));
  const invitation = world.invitations.insert((id) => ({
    id,
    key: newKey(),
    created_date: world.clock.now(),
    owner_id: call.access.user.id,
    membership_id: membership.id,
  }));
  return { invitation, pending };
}

const keyLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

function newKey(): string {
  return Array.from({ length: 64 }, () => keyLetters.charAt(randomInt(keyLetters.length))).join("");
}

function retrieve(call: Call): Reply {
  return ok(show(call, find(call, can.view).invitation));
}

function remove(call: Call): Reply {
  const { invitation } = find(call, can.delete);
  call.world.invitations.remove(invitation.id);
  return empty(204);
}

function accept(call: Call): Reply {
  const { membership } = find(call, can.answer);
  if (!membership) throw noSuch("Membership");
  if (membership.is_active) throw bareString(400, "Your invitation is already accepted.");
  call.world.memberships.update(membership.id, { is_active: true, joined_date: call.world.clock.now() });
  const organization = call.world.organizations.get(membership.organization_id);
  return ok({ organization_slug: organization?.slug ?? null });
}

function decline(call: Call): Reply {
  const { membership } = find(call, can.answer);
  if (membership) removeMembership(call.world, membership.id);
  return empty(204);
}

/** Each call counts towards the limit, also those that are refused. */
class Resending {
  readonly #calls = new Map<number, readonly number[]>();

  resend(call: Call): Reply {
    this.#count(call);
    const { membership } = find(call, can.resend);
    if (membership?.is_active) throw bareString(400, "This invitation is already accepted.");
    throw bareString(500, "Email backend is not configured.");
  }

  #count(call: Call): void {
    const now = call.world.clock.milliseconds();
    const recent = (this.#calls.get(call.access.user.id) ?? []).filter((each) => each > now - hour);
    const [oldest] = recent;
    if (recent.length >= resendsPerHour && oldest !== undefined) {
      const seconds = Math.ceil((oldest + hour - now) / 1000);
      throw detail(429, `Request was throttled. Expected available in ${seconds} seconds.`, {
        "Retry-After": String(seconds),
      });
    }
    this.#calls.set(call.access.user.id, [...recent, now]);
  }
}

export function invitationRoutes(): Route[] {
  const resending = new Resending();
  return [
    route("/api/invitations", { GET: list, POST: create }),
    route("/api/invitations/{key}", { GET: retrieve, DELETE: remove }),
    route("/api/invitations/{key}/accept", { POST: accept }),
    route("/api/invitations/{key}/decline", { POST: decline }),
    route("/api/invitations/{key}/resend", { POST: (call) => resending.resend(call) }),
  ];
}
