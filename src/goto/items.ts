import { l10n, type QuickPickItem, ThemeIcon } from "vscode";
import {
  type CvatObject,
  looksOfObject,
  numberOf,
  type SelectedObjects,
  titleOf,
} from "../explorer/index.ts";
import type { Scope } from "../organizations/index.ts";
import { type BrowseView, escapeIcons, formatCount, plainText, type Words } from "../ui/index.ts";

/** A row of the picker: an object, or something to be done in the picker itself. */
export interface Item extends QuickPickItem {
  readonly object?: CvatObject;
  /** What is selected in a view, when that is offered. */
  readonly selected?: readonly CvatObject[];
  readonly action?: () => unknown;
}

export function objectItem(object: CvatObject, { organization }: Scope): Item {
  const { icon, description } = looksOfObject(object);
  const elsewhere = isElsewhere(object, organization) ? l10n.t("another organization") : "";
  // A job's number is its title; a task's stands in its description.
  const number = object.kind === "project" ? numberOf(object) : "";
  return {
    object,
    label: escapeIcons(titleOf(object)),
    description: escapeIcons([number, description, elsewhere].filter((part) => part !== "").join(" · ")),
    iconPath: new ThemeIcon(icon.replace(/~.*/, "")),
    // What matches is the server's decision.
    alwaysShow: true,
  };
}

/** A row for what is selected in a view, one object or several. */
export function selectedItem({ view, objects }: SelectedObjects, scope: Scope): Item {
  const [only, another] = objects;
  const one = only && !another ? objectItem(only, scope) : undefined;
  const names = objects.map((object) => escapeIcons(plainText(titleOf(object), 30))).join(", ");
  return {
    ...(one ?? { label: l10n.t("{0} selected", formatCount(objects.length)), alwaysShow: true }),
    selected: objects,
    description: `${selectedIn(view)} · ${one?.description ?? names}`,
    iconPath: one?.iconPath ?? new ThemeIcon("list-selection"),
  };
}

function selectedIn(view: BrowseView): string {
  switch (view) {
    case "cvat.projects":
      return l10n.t("selected in Projects");
    case "cvat.tasks":
      return l10n.t("selected in Tasks");
    case "cvat.jobs":
      return l10n.t("selected in Jobs");
  }
}

/** A row that says something: the texts are plain. */
export function wordsItem(
  icon: string,
  label: string,
  description: string,
  detail: string,
  action?: () => unknown,
): Item {
  return {
    label: escapeIcons(label),
    description: escapeIcons(description),
    ...(detail === "" ? {} : { detail: escapeIcons(detail) }),
    iconPath: new ThemeIcon(icon),
    alwaysShow: true,
    ...(action && { action }),
  };
}

export function troubleItem(words: Words, retry: () => unknown): Item {
  return wordsItem("warning", words.what, words.short, l10n.t("{0} Enter tries again.", words.why), retry);
}

function isElsewhere({ entity }: CvatObject, organization: Scope["organization"]): boolean {
  if (organization.kind === "all") return false;
  return entity.organization !== (organization.kind === "organization" ? organization.id : null);
}
