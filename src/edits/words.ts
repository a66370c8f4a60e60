import { l10n } from "vscode";
import type { ExpectedFields } from "../explorer/index.ts";
import {
  countOf,
  type CvatObject,
  fullNameOf,
  goneFrom,
  stageWord,
  stateWord,
  subjectOf,
} from "../objects/index.ts";
import { denialWords, whoMay } from "../permissions/index.ts";
import {
  explain,
  formatCount,
  plainName,
  plainText,
  sentence,
  sentenceStart,
  stoppedHalfway,
  type Words,
} from "../ui/index.ts";
import type { Edit } from "./edit.ts";
import type { Result } from "./run.ts";

/** Objects that are named with one reason. */
const mostNamed = 5;
/** Of a name in the status bar, in characters. */
const longestName = 60;

export function couldNot(action: Edit["action"], objects: readonly CvatObject[]): string {
  const subject = subjectOf(objects);
  switch (action) {
    case "rename":
      return l10n.t("Could not rename {0}", subject);
    case "edit":
      return l10n.t("Could not change {0}", subject);
    case "assign":
      return l10n.t("Could not assign {0}", subject);
    case "setState":
      return l10n.t("Could not set the state of {0}", subject);
    case "setStage":
      return l10n.t("Could not set the stage of {0}", subject);
  }
}

/** Values as they stand in a list, or within a sentence. */
export function inWords({ name, assignee, stage, state }: ExpectedFields): string {
  const words = [
    name === undefined ? undefined : plainText(name, 100),
    assignee === undefined ? undefined : assignee ? plainText(assignee.username, 100) : l10n.t("nobody"),
    stage && stageWord(stage),
    state && stateWord(state),
  ];
  return words.filter((word) => word !== undefined).join(" · ");
}

/** What was taken back: with the value where it is one and the same. */
export function tookBack(edits: readonly Edit[]): string {
  const [first] = edits;
  const subject = subjectOf(edits.map(({ object }) => object));
  const [value = "", another] = new Set(edits.map(({ wanted }) => inWords(wanted)));
  switch (another === undefined ? first?.action : undefined) {
    case "rename":
      return l10n.t("Took back: the name of {0} is “{1}” again", subject, plainName(value, longestName));
    case "assign":
      return l10n.t("Took back: the assignee of {0} is {1} again", subject, value);
    case "setState":
      return l10n.t("Took back: the state of {0} is {1} again", subject, value);
    case "setStage":
      return l10n.t("Took back: stage and state of {0} are {1} again", subject, value);
    case "edit":
    case undefined:
      return l10n.t("Took back the change of {0}", subject);
  }
}

/** What failed of one change, without a full stop. */
export function whatOf({ action, object, isWayBack }: Edit): string {
  return isWayBack === true
    ? l10n.t("Could not take back the change of {0}", subjectOf([object]))
    : couldNot(action, [object]);
}

export function changing({ action, isWayBack }: Edit, objects: readonly CvatObject[]): string {
  const subject = subjectOf(objects);
  if (isWayBack === true) return l10n.t("Taking back the change of {0}", subject);
  switch (action) {
    case "rename":
      return l10n.t("Renaming {0}", subject);
    case "edit":
      return l10n.t("Changing {0}", subject);
    case "assign":
      return l10n.t("Assigning {0}", subject);
    case "setState":
      return l10n.t("Setting the state of {0}", subject);
    case "setStage":
      return l10n.t("Setting the stage of {0}", subject);
  }
}

/** Why the server did not do it; a refusal by who may. */
export function failureOf(edit: Edit, error: unknown): Words {
  const { action, object } = edit;
  return explain(error, whatOf(edit), { forbidden: denialWords(whoMay(action, object)) });
}

/** What stands on the rows of what was refused. */
export function refusalOf(edit: Edit, error: unknown): string {
  return sentence(failureOf(edit, error));
}

/** Why one was not changed, as a sentence; `undefined` if it was. */
export function reasonOf(result: Result, host: string): string | undefined {
  switch (result.kind) {
    case "done":
    case "nothing":
      return undefined;
    case "conflict":
      return l10n.t("Somebody else changed it meanwhile.");
    case "gone":
      return goneFrom(result.edit.object, host);
    case "failed":
      return failureOf(result.edit, result.error).why;
    case "unknown":
      return stoppedHalfway();
    case "denied":
      return denialWords(result.denial);
    case "notBegun":
      return l10n.t("It was stopped before.");
  }
}

/** What was not changed of several, and why: each reason once. */
export function report(results: readonly Result[], host: string): string | undefined {
  const byReason = new Map<string, CvatObject[]>();
  for (const result of results) {
    // What is gone is gone for one reason, whatever its number.
    const reason = result.kind === "gone" ? l10n.t("No longer on {0}.", host) : reasonOf(result, host);
    if (reason === undefined) continue;
    byReason.set(reason, [...(byReason.get(reason) ?? []), result.edit.object]);
  }
  const failed = [...byReason.values()].flat();
  const [first] = results;
  if (failed.length === 0 || !first) return undefined;
  const all = results.map(({ edit }) => edit.object);
  const reasons = [...byReason].map(([reason, objects]) => `${named(objects)}: ${reason}`);
  const [count, of] = [formatCount(failed.length), countOf(all)];
  const share =
    first.edit.isWayBack === true
      ? l10n.t("{0} of {1} not changed back.", count, of)
      : l10n.t("{0} of {1} not changed.", count, of);
  return [share, ...reasons].join(" ");
}

function named(objects: readonly CvatObject[]): string {
  const names = objects.slice(0, mostNamed).map((object) => fullNameOf(object));
  const more = objects.length - names.length;
  if (more > 0) names.push(l10n.t("{0} more", formatCount(more)));
  return sentenceStart(names.join(", "));
}
