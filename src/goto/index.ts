import { l10n, type QuickPickItem, ThemeIcon } from "vscode";
import type { Disposable } from "vscode";
import { copyIds, copyLinks, type ExplorerFeature, openInBrowser, placesOf } from "../explorer/index.ts";
import { type CvatObject, numberOf, titleOf } from "../objects/index.ts";
import type { Scopes } from "../organizations/index.ts";
import {
  type Answer,
  askChoice,
  type BrowseView,
  type Clock,
  type Commands,
  escapeIcons,
  withStop,
} from "../ui/index.ts";
import type { GoToPicker } from "./picker.ts";

export { GoToPicker } from "./picker.ts";

export interface GoToNeeds {
  readonly commands: Pick<Commands, "register">;
  readonly scopes: Scopes;
  readonly picker: GoToPicker;
  readonly explorer: Pick<ExplorerFeature, "reveal">;
  /** Opens forms. */
  readonly forms: { edit(object: CvatObject): void };
  readonly clock: Clock;
}

/** `CVAT: Go To…`: finds an object and offers what can be done with it. */
export function registerGoTo(needs: GoToNeeds): Disposable {
  return needs.commands.register({ "cvat.goTo": () => goTo(needs) });
}

async function goTo(needs: GoToNeeds): Promise<void> {
  let typed = "";
  for (;;) {
    const picked = await needs.picker.pickOne(l10n.t("Go To"), typed);
    if (!picked) return;
    typed = picked.typed;
    const action = await pickAction(picked.object, needs);
    if (action.kind === "back") continue;
    if (action.kind === "done") await action.value.run();
    return;
  }
}

interface Action extends QuickPickItem {
  readonly run: () => Promise<void>;
}

function actionsFor(object: CvatObject, needs: GoToNeeds): readonly Action[] {
  const action = (icon: string, label: string, run: () => Promise<void>): Action => ({
    label,
    iconPath: new ThemeIcon(icon),
    run,
  });
  return [
    ...placesOf(object).map((view) => action("list-tree", showIn(view), () => reveal(object, view, needs))),
    action("edit", l10n.t("Edit…"), () => {
      needs.forms.edit(object);
      return Promise.resolve();
    }),
    action("link-external", l10n.t("Open in Browser"), () => openInBrowser([object])),
    action("link", l10n.t("Copy Link"), () => copyLinks([object])),
    action("symbol-number", l10n.t("Copy ID"), () => copyIds([object])),
  ];
}

function pickAction(object: CvatObject, needs: GoToNeeds): Promise<Answer<Action>> {
  const title = titleOf(object);
  return askChoice({
    title: escapeIcons(object.kind === "job" ? title : `${title} (${numberOf(object)})`),
    placeholder: l10n.t("Type to choose what to do with it"),
    items: actionsFor(object, needs),
    // The object is of what is shown now; the next account may not even know it.
    gone: needs.scopes.signal,
  });
}

async function reveal(object: CvatObject, view: BrowseView, needs: GoToNeeds): Promise<void> {
  const { signal } = needs.scopes;
  await withStop(needs.clock, l10n.t("Looking for the row of {0}", numberOf(object)), signal, (until) =>
    needs.explorer.reveal(object, view, until),
  );
}

function showIn(view: BrowseView): string {
  switch (view) {
    case "cvat.projects":
      return l10n.t("Show in Projects");
    case "cvat.tasks":
      return l10n.t("Show in Tasks");
    case "cvat.jobs":
      return l10n.t("Show in Jobs");
  }
}
