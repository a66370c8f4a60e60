/**
 * What Python's `json` says of a broken text, because the server hands that sentence on. Only called for texts that
 * are known to be broken.
 */
export function describeJsonFault(text: string): string {
  const scan = new Scan(text);
  try {
    scan.value();
    scan.space();
    if (scan.at < text.length) scan.fail("Extra data");
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  return new Fault(text, "Expecting value", 0).message;
}

class Fault extends Error {
  constructor(text: string, what: string, at: number) {
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    const column = at - before.lastIndexOf("\n");
    super(`${what}: line ${line} column ${column} (char ${at})`);
  }
}

const literals = ["true", "false", "null", "NaN", "Infinity", "-Infinity"];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

class Scan {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fail(what: string, at = this.at): never {
    throw new Fault(this.#text, what, at);
  }

  space(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.at))) this.at++;
  }

  value(): void {
    this.space();
    const next = this.#text.charAt(this.at);
    if (next === "{") this.#object();
    else if (next === "[") this.#array();
    else if (next === '"') this.#string();
    else this.#scalar();
  }

  #scalar(): void {
    const literal = literals.find((word) => this.#text.startsWith(word, this.at));
    number.lastIndex = this.at;
    const length = literal?.length ?? number.exec(this.#text)?.[0].length;
    if (length === undefined) this.fail("Expecting value");
    this.at += length;
  }

  #object(): void {
    this.at++;
    this.space();
    if (this.#take("}")) return;
    for (;;) {
      this.space();
      if (this.#text.charAt(this.at) !== '"') this.fail("Expecting property name enclosed in double quotes");
      this.#string();
      this.space();
      if (!this.#take(":")) this.fail("Expecting ':' delimiter");
      this.value();
      this.space();
      if (this.#take("}")) return;
      if (!this.#take(",")) this.fail("Expecting ',' delimiter");
    }
  }

  #array(): void {
    this.at++;
    this.space();
    if (this.#take("]")) return;
    for (;;) {
      this.value();
      this.space();
      if (this.#take("]")) return;
      if (!this.#take(",")) this.fail("Expecting ',' delimiter");
    }
  }

  #string(): void {
    const start = this.at++;
    for (;;) {
      const next = this.#text.charAt(this.at);
      if (next === "") this.fail("Unterminated string starting at", start);
      if (next < " ") this.fail("Invalid control character at");
      this.at++;
      if (next === '"') return;
      if (next === "\\") this.#escape();
    }
  }

  #escape(): void {
    const kind = this.#text.charAt(this.at);
    if (kind === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(this.#text.slice(this.at + 1, this.at + 5))) {
        this.fail("Invalid \\uXXXX escape");
      }
    } else if (!'"\\/bfnrt'.includes(kind) || kind === "") this.fail("Invalid \\escape", this.at - 1);
    this.at++;
  }

  #take(character: string): boolean {
    if (this.#text.charAt(this.at) !== character) return false;
    this.at++;
    return true;
  }
}

/** Python's `repr` of a JSON value, which some refusals quote. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return stringRepr(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([key, each]) => `${stringRepr(key)}: ${pythonRepr(each)}`);
    return `{${entries.join(", ")}}`;
  }
  return JSON.stringify(value);
}

/** Python's `str`: as {@link pythonRepr}, but a text without quotes. */
export function pythonText(value: unknown): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return Array.isArray(value) ? "list" : "dict";
}

function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
