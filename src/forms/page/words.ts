import { env, l10n } from "vscode";
import { BadRequestError } from "../../core/index.ts";
import { denialWords, type Subject, whoMay } from "../../permissions/index.ts";
import { explain, formatCount, plainText, relativeTime, sentence, sentenceStart } from "../../ui/index.ts";
import type { BannerView } from "../../webviews/form/protocol.ts";
import { type Field, valueWords } from "../model/fields.ts";
import type { FormModel } from "../model/form-model.ts";

/** "name, assignee, and subset" */
function listOf(fields: readonly Field[]): string {
  const list = new Intl.ListFormat(env.language, { type: "conjunction" });
  return list.format(fields.map(({ word }) => word));
}

/** What is going to be sent. */
export function sendingWords(model: FormModel): string {
  const { changed, undecided, conflicts } = model;
  if (undecided.length > 0) {
    return l10n.t("Choose what to keep: {0}", listOf(undecided));
  }
  const staying = model.fields.filter(
    ({ name }) => conflicts.get(name)?.keep === "theirs" && !model.isChanged(name),
  );
  const stay =
    staying.length === 1
      ? l10n.t("{0} stays as on the server", listOf(staying))
      : l10n.t("{0} stay as on the server", listOf(staying));
  if (changed.length === 0 && staying.length === 0) {
    return model.isSaved ? l10n.t("Saved") : l10n.t("Nothing has changed");
  }
  if (changed.length === 0) return sentenceStart(stay);
  const change = sentenceStart(l10n.t("{0} will change", listOf(changed)));
  return staying.length === 0 ? change : l10n.t("{0}, {1}", change, stay);
}

export function notSaved(words: string): string {
  return l10n.t("Not saved. {0}", words);
}

/** What somebody else changed meanwhile; `undefined` if nothing. */
export function bannerOf(model: FormModel, changedAt: string, now: number): BannerView | undefined {
  const conflicts = model.fields.flatMap((field) => {
    const conflict = model.conflicts.get(field.name);
    if (!conflict) return [];
    const words = (value: typeof conflict.mine) => plainText(valueWords(field, value), 500);
    return [
      {
        field: field.name,
        label: field.label,
        mine: words(conflict.mine),
        theirs: words(conflict.theirs),
        keep: conflict.keep,
      },
    ];
  });
  if (conflicts.length === 0) return undefined;
  const at = Date.parse(changedAt);
  return {
    title:
      conflicts.length === 1
        ? l10n.t("One field changed on the server since this form was opened")
        : l10n.t("{0} fields changed on the server since this form was opened", countWord(conflicts.length)),
    text: l10n.t("Choose what to keep. The other fields are as you left them."),
    conflicts,
    mine: l10n.t("Yours"),
    theirs: Number.isNaN(at) ? l10n.t("On the server") : l10n.t("On the server, {0}", relativeTime(at, now)),
    mineShort: l10n.t("(yours)"),
    theirsShort: l10n.t("(on the server)"),
  };
}

function countWord(count: number): string {
  switch (count) {
    case 2:
      return l10n.t("Two");
    case 3:
      return l10n.t("Three");
    case 4:
      return l10n.t("Four");
    default:
      return formatCount(count);
  }
}

export function wasWords(field: Field, value: Parameters<typeof valueWords>[1]): string {
  return l10n.t("was {0}", plainText(valueWords(field, value), 200));
}

export function resetWords(field: Field, value: Parameters<typeof valueWords>[1]): string {
  return l10n.t("Reset {0} to {1}", field.label, plainText(valueWords(field, value), 100));
}

/** Names under which the server complains of fields. */
const named: Readonly<Record<string, string>> = { assignee_id: "assignee" };

/**
 * Puts what the server had against fields to them.
 *
 * @returns what it said beside, in one text; empty if all of it is at its field
 */
export function complaintsOf(error: unknown, model: FormModel): string {
  if (!(error instanceof BadRequestError)) return "";
  const rest: string[] = [];
  for (const [place, messages] of error.body.fields) {
    const [head = ""] = place.split(".");
    const name = named[head] ?? head;
    const text = plainText(messages.join(" "), 300);
    if (model.field(name) && model.isChanged(name)) model.complain(name, l10n.t("The server: {0}", text));
    else rest.push(text);
  }
  return rest.join(" ");
}

/** It was sent, and nobody heard what became of it. */
export function savePerhaps(): string {
  return l10n.t("It was stopped in the middle, and it is not known whether it was saved.");
}

/** From what most people may do to what fewest may. */
const byRights: readonly Field["action"][] = ["setState", "edit", "rename", "setStage", "assign"];

/**
 * Why a save failed, as sentences.
 *
 * @param actions what the save would have done: of a refusal the hardest one is told
 */
export function troubleOf(error: unknown, actions: readonly Field["action"][], subject: Subject): string {
  const hardest = byRights.findLast((action) => actions.includes(action)) ?? "edit";
  const forbidden = denialWords(whoMay(hardest, subject));
  return sentence(explain(error, l10n.t("Could not save"), { forbidden }));
}
