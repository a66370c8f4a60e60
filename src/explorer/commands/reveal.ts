import type { Client } from "../../core/index.ts";
import type { CvatObject } from "../../objects/index.ts";
import type { BrowseView } from "../../ui/index.ts";
import { type ObjectNode, rootKinds } from "../model/nodes.ts";
import type { Tree } from "../model/tree.ts";
import type { View } from "../view.ts";

/** The views in which an object has a place; the one that is made for its kind comes first. */
export function placesOf({ kind, entity }: CvatObject): readonly BrowseView[] {
  switch (kind) {
    case "project":
      return ["cvat.projects"];
    case "task":
      return entity.project_id === null ? ["cvat.tasks"] : ["cvat.tasks", "cvat.projects"];
    case "job":
      return entity.project_id === null
        ? ["cvat.jobs", "cvat.tasks"]
        : ["cvat.jobs", "cvat.tasks", "cvat.projects"];
  }
}

/**
 * Shows the row of an object: where it belongs if that is not too far down, else as a row of its own at the top.
 *
 * @throws what the server's answers throw
 */
export async function reveal(
  view: View,
  object: CvatObject,
  client: Client,
  signal: AbortSignal,
): Promise<void> {
  const { tree } = view;
  if (!tree) return;
  const node = await rowFor(tree, view.id, object, client, signal);
  signal.throwIfAborted();
  if (!node || view.tree !== tree) return;
  await view.reveal(node);
}

async function rowFor(
  tree: Tree,
  view: BrowseView,
  object: CvatObject,
  client: Client,
  signal: AbortSignal,
): Promise<ObjectNode | undefined> {
  if (object.kind === rootKinds[view])
    return (await tree.readUpTo(undefined, object, signal)) ?? tree.pin(object);
  const above = await parentOf(object, client, signal);
  if (!above) return undefined;
  const parent = await rowFor(tree, view, above, client, signal);
  if (!parent) return undefined;
  const row = await tree.readUpTo(parent, object, signal);
  // A row far down under its parent is not worth so many pages: the parent is shown.
  return row ?? parent;
}

async function parentOf(
  object: CvatObject,
  client: Client,
  signal: AbortSignal,
): Promise<CvatObject | undefined> {
  switch (object.kind) {
    case "project":
      return undefined;
    case "task": {
      const { project_id } = object.entity;
      if (project_id === null) return undefined;
      return { kind: "project", entity: await client.projects.retrieve(project_id, { signal }) };
    }
    case "job":
      return { kind: "task", entity: await client.tasks.retrieve(object.entity.task_id, { signal }) };
  }
}
