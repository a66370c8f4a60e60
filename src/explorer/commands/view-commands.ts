import { l10n, window } from "vscode";
import type { BrowseView, CommandId, Handler } from "../../ui/index.ts";
import { browseViews, escapeIcons } from "../../ui/index.ts";
import type { Explorer } from "../explorer.ts";
import type { Targets } from "./targets.ts";
import type { View } from "../view.ts";

type ViewCommand = Extract<
  CommandId,
  | `${BrowseView}.${string}`
  | "cvat.refreshAll"
  | "cvat.filter"
  | "cvat.clearFilter"
  | "cvat.loadMore"
  | "cvat.loadAll"
  | "cvat.retry"
  | "cvat.dismissRow"
>;

/** What can be done with the views themselves: refresh, filter, read on. */
export class ViewCommands {
  readonly #explorer: Explorer;
  readonly #targets: Targets;

  constructor(explorer: Explorer, targets: Targets) {
    this.#explorer = explorer;
    this.#targets = targets;
  }

  get handlers(): Record<ViewCommand, Handler> {
    return {
      ...this.#ofView("cvat.projects"),
      ...this.#ofView("cvat.tasks"),
      ...this.#ofView("cvat.jobs"),
      "cvat.refreshAll": () => this.#explorer.refresh(),
      "cvat.filter": async () => {
        const view = await this.#pickView();
        if (view) await askForFilter(view);
      },
      "cvat.clearFilter": (...args) => {
        for (const row of this.#targets.rows(args)) this.#explorer.view(row.view).setFilter("");
      },
      "cvat.loadMore": async (...args) => {
        for (const row of this.#targets.rows(args)) {
          if (row.kind === "loadMore") await this.#explorer.view(row.view).loadMore(row.parent);
        }
      },
      "cvat.loadAll": async (...args) => {
        for (const row of this.#targets.rows(args)) {
          if (row.kind === "loadMore") await this.#explorer.view(row.view).loadAll(row.parent);
        }
      },
      "cvat.retry": async (...args) => {
        await this.#retry(args);
      },
      "cvat.dismissRow": (...args) => {
        for (const row of this.#targets.rows(args)) {
          if ("shown" in row) this.#explorer.view(row.view).tree?.unpin(row);
        }
      },
    };
  }

  #ofView<V extends BrowseView>(id: V): Record<`${V}.${"refresh" | "filter" | "clearFilter"}`, Handler>;
  #ofView(id: BrowseView): Record<string, Handler> {
    const view = this.#explorer.view(id);
    return {
      [`${id}.refresh`]: () => this.#explorer.refresh([view]),
      [`${id}.filter`]: () => askForFilter(view),
      [`${id}.clearFilter`]: () => {
        view.setFilter("");
      },
    };
  }

  /** A row's own trouble, or that of the view which says that it is out of date. */
  async #retry(args: readonly unknown[]): Promise<void> {
    // The line above the rows names its view, whatever is selected there.
    const rows = typeof args[0] === "string" ? [] : this.#targets.rows(args);
    const failed = rows.filter((row) => row.kind === "error");
    if (failed.length > 0) {
      await Promise.all(failed.map((row) => this.#explorer.view(row.view).retry(row.parent)));
      return;
    }
    // Where one view is out of date the others are as a rule, from the same cause.
    const asked = this.#targets.view(args);
    const views = this.#explorer.views.filter((view) => view === asked || view.isOutOfDate);
    await Promise.all(views.map((view) => view.refresh()));
  }

  async #pickView(): Promise<View | undefined> {
    const items = browseViews.map((id) => {
      const view = this.#explorer.view(id);
      return {
        label: view.treeView.title ?? id,
        description: escapeIcons(view.treeView.description ?? ""),
        view,
      };
    });
    const placeHolder = l10n.t("Type to choose the view to filter");
    return (await window.showQuickPick(items, { title: l10n.t("Filter by Text"), placeHolder }))?.view;
  }
}

async function askForFilter(view: View): Promise<void> {
  const { tree } = view;
  if (!tree) return;
  const filter = await window.showInputBox({
    title: titleFor(view.id),
    value: tree.filter,
    placeHolder: placeHolderFor(view.id),
    prompt: l10n.t("All words must occur; empty shows everything"),
  });
  if (filter !== undefined) view.setFilter(filter.trim());
}

function titleFor(id: BrowseView): string {
  switch (id) {
    case "cvat.projects":
      return l10n.t("Filter Projects by Text");
    case "cvat.tasks":
      return l10n.t("Filter Tasks by Text");
    case "cvat.jobs":
      return l10n.t("Filter Jobs by Text");
  }
}

/** The fields that the server looks into. */
function placeHolderFor(id: BrowseView): string {
  switch (id) {
    case "cvat.projects":
      return l10n.t("Name, owner or assignee");
    case "cvat.tasks":
      return l10n.t("Name, project, owner, assignee, subset or issue tracker");
    case "cvat.jobs":
      return l10n.t("Task, project or assignee");
  }
}
