import { forbidden } from "../http/errors.ts";
import type { Action } from "../permissions/rules.ts";

/**
 * The actions that a PATCH needs, by its keys: to see the object, which is the answer, and those of the keys. Throws 403
 * for a key that cannot be changed.
 */
export function actionsOf(
  body: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, Action>>,
  view: Action,
): Action[] {
  const actions = new Set([view]);
  for (const key of Object.keys(body)) {
    const action = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!action) throw forbidden("Attempted to update an unknown field");
    actions.add(action);
  }
  return [...actions];
}
