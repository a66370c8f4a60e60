import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import { removableOf } from "./changeable.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { CreatableNoun } from "./noun.ts";
import { RemovableRepository } from "./removing.ts";
import { id, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of a membership. `organization` is its number; `joined_date` is `null` until the person has accepted. */
export type MembershipData = Schemas["MembershipRead"];

/** What can be changed of a membership. */
export interface MembershipPatch {
  /** `worker`, `supervisor`, `maintainer`. An `owner` more is possible, but nobody can then change that person again. */
  readonly role: MembershipData["role"];
}

interface MembershipFilters {
  /** A user name. */
  readonly user?: string | undefined;
  readonly role?: MembershipData["role"] | undefined;
}

/** What the list of memberships can be narrowed to and sorted by. */
export type MembershipListParameters = ListParameters<keyof MembershipFilters | "id"> & MembershipFilters;

const filters = namesOf<MembershipFilters>({ user: true, role: true });

const memberships: CreatableNoun<MembershipData, Membership> = {
  name: "membership",
  path: (id) => apiPath`/api/memberships/${id}`,
  collection: apiPath`/api/memberships`,
  shape: v.object({
    id,
    user: user.wrapped,
    organization: id,
    role: text,
    is_active: v.boolean(),
    joined_date: v.nullable(text),
  }),
  parameters: filters,
  sortable: [...filters, "id"],
  defaultSort: "-id",
  make: (context, data) => new Membership(context, data),
};

/** A person in an organization, and in which role. */
export class Membership extends removableOf<MembershipData, MembershipPatch>() {
  constructor(context: Context, data: MembershipData) {
    super(context, memberships, data);
  }
}

/** `/api/memberships`: all of the client's organization, or those of the account if there is none. */
export class Memberships extends RemovableRepository<MembershipData, Membership, MembershipListParameters> {
  constructor(context: Context) {
    super(context, memberships);
  }
}
