import assert from "node:assert/strict";
import { EventEmitter, type TreeView, type TreeViewSelectionChangeEvent } from "vscode";
import type { Node } from "../../../src/explorer/model/nodes.ts";
import { Selection } from "../../../src/explorer/selection.ts";
import { ManualClock } from "../core/manual-clock.ts";

const place = { view: "cvat.tasks", parent: undefined } as const;
const coins: Node = { ...place, kind: "nothingMatches", id: "coins", filter: "" };
const cells: Node = { ...place, kind: "nothingMatches", id: "cells", filter: "" };

/** As much of VS Code's view as a selection hears of. */
class TreeViewDouble implements Pick<TreeView<Node>, "selection" | "onDidChangeSelection"> {
  readonly #changed = new EventEmitter<TreeViewSelectionChangeEvent<Node>>();
  readonly onDidChangeSelection = this.#changed.event;
  selection: readonly Node[] = [];

  select(...selection: readonly Node[]): void {
    this.selection = selection;
    this.#changed.fire({ selection });
  }
}

describe("The rows that are selected", () => {
  let tree: TreeViewDouble;
  let selection: Selection;
  let clock: ManualClock;

  beforeEach(() => {
    tree = new TreeViewDouble();
    clock = new ManualClock();
    selection = new Selection(tree, clock);
  });

  const ids = (isThere: (row: Node) => boolean = () => true) => selection.rows(isThere).map(({ id }) => id);

  it("are those of the view, and none where somebody takes the selection away", () => {
    tree.select(coins);
    assert.deepEqual(ids(), ["coins"]);
    tree.select(coins, cells);
    assert.deepEqual(ids(), ["coins", "cells"]);
    tree.select();
    assert.deepEqual(ids(), []);
  });

  it("stay while all are drawn anew, until VS Code knows the rows", async () => {
    tree.select(coins);
    selection.drawsAll();
    tree.select();
    assert.deepEqual(ids(), ["coins"]);
    selection.hasAll();
    tree.select();
    assert.deepEqual(ids(), ["coins"]);
    await clock.pass(300);
    tree.select();
    assert.deepEqual(ids(), []);
  });

  it("stay also where VS Code told of none of them: it did so while it knew no rows", () => {
    tree.select();
    tree.selection = [coins];
    selection.drawsAll();
    tree.select();
    assert.deepEqual(ids(), ["coins"]);
  });

  it("stay also where all are to be drawn once more before VS Code has got the rows of the first time", async () => {
    tree.select(coins);
    selection.drawsAll();
    selection.hasAll();
    selection.drawsAll();
    await clock.pass(300);
    tree.select();
    assert.deepEqual(ids(), ["coins"]);
    selection.hasAll();
    await clock.pass(300);
    tree.select();
    assert.deepEqual(ids(), []);
  });

  it("are none after Escape also where all were drawn twice, one soon after the other", async () => {
    tree.select(coins);
    selection.drawsAll();
    selection.hasAll();
    await clock.pass(100);
    selection.drawsAll();
    selection.hasAll();
    await clock.pass(600);
    tree.select(cells);
    tree.select();
    assert.deepEqual(ids(), []);
  });

  it("are others where others are selected while all are drawn anew", () => {
    tree.select(coins);
    selection.drawsAll();
    tree.select();
    tree.select(cells);
    tree.select();
    assert.deepEqual(ids(), ["cells"]);
  });

  it("are only those that still are rows", () => {
    tree.select(coins, cells);
    selection.drawsAll();
    tree.select();
    assert.deepEqual(
      ids((row) => row !== coins),
      ["cells"],
    );
  });

  it("are heard of no longer once the view is gone", () => {
    selection.drawsAll();
    selection.dispose();
    tree.select(coins);
    tree.selection = [];
    assert.deepEqual(ids(), []);
  });
});
