/** Gives the present moment as the server writes it; no two moments are the same. */
export interface Clock {
  /** ISO 8601 in UTC with six digits of the second, so that texts sort as moments do. */
  now(): string;
  /** Milliseconds since 1970. */
  milliseconds(): number;
}

/** Moments of the machine's clock, each at least a microsecond after the one before. */
export class SystemClock implements Clock {
  #last = 0;

  now(): string {
    this.#last = Math.max(Date.now() * 1000, this.#last + 1);
    return toStored(this.#last);
  }

  milliseconds(): number {
    return Date.now();
  }
}

/** Whole microseconds since 1970 as a stored date. */
function toStored(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const fraction = String(microseconds - seconds * 1_000_000).padStart(6, "0");
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}

const isoDate =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** A date as clients write it (naive means UTC, a bare date is midnight) as a stored one; `null` if it is none. */
export function parseDate(text: string): string | null {
  const match = isoDate.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = match;
  const offset =
    zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  const naive = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || naive.getUTCDate() !== Number(day)) return null;
  return toStored(milliseconds * 1000 + Number(fraction.padEnd(6, "0")));
}

/** A stored date as answers show it: the fraction is left out when it is zero. */
export function shownDate(stored: string): string;
export function shownDate(stored: string | null): string | null;
export function shownDate(stored: string | null): string | null {
  return stored === null ? null : stored.replace(".000000Z", "Z");
}

/** A stored date moved by whole milliseconds. */
export function later(stored: string, milliseconds: number): string {
  const moved = new Date(Date.parse(stored) + milliseconds).toISOString();
  return moved.slice(0, 23) + stored.slice(23);
}
