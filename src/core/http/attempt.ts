import type { RequestFacts } from "../errors.ts";
import type { Authorization } from "./authorization.ts";
import { exchange } from "./exchange.ts";
import type { Answer, Limits, Wire } from "./exchange.ts";
import { errorOf } from "./http-error.ts";
import type { RequestLines } from "./request-log.ts";
import type { Secrets } from "./secrets.ts";

/** A request under way, with all its attempts. */
export interface Call {
  readonly authorization: Authorization;
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
  readonly lines: RequestLines;
  readonly onHead?: ((headers: Headers) => void) | undefined;
}

/** Leads to one server. */
export interface Line extends Wire {
  readonly origin: string;
  readonly secrets: Secrets;
}

/**
 * Sends a request once, with the credential.
 *
 * @throws what {@link exchange} throws, and an {@link HttpError} for an answer that is no success
 */
export async function attempt(sent: Request, call: Call, line: Line): Promise<Answer> {
  const { method, url, headers } = sent;
  if (new URL(url).origin !== line.origin)
    throw new TypeError("A request stays with the server of its session");
  for (const [name, value] of Object.entries(call.authorization.headers(method))) headers.set(name, value);
  const body = sent.body === null ? null : await sent.text();
  const outgoing = { method, url, headers, body, onHead: call.onHead };
  const answer = await call.lines.follow(() => exchange(outgoing, line, call.limits, call.signal));
  call.authorization.remember(answer.headers);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw errorOf(answer, {
    facts: factsOf(method, new URL(url).pathname, answer.headers, line.secrets),
    url,
    now: line.clock.now(),
    clean: (text) => line.secrets.redact(text),
  });
}

/** Which request an answer belongs to. */
export function factsOf(method: string, path: string, answer: Headers, secrets: Secrets): RequestFacts {
  const requestId = answer.get("X-Request-Id");
  return {
    method,
    path: secrets.redact(path),
    requestId: requestId === null ? null : secrets.redact(requestId).slice(0, 100),
  };
}
