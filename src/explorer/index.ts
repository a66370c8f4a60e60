import { Disposable } from "vscode";
import type { Session } from "../accounts/index.ts";
import type { CvatObject, Kind, ObjectKey } from "../objects/index.ts";
import type { Scopes } from "../organizations/index.ts";
import type { Myself } from "../permissions/index.ts";
import type { BrowseView, Clock, Commands, ContextKeys, Notifications } from "../ui/index.ts";
import { Explorer } from "./explorer.ts";
import type { Expectation, ExpectedFields } from "./model/expected.ts";
import type { DraftRow } from "./model/nodes.ts";
import { ObjectCommands } from "./commands/object-commands.ts";
import { reveal } from "./commands/reveal.ts";
import { type ObjectPicker, Targets } from "./commands/targets.ts";
import { ViewCommands } from "./commands/view-commands.ts";

export type { Expectation, ExpectedFields } from "./model/expected.ts";
export type { DraftRow } from "./model/nodes.ts";
export { copyIds, copyLinks, openInBrowser } from "./commands/object-commands.ts";
export { placesOf } from "./commands/reveal.ts";
export type { ObjectPicker, SelectedObjects, StepCount } from "./commands/targets.ts";
export { jobIcon, looksOfObject } from "./rows/looks.ts";

export interface ExplorerNeeds {
  readonly session: Session;
  readonly scopes: Scopes;
  readonly commands: Pick<Commands, "register">;
  readonly contextKeys: ContextKeys;
  readonly notifications: Notifications;
  readonly clock: Clock;
  /** Asked where a command is given no row, and none is selected. */
  readonly picker: ObjectPicker;
  readonly myself: Pick<Myself, "soon" | "of">;
}

export interface ExplorerFeature {
  /** Shows the row of an object in a view where it has a place. */
  reveal(object: CvatObject, view: BrowseView, signal: AbortSignal): Promise<void>;
  /** What a command is to act on: the rows that it was given, or those selected, else what the person picks. */
  objects(
    args: readonly unknown[],
    title: string,
    kinds?: readonly Kind[],
  ): Promise<readonly CvatObject[] | undefined>;
  /** What a row shows of that kind and number, if there is one. */
  known(key: ObjectKey): CvatObject | undefined;
  /** Has the rows of an object show what is on its way to the server. */
  expect(key: ObjectKey, fields: ExpectedFields): Expectation;
  /** Shows rows for what was typed into forms and is not saved. */
  showDrafts(drafts: readonly DraftRow[]): void;
  /** The drafts whose rows a command was given. */
  drafts(args: readonly unknown[]): readonly DraftRow[];
  /** To be told when an object was found to be gone, removed by somebody else. What this window removes is heard of. */
  removed(key: ObjectKey): void;
  dispose(): void;
}

export function registerExplorer(needs: ExplorerNeeds): ExplorerFeature {
  const { session, scopes, contextKeys: keys, clock, myself } = needs;
  const explorer = new Explorer({ session, scopes, keys, clock, myself });
  const targets = new Targets(explorer, needs.picker);
  const registered = Disposable.from(
    explorer,
    needs.commands.register({
      ...new ObjectCommands(explorer, targets, needs.notifications).handlers,
      ...new ViewCommands(explorer, targets).handlers,
    }),
  );
  return {
    reveal: async (object, view, signal) => {
      const { scope } = explorer;
      if (!scope) return;
      try {
        await reveal(explorer.view(view), object, scope.client, signal);
      } catch (error) {
        if (!explorer.tell(error, scope, false)) throw error;
      }
    },
    objects: (args, title, kinds) => targets.objects(args, title, kinds),
    known: (key) => explorer.known(key),
    expect: (key, fields) => explorer.expect(key, fields),
    showDrafts: (drafts) => {
      explorer.showDrafts(drafts);
    },
    drafts: (args) => targets.rows(args).flatMap((row) => (row.kind === "draft" ? [row.draft] : [])),
    removed: (key) => {
      explorer.removed(key);
    },
    dispose: () => {
      registered.dispose();
    },
  };
}
