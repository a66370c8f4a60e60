import type { OrganizationParameter } from "./transport.ts";

/** The organization in a request: in a header or in the query, never in both. */
export interface OrganizationPlace {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export function organizationPlace(organization: OrganizationParameter | undefined): OrganizationPlace {
  if (!organization) return { headers: {}, query: {} };
  if ("id" in organization) return { headers: {}, query: { org_id: String(organization.id ?? "") } };
  const { slug } = organization;
  if (slug === null) return { headers: {}, query: {} };
  // What a header cannot hold is no slug; the server says so.
  if (!/^[\x21-\x7e]*$/.test(slug)) return { headers: {}, query: { org: slug } };
  return { headers: { "X-Organization": slug }, query: {} };
}
