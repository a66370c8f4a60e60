import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import { removableOf } from "./changeable.ts";
import { create } from "./creating.ts";
import type { ReadOptions } from "./entity.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { CreatableNoun } from "./noun.ts";
import { RemovableRepository } from "./removing.ts";
import { given, id, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of an organization. `slug` is its short name, by which clients name it. Dates are in ISO 8601. */
export type OrganizationData = Schemas["OrganizationRead"];

/** How an organization can be reached, as CVAT's own interface keeps it. Any other texts are kept as well. */
export interface OrganizationContact {
  readonly email?: string | undefined;
  readonly phoneNumber?: string | undefined;
  readonly location?: string | undefined;
  readonly [other: string]: string | undefined;
}

/** What can be changed of an organization. */
export interface OrganizationPatch {
  /** 1 to 16 letters, digits, `_` and `-`, that no other has. */
  readonly slug?: string | undefined;
  /** Up to 64 characters. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Takes the place of all that was there. */
  readonly contact?: OrganizationContact | undefined;
}

/** An organization that is to be made. Its name is the slug unless one is given. */
export interface OrganizationSpec extends OrganizationPatch {
  readonly slug: string;
}

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

const organizations: CreatableNoun<OrganizationData, Organization> = {
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
export class Organization extends removableOf<OrganizationData, OrganizationPatch>() {
  constructor(context: Context, data: OrganizationData) {
    super(context, organizations, data);
  }
}

/** `/api/organizations`: those that the account is a member of, whatever the client's organization is. */
export class Organizations extends RemovableRepository<
  OrganizationData,
  Organization,
  OrganizationListParameters
> {
  readonly #context: Context;

  constructor(context: Context) {
    super(context, organizations);
    this.#context = context;
  }

  /**
   * Makes an organization, whose owner one then is. If the answer is lost it is looked for during 4 s; it is never made twice.
   *
   * Aborting in the middle leaves open whether it is made.
   *
   * `POST /api/organizations`
   *
   * @throws {BadRequestError} if the server refuses a value, for example a slug that another has; see `body.fields`
   * @throws {ForbiddenError}
   * @throws {OutcomeUnknownError} if the answer was lost and the organization was not found
   */
  async create(spec: OrganizationSpec, options: ReadOptions = {}): Promise<Organization> {
    const creation = {
      json: spec,
      organization: { slug: null },
      query: { slug: spec.slug },
      fields: given(spec),
      isOwned: true,
    };
    return await create(this.#context, organizations, creation, options);
  }
}
