import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";

export type Handler = (call: Call) => Reply | Promise<Reply>;
export const handledMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
export type HandledMethod = (typeof handledMethods)[number];
export type Handlers = Partial<Readonly<Record<HandledMethod, Handler>>>;

export interface RouteOptions {
  /** Needs no log-in and knows no organization context. */
  readonly public?: boolean;
  /** No API view: nothing is negotiated, nobody is asked who he is, and there is no `Allow`. */
  readonly plain?: boolean;
  /** HEAD crashes on many of the real server's resources. */
  readonly headCrashes?: boolean;
  /** The `Allow` header where it is not what the handlers say. */
  readonly allow?: string;
  /** Which credentials count; the others are as none. Default: all. */
  readonly authentication?: "all" | "access-token" | "no-access-token";
  /** For which requests no access token, not even a writing one, suffices. */
  readonly noAccessTokens?: readonly HandledMethod[];
  /** Also answers with a slash at its end. */
  readonly optionalSlash?: boolean;
  /** What `OPTIONS` calls it. */
  readonly name?: string;
}

export interface Route {
  /** For example `/api/tasks/{id}/preview`; a part in braces takes one segment. */
  readonly pattern: string;
  readonly handlers: Handlers;
  readonly options: RouteOptions;
  readonly allow: string;
}

export function route(pattern: string, handlers: Handlers, options: RouteOptions = {}): Route {
  const answered = new Set<string>(Object.keys(handlers));
  if (handlers.GET) answered.add("HEAD");
  answered.add("OPTIONS");
  const methods = handledMethods.filter((method) => answered.has(method));
  return { pattern, handlers, options, allow: options.allow ?? methods.join(", ") };
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a path. Fixed segments win over those in braces, whatever the order of the routes. */
export class Router {
  readonly #elsewhere: (path: string) => Route | undefined;
  readonly #routes: { readonly route: Route; readonly segments: readonly string[] }[];

  /** `elsewhere` gets the paths that no route has. */
  constructor(routes: readonly Route[], elsewhere: (path: string) => Route | undefined = () => undefined) {
    this.#elsewhere = elsewhere;
    this.#routes = routes
      .map((each) => ({ route: each, segments: each.pattern.split("/") }))
      .sort((a, b) => braces(a.segments) - braces(b.segments));
  }

  match(path: string): Match | undefined {
    const found = this.#find(path) ?? (path.endsWith(".json") ? this.#find(path.slice(0, -5)) : undefined);
    const other = found ? undefined : this.#elsewhere(path);
    return other ? { route: other, params: {} } : found;
  }

  #find(path: string): Match | undefined {
    const slash = path.length > 1 && path.endsWith("/");
    const exact = path.split("/");
    const shorter = slash ? path.slice(0, -1).split("/") : undefined;
    for (const { route: found, segments } of this.#routes) {
      const params =
        fit(segments, exact) ?? (found.options.optionalSlash && shorter ? fit(segments, shorter) : undefined);
      if (params) return { route: found, params };
    }
    return undefined;
  }
}

function braces(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith("{")).length;
}

function fit(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const given = path[index] ?? "";
    if (segment.startsWith("{")) {
      const value = decode(given);
      if (value === undefined || value === "") return undefined;
      params[segment.slice(1, -1)] = value;
    } else if (segment !== given) return undefined;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
