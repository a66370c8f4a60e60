import { type CvatObject, keyOf, type Kind, type ObjectKey, titleOf } from "../objects/index.ts";
import type { Denial } from "../permissions/index.ts";

/** An object as it was when the removal began: rows, and what they show, may change until the person has answered. */
export interface Doomed {
  readonly key: ObjectKey;
  readonly kind: Kind;
  readonly id: number;
  /** As people read it: one line, never empty. */
  readonly title: string;
  readonly object: CvatObject;
}

export interface Denied {
  readonly doomed: Doomed;
  readonly denial: Denial;
}

export interface Choice {
  readonly doomed: readonly Doomed[];
  /** What may not be removed, and does not go along either. */
  readonly denied: readonly Denied[];
}

export function doomedOf(object: CvatObject): Doomed {
  const { kind, entity } = object;
  return { key: keyOf(object), kind, id: entity.id, title: titleOf(object), object };
}

export interface Judge {
  /** What a row of this window shows of that kind and number. */
  readonly known: (key: ObjectKey) => CvatObject | undefined;
  readonly whyNot: (object: CvatObject) => Denial | undefined;
}

/** What is to be removed of what was chosen, each once: what lies in another one of them goes along with that. */
export function choose(objects: readonly CvatObject[], { known, whyNot }: Judge): Choice {
  const all = [...new Map(ours(objects, known).map((object) => [keyOf(object), doomedOf(object)])).values()];
  const judged = all.map((doomed) => ({ doomed, denial: whyNot(doomed.object) }));
  const going = new Set(judged.filter(({ denial }) => !denial).map(({ doomed }) => doomed.key));
  const onTheirOwn = judged.filter(({ doomed }) => !above(doomed.object).some((key) => going.has(key)));
  return {
    doomed: onTheirOwn.filter(({ denial }) => !denial).map(({ doomed }) => doomed),
    denied: onTheirOwn.flatMap(({ doomed, denial }) => (denial ? [{ doomed, denial }] : [])),
  };
}

/**
 * Of several only those that rows show, and as they show them: anybody can call a command with what looks like rows, and
 * many are not read again. One alone may come from a picker without a row; it is read again.
 */
function ours(objects: readonly CvatObject[], known: Judge["known"]): readonly CvatObject[] {
  const [only, another] = objects;
  if (only && !another) return [known(keyOf(only)) ?? only];
  return objects.flatMap((object) => known(keyOf(object)) ?? []);
}

function above({ kind, entity }: CvatObject): readonly ObjectKey[] {
  if (kind === "project") return [];
  const project: readonly ObjectKey[] = entity.project_id === null ? [] : [`project:${entity.project_id}`];
  return kind === "task" ? project : [`task:${entity.task_id}`, ...project];
}
