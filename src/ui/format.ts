import { env, l10n } from "vscode";

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
