import { Disposable } from "vscode";
import type { Session } from "../accounts/index.ts";
import type { Scopes } from "../organizations/index.ts";
import type { BrowseView, Clock, Commands, ContextKeys, Notifications } from "../ui/index.ts";
import { Explorer } from "./explorer.ts";
import type { CvatObject, ObjectKey } from "./model/nodes.ts";
import { ObjectCommands } from "./commands/object-commands.ts";
import { reveal } from "./commands/reveal.ts";
import { type ObjectPicker, Targets } from "./commands/targets.ts";
import { ViewCommands } from "./commands/view-commands.ts";

export { keyOf } from "./model/nodes.ts";
export type { CvatObject, Kind } from "./model/nodes.ts";
export { copyIds, copyLinks, openInBrowser } from "./commands/object-commands.ts";
export { placesOf } from "./commands/reveal.ts";
export type { ObjectPicker } from "./commands/targets.ts";
export { looksOfObject } from "./rows/looks.ts";
export { numberOf, titleOf } from "./rows/words.ts";

export interface ExplorerNeeds {
  readonly session: Session;
  readonly scopes: Scopes;
  readonly commands: Pick<Commands, "register">;
  readonly contextKeys: ContextKeys;
  readonly notifications: Notifications;
  readonly clock: Clock;
  /** Asked where a command is given no row, and none is selected. */
  readonly picker: ObjectPicker;
}

export interface ExplorerFeature {
  /** Shows the row of an object in a view where it has a place. */
  reveal(object: CvatObject, view: BrowseView, signal: AbortSignal): Promise<void>;
  /** To be told when an object was read or changed: every row that shows it is drawn anew. */
  changed(object: CvatObject): void;
  /** To be told when an object is gone from the server. */
  removed(key: ObjectKey): void;
  dispose(): void;
}

export function registerExplorer(needs: ExplorerNeeds): ExplorerFeature {
  const { session, scopes, contextKeys: keys, clock } = needs;
  const explorer = new Explorer({ session, scopes, keys, clock });
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
    changed: (object) => {
      explorer.changed(object);
    },
    removed: (key) => {
      explorer.removed(key);
    },
    dispose: () => {
      registered.dispose();
    },
  };
}
