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
  UnexpectedResponseError,
} from "../errors.ts";
import type { ErrorBody, RequestFacts } from "../errors.ts";
import { parseErrorBody } from "./error-body.ts";
import type { Answer } from "./exchange.ts";
import { acceptedType, contentTypeOf, isJsonType, parseJson } from "./json.ts";
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
  answer: Answer,
  circumstances: Circumstances,
): HttpError | NetworkError | UnexpectedResponseError {
  const { status, headers, bytes } = answer;
  const { facts, url, now, clean } = circumstances;
  if (status < 400)
    return new RedirectError(status, facts, clean(redirectTarget(headers.get("Location"), url)));
  // It is not the server that asks for this.
  if (status === 407) return new NetworkError("proxy", new URL(url).origin, "407", { unsent: true });
  const body = parseErrorBody(bytes, clean);
  const retryAfter = parseRetryAfter(headers.get("Retry-After"), now);
  if (status === 429) return new TooManyRequestsError(status, facts, body, retryAfter);
  if (status >= 500) return new ServerError(status, facts, body, retryAfter);
  if (status === 404 && !isOfCvat(answer, body)) return new UnexpectedResponseError("foreign", facts);
  const Class = classes[status] ?? HttpError;
  return new Class(status, facts, body);
}

/**
 * Whether it is CVAT itself that says so. Proxies answer 404 as well while the server behind them starts, and a page for
 * addresses that are unknown says nothing about an object.
 */
function isOfCvat({ headers, bytes }: Answer, body: ErrorBody): boolean {
  const type = contentTypeOf(headers);
  if (type === acceptedType) return true;
  if (isJsonType(type)) return hasDetail(bytes);
  // Some places of its API answer with a bare sentence. All of them name the methods that they take.
  return headers.has("Allow") && body.messages.length > 0;
}

function hasDetail(bytes: Uint8Array): boolean {
  try {
    const value = parseJson(bytes);
    return (
      typeof value === "object" && value !== null && "detail" in value && typeof value.detail === "string"
    );
  } catch {
    return false;
  }
}

/** Where a redirect leads, without what may be secret in it; empty if that cannot be read. */
function redirectTarget(location: string | null, from: string): string {
  if (location === null || !URL.canParse(location, from)) return "";
  const { origin, pathname, protocol } = new URL(location, from);
  return protocol === "https:" || protocol === "http:" ? origin + pathname : "";
}
