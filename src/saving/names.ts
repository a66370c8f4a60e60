import { longest } from "../core/index.ts";

/** What Python takes for blank, which differs a little from what JavaScript does. */
const blanks =
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

export type NameProblem =
  | { readonly kind: "blank" }
  | { readonly kind: "tooLong"; readonly length: number; readonly max: number }
  | { readonly kind: "unreadable" };

/** A text as the server keeps it: without blanks around it. Line breaks within it stay. */
export function trimmed(text: string): string {
  // From both ends: a pattern would look at the blanks within it again and again.
  let [begin, end] = [0, text.length];
  while (begin < end && blanks.includes(text.charAt(begin))) begin += 1;
  while (end > begin && blanks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(begin, end);
}

/** What the server would have against a name. It counts characters, not their halves. */
export function nameProblem(text: string, max: number = longest.name): NameProblem | undefined {
  const name = trimmed(text);
  if (name === "") return { kind: "blank" };
  // A NUL, or half of a character.
  if (name.includes("\0") || /\p{Cs}/u.test(name)) return { kind: "unreadable" };
  const length = Array.from(name).length;
  return length > max ? { kind: "tooLong", length, max } : undefined;
}
