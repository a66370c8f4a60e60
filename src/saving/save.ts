import { NotFoundError } from "../core/index.ts";

/** Something that can be read anew and changed. Its fields are read from the object itself. */
export interface Saveable<P extends object> {
  fetch(options: { readonly signal?: AbortSignal | undefined }): Promise<unknown>;
  update(patch: P, options: { readonly signal?: AbortSignal | undefined }): Promise<unknown>;
}

/** A field that somebody else changed since it was read. People are given by their numbers. */
export interface FieldConflict {
  readonly field: string;
  readonly started: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export type SaveOutcome =
  | { readonly kind: "saved" }
  /** Nothing was sent. */
  | { readonly kind: "conflict"; readonly conflicts: readonly FieldConflict[] }
  /** It was removed on the server. */
  | { readonly kind: "gone" }
  /** The server has all of these values already. */
  | { readonly kind: "nothing" };

/**
 * Changes fields of an object without overwriting anybody: the object is read right before, a field that has the wanted
 * value already is left out, and nothing is sent if another one no longer is what it was when the person saw it. At most
 * two requests.
 *
 * @param started what the person saw
 * @param wanted by the names under which changes are sent
 * @throws what reading and changing throw, `OutcomeUnknownError` among them
 */
export async function save<P extends object>(
  target: Saveable<P>,
  started: Readonly<P>,
  wanted: Readonly<P>,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SaveOutcome> {
  try {
    await target.fetch(options);
    const patch: P = { ...wanted };
    const conflicts: FieldConflict[] = [];
    for (const [field, mine] of Object.entries(wanted)) {
      const theirs = valueOf(target, field);
      const before: unknown = Reflect.get(started, field);
      if (mine === undefined || isSame(theirs, mine)) Reflect.deleteProperty(patch, field);
      else if (!isSame(theirs, before)) conflicts.push({ field, started: before, theirs, mine });
    }
    if (conflicts.length > 0) return { kind: "conflict", conflicts };
    if (Object.keys(patch).length === 0) return { kind: "nothing" };
    // A change of the stage alone would make the state new.
    if ("stage" in patch && "state" in wanted) Object.assign(patch, { state: wanted.state });
    await target.update(patch, options);
    return { kind: "saved" };
  } catch (error) {
    if (error instanceof NotFoundError) return { kind: "gone" };
    throw error;
  }
}

/** What an object holds under the name by which it would be changed: people by their number. */
export function valueOf(object: object, field: string): unknown {
  if (field !== "assignee_id" && field !== "assignee") return Reflect.get(object, field);
  const assignee: unknown = Reflect.get(object, "assignee");
  return typeof assignee === "object" && assignee !== null ? Reflect.get(assignee, "id") : null;
}

/** Whether two values mean the same: the order of keys is nobody's wish. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(Reflect.get(one, name), Reflect.get(other, name)));
}
