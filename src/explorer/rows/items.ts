import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { CommandId } from "../../ui/index.ts";
import { contextValue, looksOf } from "./looks.ts";
import { isObjectNode, type Node, type Shown } from "../model/nodes.ts";
import { tooltipOf } from "./tooltip.ts";

/** What a click on a row does where it does not select an object. */
const clicks = {
  loadMore: "cvat.loadMore",
  error: "cvat.retry",
  nothingMatches: "cvat.clearFilter",
} as const satisfies Record<string, CommandId>;

/** The only place that makes rows. */
export function toTreeItem(node: Node, isPinned: boolean): TreeItem {
  const looks = looksOf(node);
  const state = looks.opens === true ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(looks.label, state);
  item.id = node.id;
  item.description = looks.description;
  item.iconPath = new ThemeIcon(
    looks.icon,
    looks.color === undefined ? undefined : new ThemeColor(looks.color),
  );
  item.contextValue = contextValue(node.kind, [...(looks.flags ?? []), ...(isPinned ? ["pinned"] : [])]);
  item.accessibilityInformation = { label: looks.spoken };
  if (!isObjectNode(node)) {
    item.command = { command: clicks[node.kind], title: looks.label, arguments: [node] };
    // Without one of its own VS Code would ask for a tooltip to be made.
    item.tooltip = looks.tooltip ?? looks.label;
  }
  return item;
}

/** Trusted for nothing: its one link is a web address. */
export function toTooltip(shown: Shown, picture: string | undefined): MarkdownString {
  return new MarkdownString(tooltipOf(shown, picture));
}
