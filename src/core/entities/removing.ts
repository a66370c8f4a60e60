import type { Context } from "../context.ts";
import { CvatError, NetworkError, NotFoundError, OutcomeUnknownError, TimeoutError } from "../errors.ts";
import { isLost } from "../http/retry.ts";
import type { ReadOptions } from "./entity.ts";
import { hasEnded, lookInto } from "./looking.ts";
import type { ChangeableNoun, CreatableNoun } from "./noun.ts";
import type { ListParameters } from "./list.ts";
import { Repository } from "./repository.ts";
import type { Row } from "../paging/source.ts";
import { delayedSignal } from "../waiting.ts";
import { sendChange } from "./sending.ts";
import { readOne } from "./wire.ts";

interface Numbered {
  readonly id: number;
}

/** Removes one object, and looks whether it is gone if the server's answer was lost. */
export async function removeOne<D extends Numbered>(
  context: Context,
  noun: ChangeableNoun<D, unknown>,
  id: D["id"],
  { signal }: ReadOptions,
): Promise<void> {
  const path = noun.path(id);
  try {
    await sendChange(context, { method: "DELETE", path, signal });
  } catch (lost) {
    signal?.throwIfAborted();
    if (!isLost(lost)) throw lost;
    const look = async (): Promise<D | undefined> => {
      try {
        return readOne(noun.shape, id, await context.transport.json({ method: "GET", path, signal }));
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    };
    const { found, error } = await lookInto(context, lost, look, (data) => data === undefined, signal);
    if (error || found !== undefined) {
      if (!error && hasEnded(lost)) throw lost;
      throw new OutcomeUnknownError(
        { kind: "remove", noun: noun.name, id },
        { found: found === undefined ? [] : [{ id }], lookError: error, cause: lost },
      );
    }
  }
  context.changes.tell({ kind: "removed", noun: noun.name, id });
}

/**
 * What became of one of several objects that were to be removed. `missing`: there was none. `failed`: it is still there,
 * `error` says why. `unknown`: it may be removed or not, `error` says why that could not be found out. `notTried`: nothing
 * was sent for it.
 */
export type RemovalOutcome = "removed" | "missing" | "failed" | "unknown" | "notTried";

/** One object that was to be removed. */
export interface Removal {
  /** The one that was given. */
  readonly id: number;
  readonly outcome: RemovalOutcome;
  /** Why it is not `removed`: a {@link CvatError}, or an aborted signal's reason; not there for `notTried`. */
  readonly error?: unknown;
}

/** How several objects are removed. */
export interface RemoveOptions extends ReadOptions {
  /** Is told after each object how many are done with. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Objects that are removed at the same time. */
const width = 4;
/** How long an abort leaves to those that are under way, in milliseconds: to know what became of them is worth that. */
const grace = 800;

/** Everything of one kind that can be removed as well. */
export class RemovableRepository<
  D extends Numbered,
  E extends Row,
  P extends ListParameters<string>,
> extends Repository<D, E, P> {
  readonly #context: Context;
  readonly #noun: ChangeableNoun<D, E>;

  constructor(context: Context, noun: CreatableNoun<D, E>) {
    super(context, noun);
    this.#context = context;
    this.#noun = noun;
  }

  /**
   * Removes the objects with these ids, four at a time, with what goes along (see the entity's `remove`). It does not throw:
   * what became of each is in the result, in the order of the ids. After an abort, or when the server cannot be reached any
   * more, no other is begun. An abort ends it within a second.
   *
   * `DELETE` to the address of each, such as `/api/tasks/{id}`.
   */
  async remove(ids: readonly number[], options: RemoveOptions = {}): Promise<readonly Removal[]> {
    const wanted = [...new Set(ids)];
    const outcomes = new Map<number, Removal>();
    const left = [...wanted];
    const { signal, release } = delayedSignal(this.#context.clock, options.signal, grace);
    const work = async (): Promise<void> => {
      for (;;) {
        if (options.signal?.aborted) return;
        const id = left.shift();
        if (id === undefined) return;
        const removal = await this.#remove(id, { signal });
        outcomes.set(id, removal);
        if (isOutOfReach(removal.error)) left.length = 0;
        options.onProgress?.(outcomes.size, wanted.length);
      }
    };
    try {
      await Promise.all(Array.from({ length: width }, work));
    } finally {
      release();
    }
    return ids.map((id) => outcomes.get(id) ?? { id, outcome: "notTried" });
  }

  async #remove(id: number, options: ReadOptions): Promise<Removal> {
    try {
      await removeOne(this.#context, this.#noun, id, options);
      return { id, outcome: "removed" };
    } catch (error) {
      if (error instanceof NotFoundError) return { id, outcome: "missing", error };
      const isKnown = error instanceof CvatError && !(error instanceof OutcomeUnknownError);
      return { id, outcome: isKnown ? "failed" : "unknown", error };
    }
  }
}

/**
 * Whether a change or removal failed because the server cannot be reached, or does not answer any more: it would be the same
 * with the next object, after as long a wait.
 */
export function isOutOfReach(error: unknown): boolean {
  const reason = error instanceof OutcomeUnknownError ? error.lookError : error;
  return reason instanceof NetworkError || reason instanceof TimeoutError;
}
