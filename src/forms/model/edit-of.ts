import { type Edit, onlySent } from "../../edits/index.ts";
import type { Changes } from "./form-model.ts";
import type { FormObject } from "./objects.ts";
import { cvatObjectOf } from "./rights.ts";
import { isPerson, type Value, type Values } from "./values.ts";

/** What a form saved, as a change that can be taken back; `undefined` for an organization, whose changes cannot. */
export function editOf(
  object: FormObject,
  { started, values }: Changes,
  sent: readonly string[],
): Edit | undefined {
  if (object.noun === "organization") return undefined;
  const fields = { started: named(started), wanted: named(values) };
  return onlySent({ action: "edit", object: cvatObjectOf(object), ...fields }, sent);
}

function named({ assignee, ...texts }: Values): Edit["wanted"] {
  return {
    ...text("name", texts),
    ...text("subset", texts),
    ...text("bug_tracker", texts),
    ...text("stage", texts),
    ...text("state", texts),
    ...(assignee !== undefined && { assignee: personIn(assignee) }),
  };
}

function text<N extends string>(name: N, values: Values): Partial<Record<N, string>> {
  const value = values[name];
  const field: Partial<Record<string, string>> = typeof value === "string" ? { [name]: value } : {};
  return field;
}

function personIn(value: Value) {
  return isPerson(value) ? { id: value.id, username: value.username } : null;
}
