import { crash, detail, refused } from "../http/errors.ts";
import { header } from "../http/incoming.ts";
import type { Incoming } from "../http/incoming.ts";
import type { OrganizationRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

/** In which organization a request is made: none said, the personal workspace, or one. */
export type OrganizationContext =
  | { readonly kind: "none" }
  | { readonly kind: "personal" }
  | { readonly kind: "organization"; readonly organization: OrganizationRow };

export const noContext: OrganizationContext = { kind: "none" };

/** Reads the context from `X-Organization`, `?org=` or `?org_id=`. */
export function organizationContext(incoming: Incoming, world: World): OrganizationContext {
  const fromHeader = header(incoming, "x-organization");
  const slug = incoming.query.get("org");
  const id = incoming.query.get("org_id");
  if (id !== undefined && (slug !== undefined || fromHeader !== undefined)) {
    throw refused(
      'You cannot specify "org_id" query parameter with "org" query parameter or "X-Organization" HTTP header at the same time.',
    );
  }
  if (slug !== undefined && fromHeader !== undefined && slug !== fromHeader) {
    throw refused(
      'You cannot specify "org" query parameter and "X-Organization" HTTP header with different values.',
    );
  }
  const given = slug ?? fromHeader ?? id;
  if (given === undefined) return noContext;
  if (given === "") return { kind: "personal" };
  return { kind: "organization", organization: find(world, given, id !== undefined) };
}

function find(world: World, given: string, isId: boolean): OrganizationRow {
  if (isId && !/^-?\d+$/.test(given)) throw crash();
  const found = isId
    ? world.organizations.get(Number(given))
    : world.organizations.find((organization) => organization.slug === given);
  if (!found) throw detail(404, `${given} organization does not exist.`);
  return found;
}
