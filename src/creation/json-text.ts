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

export interface ParsedJson {
  readonly value: unknown;
  /** Where the value at that path begins, or what is nearest to it of those around it. */
  readonly positionOf: (path: Path) => Position;
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
    value: new Reader(text, []).readAll(),
    // One place is asked for, if any: the text is read once more for it, instead of all places being kept.
    positionOf: (path) => {
      const reader = new Reader(text, path);
      reader.readAll();
      return positionAt(text, reader.nearest);
    },
  };
}

const blanks = /[ \t\r\n]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;

class Reader {
  /** Where the value at the wanted path begins, as far as the text goes along with it. */
  nearest = 0;
  readonly #text: string;
  readonly #wanted: Path;
  #at: number;

  constructor(text: string, wanted: Path) {
    this.#text = text;
    this.#wanted = wanted;
    // Editors put a mark before the text that is no part of it.
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  readAll(): unknown {
    const value = this.#value(0, true);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#problem("unexpected");
    return value;
  }

  /** @param isOnWay whether it lies on the wanted path */
  #value(depth: number, isOnWay: boolean): unknown {
    this.#skip();
    if (depth > deepest) throw this.#problem("deep");
    if (isOnWay) this.nearest = this.#at;
    const first = this.#text.charAt(this.#at);
    const next = isOnWay ? this.#wanted[depth] : undefined;
    if (first === "[") return this.#array(depth + 1, next);
    if (first === "{") return this.#object(depth + 1, next);
    if (first === '"') return this.#string();
    const found = this.#match(literal);
    if (found === undefined) throw this.#problem("unexpected");
    return JSON.parse(found);
  }

  #array(depth: number, wanted: string | number | undefined): unknown[] {
    const values: unknown[] = [];
    this.#at += 1;
    if (this.#takes("]")) return values;
    do values.push(this.#value(depth, values.length === wanted));
    while (this.#takes(","));
    this.#expect("]");
    return values;
  }

  #object(depth: number, wanted: string | number | undefined): object {
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
      fields.set(name, this.#value(depth, name === wanted));
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
    return new JsonSyntaxError(isEnd ? "end" : fault, positionAt(this.#text, at));
  }
}

function positionAt(text: string, at: number): Position {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
