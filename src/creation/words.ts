import { env, l10n } from "vscode";
import { formatCount, plainText, sentenceStart } from "../ui/index.ts";
import type { SyntaxFault } from "./json-text.ts";
import type { LabelFault } from "./label-text.ts";

/** "1 label", "12 labels". */
export function labelCount(count: number): string {
  return count === 1 ? l10n.t("1 label") : l10n.t("{0} labels", formatCount(count));
}

/** "1 fault", "12 faults"; of the most that are looked for, that there may be more. */
export function faultCount(count: number, most: number): string {
  if (count === 1) return l10n.t("1 fault");
  return count < most
    ? l10n.t("{0} faults", formatCount(count))
    : l10n.t("{0} faults or more", formatCount(count));
}

/** As a sentence of its own. */
export function labelFaultSentence(fault: LabelFault): string {
  return `${sentenceStart(labelFaultWords(fault))}.`;
}

export function labelFaultWords(fault: LabelFault): string {
  switch (fault.kind) {
    case "syntax":
      return syntaxWords(fault.fault);
    case "tooMuch":
      return l10n.t("this is too long to be labels");
    case "noList":
      return l10n.t("labels are a list, which begins with [");
    case "noLabels":
      return l10n.t("there are no labels in it");
    case "wanted":
      return wantedWords(fault);
    case "blank":
      return l10n.t("“{0}” is empty", fault.field);
    case "unreadable":
      return l10n.t("there is a character in “{0}” that the server does not take", fault.field);
    case "tooLong":
      return l10n.t("“{0}” has more than {1} characters", fault.field, formatCount(fault.max));
    case "noChoice":
      return choiceWords(fault);
    case "sameName":
      return l10n.t("“{0}” is there twice", plainText(fault.name, 64));
  }
}

function syntaxWords(fault: SyntaxFault): string {
  switch (fault) {
    case "end":
      return l10n.t("it ends too early");
    case "unexpected":
      return l10n.t("this is not expected here");
    case "text":
      return l10n.t("this text does not end, or has a character that JSON does not take");
    case "deep":
      return l10n.t("this is nested too deep");
    case "twice":
      return l10n.t("this is there twice");
  }
}

function wantedWords({ field, wanted }: Extract<LabelFault, { kind: "wanted" }>): string {
  switch (wanted) {
    case "text":
      return l10n.t("“{0}” is missing, or is no text in quotes", field);
    case "number":
      return l10n.t("“{0}” is no number", field);
    case "boolean":
      return l10n.t("“{0}” is missing, or is neither true nor false", field);
    case "list":
      return l10n.t("“{0}” is missing, or is no list", field);
    case "object":
      return l10n.t("this is no label: it would begin with {");
  }
}

/** What stands there comes first: the rest may be cut. */
function choiceWords({ field, found, choices }: Extract<LabelFault, { kind: "noChoice" }>): string {
  const list = new Intl.ListFormat(env.language, { type: "disjunction" }).format(choices);
  return found === undefined
    ? l10n.t("“{0}” is missing, or is none of {1}", field, list)
    : l10n.t("“{0}” is no {1} ({2})", plainText(found, 30), field, list);
}
