/** Where something stands in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Path = readonly (string | number)[];

/** What is wrong with a text that is to be JSON. */
export type SyntaxFault = "end" | "unexpected" | "text" | "deep" | "twice";

export class JsonSyntaxError extends Error {
  readonly fault: SyntaxFault;
  readonly position: Position;

  constructor(fault: SyntaxFault, position: Position) {
    super(`No JSON (${fault}) in line ${position.line}, column ${position.column}`);
    this.fault = fault;
    this.position = position;
  }
}

/** A piece of one line; a list or an object is shown by its first mark. */
export interface TextPlace extends Position {
  readonly length: number;
}

export interface ParsedJson {
  readonly value: unknown;
  /** Where the values at those paths stand, or what is nearest to each of those around it. */
  readonly placesOf: (paths: readonly Path[]) => readonly TextPlace[];
}

/** What is nested deeper was not written by anybody who describes labels. */
const deepest = 50;

/**
 * Reads JSON as `JSON.parse` does, and knows of each value where it stands: its errors tell a place only at times.
 *
 * @throws {JsonSyntaxError}
 */
export function parseJson(text: string): ParsedJson {
  return {
    value: new Reader(text, undefined).readAll(),
    // Few places are asked for, if any: the text is read once more for them, instead of all places being kept.
    placesOf: (paths) => {
      const wanted = new Wanted();
      for (const path of paths) wanted.add(path);
      new Reader(text, wanted).readAll();
      const positionAt = positionsIn(text);
      return paths.map((path) => {
        const { at, length } = wanted.nearest(path);
        return { ...positionAt(at), length };
      });
    },
  };
}

const blanks = /[ \t\r\n]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;

/** A value whose place is wanted, or one around such a value. */
class Wanted {
  /** Where it begins; -1 as long as it was not met. */
  at = -1;
  length = 0;
  readonly #below = new Map<string | number, Wanted>();

  below(key: string | number): Wanted | undefined {
    return this.#below.get(key);
  }

  add(path: Path): void {
    const [key, ...rest] = path;
    if (key === undefined) return;
    const next = this.#below.get(key) ?? new Wanted();
    this.#below.set(key, next);
    next.add(rest);
  }

  nearest([key, ...rest]: Path): Wanted {
    const next = key === undefined ? undefined : this.#below.get(key);
    return next && next.at >= 0 ? next.nearest(rest) : this;
  }
}

class Reader {
  readonly #text: string;
  readonly #wanted: Wanted | undefined;
  #at: number;

  constructor(text: string, wanted: Wanted | undefined) {
    this.#text = text;
    this.#wanted = wanted;
    // Editors put a mark before the text that is no part of it.
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  readAll(): unknown {
    const value = this.#value(0, this.#wanted);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#problem("unexpected");
    return value;
  }

  #value(depth: number, wanted: Wanted | undefined): unknown {
    this.#skip();
    if (depth > deepest) throw this.#problem("deep");
    const begin = this.#at;
    const first = this.#text.charAt(begin);
    if (wanted) Object.assign(wanted, { at: begin, length: 1 });
    if (first === "[") return this.#array(depth + 1, wanted);
    if (first === "{") return this.#object(depth + 1, wanted);
    const value = first === '"' ? this.#string() : this.#literal();
    if (wanted) wanted.length = this.#at - begin;
    return value;
  }

  #literal(): unknown {
    const found = this.#match(literal);
    if (found === undefined) throw this.#problem("unexpected");
    return JSON.parse(found);
  }

  #array(depth: number, wanted: Wanted | undefined): unknown[] {
    const values: unknown[] = [];
    this.#at += 1;
    if (this.#takes("]")) return values;
    do values.push(this.#value(depth, wanted?.below(values.length)));
    while (this.#takes(","));
    this.#expect("]");
    return values;
  }

  #object(depth: number, wanted: Wanted | undefined): object {
    const fields = new Map<string, unknown>();
    this.#at += 1;
    if (this.#takes("}")) return {};
    do {
      this.#skip();
      const begin = this.#at;
      if (this.#text[begin] !== '"') throw this.#problem("unexpected");
      const name = this.#string();
      if (fields.has(name)) throw this.#problem("twice", begin);
      this.#expect(":");
      fields.set(name, this.#value(depth, wanted?.below(name)));
    } while (this.#takes(","));
    this.#expect("}");
    return Object.fromEntries(fields);
  }

  #string(): string {
    const begin = this.#at;
    const found = this.#match(quoted) ?? "";
    try {
      return String(JSON.parse(found));
    } catch {
      throw this.#problem("text", begin);
    }
  }

  #takes(mark: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#takes(mark)) throw this.#problem("unexpected");
  }

  #skip(): void {
    this.#match(blanks);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #problem(fault: SyntaxFault, at = this.#at): JsonSyntaxError {
    const isEnd = fault === "unexpected" && at >= this.#text.length;
    return new JsonSyntaxError(isEnd ? "end" : fault, positionsIn(this.#text)(at));
  }
}

/** Many places can be asked for: the lines are counted once. */
function positionsIn(text: string): (at: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  return (at) => {
    let [line, last] = [1, starts.length];
    // The last line that starts before it, or there.
    while (line < last) {
      const middle = Math.ceil((line + last) / 2);
      if ((starts[middle - 1] ?? 0) <= at) line = middle;
      else last = middle - 1;
    }
    return { line, column: at - (starts[line - 1] ?? 0) + 1 };
  };
}
