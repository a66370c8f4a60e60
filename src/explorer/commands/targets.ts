import type { CvatObject, Kind } from "../../objects/index.ts";
import { type BrowseView, browseViews } from "../../ui/index.ts";
import type { Explorer } from "../explorer.ts";
import { isObjectNode, type Node } from "../model/nodes.ts";
import type { View } from "../view.ts";

/** What is selected in a view. */
export interface SelectedObjects {
  readonly view: BrowseView;
  readonly objects: readonly CvatObject[];
}

/** Which of several steps it is. */
export interface StepCount {
  readonly step: number;
  readonly totalSteps: number;
}

/** Lets a person choose objects where nothing tells which ones are meant. */
export interface ObjectPicker {
  /**
   * `undefined` if nothing was chosen.
   *
   * @param title what is going to be done
   * @param kinds all, if not given
   * @param selected what is offered first
   * @param count if it is one of several: a back button leads to the one before, with nothing chosen
   */
  pick(
    title: string,
    kinds?: readonly Kind[],
    selected?: readonly SelectedObjects[],
    count?: StepCount,
  ): Promise<readonly CvatObject[] | undefined>;
}

const kinds = new Set(["project", "task", "job", "loadMore", "error", "nothingMatches", "draft"]);

/**
 * What a command is to act on. A row's menu gives the row and the selection; a key gives its view, because nothing else
 * tells which one has the focus. The palette gives nothing, and VS Code does not tell which row has the focus, which
 * arrow keys move without selecting: what is selected is offered then, and never taken for granted.
 */
export class Targets {
  readonly #explorer: Explorer;
  readonly #picker: ObjectPicker;
  /** The view in which something was selected last. */
  #last: View | undefined;

  constructor(explorer: Explorer, picker: ObjectPicker) {
    this.#explorer = explorer;
    this.#picker = picker;
    for (const view of explorer.views) {
      view.treeView.onDidChangeSelection(() => {
        this.#last = view;
      });
    }
  }

  /** The rows that were given, or are selected. */
  rows(args: readonly unknown[]): readonly Node[] {
    const [first, all] = args;
    if (isNode(first)) {
      const selection = Array.isArray(all) ? all.filter(isNode) : [];
      return selection.includes(first) ? selection : [first];
    }
    return this.view(args)?.selection ?? [];
  }

  /** The view that was given, or was worked in last, if it can be seen. */
  view([first]: readonly unknown[]): View | undefined {
    if (isNode(first)) return this.#explorer.view(first.view);
    if (isView(first)) return this.#explorer.view(first);
    return this.#last?.isVisible === true ? this.#last : undefined;
  }

  /**
   * The objects of the rows that were given, else those that the person picks; `undefined` if there are none.
   *
   * @param kinds what is offered to be picked; rows of other kinds are given all the same
   */
  async objects(
    args: readonly unknown[],
    title: string,
    kinds?: readonly Kind[],
  ): Promise<readonly CvatObject[] | undefined> {
    const [first] = args;
    if (!isNode(first) && !isView(first)) return await this.#picker.pick(title, kinds, this.#selected());
    // A key acts on the row that has the focus. Enter on Load More is over when the row is gone: it asks for nothing else.
    const objects = objectsOf(this.rows(args));
    return objects.length > 0 ? objects : undefined;
  }

  /** What is selected where it can be seen, what was selected last first. */
  #selected(): readonly SelectedObjects[] {
    const views = this.#explorer.views.filter(({ isVisible }) => isVisible);
    const inOrder = views.sort((one, other) => Number(other === this.#last) - Number(one === this.#last));
    return inOrder
      .map(({ id, selection }) => ({ view: id, objects: objectsOf(selection) }))
      .filter(({ objects }) => objects.length > 0);
  }
}

function objectsOf(rows: readonly Node[]): readonly CvatObject[] {
  return rows.filter(isObjectNode).map((node) => node.shown.object);
}

function isView(value: unknown): value is BrowseView {
  return browseViews.some((view) => view === value);
}

/** Commands can be called by anybody with anything. */
function isNode(value: unknown): value is Node {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("view" in value)) return false;
  return typeof value.kind === "string" && kinds.has(value.kind) && isView(value.view) && "id" in value;
}
