import { type BrowseView, browseViews } from "../../ui/index.ts";
import type { Explorer } from "../explorer.ts";
import { type CvatObject, isObjectNode, type Kind, type Node } from "../model/nodes.ts";
import type { View } from "../view.ts";

/** Lets a person choose objects where none was given, nor is selected. */
export interface ObjectPicker {
  /** `undefined` if nothing was chosen. @param title what is going to be done @param kinds all, if not given */
  pick(title: string, kinds?: readonly Kind[]): Promise<readonly CvatObject[] | undefined>;
}

const kinds = new Set(["project", "task", "job", "loadMore", "error", "nothingMatches"]);

/**
 * What a command is to act on. A row's menu gives the row and the selection; a key gives its view, because nothing else
 * tells which one has the focus; the palette gives nothing.
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
    return this.view(args)?.treeView.selection ?? [];
  }

  /** The view that was given, or was worked in last, if it can be seen. */
  view([first]: readonly unknown[]): View | undefined {
    if (isNode(first)) return this.#explorer.view(first.view);
    if (isView(first)) return this.#explorer.view(first);
    return this.#last?.isVisible === true ? this.#last : undefined;
  }

  /**
   * The objects of the rows, else those that the person picks; `undefined` if there are none.
   *
   * @param kinds what is offered to be picked; rows of other kinds are given all the same
   */
  async objects(
    args: readonly unknown[],
    title: string,
    kinds?: readonly Kind[],
  ): Promise<readonly CvatObject[] | undefined> {
    const rows = this.rows(args);
    if (rows.length === 0) return await this.#picker.pick(title, kinds);
    const objects = rows.filter(isObjectNode).map((node) => node.shown.object);
    return objects.length > 0 ? objects : undefined;
  }
}

function isView(value: unknown): value is BrowseView {
  return browseViews.some((view) => view === value);
}

/** Commands can be called by anybody with anything. */
function isNode(value: unknown): value is Node {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("view" in value)) return false;
  return typeof value.kind === "string" && kinds.has(value.kind) && isView(value.view) && "id" in value;
}
