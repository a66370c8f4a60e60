import type { IncomingHead } from "../http/incoming.ts";

/** A request as tests read it: nothing secret is kept. */
export interface LoggedRequest {
  /** Counts from 1 in the order in which the requests came. */
  readonly order: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; credentials only by their kind, for example `Bearer …`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The JSON that a PATCH sent, as it is written; no other bodies are kept, in which there may be passwords and files. */
  readonly patch?: string;
}

export interface RequestMatch {
  readonly method?: string | undefined;
  /** A path, in which `*` stands for anything. */
  readonly path?: string | undefined;
  /** All of these must be in the query with these values. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** A server that runs for days must not fill the memory. */
const kept = 10_000;
/** Of a body, in bytes. */
const longest = 10_000;
const secret: ReadonlySet<string> = new Set(["cookie", "x-csrftoken"]);

/** The requests that the server got, except those to the control paths. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #next = 1;

  add(incoming: IncomingHead & { readonly body?: Buffer }, time: number): void {
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      withoutSecret(name, String(value)),
    ]);
    const { method, path } = incoming;
    const order = this.#next++;
    const query = incoming.query.record();
    if (this.#entries.length >= kept) this.#entries.shift();
    const patch =
      method === "PATCH" && headers.some(isJson) ? incoming.body?.toString("utf8", 0, longest) : undefined;
    this.#entries.push({
      order,
      method,
      path,
      query,
      headers: Object.fromEntries(headers),
      time,
      ...(patch !== undefined && { patch }),
    });
  }

  /** Those that match, in the order in which they came. */
  all(match: RequestMatch = {}): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => matches(match, entry.method, entry.path, entry.query));
  }

  clear(): void {
    this.#entries = [];
  }
}

export function matches(
  match: RequestMatch,
  method: string,
  path: string,
  query: Readonly<Record<string, string>>,
): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path !== undefined && !glob(match.path).test(path)) return false;
  return Object.entries(match.query ?? {}).every(([name, value]) => query[name] === value);
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function isJson([name, value]: readonly [string, string]): boolean {
  return name === "content-type" && value.startsWith("application/json");
}

function withoutSecret(name: string, value: string): string {
  if (name === "authorization") return `${value.split(" ")[0] ?? ""} …`;
  return secret.has(name) ? "…" : value;
}
