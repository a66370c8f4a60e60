/**
 * What can go wrong, as one tree under {@link CvatError}. Each class carries a `code` and the facts; texts here are for
 * logs and programs, an application puts the facts into its person's words. No message holds a secret.
 *
 * Cancelling is none of these: an aborted signal's own `reason` is thrown.
 */
export abstract class CvatError extends Error {
  /** Names the kind of trouble; stable, for `switch`. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What is wrong with an address that a person typed. */
export type AddressFault = "empty" | "spaces" | "scheme" | "user-info" | "token" | "port" | "host";

/** A text that is no server address. Nothing was sent. */
export class InvalidAddressError extends CvatError {
  readonly code = "invalid-address";
  /** What is wrong with it. */
  readonly fault: AddressFault;

  constructor(fault: AddressFault) {
    super(`The text is no server address (${fault})`);
    this.fault = fault;
  }
}

/** How a connection failed before there was an answer, or while it arrived. */
export type NetworkFault = "name-look-up" | "refused" | "unreachable" | "tls" | "not-tls" | "proxy" | "cut";

/** No (whole) answer came: name look-up, connection, certificate, proxy, or a cut in the middle. */
export class NetworkError extends CvatError {
  readonly code = "network";
  /** How it failed. */
  readonly fault: NetworkFault;
  /** The server's origin, for example `https://cvat.example.org`. */
  readonly origin: string;
  /** The system's own code, for example `ECONNREFUSED` or `DEPTH_ZERO_SELF_SIGNED_CERT`; empty if there was none. */
  readonly detail: string;
  /** Whether it is certain that nothing of the request has reached the server. */
  readonly unsent: boolean;

  constructor(
    fault: NetworkFault,
    origin: string,
    detail: string,
    { unsent = false, ...options }: ErrorOptions & { readonly unsent?: boolean } = {},
  ) {
    super(`No answer from ${origin} (${fault}${detail ? `, ${detail}` : ""})`, options);
    this.fault = fault;
    this.origin = origin;
    this.detail = detail;
    this.unsent = unsent;
  }
}

/** The server kept silent for longer than allowed. */
export class TimeoutError extends CvatError {
  readonly code = "timeout";
  /** The server's, for example `https://cvat.example.org`. */
  readonly origin: string;
  /** How long was waited without a byte, in milliseconds. */
  readonly waited: number;

  constructor(origin: string, waited: number, options?: ErrorOptions) {
    super(`${origin} kept silent for ${waited} ms`, options);
    this.origin = origin;
    this.waited = waited;
  }
}

/** A tried origin and why it was not taken. */
export interface FailedAttempt {
  /** For example `https://cvat.example.org:8080`. */
  readonly origin: string;
  readonly error: CvatError;
}

/** None of the places where a server may be found answered as a CVAT; `cause` is the most telling of the attempts. */
export class ServerNotFoundError extends CvatError {
  readonly code = "server-not-found";
  /** In the order in which they were begun. */
  readonly attempts: readonly FailedAttempt[];
  override readonly cause: CvatError;

  constructor(attempts: readonly FailedAttempt[], cause: CvatError) {
    super(`No CVAT server found: tried ${attempts.map((attempt) => attempt.origin).join(", ")}`);
    this.attempts = attempts;
    this.cause = cause;
  }
}

/** Something answered that is no CVAT server, for example another web page. */
export class NotCvatError extends CvatError {
  readonly code = "not-cvat";
  /** Where it answers, for example `https://example.org`. */
  readonly origin: string;

  constructor(origin: string) {
    super(`What answers at ${origin} is no CVAT server`);
    this.origin = origin;
  }
}

/** The server's version is one that this client does not work with. */
export class IncompatibleVersionError extends CvatError {
  readonly code = "incompatible-version";
  /** As the server says it, for example `1.7.0`; `null` if it says nothing readable. */
  readonly version: string | null;

  constructor(version: string | null) {
    super(`CVAT ${version ?? "of an unknown version"} is not supported`);
    this.version = version;
  }
}

/** A credential would go over plain http to a host that is not this machine, and nobody agreed to that. */
export class InsecureConnectionError extends CvatError {
  readonly code = "insecure-connection";
  /** Where it would go, for example `http://cvat.example.org`. */
  readonly origin: string;

  constructor(origin: string) {
    super(`${origin} is not encrypted: the credential was not sent`);
    this.origin = origin;
  }
}

/** A list was asked with a parameter that the server does not know for it, and would ignore. */
export class InvalidParameterError extends CvatError {
  readonly code = "invalid-parameter";
  /** Its name; of a value that does not fit, with it: `pageSize=0`, `sort=color`. */
  readonly parameter: string;

  constructor(list: string, parameter: string) {
    super(`The list of ${list} has no parameter "${parameter}"`);
    this.parameter = parameter;
  }
}

/**
 * What is wrong with an answer. `not-json`, `shape`, `too-large`: its status said that all is well. `foreign`: a 404 that is
 * not CVAT's own, for example of a proxy while the server behind it starts; it says nothing about the object.
 */
export type ResponseFault = "not-json" | "shape" | "too-large" | "foreign";

/** An answer that cannot be used. The server may have done what was asked. */
export class UnexpectedResponseError extends CvatError {
  readonly code = "unexpected-response";
  /** What is wrong with the answer. */
  readonly fault: ResponseFault;
  /** Of the request, for example `GET`. */
  readonly method: string;
  /** Path below the origin, without the query. */
  readonly path: string;
  /** The server's `X-Request-Id`; `null` if it gave none. */
  readonly requestId: string | null;

  constructor(fault: ResponseFault, request: RequestFacts, options?: ErrorOptions) {
    super(`${request.method} ${request.path}: the answer cannot be read (${fault})`, options);
    this.fault = fault;
    this.method = request.method;
    this.path = request.path;
    this.requestId = request.requestId;
  }
}

/** Which request an error is about. */
export interface RequestFacts {
  /** For example `GET`. */
  readonly method: string;
  /** Path below the origin, without the query. */
  readonly path: string;
  /** The server's `X-Request-Id`, to be quoted in bug reports; `null` if it gave none. */
  readonly requestId: string | null;
}

/** What the server said, in each of the shapes that CVAT uses (a field map, a bare list, a detail, a text). */
export interface ErrorBody {
  /** By field, in dots for nested ones (`labels.0.name`); `""` holds what is about no field. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** All sentences in the order of the answer, as plain text: never HTML. */
  readonly messages: readonly string[];
}

/** The server answered with a status that is no success. See its subclasses for those that callers treat differently. */
export class HttpError extends CvatError {
  readonly code: string = "http";
  /** Of the answer, for example 404. */
  readonly status: number;
  /** Of the request, for example `GET`. */
  readonly method: string;
  /** Path below the origin, without the query. */
  readonly path: string;
  /** The server's `X-Request-Id`; `null` if it gave none. */
  readonly requestId: string | null;
  /** What the server said. */
  readonly body: ErrorBody;

  constructor(status: number, request: RequestFacts, body: ErrorBody) {
    super(`${request.method} ${request.path}: ${status} ${oneLine(body.messages)}`.trimEnd());
    this.status = status;
    this.method = request.method;
    this.path = request.path;
    this.requestId = request.requestId;
    this.body = body;
  }

  /**
   * Whether somebody on the way gave up waiting (408, 502 to 504, and the statuses from 520 on that content delivery networks
   * have made up): the server may have done what was asked, or may still be at it.
   */
  get isFromGateway(): boolean {
    const { status } = this;
    return status === 408 || (status >= 502 && status <= 504) || (status >= 520 && status <= 599);
  }
}

/** For logs: a line break in it would pass for the beginning of another line. */
function oneLine(messages: readonly string[]): string {
  return messages.join(" ").replace(/\s+/g, " ").slice(0, 1000);
}

/** 400: the server refuses what was sent; `body.fields` says where. */
export class BadRequestError extends HttpError {
  override readonly code = "bad-request";
}

/** 401: no credential, or one that the server does not accept (any more). */
export class UnauthorizedError extends HttpError {
  override readonly code = "unauthorized";
}

/** 403: this person may not do that. */
export class ForbiddenError extends HttpError {
  override readonly code = "forbidden";
}

/** 404, said by CVAT itself: there is no such object (any more), or no such organization. */
export class NotFoundError extends HttpError {
  override readonly code = "not-found";
}

/** 409: something that excludes this is under way. */
export class ConflictError extends HttpError {
  override readonly code = "conflict";
}

/** 429: the server wants fewer requests. It was asked again where that was due soon. */
export class TooManyRequestsError extends HttpError {
  override readonly code = "too-many-requests";
  /** How long the server asks to wait, in milliseconds; `null` if it does not say. */
  readonly retryAfter: number | null;

  constructor(status: number, request: RequestFacts, body: ErrorBody, retryAfter: number | null) {
    super(status, request, body);
    this.retryAfter = retryAfter;
  }
}

/** 5xx: the server, or a proxy before it, failed. */
export class ServerError extends HttpError {
  override readonly code = "server-error";
  /** How long the server asks to wait, in milliseconds; `null` if it does not say. */
  readonly retryAfter: number | null;

  constructor(status: number, request: RequestFacts, body: ErrorBody, retryAfter: number | null = null) {
    super(status, request, body);
    this.retryAfter = retryAfter;
  }
}

/** The server sends somewhere else; it was not followed, so that no credential goes there. */
export class RedirectError extends HttpError {
  override readonly code = "redirect";
  /** Where it points to, an absolute address without user info, query and fragment. */
  readonly location: string;

  constructor(status: number, request: RequestFacts, location: string) {
    super(status, request, { fields: new Map(), messages: [] });
    this.location = location;
  }
}

/** What was to be done to the server. */
export interface Attempted {
  readonly kind: "create" | "update" | "remove";
  /** For example `task`. */
  readonly noun: string;
  /** Of what was to be changed; `null` for what was to be made. */
  readonly id: number | null;
}

/**
 * The answer to a change was lost (`cause` says how), and looking did not show whether the server has made the change, or
 * will still. It was not sent again.
 */
export class OutcomeUnknownError extends CvatError {
  readonly code = "outcome-unknown";
  /** What was to be done. */
  readonly attempted: Attempted;
  /**
   * What was found, as entities: the object as it was at the last look, or all that may be what was to be made. Empty if
   * there is none.
   */
  readonly found: readonly { readonly id: number | string }[];
  /** Why the last look showed nothing; `undefined` if the server could be asked. */
  readonly lookError: CvatError | undefined;
  override readonly cause: CvatError;

  constructor(attempted: Attempted, details: Pick<OutcomeUnknownError, "found" | "lookError" | "cause">) {
    const { kind, noun, id } = attempted;
    super(`It is not known whether the server did this: ${kind} ${noun}${id === null ? "" : ` ${id}`}`);
    this.attempted = attempted;
    this.found = details.found;
    this.lookError = details.lookError;
    this.cause = details.cause;
  }
}
