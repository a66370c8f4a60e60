import type { Disposable } from "vscode";
import type { Session } from "../accounts/index.ts";
import { type Change, UnauthorizedError } from "../core/index.ts";
import { type CvatObject, keyOf, type ObjectKey } from "../objects/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import type { Myself } from "../permissions/index.ts";
import { type BrowseView, browseViews, type Clock, type ContextKeys, troubleOf } from "../ui/index.ts";
import { Above, aboveOf, changedKey, changedObject } from "./model/changes.ts";
import { Creations } from "./model/creations.ts";
import type { Expectation, ExpectedFields } from "./model/expected.ts";
import { type DraftRow, type Node, type ObjectNode } from "./model/nodes.ts";
import { Objects } from "./model/objects.ts";
import { Tree } from "./model/tree.ts";
import { Previews } from "./rows/previews.ts";
import { type Standing, standingIn } from "./standing.ts";
import { View } from "./view.ts";

export interface ExplorerOptions {
  readonly session: Session;
  readonly scopes: Scopes;
  readonly keys: ContextKeys;
  readonly clock: Clock;
  readonly myself: Pick<Myself, "soon" | "of">;
}

/** What is shown of one scope. */
interface Shelf {
  readonly scope: Scope;
  readonly objects: Objects;
  readonly creations: Creations;
  readonly above: Above;
  standing?: Standing;
}

/** The three views and what they have in common: one scope, and the objects that their rows show. */
export class Explorer implements Disposable {
  readonly #options: ExplorerOptions;
  readonly #views: Readonly<Record<BrowseView, View>>;
  readonly #listening: Disposable;
  #shelf: Shelf | undefined;
  #stopHearing: (() => void) | undefined;
  #drafts: readonly DraftRow[] = [];

  constructor(options: ExplorerOptions) {
    this.#options = options;
    const previews = new Previews();
    const make = (id: BrowseView) =>
      new View({
        id,
        keys: options.keys,
        clock: options.clock,
        previews,
        onDidShow: (nodes) => {
          this.#shown(nodes);
        },
        standing: () => this.#shelf?.standing,
        onDidFindNothing: () => void this.#lookAtStanding(),
      });
    this.#views = {
      "cvat.projects": make("cvat.projects"),
      "cvat.tasks": make("cvat.tasks"),
      "cvat.jobs": make("cvat.jobs"),
    };
    this.#listening = options.scopes.onDidChange((scope) => {
      this.#showScope(scope);
    });
    this.#showScope(options.scopes.current);
  }

  get scope(): Scope | undefined {
    return this.#shelf?.scope;
  }

  /** Ends with the scope: an answer for what is no longer shown is dropped. */
  get signal(): AbortSignal {
    return this.#options.scopes.signal;
  }

  view(id: BrowseView): View {
    return this.#views[id];
  }

  get views(): readonly View[] {
    return browseViews.map((id) => this.#views[id]);
  }

  /** Reads again what the views show; those out of sight do it when they are seen. */
  async refresh(views: readonly View[] = this.views): Promise<void> {
    await Promise.all(views.map((view) => view.refresh()));
  }

  /** An object was read, or changed, here: every row that shows it is drawn anew. */
  changed(object: CvatObject): void {
    const shelf = this.#shelf;
    if (!shelf) return;
    // What nobody shows is not kept.
    if (!shelf.objects.get(keyOf(object))) {
      shelf.objects.nameBelow([object]);
      return;
    }
    if (shelf.objects.hasMoved(object)) shelf.above.note(aboveOf(object));
    shelf.creations.forget(keyOf(object));
    shelf.objects.put([object]);
    this.#shown(shelf.objects.rows(keyOf(object)));
  }

  /** An object is gone from the server: its rows go, and those of what was in it. */
  removed(key: ObjectKey): void {
    const shelf = this.#shelf;
    if (!shelf) return;
    const object = shelf.objects.get(key)?.object;
    for (const gone of shelf.objects.within(key)) for (const view of this.views) view.tree?.remove(gone);
    if (object) shelf.above.note(aboveOf(object));
  }

  /** What a row shows of that kind and number, if there is one. */
  known(key: ObjectKey): CvatObject | undefined {
    return this.#shelf?.objects.get(key)?.object;
  }

  /** What was typed into forms and is not saved, each in its view. */
  showDrafts(drafts: readonly DraftRow[]): void {
    this.#drafts = drafts;
    for (const view of this.views) view.tree?.setDrafts(this.#draftsOf(view));
  }

  #draftsOf({ id }: View): readonly DraftRow[] {
    return this.#drafts.filter(({ view }) => view === id);
  }

  /** A change is on its way: the rows of the object show it already. */
  expect(key: ObjectKey, fields: ExpectedFields): Expectation {
    return this.#shelf?.objects.expect(key, fields) ?? { settle: () => undefined };
  }

  /**
   * The part that deals with a refused token or a lost organization hears of it.
   *
   * @returns whether the person is told by that part; other trouble is the caller's
   */
  tell(error: unknown, scope: Scope, isAboutOrganization: boolean): boolean {
    const { session, scopes } = this.#options;
    if (error instanceof UnauthorizedError) {
      session.refused(scope.connection);
      return true;
    }
    const { kind } = troubleOf(error);
    const isOutside = kind === "forbidden" && scope.organization.kind === "organization";
    if (kind === "no-organization" || (isAboutOrganization && isOutside)) scopes.lost(scope);
    return false;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#stopHearing?.();
    for (const view of this.views) view.dispose();
    this.#shelf?.creations.rest();
  }

  #showScope(scope: Scope | undefined): void {
    const { signal } = this.#options.scopes;
    const filters = new Map(this.views.map((view) => [view.id, view.tree?.filter ?? ""]));
    const isSameAccount = scope?.connection.id === this.#shelf?.scope.connection.id;
    this.#shelf?.creations.rest();
    this.#stopHearing?.();
    this.#stopHearing = scope?.connection.client.onDidChange((change) => {
      this.#hear(change);
    });
    this.#shelf = scope && this.#makeShelf(scope, signal);
    for (const view of this.views) {
      const filter = isSameAccount ? (filters.get(view.id) ?? "") : "";
      view.show(this.#shelf && this.#makeTree(view, this.#shelf, signal, filter), scope);
    }
  }

  /** Whoever in this window changed something: a form, a command, a transfer. */
  #hear(change: Change): void {
    const object = changedObject(change);
    const key = changedKey(change);
    if (change.kind === "removed" && key) this.removed(key);
    else if (object && change.kind === "updated") this.changed(object);
    else if (object && change.kind === "created") this.#made(object);
  }

  #made(object: CvatObject): void {
    const shelf = this.#shelf;
    if (!shelf) return;
    const { organization } = shelf.scope;
    const place = organization.kind === "organization" ? organization.id : null;
    // What is not shown here is shown on purpose, as a row of its own.
    if (organization.kind !== "all" && object.entity.organization !== place) return;
    for (const view of this.views) view.tree?.add(object);
    shelf.above.note(aboveOf(object));
  }

  #makeShelf(scope: Scope, signal: AbortSignal): Shelf {
    const objects = new Objects();
    objects.onDidChange((rows) => {
      for (const view of this.views) view.redraw(rows);
    });
    const looking = {
      objects,
      signal,
      clock: this.#options.clock,
      isSeen: (key: ObjectKey) => objects.rows(key).some((row) => this.#isSeen(row)),
      failed: (error: unknown) => {
        this.tell(error, scope, false);
      },
    };
    return { scope, objects, creations: new Creations(looking), above: new Above(looking) };
  }

  #makeTree(view: View, { scope, objects }: Shelf, signal: AbortSignal, filter: string): Tree {
    const { clock } = this.#options;
    const tree = new Tree(
      {
        view: view.id,
        account: scope.connection.id,
        client: scope.client,
        objects,
        signal,
        now: () => clock.now(),
        changed: (parent) => {
          if (view.tree === tree) view.rowsChanged(parent);
        },
        failed: (error, parent) => {
          this.tell(error, scope, parent === undefined);
        },
      },
      filter,
    );
    tree.setDrafts(this.#draftsOf(view));
    return tree;
  }

  #isSeen(row: ObjectNode): boolean {
    const view = this.#views[row.view];
    return view.isVisible && view.tree?.isUncovered(row) === true;
  }

  /** Only where there are no rows anybody needs to know it. */
  async #lookAtStanding(): Promise<void> {
    const shelf = this.#shelf;
    if (!shelf) return;
    const { connection, organization } = shelf.scope;
    const { myself, keys } = this.#options;
    // A slow server is waited for once more: until then what is not known counts as allowed.
    for (const ask of [myself.soon.bind(myself), myself.of.bind(myself)]) {
      const standing = standingIn(organization, await ask(connection, this.signal));
      if (shelf !== this.#shelf) return;
      shelf.standing = standing;
      keys.set("cvat.mayCreate", standing.mayCreate);
      keys.set("cvat.seesAll", standing.seesAll);
      for (const view of this.views) view.present();
    }
  }

  #shown(nodes: readonly Node[]): void {
    this.#shelf?.creations.consider(nodes);
  }
}
