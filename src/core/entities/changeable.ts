import type { Context } from "../context.ts";
import { NotFoundError, OutcomeUnknownError } from "../errors.ts";
import type { ApiPath } from "../http/path.ts";
import { isLost } from "../http/retry.ts";
import { hasAll } from "./comparing.ts";
import { Entity } from "./entity.ts";
import type { ReadOptions } from "./entity.ts";
import { hasEnded, lookInto } from "./looking.ts";
import type { ChangeableNoun, Identified } from "./noun.ts";
import { removeOne } from "./removing.ts";
import { sendChange } from "./sending.ts";
import { readOne } from "./wire.ts";

interface Numbered {
  readonly id: number;
}

/** What was found at a look for a change. */
export interface Found<D, P> {
  readonly data: D;
  readonly patch: P;
  readonly signal: AbortSignal | undefined;
}

/** A copy of an object that can be changed; `P` is what may stand in a change. */
class ChangeableEntity<D extends Numbered, P extends object> extends Entity<D> {
  readonly #noun: ChangeableNoun<D, Identified>;
  readonly #id: number;

  constructor(context: Context, noun: ChangeableNoun<D, Identified>, data: D) {
    super(context, noun, data);
    this.#noun = noun;
    this.#id = data.id;
  }

  /**
   * Changes these fields on the server; this copy then holds all that the server answers, or stays as it was if the change
   * failed. Fields that are not there or `undefined` stay; without any nothing is sent. If the answer is lost the object is
   * read, up to four times within 4 s, to see whether it has the new values.
   *
   * Aborting in the middle leaves open whether the change is made.
   *
   * `PATCH` to the object's own address.
   *
   * @throws {BadRequestError} if the server refuses a value; `body.fields` says which
   * @throws {ForbiddenError} {@link ConflictError} {@link NotFoundError} if the object is gone
   * @throws {OutcomeUnknownError} if the answer was lost and the object was not found changed
   */
  async update(patch: P, options: ReadOptions = {}): Promise<this> {
    const sent = Object.entries(patch).filter(([, value]) => value !== undefined);
    if (sent.length === 0) return this;
    this.hold(await this.#change(patch, Object.fromEntries(sent), options));
    this.context.changes.tell({ kind: "updated", noun: this.#noun.name, id: this.#id, entity: this });
    return this;
  }

  /** Where the object is changed. */
  protected get changedAt(): ApiPath {
    return this.#noun.path(this.#id);
  }

  /** Whether the object is as after the change. */
  protected isChanged({ data, patch }: Found<D, P>): boolean | Promise<boolean> {
    return hasAll(data, patch);
  }

  async #change(patch: P, json: object, options: ReadOptions): Promise<D> {
    const { signal } = options;
    try {
      const answer = await sendChange(this.context, {
        method: "PATCH",
        path: this.changedAt,
        organization: this.retrievedIn,
        json,
        signal,
      });
      return readOne(this.#noun.shape, this.#id, answer);
    } catch (lost) {
      signal?.throwIfAborted();
      if (!isLost(lost)) throw lost;
      const look = async () => {
        const data = await this.read(options);
        return { data, isDone: await this.isChanged({ data, patch, signal }) };
      };
      const { found, error } = await lookInto(this.context, lost, look, ({ isDone }) => isDone, signal);
      if (error instanceof NotFoundError) throw error;
      if (found && !error && found.isDone) return found.data;
      if (found && hasEnded(lost)) throw lost;
      throw new OutcomeUnknownError(
        { kind: "update", noun: this.#noun.name, id: this.#id },
        { found: found ? [this.#noun.make(this.context, found.data)] : [], lookError: error, cause: lost },
      );
    }
  }
}

/** A copy of an object that can be changed and removed. */
class RemovableEntity<D extends Numbered, P extends object> extends ChangeableEntity<D, P> {
  readonly #noun: ChangeableNoun<D, Identified>;
  readonly #id: number;

  constructor(context: Context, noun: ChangeableNoun<D, Identified>, data: D) {
    super(context, noun, data);
    this.#noun = noun;
    this.#id = data.id;
  }

  /**
   * Removes the object on the server. What cannot be without it goes along: the tasks of a project, the jobs of a task, the
   * annotations of a job, what is annotated with a label, the memberships of an organization (whose projects and tasks
   * become personal). With a membership nothing goes: the person and what they made stay. This copy stays as it was.
   *
   * Aborting in the middle leaves open whether it is removed.
   *
   * `DELETE` to the object's own address; it is sent again if the connection is cut.
   *
   * @throws {NotFoundError} if it was gone already
   * @throws {ForbiddenError} {@link BadRequestError}
   * @throws {OutcomeUnknownError} if the answer was lost and the object was still found up to 4 s later
   */
  async remove(options: ReadOptions = {}): Promise<void> {
    await removeOne(this.context, this.#noun, this.#id, options);
  }
}

/** The base of an entity with the fields of `D` that can be changed by a `P`. */
export function changeableOf<D extends Numbered, P extends object>(): new (
  context: Context,
  noun: ChangeableNoun<D, Identified>,
  data: D,
) => ChangeableEntity<D, P> & Readonly<D> {
  return ChangeableEntity as new (
    context: Context,
    noun: ChangeableNoun<D, Identified>,
    data: D,
  ) => ChangeableEntity<D, P> & Readonly<D>;
}

/** The base of an entity with the fields of `D` that can be changed by a `P`, and removed. */
export function removableOf<D extends Numbered, P extends object>(): new (
  context: Context,
  noun: ChangeableNoun<D, Identified>,
  data: D,
) => RemovableEntity<D, P> & Readonly<D> {
  return RemovableEntity as new (
    context: Context,
    noun: ChangeableNoun<D, Identified>,
    data: D,
  ) => RemovableEntity<D, P> & Readonly<D>;
}
