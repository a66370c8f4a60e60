import { env, l10n } from "vscode";
import { countOf, numberOf, subjectOf } from "../objects/index.ts";
import { denialWords, whoMay } from "../permissions/index.ts";
import {
  explain,
  formatCount,
  isCancelled,
  lookOf,
  plainName,
  plainText,
  sentenceStart,
  stoppedHalfway,
  type Words,
} from "../ui/index.ts";
import type { Along } from "./along.ts";
import type { Denied, Doomed } from "./choice.ts";
import { fullName, isMixed, listOf, longestName, named } from "./names.ts";
import type { Result } from "./run.ts";

/** Objects that are named in a question; VS Code shows it in the middle of the window. */
const mostInQuestion = 20;
/** Objects that are named where there is less room. */
const mostNamed = 5;

export function couldNotRemove(doomed: readonly Doomed[]): string {
  return l10n.t("Could not remove {0}", subjectOf(doomed.map(({ object }) => object)));
}

export function question(doomed: readonly Doomed[]): string {
  const [first] = doomed;
  const what = first && doomed.length === 1 ? fullName(first) : countOf(doomed);
  return l10n.t("Remove {0}?", what);
}

/** What goes along, where, and what stays of what was selected. */
export function consequences(
  doomed: readonly Doomed[],
  along: Along,
  host: string,
  denied: readonly Denied[],
): string {
  const list = alongWords(along);
  // "“coins”, “portraits”, “cells” and their 5 jobs": one "and" is enough.
  const names = named(doomed, mostInQuestion, list === "" ? "conjunction" : "unit");
  const isOne = doomed.length === 1;
  const sentences: string[] = [];
  if (list !== "") {
    const theirs = isOne ? l10n.t("its {0}", list) : l10n.t("their {0}", list);
    sentences.push(l10n.t("{0} and {1} with all annotations are deleted on {2}.", names, theirs, host));
  } else if (isOne) {
    sentences.push(l10n.t("{0} is deleted on {1} with all annotations.", names, host));
  } else {
    sentences.push(l10n.t("{0} are deleted on {1} with all annotations.", names, host));
  }
  if (doomed.some(({ kind }) => kind === "job")) {
    sentences.push(l10n.t("The frames of a ground truth job stay with its task."));
  }
  sentences.push(l10n.t("This cannot be undone."));
  const stays = byReason(denied.map(({ doomed: one, denial }) => [denialWords(denial), one]));
  const others = [...stays].map(([reason, ones]) =>
    l10n.t("Not removed: {0}. {1}", listOf(ones.map(fullName), mostNamed), reason),
  );
  return [sentences.join(" "), ...others].join("\n\n");
}

/** What is asked for after the question, and what it is compared with. */
export interface Proof {
  readonly title: string;
  readonly placeholder: string;
  readonly prompt: string;
  readonly isProof: (typed: string) => boolean;
  readonly problem: string;
}

/** `undefined` where the question is enough: for a task, or a ground truth job. */
export function proofFor(doomed: readonly Doomed[], host: string): Proof | undefined {
  const [first] = doomed;
  if (!first || (doomed.length === 1 && first.kind !== "project")) return undefined;
  const names = named(doomed, mostNamed);
  if (doomed.length > 1) {
    const count = String(doomed.length);
    return {
      title: titleFor(doomed),
      placeholder: placeholderFor(doomed),
      prompt: l10n.t("Type {0} to remove {1} on {2}.", count, names, host),
      isProof: (typed) => typed.trim() === count || typed.trim() === formatCount(doomed.length),
      problem: l10n.t("These are {0}: type {1} to remove {2} on {3}.", countOf(doomed), count, names, host),
    };
  }
  const number = String(first.id);
  const title = l10n.t("Remove {0}", sentenceStart(numberOf(first.object)));
  const isNumber = (typed: string): boolean => lookOf(typed).replace(/^#/, "") === number;
  // What is too long, or cannot be seen whole, is not typed by anybody.
  if (first.title.length > longestName || !isNamed(first)) {
    return {
      title,
      placeholder: l10n.t("Number of the project"),
      prompt: l10n.t("Type {0} to remove this project on {1}.", number, host),
      isProof: isNumber,
      problem: l10n.t("This is not its number: type {0} to remove this project on {1}.", number, host),
    };
  }
  const name = plainName(first.title);
  const isPlain = lookOf(name) === name && !isMixed(name);
  return {
    title,
    placeholder: isPlain ? l10n.t("Name of the project") : l10n.t("Name or number of the project"),
    prompt: isPlain
      ? l10n.t("Type “{0}” to remove this project on {1}.", name, host)
      : l10n.t("Type “{0}” or {1} to remove this project on {2}.", name, number, host),
    isProof: (typed) => lookOf(typed) === lookOf(name) || isNumber(typed),
    problem: l10n.t(
      "This is not its name: type “{0}”, or its number {1}, to remove this project on {2}.",
      name,
      number,
      host,
    ),
  };
}

export function removed(doomed: readonly Doomed[]): string {
  const [first] = doomed;
  return l10n.t("Removed {0}", first && doomed.length === 1 ? fullName(first) : countOf(doomed));
}

/** Why the server did not do it, or is not known to have done it; a refusal by who may. */
export function failureOf(result: Result): Words {
  const { doomed, error } = result;
  const words = explain(error, whatOf(result), { forbidden: denialWords(whoMay("remove", doomed.object)) });
  return isCancelled(error) ? { ...words, why: stoppedHalfway() } : words;
}

/** What became of one that is perhaps still there, without a full stop. */
export function whatOf({ doomed, outcome }: Result): string {
  return outcome === "unknown"
    ? l10n.t("{0} may be removed or not", sentenceStart(numberOf(doomed.object)))
    : couldNotRemove([doomed]);
}

/** Why one is perhaps still there, as a sentence; `undefined` if it was removed. */
export function reasonOf(result: Result, host: string): string | undefined {
  switch (result.outcome) {
    case "removed":
      return undefined;
    case "missing":
      return l10n.t("No longer on {0}: somebody else was faster.", host);
    case "notTried":
      return l10n.t("It was stopped before.");
    case "unknown":
    case "failed":
      return failureOf(result).why;
  }
}

/** What was not removed of several, or is not known to be, and why: each reason once. */
export function report(
  results: readonly Result[],
  denied: readonly Denied[],
  host: string,
): string | undefined {
  const left = results.filter(({ outcome }) => outcome !== "removed" && outcome !== "missing");
  if (left.length === 0) return undefined;
  const reasons = byReason([
    ...results.map((result): [string | undefined, Doomed] => [reasonOf(result, host), result.doomed]),
    ...denied.map(({ doomed, denial }): [string, Doomed] => [denialWords(denial), doomed]),
  ]);
  const all = [...results.map(({ doomed }) => doomed), ...denied.map(({ doomed }) => doomed)];
  const unknown = left.filter(({ outcome }) => outcome === "unknown").length;
  const stay = left.length - unknown + denied.length;
  const shares: string[] = [];
  if (stay > 0) shares.push(l10n.t("{0} of {1} not removed.", formatCount(stay), countOf(all)));
  if (unknown > 0)
    shares.push(l10n.t("{0} of {1} may be removed or not.", formatCount(unknown), countOf(all)));
  const sentences = [...reasons].map(
    ([reason, doomed]) => `${sentenceStart(listOf(doomed.map(fullName), mostNamed))}: ${reason}`,
  );
  return [...shares, ...sentences].join(" ");
}

function byReason(reasons: readonly (readonly [string | undefined, Doomed])[]): Map<string, Doomed[]> {
  const found = new Map<string, Doomed[]>();
  for (const [reason, doomed] of reasons) {
    if (reason !== undefined) found.set(reason, [...(found.get(reason) ?? []), doomed]);
  }
  return found;
}

function alongWords({ tasks, jobs, frames, isMore }: Along): string {
  const atLeast = (count: number): string =>
    isMore ? l10n.t("at least {0}", formatCount(count)) : formatCount(count);
  const parts: string[] = [];
  if (tasks > 0) parts.push(tasks === 1 ? l10n.t("1 task") : l10n.t("{0} tasks", formatCount(tasks)));
  // None were seen of those that there may be.
  if (jobs === 0 && isMore) parts.push(l10n.t("jobs"));
  else if (jobs > 0) parts.push(jobs === 1 && !isMore ? l10n.t("1 job") : l10n.t("{0} jobs", atLeast(jobs)));
  if (frames === 0 && isMore) parts.push(l10n.t("frames"));
  else if (frames > 0)
    parts.push(frames === 1 && !isMore ? l10n.t("1 frame") : l10n.t("{0} frames", atLeast(frames)));
  return new Intl.ListFormat(env.language).format(parts);
}

function kindOf(doomed: readonly Doomed[]): Doomed["kind"] | undefined {
  const kinds = new Set(doomed.map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 ? only : undefined;
}

function titleFor(doomed: readonly Doomed[]): string {
  const count = formatCount(doomed.length);
  switch (kindOf(doomed)) {
    case "project":
      return l10n.t("Remove {0} Projects", count);
    case "task":
      return l10n.t("Remove {0} Tasks", count);
    case "job":
      return l10n.t("Remove {0} Jobs", count);
    case undefined:
      return l10n.t("Remove {0} Projects, Tasks or Jobs", count);
  }
}

function placeholderFor(doomed: readonly Doomed[]): string {
  switch (kindOf(doomed)) {
    case "project":
      return l10n.t("Number of projects");
    case "task":
      return l10n.t("Number of tasks");
    case "job":
      return l10n.t("Number of jobs");
    case undefined:
      return l10n.t("How many there are");
  }
}

/** Whether there is something of the name to be seen. */
function isNamed({ object }: Doomed): boolean {
  return object.kind !== "job" && plainText(object.entity.name) !== "";
}
