import { l10n } from "vscode";
import { longest } from "../core/index.ts";
import { type CvatObject, numberOf } from "../objects/index.ts";
import { nameProblem, nameProblemWords, trimmed } from "../saving/index.ts";
import { askText, formatCount } from "../ui/index.ts";
import type { Begun } from "./editor.ts";
import type { Edit } from "./edit.ts";

type Named = Exclude<CvatObject, { kind: "job" }>;

/** Asks for new names, one object after the other; `undefined` if the person gave it up. */
export async function askForNames(
  { objects, scope }: Begun,
  gone: AbortSignal,
): Promise<readonly Edit[] | undefined> {
  const named = objects.filter((object): object is Named => object.kind !== "job");
  // What was read may be read again while the person types.
  const before = named.map(({ entity }) => entity.name);
  const names = [...before];
  for (let at = 0; at < named.length;) {
    const object = named[at];
    if (!object) break;
    const answer = await askText<string>({
      title: l10n.t("Rename {0}", numberOf(object)),
      step: at + 1,
      totalSteps: named.length,
      back: at > 0,
      value: names[at] ?? "",
      placeholder: l10n.t("Name"),
      prompt: l10n.t("1 to {0} characters, on {1}", formatCount(longest.name), scope.connection.host),
      gone,
      submit: (typed) => Promise.resolve(judge(typed)),
    });
    if (answer.kind === "cancelled") return undefined;
    if (answer.kind === "done") names[at] = answer.value;
    at += answer.kind === "back" ? -1 : 1;
  }
  return named.flatMap((object, at): Edit[] => {
    const [from = "", to = ""] = [before[at], names[at]];
    if (from === to) return [];
    return [{ action: "rename", object, started: { name: from }, wanted: { name: to } }];
  });
}

function judge(typed: string): { ok: true; value: string } | { ok: false; problem: string } {
  const problem = nameProblem(typed);
  return problem ? { ok: false, problem: nameProblemWords(problem) } : { ok: true, value: trimmed(typed) };
}
