import type { BackgroundRequest, Task } from "../../core/index.ts";
import type { CvatObject, ObjectKey } from "../../objects/index.ts";
import type { Clock } from "../../ui/index.ts";
import { type Node, type Shown } from "./nodes.ts";
import type { Objects } from "./objects.ts";

/** Rows that are asked about at one showing: what is being prepared stands among the newest. */
const mostAtOnce = 100;
/** Asked about at the same time, so that lists are not kept waiting. */
const width = 4;
/** Milliseconds between two looks at tasks that are being prepared, the longer the less happens. */
const pauses = [5000, 10_000, 20_000, 40_000, 60_000];

export interface CreationsOptions {
  readonly objects: Objects;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Whether a row of the object can be seen just now. */
  readonly isSeen: (key: ObjectKey) => boolean;
  readonly failed: (error: unknown) => void;
}

type TaskObject = Extract<CvatObject, { kind: "task" }>;

/**
 * Finds out why tasks have no data: never sent, being prepared, or failed. Each row is asked about once, after it is
 * there; what is being prepared is looked at again as long as somebody sees it.
 */
export class Creations {
  readonly #options: CreationsOptions;
  /** By task: what it looked like when it was asked about. */
  readonly #asked = new Map<ObjectKey, string>();
  readonly #waiting: Shown[] = [];
  #working = 0;
  #pause = 0;
  #callOff: (() => void) | undefined;

  constructor(options: CreationsOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", () => {
      this.#waiting.length = 0;
      this.rest();
    });
  }

  /** To be told which rows are shown. */
  consider(nodes: readonly Node[]): void {
    let room = mostAtOnce;
    for (const node of nodes) {
      if (room === 0) break;
      if (node.kind !== "task" || !this.#isDue(node.shown)) continue;
      room -= 1;
      this.#ask(node.shown);
    }
    this.#schedule();
  }

  /** Has a task asked about again when it is shown the next time. */
  forget(key: ObjectKey): void {
    this.#asked.delete(key);
  }

  /** Looks at nothing any more until it is told of rows again. */
  rest(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #isDue(shown: Shown): boolean {
    const task = taskOf(shown);
    return task !== undefined && !task.entity.hasData && this.#asked.get(shown.key) !== look(task.entity);
  }

  #ask(shown: Shown): void {
    const task = taskOf(shown);
    if (!task) return;
    this.#asked.set(shown.key, look(task.entity));
    this.#waiting.push(shown);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working >= width) return;
    this.#working += 1;
    for (let shown = this.#waiting.shift(); shown; shown = this.#waiting.shift()) await this.#lookAt(shown);
    this.#working -= 1;
    if (this.#working === 0) this.#schedule();
  }

  async #lookAt(shown: Shown): Promise<void> {
    const { signal, objects, failed } = this.#options;
    const task = taskOf(shown);
    if (!task) return;
    try {
      signal.throwIfAborted();
      const request = await task.entity.creationRequest({ signal });
      // What was prepared is there, or gone: a request is kept for some minutes only.
      if (request ? request.status === "finished" : isPreparing(shown)) {
        await task.entity.fetch({ signal });
        objects.put([task]);
      }
      if (isSame(shown.creation, request)) return;
      objects.setCreation(shown.key, request);
      this.#pause = 0;
    } catch (error) {
      if (signal.aborted) return;
      // What is being prepared is looked at again anyway.
      if (!isPreparing(shown)) this.#asked.delete(shown.key);
      failed(error);
    }
  }

  #schedule(): void {
    const { signal, clock } = this.#options;
    if (this.#callOff || signal.aborted || this.#preparing().length === 0) return;
    const pause = pauses[Math.min(this.#pause, pauses.length - 1)] ?? 60_000;
    this.#callOff = clock.after(pause, () => {
      this.#callOff = undefined;
      this.#pause += 1;
      for (const shown of this.#preparing()) this.#ask(shown);
    });
  }

  #preparing(): Shown[] {
    const { objects, isSeen } = this.#options;
    return [...this.#asked.keys()].flatMap((key) => {
      const shown = objects.get(key);
      return shown && isPreparing(shown) && isSeen(key) ? shown : [];
    });
  }
}

function taskOf(shown: Shown): TaskObject | undefined {
  return shown.object.kind === "task" ? shown.object : undefined;
}

/** What changes when data are sent to a task. */
function look(task: Task): string {
  return [task.updated_date, task.data, task.size].join(" ");
}

function isPreparing({ object, creation }: Shown): boolean {
  return object.kind === "task" && !!creation && object.entity.dataState(creation) === "preparing";
}

function isSame(before: BackgroundRequest | null | undefined, after: BackgroundRequest | null): boolean {
  if (!before || !after) return before === after;
  return (
    before.status === after.status && before.progress === after.progress && before.message === after.message
  );
}
