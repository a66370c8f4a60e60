import assert from "node:assert/strict";
import { isObjectNode, type Node, type ObjectNode } from "../../../src/explorer/model/nodes.ts";
import { Objects } from "../../../src/explorer/model/objects.ts";
import { Tree } from "../../../src/explorer/model/tree.ts";
import type { BrowseView } from "../../../src/ui/index.ts";
import type { SmallWorld } from "./small-world.ts";

interface Shown {
  readonly tree: Tree;
  readonly objects: Objects;
  readonly changed: string[];
  readonly errors: unknown[];
  readonly gone: AbortController;
}

export function treeOf(world: SmallWorld, view: BrowseView, objects = new Objects()): Shown {
  const changed: string[] = [];
  const errors: unknown[] = [];
  const gone = new AbortController();
  const tree = new Tree(
    {
      view,
      account: "https://cvat.example.org alice",
      client: world.client,
      objects,
      signal: gone.signal,
      now: () => 1,
      changed: (parent) => changed.push(parent?.id ?? "top"),
      failed: (error) => errors.push(error),
    },
    "",
  );
  return { tree, objects, changed, errors, gone };
}

export function names(nodes: readonly Node[]): string[] {
  return nodes.map((node) => (isObjectNode(node) ? node.shown.key : node.kind));
}

export async function load(tree: Tree, parent?: ObjectNode): Promise<string[]> {
  await tree.load(parent);
  return names(tree.rows(parent));
}

export function row(tree: Tree, key: string, parent?: ObjectNode): ObjectNode {
  const found = tree.rows(parent).find((node) => isObjectNode(node) && node.shown.key === key);
  assert.ok(found && isObjectNode(found), `there is no row ${key}`);
  return found;
}
