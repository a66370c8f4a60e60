import {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  HttpError,
  NetworkError,
  NotFoundError,
  RedirectError,
  ServerError,
  TooManyRequestsError,
  UnauthorizedError,
} from "../errors.ts";
import type { ErrorBody, RequestFacts } from "../errors.ts";
import { parseErrorBody } from "./error-body.ts";
import type { Answer } from "./exchange.ts";
import { parseRetryAfter } from "./retry.ts";

const classes: Readonly<
  Record<number, new (status: number, request: RequestFacts, body: ErrorBody) => HttpError>
> = {
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
};

/** What is known beside an answer that is no success. */
export interface Circumstances {
  readonly facts: RequestFacts;
  /** That was asked. */
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Takes secrets out of a text. */
  readonly clean: (text: string) => string;
}

/** The error of the class that belongs to an answer that is no success. */
export function errorOf(
  { status, headers, bytes }: Answer,
  circumstances: Circumstances,
): HttpError | NetworkError {
  const { facts, url, now, clean } = circumstances;
  if (status < 400)
    return new RedirectError(status, facts, clean(redirectTarget(headers.get("Location"), url)));
  // It is not the server that asks for this.
  if (status === 407) return new NetworkError("proxy", new URL(url).origin, "407", { unsent: true });
  const body = parseErrorBody(bytes, clean);
  const retryAfter = parseRetryAfter(headers.get("Retry-After"), now);
  if (status === 429) return new TooManyRequestsError(status, facts, body, retryAfter);
  if (status >= 500) return new ServerError(status, facts, body, retryAfter);
  const Class = classes[status] ?? HttpError;
  return new Class(status, facts, body);
}

/** Where a redirect leads, without what may be secret in it; empty if that cannot be read. */
function redirectTarget(location: string | null, from: string): string {
  if (location === null || !URL.canParse(location, from)) return "";
  const { origin, pathname, protocol } = new URL(location, from);
  return protocol === "https:" || protocol === "http:" ? origin + pathname : "";
}
