import type { JobPatch } from "../core/index.ts";
import { type ExpectedFields } from "../explorer/index.ts";
import {
  type CvatObject,
  keyOf,
  type NamedPatch,
  type ObjectKey,
  saveableJob,
  saveableNamed,
} from "../objects/index.ts";
import type { Action } from "../permissions/index.ts";
import { save, type SaveOutcome } from "../saving/index.ts";

/** One object and what is to become of it. */
export interface Edit {
  readonly action: Extract<Action, "rename" | "assign" | "setState" | "setStage" | "edit">;
  readonly object: CvatObject;
  /** What the person saw; the object itself may be brought up to date in its place. */
  readonly started: ExpectedFields;
  readonly wanted: ExpectedFields;
  /** It takes another one back. */
  readonly isWayBack?: boolean;
}

export function keyOfEdit({ object }: Edit): ObjectKey {
  return keyOf(object);
}

/** What an object holds just now of the fields that are to be changed. */
export function valuesOf(object: CvatObject, fields: ExpectedFields): ExpectedFields {
  const { assignee } = object.entity;
  const person = assignee && { id: assignee.id, username: assignee.username };
  return {
    ...("assignee" in fields && { assignee: person }),
    ...("name" in fields && object.kind !== "job" && { name: object.entity.name }),
    ...("stage" in fields && object.kind === "job" && { stage: object.entity.stage }),
    ...("state" in fields && object.kind === "job" && { state: object.entity.state }),
  };
}

/**
 * What was really changed: what the server had already is not taken back.
 *
 * @param sent the names under which it was sent
 */
export function onlySent(edit: Edit, sent: readonly string[]): Edit {
  const names = sent.map((name) => (name === "assignee_id" ? "assignee" : name));
  const started = { ...edit.started };
  const wanted = { ...edit.wanted };
  for (const name of Object.keys(wanted)) {
    if (names.includes(name)) continue;
    // Another stage takes the state with it, on the way back as well: it stays what it was beside.
    if (name === "state" && names.includes("stage")) {
      Object.assign(started, { state: wanted.state });
      continue;
    }
    Reflect.deleteProperty(started, name);
    Reflect.deleteProperty(wanted, name);
  }
  return { ...edit, started, wanted };
}

/** The way back; it is gone only as long as the values are still those that were set. */
export function inverseOf(edit: Edit): Edit {
  return { ...edit, started: edit.wanted, wanted: edit.started, isWayBack: edit.isWayBack !== true };
}

/**
 * @param signal ends it as long as nothing is sent
 * @throws what the server's answers throw, and the signal's reason
 */
export async function apply({ object, started, wanted }: Edit, signal?: AbortSignal): Promise<SaveOutcome> {
  switch (object.kind) {
    case "project":
    case "task":
      return await save(saveableNamed(object.entity), namedPatch(started), namedPatch(wanted), { signal });
    case "job": {
      const patch = jobPatch(wanted);
      return await save(saveableJob(object.entity, patch), jobPatch(started), patch, { signal });
    }
  }
}

function namedPatch({ name, assignee, bug_tracker, subset }: ExpectedFields): NamedPatch {
  return {
    ...(bug_tracker !== undefined && { bug_tracker }),
    ...(subset !== undefined && { subset }),
    ...(name !== undefined && { name }),
    ...(assignee !== undefined && { assignee_id: assignee?.id ?? null }),
  };
}

function jobPatch({ assignee, stage, state }: ExpectedFields): JobPatch {
  return {
    ...(assignee !== undefined && { assignee: assignee?.id ?? null }),
    ...(stage !== undefined && { stage }),
    ...(state !== undefined && { state }),
  };
}
