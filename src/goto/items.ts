import { l10n, type QuickPickItem, ThemeIcon } from "vscode";
import { type CvatObject, looksOfObject, numberOf, titleOf } from "../explorer/index.ts";
import type { Scope } from "../organizations/index.ts";
import { escapeIcons, type Words } from "../ui/index.ts";

/** A row of the picker: an object, or something to be done in the picker itself. */
export interface Item extends QuickPickItem {
  readonly object?: CvatObject;
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
