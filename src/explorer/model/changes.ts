import { type Change, Job, Project, Task } from "../../core/index.ts";
import type { CvatObject, ObjectKey } from "../../objects/index.ts";
import type { Clock } from "../../ui/index.ts";
import type { Objects } from "./objects.ts";

/** What stands above a changed object is read again when nothing changed for so long, in milliseconds. */
const quiet = 500;

/** The object that was made or changed; `undefined` for what has no rows. */
export function changedObject({ entity }: Change): CvatObject | undefined {
  if (entity instanceof Project) return { kind: "project", entity };
  if (entity instanceof Task) return { kind: "task", entity };
  return entity instanceof Job ? { kind: "job", entity } : undefined;
}

export function changedKey({ noun, id }: Change): ObjectKey | undefined {
  return noun === "project" || noun === "task" || noun === "job" ? `${noun}:${id}` : undefined;
}

export function aboveOf(object: CvatObject): ObjectKey | undefined {
  switch (object.kind) {
    case "project":
      return undefined;
    case "task":
      return object.entity.project_id === null ? undefined : `project:${object.entity.project_id}`;
    case "job":
      return `task:${object.entity.task_id}`;
  }
}

export interface AboveOptions {
  readonly objects: Objects;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Whether a row of the object can be seen just now. */
  readonly isSeen: (key: ObjectKey) => boolean;
  readonly failed: (error: unknown) => void;
}

/** Rows that count what is below them: each is read again once, however much changed there. */
export class Above {
  readonly #options: AboveOptions;
  readonly #due = new Set<ObjectKey>();
  #callOff: (() => void) | undefined;

  constructor(options: AboveOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", () => {
      this.#callOff?.();
    });
  }

  /** Something below it changed that its row tells of. */
  note(key: ObjectKey | undefined): void {
    if (key === undefined || !this.#options.isSeen(key)) return;
    this.#due.add(key);
    this.#callOff?.();
    this.#callOff = this.#options.clock.after(quiet, () => {
      const due = [...this.#due];
      this.#due.clear();
      for (const each of due) void this.#read(each);
    });
  }

  async #read(key: ObjectKey): Promise<void> {
    const { objects, signal, failed } = this.#options;
    const shown = objects.get(key);
    if (!shown) return;
    try {
      await shown.object.entity.fetch({ signal });
      objects.put([shown.object]);
    } catch (error) {
      // The row stays as it was until it is read the next time.
      if (!signal.aborted) failed(error);
    }
  }
}
