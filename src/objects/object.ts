import type { Client, Job, Project, Task } from "../core/index.ts";

/** What projects, tasks and jobs have in common. */
export type Kind = "project" | "task" | "job";

/** An object of the server, with its kind beside it. */
export type CvatObject =
  | { readonly kind: "project"; readonly entity: Project }
  | { readonly kind: "task"; readonly entity: Task }
  | { readonly kind: "job"; readonly entity: Job };

export type ObjectKey = `${Kind}:${number}`;

export function keyOf(object: CvatObject): ObjectKey {
  return `${object.kind}:${object.entity.id}`;
}

/** Whether it is that object, or known to go with it when that is removed. */
export function isWithin(object: CvatObject, key: ObjectKey): boolean {
  if (keyOf(object) === key) return true;
  if (object.kind === "project") return false;
  const { project_id } = object.entity;
  if (object.kind === "job" && `task:${object.entity.task_id}` === key) return true;
  return project_id !== null && `project:${project_id}` === key;
}

/** Reads one anew, by its kind and number: one request. */
export async function retrieve(
  client: Client,
  kind: Kind,
  id: number,
  options: { readonly signal: AbortSignal },
): Promise<CvatObject> {
  switch (kind) {
    case "project":
      return { kind, entity: await client.projects.retrieve(id, options) };
    case "task":
      return { kind, entity: await client.tasks.retrieve(id, options) };
    case "job":
      return { kind, entity: await client.jobs.retrieve(id, options) };
  }
}
