import type { Clock } from "../clock.ts";
import type { Secrets } from "./secrets.ts";

/** What goes along with a request to prove who asks. */
export interface Authorization {
  headers(method: string): Readonly<Record<string, string>>;
  /** Looks at the headers of an answer. */
  remember(headers: Headers): void;
}

export const anonymous: Authorization = {
  headers: () => ({}),
  remember: () => undefined,
};

/** One header that is the same in every request. No cookie is kept: the server would open a session for it. */
export function headerAuthorization(value: string): Authorization {
  return { headers: () => ({ Authorization: value }), remember: () => undefined };
}

const mostCookies = 50;

/** A session that the server knows by its cookies, with its protection against forged requests. */
export class CookieSession implements Authorization {
  readonly #origin: string;
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string, secrets: Secrets, clock: Clock) {
    this.#origin = origin;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** Whether the server has opened it. */
  get isOpen(): boolean {
    return this.#cookies.has("sessionid");
  }

  headers(method: string): Record<string, string> {
    const headers: Record<string, string> = {};
    if (this.#cookies.size > 0) {
      headers["Cookie"] = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    }
    if (method === "GET") return headers;
    const token = this.#cookies.get("csrftoken");
    if (token !== undefined) headers["X-CSRFToken"] = token;
    // Over https the server takes no change without them.
    return { ...headers, Origin: this.#origin, Referer: `${this.#origin}/` };
  }

  remember(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const cookie = /^\s*([^=;\s]+)=([^;]*)(.*)$/.exec(line);
      if (!cookie) continue;
      const [, name = "", value = "", attributes = ""] = cookie;
      if (value === "" || isOver(attributes, this.#clock.now())) this.#cookies.delete(name);
      else if (this.#cookies.size < mostCookies || this.#cookies.has(name)) this.#keep(name, value.trim());
    }
  }

  #keep(name: string, value: string): void {
    this.#cookies.set(name, value);
    this.#secrets.add(value);
  }
}

/** A server takes a cookie back by letting it end in the past. */
function isOver(attributes: string, now: number): boolean {
  const age = /;\s*max-age\s*=\s*(-?\d+)/i.exec(attributes)?.[1];
  if (age !== undefined) return Number(age) <= 0;
  const end = /;\s*expires\s*=\s*([^;]+)/i.exec(attributes)?.[1];
  return end !== undefined && Date.parse(end) <= now;
}
