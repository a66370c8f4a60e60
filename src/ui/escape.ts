/**
 * Texts from a server are nobody's friends: VS Code runs `[x](command:…)` in notifications, draws `$(icon)` in quick
 * picks and the status bar, and a right-to-left mark turns the rest of a line round.
 */

/** Marks, embeddings and isolates of writing directions, and what is written but not seen. */
const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
/** Line breaks of all kinds, tabs and other controls. */
const breaks = /[\p{Cc}\u2028\u2029]+/gu;
/** Half of a pair: what is left of an emoji that was cut somewhere. */
const halves = /\p{Cs}/gu;
const wordJoiner = "\u2060";

/**
 * One line of text as a person may read it: line breaks and controls become a space, direction marks vanish, and what
 * is longer than `max` characters ends in "…". Empty stays empty.
 */
export function plainText(text: string, max = 300): string {
  // The rest of a text of megabytes is looked at by nobody.
  const head = text.slice(0, max * 4);
  const line = head.replace(breaks, " ").replace(unseen, "").replace(halves, "\ufffd").trim();
  const characters = Array.from(line);
  if (characters.length <= max && head.length === text.length) return line;
  return `${characters
    .slice(0, max - 1)
    .join("")
    .trimEnd()}…`;
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
