import { env, l10n } from "vscode";
import { fullNameOf } from "../objects/index.ts";
import { formatCount, lookOf, plainName } from "../ui/index.ts";
import type { Doomed } from "./choice.ts";

/** Of a name, in characters, among others. */
export const longestName = 60;

/** Letters of which many look like Latin ones. */
const twins = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const latin = /\p{Script=Latin}/u;

/** Whether a name that reads as if it were of Latin letters may have others. */
export function isMixed(name: string): boolean {
  return latin.test(name) && twins.test(name);
}

/** As it was called when it was chosen. */
export function fullName({ object, title }: Doomed): string {
  return fullNameOf(object, title);
}

/** "“coins”, “portraits” and “cells”"; the number stands before those that look the same. */
export function named(doomed: readonly Doomed[], most: number, type?: Intl.ListFormatType): string {
  const looks = new Map<string, number>();
  for (const one of doomed) looks.set(lookIn(one), (looks.get(lookIn(one)) ?? 0) + 1);
  const hasLatin = doomed.some(({ title }) => latin.test(title));
  const names = doomed.map((one) => {
    // A job's title is its number.
    if (one.kind === "job") return one.title;
    const name = l10n.t("“{0}”", plainName(one.title, longestName));
    const isAlone = looks.get(lookIn(one)) === 1 && !(hasLatin && twins.test(one.title));
    return isAlone ? name : `#${one.id} ${name}`;
  });
  return listOf(names, most, type);
}

/** How it looks where it is named: of a long name not the end. */
function lookIn({ title }: Doomed): string {
  return lookOf(plainName(title, longestName));
}

export function listOf(
  names: readonly string[],
  most: number,
  type: Intl.ListFormatType = "conjunction",
): string {
  const shown = names.length > most ? names.slice(0, most) : [...names];
  const more = names.length - shown.length;
  if (more > 0) shown.push(l10n.t("{0} more", formatCount(more)));
  return new Intl.ListFormat(env.language, { type }).format(shown);
}
