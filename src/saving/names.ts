/** What the server keeps of a project's or task's name, in characters. */
export const longestName = 256;

/** What Python takes for blank, which differs a little from what JavaScript does. */
const blank = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const around = new RegExp(`^${blank}|${blank}$`, "g");

export type NameProblem =
  | { readonly kind: "blank" }
  | { readonly kind: "tooLong"; readonly length: number; readonly max: number }
  | { readonly kind: "unreadable" };

/** A text as the server keeps it: without blanks around it. Line breaks within it stay. */
export function trimmed(text: string): string {
  return text.replaceAll(around, "");
}

/** What the server would have against a name. It counts characters, not their halves. */
export function nameProblem(text: string, max = longestName): NameProblem | undefined {
  const name = trimmed(text);
  if (name === "") return { kind: "blank" };
  // A NUL, or half of a character.
  if (name.includes("\0") || /\p{Cs}/u.test(name)) return { kind: "unreadable" };
  const length = Array.from(name).length;
  return length > max ? { kind: "tooLong", length, max } : undefined;
}
