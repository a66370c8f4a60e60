import type { Disposable, TreeView } from "vscode";
import type { Clock } from "../ui/index.ts";
import type { Node } from "./model/nodes.ts";

/** How long VS Code may take, in milliseconds, from the rows that it is handed to the selection that it tells of. */
const settling = 300;

/** As much of a view as it takes. */
type Selecting = Pick<TreeView<Node>, "selection" | "onDidChangeSelection">;

/**
 * The rows that are selected. While VS Code is given all rows anew it knows none of them, and says that none is selected:
 * a key that is pressed in between is meant for those that were.
 */
export class Selection implements Disposable {
  readonly #treeView: Selecting;
  readonly #clock: Clock;
  readonly #listening: Disposable;
  /** What was selected when it was last known, while all is drawn anew. */
  #last: readonly Node[] = [];
  /** Drawings that are not at their end. */
  #drawing = 0;
  /** Those of them whose rows VS Code has been handed. */
  #settling = 0;

  constructor(treeView: Selecting, clock: Clock) {
    this.#treeView = treeView;
    this.#clock = clock;
    this.#listening = treeView.onDidChangeSelection(({ selection }) => {
      if (selection.length > 0) this.#last = selection;
    });
  }

  /** @param isThere whether a row still is one */
  rows(isThere: (row: Node) => boolean): readonly Node[] {
    const { selection } = this.#treeView;
    return selection.length > 0 || this.#drawing === 0 ? selection : this.#last.filter(isThere);
  }

  /** To be told when VS Code is to ask for all rows, before it is. */
  drawsAll(): void {
    if (this.#drawing === 0) this.#last = this.#treeView.selection;
    this.#drawing += 1;
  }

  /** To be told when VS Code is handed the rows: it knows them a moment later, and tells of it another moment later. */
  hasAll(): void {
    // What is told of already, and only waits for its moment, is counted once.
    const drawn = this.#drawing - this.#settling;
    this.#settling += drawn;
    this.#clock.after(settling, () => {
      this.#drawing -= drawn;
      this.#settling -= drawn;
    });
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
