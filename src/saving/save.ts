import { NotFoundError } from "../core/index.ts";
import { isCancelled } from "../ui/index.ts";

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** Something that can be read anew and changed; what a change of it consists of is its own matter. */
export interface Saveable<P extends object> {
  fetch(options: Options): Promise<unknown>;
  /** What it held when it was read last, as it would be sent under that name. */
  held(field: string): unknown;
  update(patch: P, options: Options): Promise<unknown>;
}

/** A field that somebody else changed since it was read, each value as it would be sent. */
export interface FieldConflict {
  readonly field: string;
  readonly started: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export type SaveOutcome =
  /** `sent`: the fields that were changed; the server had the others already, by somebody else's doing. */
  | { readonly kind: "saved"; readonly sent: readonly string[] }
  /** Nothing was sent. */
  | { readonly kind: "conflict"; readonly conflicts: readonly FieldConflict[] }
  /** It was removed on the server. */
  | { readonly kind: "gone" }
  /** The server has all of these values already. */
  | { readonly kind: "nothing" }
  /** The client was closed in the middle: it may be changed or not. */
  | { readonly kind: "unknown" };

/**
 * Changes fields of an object without overwriting anybody: the object is read right before, a field that has the wanted
 * value already is left out, and nothing is sent if another one no longer is what it was when the person saw it. At most
 * two requests.
 *
 * @param started what the person saw
 * @param wanted by the names under which changes are sent; what is `undefined` stays
 * @param options an abort ends it while nothing is sent; a change that was sent is brought to its end all the same, because
 * nobody would know what became of it
 * @throws what reading and changing throw, `OutcomeUnknownError` and the signal's reason among them
 */
export async function save<P extends object>(
  target: Saveable<P>,
  started: Readonly<P>,
  wanted: Readonly<P>,
  options: Options = {},
): Promise<SaveOutcome> {
  let isSent = false;
  try {
    await target.fetch(options);
    const patch: P = { ...wanted };
    const conflicts: FieldConflict[] = [];
    for (const [field, mine] of Object.entries(wanted)) {
      const theirs = target.held(field);
      const before: unknown = Reflect.get(started, field);
      if (mine === undefined || isSame(theirs, mine)) Reflect.deleteProperty(patch, field);
      else if (!isSame(theirs, before)) conflicts.push({ field, started: before, theirs, mine });
    }
    if (conflicts.length > 0) return { kind: "conflict", conflicts };
    const sent = Object.keys(patch);
    if (sent.length === 0) return { kind: "nothing" };
    options.signal?.throwIfAborted();
    isSent = true;
    await target.update(patch, {});
    return { kind: "saved", sent };
  } catch (error) {
    if (error instanceof NotFoundError) return { kind: "gone" };
    if (isSent && isCancelled(error)) return { kind: "unknown" };
    throw error;
  }
}

/** Whether two values mean the same: the order of keys is nobody's wish. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(Reflect.get(one, name), Reflect.get(other, name)));
}
