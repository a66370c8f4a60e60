import { createHash } from "node:crypto";

/** Some of the names whose colors the real server has in a table. */
const known: Readonly<Record<string, string>> = { cat: "#6080c0", dog: "#406040" };

/** The color of a label that was given none. The same name has the same color each time. */
export function generatedColor(name: string): string {
  const own = Object.hasOwn(known, name.toLowerCase()) ? known[name.toLowerCase()] : undefined;
  return own ?? `#${createHash("sha256").update(name.toLowerCase()).digest("hex").slice(0, 6)}`;
}
