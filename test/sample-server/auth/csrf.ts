import { header } from "../http/incoming.ts";
import type { Incoming } from "../http/incoming.ts";

export const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** What is wrong with a writing request of a session; `undefined` if nothing is. */
export function csrfFault(incoming: Incoming, cookie: string | undefined): string | undefined {
  return originFault(incoming) ?? tokenFault(header(incoming, "x-csrftoken"), cookie);
}

function originFault(incoming: Incoming): string | undefined {
  const origin = header(incoming, "origin");
  if (origin !== undefined) {
    return origin === incoming.base
      ? undefined
      : `Origin checking failed - ${origin} does not match any trusted origins.`;
  }
  if (!incoming.base.startsWith("https:")) return undefined;
  const referer = header(incoming, "referer");
  if (referer === undefined) return "Referer checking failed - no Referer.";
  return referer === incoming.base || referer.startsWith(`${incoming.base}/`)
    ? undefined
    : `Referer checking failed - ${referer} does not match any trusted origins.`;
}

function tokenFault(sent: string | undefined, cookie: string | undefined): string | undefined {
  if (cookie === undefined) return "CSRF cookie not set.";
  if (sent === undefined) return "CSRF token missing.";
  const named = "CSRF token from the 'X-Csrftoken' HTTP header";
  if (sent.length !== 32 && sent.length !== 64) return `${named} has incorrect length.`;
  if (!/^[a-zA-Z0-9]+$/.test(sent)) return `${named} has invalid characters.`;
  return sent === cookie ? undefined : `${named} incorrect.`;
}
