import { groups, roles } from "../world/model.ts";
import type { Group, Role } from "../world/model.ts";

/** What a person is to an object. */
export type Relation =
  | "self"
  | "owner"
  | "assignee"
  | "taskOwner"
  | "taskAssignee"
  | "projectOwner"
  | "projectAssignee"
  | "inviter"
  | "invitee"
  | "otherThanSelf"
  | "lowRole"
  | "noOwnerRole"
  | "activeMembership"
  | "jobAssignee"
  | "author"
  | "member"
  | "maintainer";

/** What somebody is in an organization: the owner that it names, who has that role too, or a maintainer. */
export type Office = "head" | "maintainer";

/** One way to be allowed; all that it names must hold. */
export interface Rule {
  /** The least global group; without it `worker`, so that people without any group may do nothing. */
  readonly group?: Group;
  /** The least role in the object's organization; without it any member's. */
  readonly role?: Role;
  /** One of these offices in it; who was merely given the role of an owner has none. */
  readonly office?: readonly Office[];
  /** At least one of these. */
  readonly is?: readonly Relation[];
  /** All of these. */
  readonly all?: readonly Relation[];
  /** Only for people who are not in the organization, and in exactly this group. */
  readonly outsider?: Group;
}

/** Who may do one thing: by objects of the personal workspace, and of an organization. */
export interface Action {
  readonly sandbox: readonly Rule[];
  readonly organization: readonly Rule[];
}

/** How somebody stands to an object. */
export interface Standing {
  readonly group: Group | null;
  readonly place: "sandbox" | "organization";
  readonly role: Role | null;
  readonly office: Office | null;
  readonly relations: ReadonlySet<Relation>;
}

/** Admins may do everything; others what one of the rules allows. */
export function isAllowed(action: Action, standing: Standing): boolean {
  if (standing.group === "admin") return true;
  return action[standing.place].some((rule) => holds(rule, standing));
}

function holds(rule: Rule, standing: Standing): boolean {
  if (rule.is && !rule.is.some((relation) => standing.relations.has(relation))) return false;
  if (rule.all && !rule.all.every((relation) => standing.relations.has(relation))) return false;
  if (rule.office && !(standing.office && rule.office.includes(standing.office))) return false;
  if (rule.outsider) return standing.role === null && standing.group === rule.outsider;
  if (!hasGroup(standing.group, rule.group ?? "worker")) return false;
  return standing.place === "sandbox" || hasRole(standing.role, rule.role ?? "worker");
}

function hasGroup(group: Group | null, least: Group): boolean {
  return group !== null && groups.indexOf(group) <= groups.indexOf(least);
}

export function hasRole(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) <= roles.indexOf(least);
}
