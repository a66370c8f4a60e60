import type { Scope } from "../organizations/index.ts";
import { type Edit, inverseOf } from "./edit.ts";

/** Changes that can be taken back. */
const mostKept = 50;

/** What is shown when something is changed: it is taken back only while that is shown again. */
export type Place = Pick<Scope, "connection" | "key" | "label">;

/** What one command has changed. */
export interface Step {
  readonly place: Place;
}

/** What was changed in this window, the last one on top. */
export class UndoStack {
  /** The last one is at the end. */
  readonly #steps = new Map<Step, readonly Edit[]>();

  /**
   * Remembers what was changed as the last change.
   *
   * @param earlier the change that this goes on with: both are one, unless that one is no longer remembered
   * @returns `undefined` where nothing was changed
   */
  push(place: Place, edits: readonly Edit[], earlier?: Step): Step | undefined {
    const step = earlier && this.#steps.has(earlier) ? earlier : undefined;
    if (edits.length === 0) return step;
    const last = step ?? { place };
    const all = [...(this.#steps.get(last) ?? []), ...edits];
    // It is the last one now.
    this.#steps.delete(last);
    this.#steps.set(last, all);
    const [oldest] = this.#steps.keys();
    if (oldest && this.#steps.size > mostKept) this.#steps.delete(oldest);
    return last;
  }

  /** The last change through that sign-in, in whatever organization. */
  lastThrough(connection: Place["connection"]): Step | undefined {
    return [...this.#steps.keys()].findLast(({ place }) => place.connection === connection);
  }

  /** The last change that can be taken back there. */
  lastIn(place: Place): Step | undefined {
    return [...this.#steps.keys()].findLast((step) => isSamePlace(step.place, place));
  }

  /** The ways back from a change, which is no longer remembered then; `undefined` if it is no longer. */
  take(step: Step): readonly Edit[] | undefined {
    const edits = this.#steps.get(step);
    this.#steps.delete(step);
    return edits?.map(inverseOf);
  }

  /** Makes some edits no part of a change any more, and returns those that were. */
  takeOut(step: Step, edits: readonly Edit[]): readonly Edit[] {
    const before = this.#steps.get(step) ?? [];
    const rest = before.filter((edit) => !edits.includes(edit));
    if (rest.length > 0) this.#steps.set(step, rest);
    else this.#steps.delete(step);
    return before.filter((edit) => edits.includes(edit));
  }
}

/** The same organization through the same sign-in, also if another one was shown in between. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.connection === other.connection && one.key === other.key;
}
