import type { JobData } from "../../core/index.ts";
import type { CvatObject } from "../../objects/index.ts";
import type { Shown } from "./nodes.ts";

interface Person {
  readonly id: number;
  readonly username: string;
}

/** Values that are on their way to the server, under the names by which they are read. */
export interface ExpectedFields {
  readonly name?: string;
  readonly assignee?: Person | null;
  readonly stage?: JobData["stage"];
  readonly state?: JobData["state"];
  readonly subset?: string;
  readonly bug_tracker?: string;
}

/** What stands above an object is called so by now: it was read later than the object. */
export interface NamesAbove {
  readonly task_name?: string;
  readonly project_name?: string;
}

/** A change that is on its way: its rows show the new values meanwhile. */
export interface Expectation {
  /** It is over: rows show what is known of the object. With a refusal, its words stand on them until it is read again. */
  settle(refusal?: string): void;
}

/** The object as its rows show it: with what is expected, or was found out since, in place of what was read. */
export function seenOf(shown: Shown): CvatObject {
  const { object } = shown;
  const expected = { ...shown.namesAbove, ...shown.expected };
  if (Object.keys(expected).length === 0) return object;
  switch (object.kind) {
    case "project":
      return { kind: "project", entity: over(object.entity, expected) };
    case "task":
      return { kind: "task", entity: over(object.entity, expected) };
    case "job":
      return { kind: "job", entity: over(object.entity, expected) };
  }
}

/** Entities cannot be copied: they hold on to their session. */
function over<E extends object>(entity: E, fields: ExpectedFields & NamesAbove): E {
  return new Proxy(entity, {
    get: (target, name): unknown =>
      Object.hasOwn(fields, name) ? Reflect.get(fields, name) : Reflect.get(target, name),
  });
}
