import type { Kind } from "../objects/index.ts";

/** What somebody typed or pasted to find an object. */
export type Query =
  /** A page of this server. */
  | { readonly kind: "link"; readonly of: Kind; readonly id: number }
  /** A page of this server that shows no project, task or job. */
  | { readonly kind: "other-page" }
  | { readonly kind: "other-server"; readonly host: string; readonly link: string }
  /** Perhaps a number; `text` may be part of a name as well, unless `isNumberOnly`. */
  | {
      readonly kind: "number";
      readonly of: readonly Kind[];
      readonly id: number;
      readonly text: string;
      readonly isNumberOnly: boolean;
    }
  | { readonly kind: "text"; readonly text: string };

/** The server's numbers go up to here. */
const largestId = 2 ** 31 - 1;
const longest = 200;

const allKinds: readonly Kind[] = ["project", "task", "job"];

/** @param origin of the server that the person is signed in to */
export function parseQuery(typed: string, origin: string): Query {
  const text = typed.trim().replaceAll(/\s+/g, " ");
  return linkIn(text, origin) ?? numberIn(text) ?? { kind: "text", text: text.slice(0, longest) };
}

function numberIn(text: string): Query | undefined {
  const match = /^(?:(project|task|job)s? ?)?(#)? ?(\d{1,10})$/i.exec(text);
  if (!match) return undefined;
  const [, noun, hash, digits] = match;
  const id = Number(digits);
  if (id < 1 || id > largestId) return undefined;
  const kind = allKinds.find((one) => one === noun?.toLowerCase());
  return {
    kind: "number",
    of: kind ? [kind] : allKinds,
    id,
    text,
    isNumberOnly: hash !== undefined,
  };
}

function linkIn(text: string, origin: string): Query | undefined {
  const server = new URL(origin);
  const url = urlIn(text, server);
  if (!url) return undefined;
  if (!isSameServer(url, server)) return { kind: "other-server", host: url.host, link: url.href };
  const page =
    /^\/(?:api\/)?(?:(projects)\/(\d+)|(tasks)\/(\d+)(?:\/jobs\/(\d+))?|(jobs)\/(\d+))(?:\/|$)/.exec(
      url.pathname,
    );
  if (!page) return { kind: "other-page" };
  const [, , project, , task, jobOfTask, , job] = page;
  const found: readonly (readonly [Kind, string | undefined])[] = [
    ["project", project],
    ["job", jobOfTask ?? job],
    ["task", task],
  ];
  const [of, digits] = found.find(([, id]) => id !== undefined) ?? [];
  const id = Number(digits);
  return of !== undefined && id >= 1 && id <= largestId ? { kind: "link", of, id } : { kind: "other-page" };
}

/** With its scheme, or without one if the server's own name stands there. */
function urlIn(text: string, server: URL): URL | undefined {
  if (/\s/.test(text)) return undefined;
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? new URL(text) : undefined;
  const address = `${server.protocol}//${text}`;
  if (!text.includes("/") || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return isSameServer(url, server) ? url : undefined;
}

/** People paste links with http where the server moved to https. */
function isSameServer(url: URL, server: URL): boolean {
  return (
    url.host === server.host || (url.hostname === server.hostname && url.port === "" && server.port === "")
  );
}
