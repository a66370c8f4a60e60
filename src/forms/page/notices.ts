import { l10n } from "vscode";
import { explain, plainText } from "../../ui/index.ts";
import type { NoticeView } from "../../webviews/form/protocol.ts";
import type { SourceState } from "../source.ts";

const copy = () => ({ action: "copy", text: l10n.t("Copy What Was Typed") }) as const;

/**
 * What stands above a form that cannot be worked with.
 *
 * @param account a connection's id
 * @param isChanged whether there is something that was typed
 */
export function noticeOf(
  state: SourceState,
  {
    account,
    title,
    isChanged,
  }: { readonly account: string; readonly title: string; readonly isChanged: boolean },
): NoticeView | undefined {
  switch (state.kind) {
    case "signingIn":
    case "loading":
    case "ready":
      return undefined;
    case "foreign": {
      const [origin = "", username = ""] = account.split(" ");
      const host = URL.canParse(origin) ? new URL(origin).host : origin;
      return {
        title: l10n.t("This form belongs to {0} on {1}", plainText(username, 150), plainText(host, 150)),
        text: isChanged
          ? l10n.t("It can be saved when that account is signed in again. What was typed is kept.")
          : l10n.t("It can be changed when that account is signed in again."),
        actions: isChanged ? [copy()] : [],
      };
    }
    case "gone":
      return {
        title: l10n.t("{0} is no longer on the server, or hidden from you", title),
        text: isChanged
          ? l10n.t("What was typed can be copied. It cannot be saved.")
          : l10n.t("There is nothing to save."),
        actions: [
          ...(isChanged ? [copy()] : []),
          { action: "discard", text: isChanged ? l10n.t("Discard and Close") : l10n.t("Close") },
        ],
      };
    case "failed": {
      const words = explain(state.error, l10n.t("Could not load the form"));
      const again =
        words.next === "signIn"
          ? ({ action: "signIn", text: l10n.t("Sign In") } as const)
          : ({ action: "retry", text: l10n.t("Retry") } as const);
      return { title: words.what, text: words.why, actions: [again] };
    }
  }
}
