/** A figure that the extension is held to. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
  readonly unit: "ms" | "requests" | "times as fast";
  /** The median must not be above (for a ratio: below) it; undefined where it is only told. */
  readonly limit?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = low] =
    sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

export function holds({ values, unit, limit }: Figure): boolean {
  if (limit === undefined) return true;
  return unit === "times as fast" ? median(values) >= limit : median(values) <= limit;
}

/** One line, as in "activate(): 12 ms (9, 12, 14; at most 50)". */
export function line(figure: Figure): string {
  const { name, values, unit, limit } = figure;
  const several = values.length > 1 ? values.map((value) => round(value)).join(", ") : "";
  const bound = limit === undefined ? "" : `${unit === "times as fast" ? "at least" : "at most"} ${limit}`;
  const notes = [several, bound].filter((note) => note !== "").join("; ");
  const verdict = holds(figure) ? "" : "   NOT HELD";
  return `${name.padEnd(62)} ${round(median(values)).padStart(7)} ${unit}${notes === "" ? "" : `   (${notes})`}${verdict}`;
}

function round(value: number): string {
  return value >= 10 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
}
