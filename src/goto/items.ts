import { env, l10n, type QuickPickItem, ThemeIcon } from "vscode";
import { looksOfObject, type SelectedObjects } from "../explorer/index.ts";
import { type CvatObject, type Kind, numberOf, titleOf } from "../objects/index.ts";
import { isOutside, type Scope } from "../organizations/index.ts";
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
  const elsewhere = isOutside(organization, object.entity) ? l10n.t("another organization") : "";
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

/** A row that says that there is no object of that number and one of those kinds, or that it is none to be chosen. */
export function notThere(
  of: readonly Kind[],
  id: number,
  { host, kinds, clear }: { host: string; kinds: readonly Kind[] | undefined; clear: () => unknown },
): Item {
  const looked = of.filter((kind) => kinds?.includes(kind) ?? true);
  const say = (label: string, why: string): Item =>
    wordsItem("search-stop", label, `#${id}`, l10n.t("{0} Enter clears it.", why), clear);
  const [only, another] = of;
  if (looked.length === 0 && only !== undefined && another === undefined) {
    return say(kindWord(only), l10n.t("Only {0} can be chosen here.", kindsWord(kinds ?? [])));
  }
  const why =
    looked.length === of.length
      ? l10n.t("It is not on {0}, or hidden from you.", host)
      : l10n.t(
          "Only {0} are looked for: none has this number on {1}, or it is hidden from you.",
          kindsWord(looked),
          host,
        );
  return say(l10n.t("Nothing Found"), why);
}

function kindWord(kind: Kind): string {
  switch (kind) {
    case "project":
      return l10n.t("A Project");
    case "task":
      return l10n.t("A Task");
    case "job":
      return l10n.t("A Job");
  }
}

function kindsWord(kinds: readonly Kind[]): string {
  const words: Record<Kind, string> = {
    project: l10n.t("projects"),
    task: l10n.t("tasks"),
    job: l10n.t("jobs"),
  };
  return new Intl.ListFormat(env.language).format(kinds.map((kind) => words[kind]));
}

export function troubleItem(words: Words, retry: () => unknown): Item {
  return wordsItem("warning", words.what, words.short, l10n.t("{0} Enter tries again.", words.why), retry);
}
