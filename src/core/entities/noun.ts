import type { ChangedNoun } from "../changes.ts";
import type { Context } from "../context.ts";
import type { ApiPath } from "../http/path.ts";
import type { Shape } from "./wire.ts";

export interface Identified {
  readonly id: number | string;
}

/** What the repository and the entities of one kind have in common. */
export interface Noun<D extends Identified, E> {
  /** One of them, as it stands in messages. */
  readonly name: string;
  readonly path: (id: D["id"]) => ApiPath;
  readonly shape: Shape<D>;
  readonly make: (context: Context, data: D) => E;
}

/** What can be changed. */
export interface ChangeableNoun<D extends Identified, E> extends Noun<D, E> {
  readonly name: ChangedNoun;
}

/** What can be asked of the list of one kind. */
export interface ListedNoun<D extends Identified, E> extends Noun<D, E> {
  readonly collection: ApiPath;
  /** The server ignores any other parameter, and would give the whole list. */
  readonly parameters: readonly string[];
  /** The server ignores other fields to sort by. */
  readonly sortable: readonly string[];
  readonly defaultSort: "id" | "-id";
  /** The list is the same in every organization; naming one that is gone would only fail. */
  readonly isTheSameEverywhere?: boolean;
}

/** What can be made, changed and listed. */
export type CreatableNoun<D extends Identified, E> = ChangeableNoun<D, E> & ListedNoun<D, E>;

/** The names of all fields of `T`; the compiler sees to it that none is missing and none too many. */
export function namesOf<T>(names: Readonly<Record<keyof T, true>>): readonly string[] {
  return Object.keys(names);
}
