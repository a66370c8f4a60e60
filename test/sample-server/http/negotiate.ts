import { detail } from "./errors.ts";

/** How an answer is rendered: as JSON, or as the page that a browser gets. */
export type Renderer = "json" | "html";

const apiVersion = "2.0";
const renderers = [
  { renderer: "json", type: "application", subtype: "vnd.cvat+json" },
  { renderer: "html", type: "text", subtype: "html" },
] as const;

interface Accepted {
  readonly type: string;
  readonly subtype: string;
  readonly version: string | undefined;
  readonly precedence: number;
}

/** Chooses by the `Accept` header as the framework does: the most specific type first, q-values ignored. */
export function negotiate(accept: string | undefined): Renderer {
  const accepted = (accept ?? "*/*").split(",").map(parse);
  accepted.sort((a, b) => b.precedence - a.precedence);
  for (const precedence of [3, 2, 1, 0]) {
    const group = accepted.filter((entry) => entry.precedence === precedence);
    for (const { renderer, type, subtype } of renderers) {
      const match = group.find((entry) => fits(entry.type, type) && fits(entry.subtype, subtype));
      if (!match) continue;
      if (match.version !== undefined && !apiVersion.includes(match.version)) {
        throw detail(406, 'Invalid version in "Accept" header.');
      }
      return renderer;
    }
  }
  throw detail(406, "Could not satisfy the request Accept header.");
}

function fits(accepted: string, offered: string): boolean {
  return accepted === "*" || accepted === offered;
}

function parse(text: string): Accepted {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim());
  const [type = "", subtype = ""] = range.toLowerCase().split("/");
  const others = parameters.filter((parameter) => !/^q=/i.test(parameter));
  const version = /^version=(.*)$/i.exec(others.find((parameter) => /^version=/i.test(parameter)) ?? "")?.[1];
  const precedence = type === "*" ? 0 : subtype === "*" ? 1 : others.length === 0 ? 2 : 3;
  return { type, subtype, version: version?.trim(), precedence };
}
