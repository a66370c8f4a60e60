import {
  BadRequestError,
  ConflictError,
  CvatError,
  ForbiddenError,
  HttpError,
  IncompatibleVersionError,
  InsecureConnectionError,
  InvalidAddressError,
  type NetworkFault,
  NetworkError,
  NotCvatError,
  NotFoundError,
  OutcomeUnknownError,
  RedirectError,
  ServerError,
  ServerNotFoundError,
  TimeoutError,
  TooManyRequestsError,
  UnauthorizedError,
  UnexpectedResponseError,
} from "../core/index.ts";
import type { AddressFault, ResponseFault } from "../core/index.ts";
import { plainText } from "./text.ts";

/** What a person has to be told, one kind per sentence. */
export type TroubleKind =
  | `address-${AddressFault}`
  | `network-${NetworkFault}`
  | `answer-${ResponseFault}`
  | "silent"
  | "not-cvat"
  | "version"
  | "insecure"
  | "outcome-unknown"
  | "bad-request"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "no-organization"
  | "conflict"
  | "too-many"
  | "gateway"
  | "server-failed"
  | "redirect"
  | "http"
  | "unknown";

/** The facts of an error, without words: which sentence, and what stands in it. All texts are one plain line. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** The server for people, `cvat.example.org` or `localhost:8080`; empty if the error does not know it. */
  readonly host: string;
  readonly status: number | null;
  readonly requestId: string | null;
  /** What the server said, if that is fit for people. */
  readonly said: string;
  /** The system's code, a server's version, where a redirect leads. */
  readonly detail: string;
  /** Milliseconds: waited in vain, or to wait as the server asks. */
  readonly wait: number | null;
}

const nothing: Omit<Trouble, "kind"> = {
  host: "",
  status: null,
  requestId: null,
  said: "",
  detail: "",
  wait: null,
};

export function troubleOf(error: unknown): Trouble {
  if (error instanceof ServerNotFoundError) return troubleOf(error.cause);
  if (error instanceof HttpError) return httpTrouble(error);
  if (error instanceof CvatError) return otherTrouble(error);
  const detail = error instanceof Error ? plainText(error.message, 200) : "";
  return { ...nothing, kind: "unknown", detail };
}

function otherTrouble(error: CvatError): Trouble {
  if (error instanceof InvalidAddressError) return { ...nothing, kind: `address-${error.fault}` };
  if (error instanceof NetworkError) {
    const { fault, origin, detail } = error;
    // A name that is unknown is so on every port.
    const host = fault === "name-look-up" ? nameOf(origin) : hostOf(origin);
    return { ...nothing, kind: `network-${fault}`, host, detail };
  }
  if (error instanceof TimeoutError) {
    return { ...nothing, kind: "silent", host: hostOf(error.origin), wait: error.waited };
  }
  if (error instanceof UnexpectedResponseError) {
    return { ...nothing, kind: `answer-${error.fault}`, requestId: error.requestId };
  }
  if (error instanceof NotCvatError) return { ...nothing, kind: "not-cvat", host: hostOf(error.origin) };
  if (error instanceof InsecureConnectionError) {
    return { ...nothing, kind: "insecure", host: hostOf(error.origin) };
  }
  if (error instanceof OutcomeUnknownError) {
    // How the answer was lost tells which server, and which request.
    return { ...troubleOf(error.cause), kind: "outcome-unknown" };
  }
  if (error instanceof IncompatibleVersionError) {
    return { ...nothing, kind: "version", detail: plainText(error.version ?? "", 40) };
  }
  return { ...nothing, kind: "unknown", detail: plainText(error.message, 200) };
}

function httpTrouble(error: HttpError): Trouble {
  const { status, requestId, body } = error;
  const said = readable(body.messages.join(" "));
  const facts = { ...nothing, status, requestId: requestId === null ? null : plainText(requestId, 60), said };
  if (error instanceof RedirectError) {
    return { ...facts, kind: "redirect", detail: plainText(error.location, 200) };
  }
  if (error instanceof TooManyRequestsError) return { ...facts, kind: "too-many", wait: error.retryAfter };
  if (error instanceof NotFoundError && /^\S+ organization does not exist\.$/.test(said)) {
    return { ...facts, kind: "no-organization" };
  }
  const wait = error instanceof ServerError ? error.retryAfter : null;
  return { ...facts, kind: kindOfHttp(error), wait };
}

/** What a server said, unless it is markup: people never read that. */
function readable(said: string): string {
  return /<[a-z!/?]/i.test(said) ? "" : plainText(said, 200);
}

function kindOfHttp(error: HttpError): TroubleKind {
  if (error instanceof BadRequestError) return "bad-request";
  if (error instanceof UnauthorizedError) return "unauthorized";
  if (error instanceof ForbiddenError) return "forbidden";
  if (error instanceof NotFoundError) return "not-found";
  if (error instanceof ConflictError) return "conflict";
  if (error.isFromGateway) return "gateway";
  return error instanceof ServerError ? "server-failed" : "http";
}

function nameOf(origin: string): string {
  return plainText(URL.canParse(origin) ? new URL(origin).hostname : origin, 100);
}

/** An origin as people read it: without the scheme, with the port where it is not the usual one. */
export function hostOf(origin: string): string {
  return plainText(URL.canParse(origin) ? new URL(origin).host : origin, 100);
}
