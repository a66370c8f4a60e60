import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import { entityOf } from "./entity.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { ListedNoun } from "./noun.ts";
import { Repository } from "./repository.ts";
import { id, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of an organization. `slug` is its short name, by which clients name it. Dates are in ISO 8601. */
export type OrganizationData = Schemas["OrganizationRead"];

interface OrganizationFilters {
  readonly name?: string | undefined;
  /** A user name. */
  readonly owner?: string | undefined;
  readonly slug?: string | undefined;
}

/** What the list of organizations can be narrowed to and sorted by. */
export type OrganizationListParameters = ListParameters<keyof OrganizationFilters | "id"> &
  OrganizationFilters;

const filters = namesOf<OrganizationFilters>({ name: true, owner: true, slug: true });

const organizations: ListedNoun<OrganizationData, Organization> = {
  name: "organization",
  path: (id) => apiPath`/api/organizations/${id}`,
  collection: apiPath`/api/organizations`,
  shape: v.object({
    id,
    slug: text,
    name: text,
    description: text,
    owner: user,
    created_date: text,
    updated_date: text,
  }),
  parameters: filters,
  sortable: [...filters, "id"],
  defaultSort: "-id",
  isTheSameEverywhere: true,
  make: (context, data) => new Organization(context, data),
};

/** People who work on the same projects and tasks. */
export class Organization extends entityOf<OrganizationData>() {
  constructor(context: Context, data: OrganizationData) {
    super(context, organizations, data);
  }
}

/** `/api/organizations`: those that the account is a member of, whatever the client's organization is. */
export class Organizations extends Repository<OrganizationData, Organization, OrganizationListParameters> {
  constructor(context: Context) {
    super(context, organizations);
  }
}
