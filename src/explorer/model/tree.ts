import { type Client, unlessAborted } from "../../core/index.ts";
import { type CvatObject, isWithin, keyOf, type ObjectKey } from "../../objects/index.ts";
import type { BrowseView } from "../../ui/index.ts";
import { Branch } from "./branch.ts";
import { aboveOf } from "./changes.ts";
import { childLoader, type Loader, type Row, topLoader } from "./loaders.ts";
import { childKinds, type DraftRow, type Node, type ObjectNode, rootKinds } from "./nodes.ts";
import type { Objects } from "./objects.ts";

const pageSize = 100;
/** At most so many pages are read to come to a row. */
const mostPagesUpTo = 5;

export interface TreeOptions {
  readonly view: BrowseView;
  /** Whose rows these are: stands in their ids. */
  readonly account: string;
  readonly client: Client;
  readonly objects: Objects;
  /** Ends with what the tree shows. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** The rows under a parent changed; without one, those at the top. */
  readonly changed: (parent: ObjectNode | undefined) => void;
  readonly failed: (error: unknown, parent: ObjectNode | undefined) => void;
}

/** What one view shows of one account and organization: what was read of it, and how that lies in rows. */
export class Tree {
  readonly #options: TreeOptions;
  readonly #nodes = new Map<string, ObjectNode>();
  readonly #branches = new Map<string, Branch<Row>>();
  readonly #expanded = new Set<string>();
  /** Were not read again when what is above them was. */
  readonly #stale = new Set<string>();
  /** Ids of rows that stand at the top though they were not read there. */
  #pinned: readonly string[] = [];
  #drafts: readonly DraftRow[] = [];
  #filter: string;
  /** Ends with the filter. */
  #top = new AbortController();

  constructor(options: TreeOptions, filter: string) {
    this.#options = options;
    this.#filter = filter;
  }

  get filter(): string {
    return this.#filter;
  }

  /** Asks the server for other rows at the top. */
  setFilter(filter: string): void {
    const before = this.#branches.get("");
    this.#top.abort();
    this.#top = new AbortController();
    this.#filter = filter;
    this.#branches.delete("");
    // A row that comes back is as open as it was.
    const expanded = [...this.#expanded];
    for (const id of before?.ids ?? []) this.#forgetRow(undefined, id);
    for (const id of expanded) this.#expanded.add(id);
    this.#options.changed(undefined);
  }

  /** Has what is not saved stand before everything else. */
  setDrafts(drafts: readonly DraftRow[]): void {
    if (drafts.length === 0 && this.#drafts.length === 0) return;
    this.#drafts = drafts;
    this.#options.changed(undefined);
  }

  /** What is known of the rows under a parent. */
  branch(parent: ObjectNode | undefined): Branch<Row> | undefined {
    const id = parent?.id ?? "";
    const known = this.#branches.get(id);
    if (known) return known;
    const loader = this.#loader(parent);
    if (!loader || (parent && this.#nodes.get(id) !== parent)) return undefined;
    const branch = this.#makeBranch(parent, loader);
    this.#branches.set(id, branch);
    return branch;
  }

  /** Ends when the rows under a parent are to be stopped: with the tree, and at the top with the filter. */
  signal(parent: ObjectNode | undefined): AbortSignal {
    return parent ? this.#options.signal : AbortSignal.any([this.#options.signal, this.#top.signal]);
  }

  /** The rows under a parent as far as they are known. */
  rows(parent: ObjectNode | undefined): Node[] {
    const branch = this.branch(parent);
    const loader = this.#loader(parent);
    if (!branch || !loader) return [];
    const own = branch.ids.flatMap((id) => this.#nodes.get(this.#idOf(parent, loader.kind, id)) ?? []);
    const pinned = parent ? [] : this.#pinned.flatMap((id) => this.#nodes.get(id) ?? []);
    const failure = this.#errorRow(parent, loader, branch);
    const rows: Node[] = [...pinned, ...own];
    if (failure && branch.failure?.step === "refresh") rows.unshift(failure);
    else if (failure) rows.push(failure);
    if (branch.hasMore && branch.failure?.step !== "more") {
      rows.push({
        ...this.#place(parent, "more"),
        kind: "loadMore",
        loaded: branch.ids.length,
        total: branch.total,
      });
    }
    if (!parent) rows.unshift(...this.#draftRows());
    if (!parent && own.length === 0 && branch.readAt !== undefined && this.#filter !== "") {
      rows.push({ ...this.#place(parent, "nothing"), kind: "nothingMatches", filter: this.#filter });
    }
    return rows;
  }

  /** Nothing is there, and that is no matter of a filter or of trouble. */
  get isEmpty(): boolean {
    const top = this.branch(undefined);
    const isBare = this.#pinned.length === 0 && this.#drafts.length === 0 && this.#filter === "";
    return top?.readAt !== undefined && top.total === 0 && isBare;
  }

  node(id: string): ObjectNode | undefined {
    return this.#nodes.get(id);
  }

  /** The row of an object under a parent, if it was read. */
  find(parent: ObjectNode | undefined, object: CvatObject): ObjectNode | undefined {
    return this.#nodes.get(this.#idOf(parent, object.kind, object.entity.id));
  }

  /**
   * Reads the rows under a parent, if that was not done; what failed waits to be tried again on purpose. Rows that are
   * out of date are read again meanwhile.
   */
  async load(parent: ObjectNode | undefined): Promise<void> {
    const branch = this.branch(parent);
    if (!branch) return;
    if (parent && this.#stale.delete(parent.id)) void branch.refresh(this.signal(parent));
    else if (!branch.failure) await branch.read(this.signal(parent));
  }

  /**
   * The row of an object under a parent, for which pages up to it are read; `undefined` if there are too many before it,
   * or if it is not there.
   */
  async readUpTo(
    parent: ObjectNode | undefined,
    object: CvatObject,
    signal: AbortSignal,
  ): Promise<ObjectNode | undefined> {
    const branch = this.branch(parent);
    const loader = this.#loader(parent);
    if (!branch || loader?.kind !== object.kind) return undefined;
    const { id } = object.entity;
    // The first page is the view's own reading: only the waiting for it ends with the caller.
    await unlessAborted(branch.read(this.signal(parent)), signal);
    const before = branch.isBefore(id) ? await loader.countBefore(id, signal) : 0;
    const rows = before + 1 - branch.ids.length;
    if (rows > mostPagesUpTo * pageSize) return undefined;
    // Others may add rows meanwhile: one page more than there seemed to be.
    for (let page = 0; page * pageSize <= rows + pageSize && branch.isBefore(id); page += 1) {
      await branch.more(AbortSignal.any([signal, this.signal(parent)]));
    }
    if (branch.failure) throw branch.failure.error;
    return this.find(parent, object);
  }

  /** Reads again what was read under a parent, and under its open rows; closed ones wait until they are opened. */
  async refresh(parent: ObjectNode | undefined): Promise<void> {
    const open: (ObjectNode | undefined)[] = parent ? [] : [undefined];
    for (const node of this.#readRows(parent)) {
      if (this.#isOpen(node)) open.push(node);
      else this.#stale.add(node.id);
    }
    await Promise.all(open.map(async (one) => this.branch(one)?.refresh(this.signal(one))));
  }

  setExpanded(node: ObjectNode, expanded: boolean): void {
    if (expanded) this.#expanded.add(node.id);
    else this.#expanded.delete(node.id);
  }

  /** Whether a row is open, or was when it was last there: a filter may have left it out since. */
  isExpanded(node: ObjectNode): boolean {
    return this.#expanded.has(node.id);
  }

  /** Whether a row can be seen if its view can: nothing above it is closed. */
  isUncovered(node: ObjectNode): boolean {
    return node.parent === undefined || this.#isOpen(node.parent);
  }

  isPinned(node: ObjectNode): boolean {
    return this.#pinned.includes(node.id);
  }

  /** Gives an object a row of its own at the top. */
  pin(object: CvatObject): ObjectNode | undefined {
    if (object.kind !== rootKinds[this.#options.view]) return undefined;
    this.#options.objects.put([object]);
    const node = this.#makeNode(undefined, object);
    if (!this.#isInTop(node)) this.#pinned = [node.id, ...this.#pinned.filter((id) => id !== node.id)];
    this.#options.changed(undefined);
    return node;
  }

  unpin(node: ObjectNode): void {
    if (!this.isPinned(node)) return;
    this.#pinned = this.#pinned.filter((id) => id !== node.id);
    this.#forget(node);
    this.#options.changed(undefined);
  }

  /** Gives an object that was just made a row in each place that was read and where it belongs. */
  add(object: CvatObject): void {
    const row: Row = { id: object.entity.id, object };
    const isAtTop = object.kind === rootKinds[this.#options.view] && this.#filter === "";
    if (isAtTop) this.#branches.get("")?.insert(row);
    const above = aboveOf(object);
    if (above === undefined) return;
    for (const { id } of this.#options.objects.rows(above)) this.#branches.get(id)?.insert(row);
  }

  /** Takes out every row of an object that is known to be gone. */
  remove(key: ObjectKey): void {
    for (const branch of this.#branches.values()) branch.exclude(({ object }) => isWithin(object, key));
    for (const row of this.#options.objects.rows(key)) {
      if (this.#nodes.get(row.id) !== row) continue;
      this.unpin(row);
      this.branch(row.parent)?.remove(row.shown.object.entity.id);
    }
  }

  /** Lets go of the objects. */
  dispose(): void {
    this.#top.abort();
    for (const node of this.#nodes.values()) this.#options.objects.detach(node);
    this.#nodes.clear();
    this.#branches.clear();
  }

  #loader(parent: ObjectNode | undefined): Loader | undefined {
    if (parent) return childLoader(parent.shown.object);
    return topLoader(rootKinds[this.#options.view], this.#options.client, this.#filter);
  }

  #makeBranch(parent: ObjectNode | undefined, loader: Loader): Branch<Row> {
    const { objects, now, changed, failed } = this.#options;
    // The parent, or the filter, may go while something is on its way.
    const isLive = () => this.#branches.get(parent?.id ?? "") === branch;
    const branch = new Branch<Row>({
      list: () => (this.#loader(parent) ?? loader).list(),
      order: loader.order,
      now,
      failed: (error) => {
        failed(error, parent);
      },
      asking: () => objects.mark,
      take: (rows, asked) => {
        if (!isLive()) return;
        objects.put(
          rows.map((row) => row.object),
          asked,
        );
        for (const row of rows) this.#makeNode(parent, row.object);
      },
      changed: (gone) => {
        if (!isLive()) return;
        if (!parent) this.#settlePins();
        for (const id of gone) this.#forgetRow(parent, id);
        changed(parent);
      },
    });
    return branch;
  }

  #makeNode(parent: ObjectNode | undefined, object: CvatObject): ObjectNode {
    const id = this.#idOf(parent, object.kind, object.entity.id);
    const known = this.#nodes.get(id);
    if (known) return known;
    const shown = this.#options.objects.get(keyOf(object));
    if (!shown) throw new TypeError(`${id} shows nothing`);
    const node: ObjectNode = { id, view: this.#options.view, parent, kind: object.kind, shown };
    this.#nodes.set(id, node);
    this.#options.objects.attach(node);
    return node;
  }

  #errorRow(parent: ObjectNode | undefined, loader: Loader, branch: Branch<Row>): Node | undefined {
    const { failure } = branch;
    if (!failure) return undefined;
    // The view itself says once that all of it is out of date.
    if (failure.step === "refresh" && this.#branches.get("")?.failure?.step === "refresh") return undefined;
    return { ...this.#place(parent, "error"), kind: "error", children: loader.kind, failure };
  }

  #draftRows(): readonly Node[] {
    return this.#drafts.map((draft) => ({
      ...this.#place(undefined, `draft ${draft.key}`),
      kind: "draft",
      draft,
    }));
  }

  #place(
    parent: ObjectNode | undefined,
    name: string,
  ): { id: string; view: BrowseView; parent: ObjectNode | undefined } {
    return { id: `${this.#parentId(parent)}/${name}`, view: this.#options.view, parent };
  }

  #idOf(parent: ObjectNode | undefined, kind: string, id: number): string {
    return `${this.#parentId(parent)}/${kind} ${id}`;
  }

  #parentId(parent: ObjectNode | undefined): string {
    return parent?.id ?? `${this.#options.view} ${this.#options.account}`;
  }

  #isOpen(node: ObjectNode): boolean {
    return this.isExpanded(node) && this.isUncovered(node);
  }

  #isInTop(node: ObjectNode): boolean {
    return this.#branches.get("")?.ids.includes(node.shown.object.entity.id) === true;
  }

  /** A row that was read at its own place needs none at the top. */
  #settlePins(): void {
    this.#pinned = this.#pinned.filter((id) => {
      const node = this.#nodes.get(id);
      return node && !this.#isInTop(node);
    });
  }

  /** A parent and what is below it, as far as rows were read there. */
  #readRows(parent: ObjectNode | undefined): ObjectNode[] {
    const within = (id: string) => !parent || id === parent.id || id.startsWith(`${parent.id}/`);
    return [...this.#branches.keys()].flatMap((id) => (within(id) ? (this.#nodes.get(id) ?? []) : []));
  }

  #forgetRow(parent: ObjectNode | undefined, id: number): void {
    const kind = parent ? childKinds[parent.kind] : rootKinds[this.#options.view];
    const node = kind && this.#nodes.get(this.#idOf(parent, kind, id));
    if (node && !this.isPinned(node)) this.#forget(node);
  }

  #forget(node: ObjectNode): void {
    const branch = this.#branches.get(node.id);
    this.#branches.delete(node.id);
    this.#stale.delete(node.id);
    this.#expanded.delete(node.id);
    for (const id of branch?.ids ?? []) this.#forgetRow(node, id);
    this.#nodes.delete(node.id);
    this.#options.objects.detach(node);
  }
}
