/** The query of a request. Of a name given twice the last value counts, as on the real server. */
export class Query {
  readonly #pairs: readonly (readonly [string, string])[];

  constructor(search: string) {
    this.#pairs = [...new URLSearchParams(search)];
  }

  get(name: string): string | undefined {
    return this.#pairs.findLast(([key]) => key === name)?.[1];
  }

  has(name: string): boolean {
    return this.#pairs.some(([key]) => key === name);
  }

  /** Each name once, with its last value. */
  record(): Record<string, string> {
    return Object.fromEntries(this.#pairs);
  }

  /** The query with one name set (or left out), sorted by name and encoded as in the links between pages. */
  with(name: string, value: string | undefined): string {
    const pairs = this.#pairs.filter(([key]) => key !== name);
    if (value !== undefined) pairs.push([name, value]);
    return pairs
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, each]) => `${quotePlus(key)}=${quotePlus(each)}`)
      .join("&");
  }
}

function quotePlus(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
