import { env, l10n } from "vscode";
import { numberOf, sentenceStart } from "../explorer/index.ts";
import { denialWords, whoMay } from "../permissions/index.ts";
import { explain, formatCount, isCancelled, plainText, type Words } from "../ui/index.ts";
import type { Along } from "./along.ts";
import type { Denied, Doomed } from "./choice.ts";
import type { Result } from "./run.ts";

/** Objects that are named in a question; VS Code shows it in the middle of the window. */
const mostInQuestion = 20;
/** Objects that are named where there is less room. */
const mostNamed = 5;
/** Of a name, in characters, among others. */
const longestName = 60;

/** "task #12 “night”"; a job by its number alone, and by what kind of job it is if it can go without its task. */
export function fullNameOf({ title, object }: Doomed): string {
  const number = numberOf(object);
  if (object.kind !== "job") return l10n.t("{0} “{1}”", number, plainText(title, 100));
  return object.entity.type === "ground_truth" ? l10n.t("ground truth {0}", number) : number;
}

/** "3 tasks", or "3 objects" where they are of several kinds. */
export function countOf(doomed: readonly Doomed[]): string {
  const count = formatCount(doomed.length);
  switch (kindOf(doomed)) {
    case "project":
      return l10n.t("{0} projects", count);
    case "task":
      return l10n.t("{0} tasks", count);
    case "job":
      return l10n.t("{0} jobs", count);
    case undefined:
      return l10n.t("{0} projects, tasks or jobs", count);
  }
}

/** One by its number, several by how many. */
export function subjectOf(doomed: readonly Doomed[]): string {
  const [first] = doomed;
  return first && doomed.length === 1 ? numberOf(first.object) : countOf(doomed);
}

export function couldNotRemove(doomed: readonly Doomed[]): string {
  return l10n.t("Could not remove {0}", subjectOf(doomed));
}

export function question(doomed: readonly Doomed[]): string {
  const [first] = doomed;
  const what = first && doomed.length === 1 ? fullNameOf(first) : countOf(doomed);
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
  // "coins, portraits, cells and their 5 jobs": one "and" is enough.
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
    l10n.t("Not removed: {0}. {1}", listOf(ones.map(fullNameOf), mostNamed), reason),
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
  // What is too long, or cannot be seen whole, is not typed by anybody.
  const isTypable = first.title.length <= longestName && isNamed(first);
  const wanted = isTypable ? first.title : number;
  const title = l10n.t("Remove {0}", sentenceStart(numberOf(first.object)));
  return {
    title,
    placeholder: isTypable ? l10n.t("Name of the project") : l10n.t("Number of the project"),
    prompt: isTypable
      ? l10n.t("Type “{0}” to remove this project on {1}.", wanted, host)
      : l10n.t("Type {0} to remove this project on {1}.", wanted, host),
    isProof: (typed) => spaced(typed) === spaced(wanted),
    problem: isTypable
      ? l10n.t("This is not its name: type “{0}” to remove this project on {1}.", wanted, host)
      : l10n.t("This is not its number: type {0} to remove this project on {1}.", wanted, host),
  };
}

export function removed(doomed: readonly Doomed[]): string {
  const [first] = doomed;
  return l10n.t("Removed {0}", first && doomed.length === 1 ? fullNameOf(first) : countOf(doomed));
}

export function goneFrom({ object }: Doomed, host: string): string {
  return l10n.t("{0} is no longer on {1}.", sentenceStart(numberOf(object)), host);
}

/** Why the server did not do it; a refusal by who may. */
export function failureOf({ doomed, error }: Result): Words {
  return explain(error, couldNotRemove([doomed]), {
    forbidden: denialWords(whoMay("remove", doomed.object)),
  });
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
      if (isCancelled(result.error))
        return l10n.t("It was stopped in the middle: it may be removed or not. Refresh to see.");
      return failureOf(result).why;
    case "failed":
      return failureOf(result).why;
  }
}

/** What was not removed of several, and why: each reason once. */
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
  const share = l10n.t("{0} of {1} not removed.", formatCount(left.length + denied.length), countOf(all));
  const sentences = [...reasons].map(
    ([reason, doomed]) => `${sentenceStart(listOf(doomed.map(fullNameOf), mostNamed))}: ${reason}`,
  );
  return [share, ...sentences].join(" ");
}

function byReason(reasons: readonly (readonly [string | undefined, Doomed])[]): Map<string, Doomed[]> {
  const found = new Map<string, Doomed[]>();
  for (const [reason, doomed] of reasons) {
    if (reason !== undefined) found.set(reason, [...(found.get(reason) ?? []), doomed]);
  }
  return found;
}

/** "coins, portraits and cells"; the number stands beside those that are called the same. */
function named(doomed: readonly Doomed[], most: number, type?: Intl.ListFormatType): string {
  const names = doomed.map((one) => {
    const name = plainText(one.title, longestName);
    const isAlone = doomed.filter(({ title }) => title === one.title).length === 1;
    return isAlone ? name : `${name} (#${one.id})`;
  });
  return listOf(names, most, type);
}

function listOf(names: readonly string[], most: number, type: Intl.ListFormatType = "conjunction"): string {
  const shown = names.length > most ? names.slice(0, most) : [...names];
  const more = names.length - shown.length;
  if (more > 0) shown.push(l10n.t("{0} more", formatCount(more)));
  return new Intl.ListFormat(env.language, { type }).format(shown);
}

function alongWords({ tasks, jobs, frames, isMore }: Along): string {
  const atLeast = (count: number): string =>
    isMore ? l10n.t("more than {0}", formatCount(count)) : formatCount(count);
  const parts: string[] = [];
  if (tasks > 0) parts.push(tasks === 1 ? l10n.t("1 task") : l10n.t("{0} tasks", formatCount(tasks)));
  if (jobs > 0) parts.push(jobs === 1 ? l10n.t("1 job") : l10n.t("{0} jobs", atLeast(jobs)));
  if (frames > 0) parts.push(frames === 1 ? l10n.t("1 frame") : l10n.t("{0} frames", atLeast(frames)));
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

/** Blanks are compared as people see them: a few of them look like one. */
function spaced(text: string): string {
  return plainText(text).normalize("NFC").replaceAll(/\s+/gu, " ");
}
