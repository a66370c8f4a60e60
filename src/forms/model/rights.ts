import type { CvatObject } from "../../objects/index.ts";
import { type Denial, type Me, type Subject, whyNot } from "../../permissions/index.ts";
import type { Field } from "./fields.ts";
import type { FormObject } from "./objects.ts";

/**
 * Whether somebody who sees the object may change all of it: to those who have no part in it the server shows it only for
 * that. Of a job it is the task that tells.
 */
export function mayChangeAll({ noun, entity }: FormObject, userId: number): boolean {
  switch (noun) {
    case "project":
    case "task":
      return entity.owner?.id === userId || entity.assignee?.id !== userId;
    case "job":
      return entity.task_name !== null;
    case "organization":
      return entity.owner?.id === userId;
  }
}

/** Why fields cannot be changed, by their names. */
export function denialsOf(
  fields: readonly Field[],
  object: FormObject,
  me: Me,
  above: (object: CvatObject) => Subject,
): ReadonlyMap<string, Denial> {
  const subject = subjectOf(object, above);
  const isWhole = mayChangeAll(object, me.userId);
  // Maintainers see the task of every job: whoever does not is none.
  const isLent = object.noun === "job" && !isWhole;
  const known: Me = { ...me, isAdmin: me.isAdmin || isWhole, ...(isLent && { role: () => "worker" }) };
  const denials = new Map<string, Denial>();
  for (const { name, action } of fields) {
    const denial = whyNot(action, subject, known);
    if (denial) denials.set(name, denial);
  }
  return denials;
}

export function subjectOf(object: FormObject, above: (object: CvatObject) => Subject): Subject {
  return object.noun === "organization"
    ? { kind: "organization", entity: object.entity }
    : above(cvatObjectOf(object));
}

export function cvatObjectOf(object: Exclude<FormObject, { noun: "organization" }>): CvatObject {
  switch (object.noun) {
    case "project":
      return { kind: "project", entity: object.entity };
    case "task":
      return { kind: "task", entity: object.entity };
    case "job":
      return { kind: "job", entity: object.entity };
  }
}
