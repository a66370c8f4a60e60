import type { Access, Subject } from "./access.ts";
import { isAllowed } from "./rules.ts";
import type { Action } from "./rules.ts";

/**
 * The rows of a list that a person sees. Without a context the rule of the personal workspace is asked for the objects
 * of all workspaces; with an empty one only for personal objects; in an organization its own rule decides.
 */
export function visible<T>(
  rows: Iterable<T>,
  access: Access,
  action: Action,
  subjectOf: (row: T) => Subject,
): T[] {
  const { context } = access;
  const seen: T[] = [];
  for (const row of rows) {
    const subject = subjectOf(row);
    if (context.kind === "organization" && subject.organizationId !== context.organization.id) continue;
    if (context.kind === "personal" && subject.organizationId !== null) continue;
    const place = context.kind === "organization" ? "organization" : "sandbox";
    if (isAllowed(action, { ...access.standing(subject), place })) seen.push(row);
  }
  return seen;
}
