import { l10n, MarkdownString, type TreeView } from "vscode";
import type { Scope } from "../organizations/index.ts";
import { type CommandId, escapeMarkdown, explain, plainText, relativeTime, troubleOf } from "../ui/index.ts";
import { rootKinds } from "./model/nodes.ts";
import type { Tree } from "./model/tree.ts";
import { couldNotRead, nothingSeen, nothingYet } from "./rows/words.ts";
import type { Standing } from "./standing.ts";
import type { BrowseView } from "../ui/index.ts";

/** A sentence above the rows of a view, and what can be done about it. */
export interface Banner {
  readonly text: string;
  /** Stands below the text, in a line of its own. */
  readonly button?: { readonly title: string; readonly command: CommandId };
  /** Stands at the end of the text, or of what is said below the button. */
  readonly link?: {
    readonly before?: string;
    readonly title: string;
    readonly command: CommandId;
    readonly arguments: readonly unknown[];
  };
  /** Said in place of all this where VS Code does not let an extension put links there. */
  readonly withoutLink?: string | undefined;
}

export function bannerOf(
  view: BrowseView,
  tree: Tree,
  { scope, standing, now }: { scope: Scope; standing: Standing | undefined; now: number },
): Banner | undefined {
  const top = tree.branch(undefined);
  if (top?.failure?.step === "refresh") return outOfDate(view, top.failure.error, top.readAt ?? now, now);
  return tree.isEmpty && standing ? nothingThere(view, scope, standing) : undefined;
}

/** Stands in place of the view's welcome, which says the same, but cannot say the organization's name. */
function nothingThere(view: BrowseView, { organization }: Scope, standing: Standing): Banner | undefined {
  if (organization.kind !== "organization") return undefined;
  const name = plainText(organization.name || organization.slug, 100);
  const kind = rootKinds[view];
  const text = standing.seesAll ? nothingYet(kind, name) : nothingSeen(kind, name);
  if (view !== "cvat.projects") return { text };
  return {
    text,
    ...(standing.mayCreate && { button: { title: l10n.t("New Project…"), command: "cvat.newProject" } }),
    link: {
      before: l10n.t("Looking for others?"),
      title: l10n.t("Switch Organization…"),
      command: "cvat.switchOrganization",
      arguments: [],
    },
  };
}

function outOfDate(view: BrowseView, error: unknown, readAt: number, now: number): Banner {
  const words = explain(error, couldNotRead(rootKinds[view]));
  const when = relativeTime(readAt, now).replaceAll(" ", "\u00a0");
  const text = isOffline(error)
    ? l10n.t("Offline, as of {0}.", when)
    : l10n.t("Not refreshed ({0}), as of {1}.", words.short, when);
  if (words.next === "signIn") {
    return link(text, l10n.t("Sign In"), "cvat.signIn", [], text);
  }
  return link(text, l10n.t("Retry"), "cvat.retry", [view], `${text} ${l10n.t("Refresh tries again.")}`);
}

function link(
  text: string,
  title: string,
  command: CommandId,
  args: readonly unknown[],
  withoutLink: string | undefined,
): Banner {
  return { text, link: { title, command, arguments: args }, withoutLink };
}

/** The server gives no answer: as if there were no network. */
function isOffline(error: unknown): boolean {
  const { kind } = troubleOf(error);
  return kind === "silent" || kind === "gateway" || kind.startsWith("network-");
}

/**
 * Shows a banner. Links there are a proposal of VS Code that some builds grant to everybody and others to nobody; there
 * the sentence stands alone.
 */
export function showBanner(view: Pick<TreeView<unknown>, "message">, banner: Banner | undefined): void {
  if (!banner?.link) {
    setMessage(view, banner?.text);
    return;
  }
  const { before, title, command, arguments: args } = banner.link;
  const address = `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
  const link = `[${escapeMarkdown(title)}](${address})`;
  const { button } = banner;
  // VS Code makes a button of a link that has a line to itself.
  const parts = [
    escapeMarkdown(banner.text),
    ...(button ? [`\n[${button.title}](command:${button.command})\n`] : [" "]),
    ...(before === undefined ? [] : [`${escapeMarkdown(before)} `]),
    link,
  ];
  const message = new MarkdownString(parts.join(""));
  message.isTrusted = { enabledCommands: button ? [command, button.command] : [command] };
  try {
    Object.assign(view, { message });
  } catch {
    setMessage(view, banner.withoutLink);
  }
}

function setMessage(view: Pick<TreeView<unknown>, "message">, message: string | undefined): void {
  // An empty text takes the message away; the type of the property knows no undefined.
  view.message = message ?? "";
}
