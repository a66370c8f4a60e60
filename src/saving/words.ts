import { l10n } from "vscode";
import { formatCount } from "../ui/index.ts";
import type { NameProblem } from "./names.ts";

/** What is wrong with a name, as a sentence. */
export function nameProblemWords(problem: NameProblem): string {
  switch (problem.kind) {
    case "blank":
      return l10n.t("A name has at least one character that can be seen.");
    case "tooLong":
      return l10n.t(
        "The server takes at most {0} characters for a name, these are {1}.",
        formatCount(problem.max),
        formatCount(problem.length),
      );
    case "unreadable":
      return l10n.t("There is a character in it that the server does not take.");
  }
}
