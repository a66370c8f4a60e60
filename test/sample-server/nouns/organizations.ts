import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { invalid } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import type { Subject } from "../permissions/access.ts";
import type { Relation } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { shownDate } from "../world/clock.ts";
import type { OrganizationRow } from "../world/model.ts";
import { organizationList } from "./list-specs.ts";
import { basicUser } from "./people.ts";
import { removeOrganization } from "./removal.ts";

const can = permissions.organizations;

const bodyField = fields.object({
  slug: fields.required(
    fields.text({
      max: 16,
      pattern: [
        /^[-a-zA-Z0-9_]+$/,
        'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.',
      ],
    }),
  ),
  name: fields.optional(fields.text({ max: 64, blank: true })),
  description: fields.optional(fields.text({ blank: true })),
  contact: fields.optional(fields.anything()),
});

function show(call: Call, organization: OrganizationRow): object {
  return {
    id: organization.id,
    slug: organization.slug,
    name: organization.name,
    description: organization.description,
    created_date: shownDate(organization.created_date),
    updated_date: shownDate(organization.updated_date),
    contact: organization.contact,
    owner: basicUser(call.world, organization.owner_id, call.base),
  };
}

/** What the person is to the organization, also by an invitation that is not accepted yet. */
function subjectOf({ world, access }: Call, organization: OrganizationRow): Subject {
  const relations = new Set<Relation>();
  if (organization.owner_id === access.user.id) relations.add("owner");
  const membership = world.memberships.find(
    (each) => each.organization_id === organization.id && each.user_id === access.user.id,
  );
  if (membership) relations.add("member");
  if (membership?.role === "maintainer") relations.add("maintainer");
  return { organizationId: null, relations };
}

/** For what no context bears on. */
const outsideOfAny: Subject = { organizationId: null, relations: new Set() };

function list(call: Call): Reply {
  const { world, access } = call;
  access.permit([], outsideOfAny);
  const rows = world.organizations.where(
    (each) => access.isAdmin || each.owner_id === access.user.id || access.role(each.id) !== null,
  );
  return answerList(call.incoming, rows, organizationList(world), (each) => show(call, each));
}

function refuseTakenSlug(call: Call, slug: string | undefined, own?: OrganizationRow): void {
  if (slug === undefined || slug === own?.slug) return;
  if (call.world.organizations.find((each) => each.slug === slug)) {
    throw invalid({ slug: ["organization with this slug already exists."] });
  }
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  access.permit(can.create, outsideOfAny);
  const read = fields.readBody(bodyField, body);
  refuseTakenSlug(call, read.slug);
  const created_date = world.clock.now();
  const organization = world.organizations.insert((id) => ({
    id,
    slug: read.slug ?? "",
    name: [read.name, read.slug].find((each) => each) ?? "",
    description: read.description ?? "",
    contact: read.contact ?? {},
    created_date,
    updated_date: world.clock.now(),
    owner_id: access.user.id,
  }));
  world.memberships.insert((id) => ({
    id,
    user_id: access.user.id,
    organization_id: organization.id,
    is_active: true,
    joined_date: created_date,
    role: "owner",
  }));
  return created(show(call, organization));
}

function retrieve(call: Call): Reply {
  const organization = call.subject(call.world.organizations, "Organization");
  call.access.permit(can.view, subjectOf(call, organization));
  return ok(show(call, organization));
}

function update(call: Call): Reply {
  const { world, access, body } = call;
  const organization = call.subject(world.organizations, "Organization");
  access.permit(can.update, subjectOf(call, organization));
  const read = fields.readBody(bodyField, body, true);
  refuseTakenSlug(call, read.slug, organization);
  const updated = world.organizations.update(organization.id, {
    slug: read.slug ?? organization.slug,
    name: read.name ?? organization.name,
    description: read.description ?? organization.description,
    contact: read.contact ?? organization.contact,
    updated_date: world.clock.now(),
  });
  return ok(show(call, updated));
}

function remove(call: Call): Reply {
  const organization = call.subject(call.world.organizations, "Organization");
  call.access.permit(can.delete, subjectOf(call, organization));
  removeOrganization(call.world, organization.id);
  return empty(204);
}

export function organizationRoutes(): Route[] {
  return [
    route("/api/organizations", { GET: list, POST: create }),
    route("/api/organizations/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
