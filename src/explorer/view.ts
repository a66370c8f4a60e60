import {
  EventEmitter,
  type Event,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  type CancellationToken,
  window,
} from "vscode";
import type { Kind } from "../objects/index.ts";
import { isOutside, type Scope } from "../organizations/index.ts";
import {
  type BrowseView,
  type Clock,
  type ContextKeys,
  toSignal,
  type ViewContent,
  withCount,
} from "../ui/index.ts";
import { bannerOf, showBanner } from "./banner.ts";
import { toTooltip, toTreeItem } from "./rows/items.ts";
import { quoted } from "./rows/looks.ts";
import { childKinds, isObjectNode, type Node, type ObjectNode, rootKinds } from "./model/nodes.ts";
import type { Tree } from "./model/tree.ts";
import type { Previews } from "./rows/previews.ts";
import { loadingOf } from "./rows/words.ts";
import { Selection } from "./selection.ts";
import type { Standing } from "./standing.ts";

/** Rows older than this, in milliseconds, are read again when they come back to sight. */
const fresh = 60_000;
const minute = 60_000;
/** How often a row is looked for while VS Code gets others. */
const mostReveals = 5;
/** VS Code puts changes off for so long, in milliseconds, to get several at once. */
const putOff = 250;

export interface ViewOptions {
  readonly id: BrowseView;
  readonly keys: ContextKeys;
  readonly clock: Clock;
  readonly previews: Previews;
  /** Rows are handed to VS Code, or come back to sight. */
  readonly onDidShow: (nodes: readonly Node[]) => void;
  /** `undefined` as long as it is not known. */
  readonly standing: () => Standing | undefined;
  /** There are no rows: what is said of that depends on the standing. */
  readonly onDidFindNothing: () => void;
}

/** One of the three views: hands what its tree knows to VS Code, and asks for it only while somebody can see it. */
export class View implements TreeDataProvider<Node> {
  readonly id: BrowseView;
  readonly treeView: TreeView<Node>;
  readonly onDidChangeTreeData: Event<Node | Node[] | undefined>;
  readonly #options: ViewOptions;
  readonly #changes = new EventEmitter<Node | Node[] | undefined>();
  readonly #disposables: readonly { dispose(): unknown }[];
  readonly #selection: Selection;
  /** Parents whose rows VS Code waits for: what changes there is seen when they come. */
  readonly #awaited = new Map<string, number>();
  /** Rows to be drawn when VS Code has got what is under them: it takes no change in between. */
  readonly #later = new Set<ObjectNode>();
  /** Rows to be drawn when what is being done now is done. */
  readonly #soon = new Set<ObjectNode>();
  /** Parents that change too often to be drawn each time. */
  readonly #quiet = new Set<string>();
  #tree: Tree | undefined;
  #scope: Scope | undefined;
  /** VS Code still draws the rows of another account or organization. */
  #foreign = false;
  #triedAt = 0;
  #callOff: (() => void) | undefined;
  #told: { content?: ViewContent; filter?: string; banner?: string } = {};

  constructor(options: ViewOptions) {
    this.#options = options;
    this.id = options.id;
    this.onDidChangeTreeData = this.#changes.event;
    this.treeView = window.createTreeView(options.id, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: options.id !== "cvat.jobs",
    });
    this.#selection = new Selection(this.treeView, options.clock);
    this.#disposables = [
      this.#changes,
      this.treeView,
      this.treeView.onDidChangeVisibility(() => {
        this.#cameBack();
      }),
      this.#selection,
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#cameBack();
      }),
      this.treeView.onDidExpandElement(({ element }) => {
        this.#opened(element);
      }),
      this.treeView.onDidCollapseElement(({ element }) => {
        if (isObjectNode(element)) this.#tree?.setExpanded(element, false);
      }),
    ];
    this.present();
  }

  get tree(): Tree | undefined {
    return this.#tree;
  }

  /** Its rows are there, but could not be read again. */
  get isOutOfDate(): boolean {
    return this.#tree?.branch(undefined)?.failure?.step === "refresh";
  }

  get isVisible(): boolean {
    return this.treeView.visible;
  }

  /** The rows that are selected. */
  get selection(): readonly Node[] {
    return this.#selection.rows((row) => !isObjectNode(row) || this.#tree?.node(row.id) === row);
  }

  /** Shows something else from now on. */
  show(tree: Tree | undefined, scope: Scope | undefined): void {
    if (this.#tree && scope?.key !== this.#scope?.key) this.#foreign = true;
    this.#tree?.dispose();
    this.#tree = tree;
    this.#scope = scope;
    this.#quiet.clear();
    this.present();
    this.#drawAll();
  }

  /** To be told when the rows under a parent changed; without one, those at the top. */
  rowsChanged(parent: ObjectNode | undefined): void {
    if (!parent) this.present();
    if (!parent && this.#tree?.isEmpty === true) this.#options.onDidFindNothing();
    const key = keyOfParent(parent);
    if (this.#awaited.has(key) || this.#quiet.has(key)) return;
    if (parent) this.#changes.fire(parent);
    else this.#drawAll();
  }

  #drawAll(): void {
    this.#selection.drawsAll();
    this.#changes.fire(undefined);
  }

  /** Draws rows anew; those above and below them stay. Several in one go: VS Code puts off all but the first. */
  redraw(nodes: readonly ObjectNode[]): void {
    if (this.#soon.size === 0 && nodes.length > 0) {
      queueMicrotask(() => {
        const rows = [...this.#soon];
        this.#soon.clear();
        this.#redraw(rows);
      });
    }
    for (const node of nodes) this.#soon.add(node);
  }

  #redraw(nodes: readonly ObjectNode[]): void {
    const own = nodes.filter((node) => node.view === this.id && this.#tree?.node(node.id) === node);
    const now = own.filter((node) => !this.#awaited.has(node.id));
    for (const node of own) if (this.#awaited.has(node.id)) this.#later.add(node);
    if (now.length > 0) this.#changes.fire(now);
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    try {
      return await this.#children(parent);
    } finally {
      if (!parent) this.#selection.hasAll();
    }
  }

  async #children(parent: Node | undefined): Promise<Node[]> {
    const tree = this.#tree;
    if (!tree || (parent && !isObjectNode(parent))) return [];
    if (!parent && this.#foreign) return this.#nothingYet();
    if (parent) tree.setExpanded(parent, true);
    await this.#awaiting(parent, async () => {
      // What is there already is handed out as it is, and gets no newer by that.
      if (tree.branch(parent)?.readAt === undefined) this.#tried(parent);
      await tree.load(parent);
    });
    if (tree !== this.#tree) return [];
    const rows = tree.rows(parent);
    this.#options.onDidShow(rows);
    return rows;
  }

  /** VS Code draws what it has until it is given something else: rows of before must not stand there until then. */
  #nothingYet(): Node[] {
    this.#foreign = false;
    this.#options.clock.after(0, () => {
      this.#drawAll();
    });
    return [];
  }

  getTreeItem(node: Node): TreeItem {
    const row = isObjectNode(node) ? node : undefined;
    const isPinned = row !== undefined && this.#tree?.isPinned(row) === true;
    const isExpanded = row !== undefined && this.#tree?.isExpanded(row) === true;
    const choice = isPinned ? this.#scope?.organization : undefined;
    const isElsewhere =
      choice !== undefined && row !== undefined && isOutside(choice, row.shown.object.entity);
    return toTreeItem(node, { isPinned, isExpanded, isOutside: isElsewhere });
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  async resolveTreeItem(item: TreeItem, node: Node, token: CancellationToken): Promise<TreeItem> {
    if (!isObjectNode(node)) return item;
    const cancelled = toSignal(token);
    try {
      const picture = await this.#options.previews.get(node.shown.object, cancelled.signal);
      item.tooltip = toTooltip(node.shown, this.tree?.isPinned(node) === true, picture);
      return item;
    } finally {
      cancelled.dispose();
    }
  }

  /** Reads again what is there, under a parent or in the whole view. Out of sight it waits until it is seen. */
  async refresh(parent?: ObjectNode): Promise<void> {
    const tree = this.#tree;
    if (!tree) return;
    if (!this.isVisible) {
      this.#triedAt = 0;
      return;
    }
    this.#tried(parent);
    await this.#showProgress(tree.refresh(parent));
  }

  /** Does again what failed under a parent. */
  async retry(parent: ObjectNode | undefined): Promise<void> {
    const failure = this.#tree?.branch(parent)?.failure;
    if (failure?.step === "more") await this.loadMore(parent);
    else if (failure) await this.refresh(parent);
  }

  async loadMore(parent: ObjectNode | undefined): Promise<void> {
    const tree = this.#tree;
    const branch = tree?.branch(parent);
    if (!tree || !branch) return;
    await this.#stayingThere(parent, () => this.#showProgress(branch.more(tree.signal(parent))));
  }

  /** Reads all rows under a parent; what came stays when it is cancelled or fails. */
  async loadAll(parent: ObjectNode | undefined): Promise<void> {
    const tree = this.#tree;
    const branch = tree?.branch(parent);
    if (!tree || !branch) return;
    const key = keyOfParent(parent);
    const work = async (stop: AbortSignal, onProgress: (loaded: number) => void): Promise<void> => {
      this.#quiet.add(key);
      try {
        onProgress(branch.ids.length);
        await branch.all(AbortSignal.any([stop, tree.signal(parent)]), onProgress);
      } finally {
        this.#quiet.delete(key);
        if (tree === this.#tree) this.rowsChanged(parent);
      }
    };
    const title = loadingOf(kindBelow(parent, this.id));
    await this.#stayingThere(parent, () =>
      withCount(this.#options.clock, { title, total: branch.total, work }),
    );
  }

  /**
   * Brings a row into sight and selects it. VS Code looks for it among the rows that it has, and gives up when it has not
   * got the newest yet: it is asked again then.
   */
  async reveal(row: ObjectNode): Promise<void> {
    for (let tries = 1; this.#tree?.node(row.id) === row; tries += 1) {
      try {
        await this.treeView.reveal(row, { select: true, focus: true });
        return;
      } catch (error) {
        if (tries === mostReveals) throw error;
        await new Promise<void>((resolve) => this.#options.clock.after(putOff, resolve));
      }
    }
  }

  /** Has the server look for a text; an empty one shows everything. */
  setFilter(filter: string): void {
    if (this.#tree && this.#tree.filter !== filter) this.#tree.setFilter(filter);
  }

  dispose(): void {
    this.#callOff?.();
    this.#tree?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #awaiting(parent: Node | undefined, work: () => Promise<void>): Promise<void> {
    const key = keyOfParent(parent);
    this.#awaited.set(key, (this.#awaited.get(key) ?? 0) + 1);
    try {
      await work();
    } finally {
      const left = (this.#awaited.get(key) ?? 1) - 1;
      if (left > 0) this.#awaited.set(key, left);
      else this.#awaited.delete(key);
      if (this.#later.size > 0) {
        this.#options.clock.after(0, () => {
          const rows = [...this.#later];
          this.#later.clear();
          this.redraw(rows);
        });
      }
    }
  }

  /** After more was read, the first of the new rows is selected if the row that asked for them was. */
  async #stayingThere(parent: ObjectNode | undefined, work: () => Promise<void>): Promise<void> {
    const tree = this.#tree;
    const known = new Set(tree?.branch(parent)?.ids);
    const [selected] = this.selection;
    await work();
    if (selected?.kind !== "loadMore" && selected?.kind !== "error") return;
    if (!tree || tree !== this.#tree || selected.parent !== parent) return;
    const first = tree
      .rows(parent)
      .filter(isObjectNode)
      .find((row) => !known.has(row.shown.object.entity.id) && !tree.isPinned(row));
    if (first) await this.reveal(first);
  }

  async #showProgress(work: Promise<void>): Promise<void> {
    await window.withProgress({ location: { viewId: this.id } }, () => work);
  }

  /** VS Code keeps what was under a row, and does not ask for it again. */
  #opened(element: Node): void {
    if (!isObjectNode(element) || !this.#tree) return;
    this.#tree.setExpanded(element, true);
    this.#options.onDidShow(this.#tree.rows(element));
  }

  #tried(parent: Node | undefined): void {
    if (!parent) this.#triedAt = this.#options.clock.now();
  }

  #cameBack(): void {
    this.present();
    if (!this.isVisible || !this.#tree) return;
    this.#options.onDidShow(this.#tree.rows(undefined));
    const top = this.#tree.branch(undefined);
    const known = top?.readAt !== undefined || top?.failure !== undefined;
    // What was never read is asked for by VS Code itself.
    if (known && this.#options.clock.now() - this.#triedAt >= fresh) void this.refresh();
  }

  /** Brings what stands around the rows up to date. */
  present(): void {
    const { keys, clock } = this.#options;
    const [tree, scope, standing] = [this.#tree, this.#scope, this.#options.standing()];
    const filter = tree?.filter ?? "";
    const content = contentOf(tree, standing);
    const banner = tree && scope && bannerOf(this.id, tree, { scope, standing, now: clock.now() });
    const told = { content, filter, banner: JSON.stringify(banner) };
    if (this.#told.content !== content) keys.set(`${this.id}.content`, content);
    if (this.#told.filter !== filter) {
      keys.set(`${this.id}.filtered`, filter !== "");
      this.treeView.description = filter === "" ? "" : quoted(filter);
    }
    if (this.#told.banner !== told.banner) showBanner(this.treeView, banner);
    this.#told = told;
    this.#callOff?.();
    // It says how long ago.
    this.#callOff =
      banner && this.isVisible
        ? clock.after(minute, () => {
            this.present();
          })
        : undefined;
  }
}

function keyOfParent(parent: Node | undefined): string {
  return parent?.id ?? "";
}

function kindBelow(parent: ObjectNode | undefined, view: BrowseView): Kind {
  return (parent ? childKinds[parent.kind] : undefined) ?? rootKinds[view];
}

function contentOf(tree: Tree | undefined, standing: Standing | undefined): ViewContent {
  if (tree?.isEmpty === true) return standing ? "empty" : "loading";
  const top = tree?.branch(undefined);
  return top?.readAt === undefined && top?.failure === undefined ? "loading" : "rows";
}
