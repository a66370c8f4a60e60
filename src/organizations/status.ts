import { l10n, MarkdownString, StatusBarAlignment, type StatusBarItem, window } from "vscode";
import type { Connection, SessionState } from "../accounts/index.ts";
import { absoluteTime, type CommandId, escapeIcons, escapeMarkdown, plainText } from "../ui/index.ts";

/** Who is signed in, and in which organization: what it says, and what a click on it does. */
export class StatusEntry {
  readonly #item: StatusBarItem;

  constructor() {
    this.#item = window.createStatusBarItem("cvat.status", StatusBarAlignment.Left, 45);
    this.#item.name = "CVAT";
  }

  show(state: SessionState, organization: string | undefined): void {
    switch (state.kind) {
      case "restoring":
        this.#say("$(loading~spin) CVAT", undefined, l10n.t("CVAT: signing in"));
        break;
      case "signedOut":
        this.#say(
          `$(debug-disconnect) ${l10n.t("CVAT: Sign In")}`,
          "cvat.signIn",
          l10n.t("Sign in to a CVAT server"),
        );
        break;
      case "refused": {
        const { host } = state.connection;
        const why = l10n.t("{0} no longer accepts your access token", host);
        this.#say(`$(warning) ${l10n.t("CVAT: Sign In")}`, "cvat.signIn", why);
        break;
      }
      case "signedIn":
        this.#showScope(state.connection, organization ?? "");
    }
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }

  #showScope(connection: Connection, organization: string): void {
    const user = plainText(connection.username, 30);
    const parts = [user, plainText(organization, 30), ...(connection.readOnly ? [l10n.t("read-only")] : [])];
    const { host } = connection;
    this.#item.text = `$(organization) ${escapeIcons(parts.join(" · "))}`;
    this.#item.command = "cvat.switchOrganization" satisfies CommandId;
    this.#item.tooltip = new MarkdownString(
      [
        `**${escapeMarkdown(l10n.t("{0} on {1}", user, host))}**`,
        escapeMarkdown(plainText(organization, 100)),
        escapeMarkdown(tokenWords(connection)),
        l10n.t("Click to switch the organization."),
      ].join("\n\n"),
    );
    this.#item.accessibilityInformation = {
      label: l10n.t("CVAT: {0} on {1}, {2}", user, host, parts.slice(1).join(", ")),
    };
  }

  #say(text: string, command: CommandId | undefined, tooltip: string): void {
    this.#item.text = text;
    this.#item.command = command;
    this.#item.tooltip = new MarkdownString(escapeMarkdown(tooltip));
    this.#item.accessibilityInformation = { label: tooltip };
  }
}

function tokenWords({ readOnly, expires, source }: Connection): string {
  const facts = [readOnly ? l10n.t("Read-only access token") : l10n.t("Access token")];
  const ends = expires === null ? Number.NaN : Date.parse(expires);
  if (!Number.isNaN(ends)) facts.push(l10n.t("ends {0}", absoluteTime(ends)));
  if (source === "environment") facts.push(l10n.t("from CVAT_ACCESS_TOKEN"));
  if (source === "window") facts.push(l10n.t("kept until this window closes"));
  return facts.join(", ");
}
