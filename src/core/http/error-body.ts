import type { ErrorBody } from "../errors.ts";

const mostSentences = 100;
const longestMessage = 2_000;
const deepest = 20;

/**
 * Reads what a server says about a failure, in any of the shapes that CVAT uses. Its content types do not tell them apart:
 * plain sentences come as `text/html`. Pages of HTML are dropped.
 *
 * @param clean takes secrets out
 */
export function parseErrorBody(bytes: Uint8Array, clean: (text: string) => string): ErrorBody {
  const text = new TextDecoder().decode(bytes).trim();
  const found = new Sentences(clean);
  const json = parseJson(text);
  if (json) found.add(json.value, [], deepest);
  else if (!hasMarkup(text)) found.addSentence(text, []);
  return { fields: found.fields, messages: found.messages };
}

/** By two searches in a row: one pattern for both would begin anew at every "<". */
function hasMarkup(text: string): boolean {
  const begin = text.search(/<[a-z!/]/i);
  return begin !== -1 && text.includes(">", begin);
}

function parseJson(text: string): { value: unknown } | undefined {
  if (!/^[[{"]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

class Sentences {
  readonly fields = new Map<string, string[]>();
  readonly messages: string[] = [];
  readonly #clean: (text: string) => string;
  #count = 0;

  constructor(clean: (text: string) => string) {
    this.#clean = clean;
  }

  add(value: unknown, place: readonly string[], depth: number): void {
    if (depth === 0 || this.#count >= mostSentences) return;
    if (Array.isArray(value)) this.#addList(value, place, depth);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        this.add(inner, isAboutWhole(name) ? place : [...place, name], depth - 1);
      }
    } else if (typeof value === "string") this.addSentence(value, place);
    else if (typeof value === "number" || typeof value === "boolean") this.addSentence(String(value), place);
  }

  addSentence(text: string, place: readonly string[]): void {
    const sentence = this.#plain(text);
    if (sentence === "" || /<(?:!doctype|html|head|body|script|style|title)\b/i.test(sentence)) return;
    this.#count += 1;
    const field = this.#plain(place.join("."));
    const said = this.fields.get(field);
    if (said) said.push(sentence);
    else this.fields.set(field, [sentence]);
    // The id of a background request is for programs.
    if (field !== "rq_id") this.messages.push(sentence);
  }

  /** Sentences about the same place, or what is wrong with each element. */
  #addList(list: readonly unknown[], place: readonly string[], depth: number): void {
    for (const [index, inner] of list.entries()) {
      const isElement = typeof inner === "object" && inner !== null;
      this.add(inner, isElement ? [...place, String(index)] : place, depth - 1);
    }
  }

  /** Without secrets, and without what could act on a terminal. Cut last: a part of a secret would not be found. */
  #plain(text: string): string {
    const clean = this.#clean(text.replace(/(?![\n\t])\p{Cc}/gu, " ").trim());
    return clean.slice(0, longestMessage);
  }
}

function isAboutWhole(name: string): boolean {
  return name === "detail" || name === "non_field_errors";
}
