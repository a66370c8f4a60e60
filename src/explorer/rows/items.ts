import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import { contextValue, looksOf } from "./looks.ts";
import type { Node, Shown } from "../model/nodes.ts";
import { tooltipOf } from "./tooltip.ts";

/** How a row stands in its view. */
export interface RowState {
  readonly isPinned: boolean;
  readonly isExpanded: boolean;
  /** It stands there although it is no part of the organization that is shown. */
  readonly isOutside: boolean;
}

/** The only place that makes rows. */
export function toTreeItem(node: Node, { isPinned, isExpanded, isOutside }: RowState): TreeItem {
  const { spoken, description, ...looks } = looksOf(node);
  const place = isOutside ? l10n.t("another organization") : "";
  const { Collapsed, Expanded, None } = TreeItemCollapsibleState;
  const state = looks.opens !== true ? None : isExpanded ? Expanded : Collapsed;
  const item = new TreeItem(looks.label, state);
  item.id = node.id;
  item.description = [place, description].filter((part) => part !== "").join(" · ");
  item.iconPath = new ThemeIcon(
    looks.icon,
    looks.color === undefined ? undefined : new ThemeColor(looks.color),
  );
  item.contextValue = contextValue(node.kind, [...(looks.flags ?? []), ...(isPinned ? ["pinned"] : [])]);
  item.accessibilityInformation = { label: [spoken, place].filter((part) => part !== "").join(", ") };
  // Without one of its own VS Code asks for a tooltip to be made.
  if (looks.tooltip !== undefined) item.tooltip = looks.tooltip;
  if (looks.click) item.command = { command: looks.click, title: looks.label, arguments: [node] };
  return item;
}

/** Trusted for nothing: its one link is a web address. */
export function toTooltip(shown: Shown, isPinned: boolean, picture: string | undefined): MarkdownString {
  const why = isPinned ? l10n.t("Put at the top by Go To, whatever the view is filtered by") : undefined;
  return new MarkdownString(tooltipOf(shown, picture, why));
}
