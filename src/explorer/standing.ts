import type { OrganizationChoice } from "../organizations/index.ts";
import { type Me, seesAll, whyNot } from "../permissions/index.ts";

/** What somebody is to an organization, as far as it matters where there are no rows. */
export interface Standing {
  readonly mayCreate: boolean;
  readonly seesAll: boolean;
}

/** What is not known counts as allowed. */
export function standingIn(choice: OrganizationChoice, me: Me): Standing {
  const organization = choice.kind === "organization" ? choice.id : null;
  return {
    mayCreate: whyNot("create", { kind: "place", organization }, me) === undefined,
    seesAll: organization === null || seesAll(organization, me) !== false,
  };
}
