import { env, l10n } from "vscode";

/**
 * Texts from a server are nobody's friends: VS Code runs `[x](command:…)` in notifications, draws `$(icon)` in quick
 * picks and the status bar, and a right-to-left mark turns the rest of a line round.
 */

/** Marks, embeddings and isolates of writing directions, and what is written but not seen. */
const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
/** What leaves nothing on the screen: a name of nothing else looks like none. */
const blank = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]*$/u;
/** Line breaks of all kinds, tabs and other controls. */
const breaks = /[\p{Cc}\u2028\u2029]+/gu;
/** Half of a pair: what is left of an emoji that was cut somewhere. */
const halves = /\p{Cs}/gu;
const wordJoiner = "\u2060";
/** What could be taken for the end of a name in quotes; an apostrophe is not. */
const quotes = /(?!['‘’])\p{Quotation_Mark}|[ʺˮ″]/gu;
/** Characters that take room and show nothing. */
const fillers = /[\u115f\u1160\u3164\uffa0\u2800]/gu;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * One line of text as a person may read it: line breaks and controls become a space, direction marks vanish, and what
 * is longer than `max` characters ends in "…". What nobody could see is empty.
 */
export function plainText(text: string, max = 300): string {
  // The rest of a text of megabytes is looked at by nobody.
  const head = text.slice(0, max * 4);
  const line = head.replace(breaks, " ").replace(unseen, "").replace(halves, "\ufffd").trim();
  if (blank.test(line)) return "";
  const characters = Array.from(line);
  if (characters.length <= max && head.length === text.length) return line;
  return `${characters
    .slice(0, max - 1)
    .join("")
    .trimEnd()}…`;
}

/** A name as it stands between quotation marks: none of its own looks like their end. */
export function plainName(name: string, max?: number): string {
  return plainText(name, max).replace(quotes, "'");
}

/**
 * The same for texts that look the same to a person: in compatible forms of the same letters, with other blanks and
 * quotes, and with what is not seen. Letters of another script may look the same and are not.
 */
export function lookOf(text: string): string {
  const seen = text.replace(fillers, " ").replace(ignorable, "").normalize("NFKC");
  return plainName(seen, seen.length).replaceAll("’", "'").replaceAll(/\s+/gu, " ");
}

/** For labels that draw icons (quick picks, status bar): `$(x)` is shown as it was written. */
export function escapeIcons(text: string): string {
  return text.replaceAll("$(", `$${wordJoiner}(`);
}

/** For Markdown, also where icons are on: every character that could mean something stands for itself. */
export function escapeMarkdown(text: string): string {
  return escapeIcons(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** For notifications, progress and input messages: no link, no command. */
export function escapeNotification(text: string): string {
  // VS Code looks for `[text](address)` there; a mark nobody sees between the two keeps them apart.
  return text.replaceAll("](", `]${wordJoiner}(`);
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "just now", "4 min ago", "2 h ago", "3 d ago", then the date. Both in milliseconds since 1970. */
export function relativeTime(date: Date | number, now: number): string {
  const age = now - Number(date);
  if (age < minute) return l10n.t("just now");
  if (age < hour) return l10n.t("{0} min ago", formatCount(Math.floor(age / minute)));
  if (age < day) return l10n.t("{0} h ago", formatCount(Math.floor(age / hour)));
  if (age < 30 * day) return l10n.t("{0} d ago", formatCount(Math.floor(age / day)));
  return new Intl.DateTimeFormat(env.language, { dateStyle: "medium" }).format(date);
}

/** Day and time as the person's language writes them, for tooltips. */
export function absoluteTime(date: Date | number): string {
  return new Intl.DateTimeFormat(env.language, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/** 1240 as "1,240". */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(env.language).format(count);
}

/** A time to wait, rounded up: "20 s", "3 min", "2 h". */
export function formatWait(milliseconds: number): string {
  if (milliseconds < 2 * minute) return l10n.t("{0} s", formatCount(Math.ceil(milliseconds / second)));
  if (milliseconds < 2 * hour) return l10n.t("{0} min", formatCount(Math.ceil(milliseconds / minute)));
  return l10n.t("{0} h", formatCount(Math.ceil(milliseconds / hour)));
}

/** "task #12" as it begins a sentence. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
