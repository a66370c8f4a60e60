import type { CvatObject, ObjectKey } from "../objects/index.ts";
import type { Subject } from "./rules.ts";

/** An object with what it lies in, as far as that is known. */
export function withAbove(
  object: CvatObject,
  known: (key: ObjectKey) => CvatObject | undefined,
): Extract<Subject, { kind: CvatObject["kind"] }> {
  if (object.kind === "project") return object;
  const { project_id } = object.entity;
  const above = project_id === null ? undefined : known(`project:${project_id}`);
  const project = above?.kind === "project" ? above.entity : undefined;
  if (object.kind === "task") return { ...object, project };
  const task = known(`task:${object.entity.task_id}`);
  return { ...object, project, task: task?.kind === "task" ? task.entity : undefined };
}
