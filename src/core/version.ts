import coerce from "semver/functions/coerce.js";
import lt from "semver/functions/lt.js";

/**
 * How a server's version goes with this client:
 *
 * - `supported`: all of it
 * - `newer` than any that this client was made for: all of it, as far as is known
 * - `password-only`: there are no access tokens, and gaps elsewhere
 * - `unsupported`: not meant for it
 * - `refused`: it ignores filters without a word, a client would act on the wrong objects
 * - `unknown`: the server does not say a version that can be read
 */
export type Support = "supported" | "newer" | "password-only" | "unsupported" | "refused" | "unknown";

/** A server's version. */
export interface ServerVersion {
  /** As the server says it, in one line; `null` if it says none. */
  readonly text: string | null;
  readonly support: Support;
}

/** Which versions begin what, from the oldest. */
const steps: readonly (readonly [before: string, support: Support])[] = [
  ["2.4.0", "refused"],
  ["2.16.0", "unsupported"],
  ["2.48.0", "password-only"],
  ["2.81.0", "supported"],
];

/** Reads a version such as `2.73.0` or `2.15.0.dev20240607120000`. */
export function classifyVersion(said: string | null): ServerVersion {
  // It stands in messages later, and a server can say anything.
  const line =
    said
      ?.replace(/\p{Cc}+/gu, " ")
      .trim()
      .slice(0, 100) ?? "";
  const text = line === "" ? null : line;
  const numbers = /^v?(\d+\.\d+(?:\.\d+)?)/i.exec(line)?.[1];
  const version = coerce(numbers);
  if (!version) return { text, support: "unknown" };
  const step = steps.find(([before]) => lt(version, before));
  return { text, support: step?.[1] ?? "newer" };
}
