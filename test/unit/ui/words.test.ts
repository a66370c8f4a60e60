import assert from "node:assert/strict";
import {
  BadRequestError,
  ConflictError,
  type CvatError,
  ForbiddenError,
  HttpError,
  IncompatibleVersionError,
  InsecureConnectionError,
  InvalidAddressError,
  InvalidParameterError,
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
} from "../../../src/core/errors.ts";
import { troubleOf } from "../../../src/ui/trouble.ts";
import { explain, sentence } from "../../../src/ui/words.ts";

const origin = "https://cvat.example.org";
const request = { method: "GET", path: "/api/tasks", requestId: "r-12" };
const silentRequest = { ...request, requestId: null };
const says = (...messages: string[]) => ({ fields: new Map<string, string[]>(), messages });

interface Case {
  readonly given: string;
  readonly error: unknown;
  readonly kind: string;
  readonly short: string;
  readonly why: string;
  readonly next: "retry" | "signIn" | "openLog" | undefined;
}

const cases: readonly Case[] = [
  {
    given: "an empty address",
    error: new InvalidAddressError("empty"),
    kind: "address-empty",
    short: "no address",
    why: "The address is empty.",
    next: undefined,
  },
  {
    given: "an address with spaces",
    error: new InvalidAddressError("spaces"),
    kind: "address-spaces",
    short: "no address",
    why: "An address has no spaces.",
    next: undefined,
  },
  {
    given: "another scheme",
    error: new InvalidAddressError("scheme"),
    kind: "address-scheme",
    short: "no address",
    why: "Begin with https:// or http://, or with the server's name alone.",
    next: undefined,
  },
  {
    given: "a token in place of the address",
    error: new InvalidAddressError("token"),
    kind: "address-token",
    short: "no address",
    why: "This is an access token, no address: it is asked for in the next step.",
    next: undefined,
  },
  {
    given: "a user name in the address",
    error: new InvalidAddressError("user-info"),
    kind: "address-user-info",
    short: "no address",
    why: "Leave out what stands before the @: who you are is asked in the next step.",
    next: undefined,
  },
  {
    given: "a port of 99999",
    error: new InvalidAddressError("port"),
    kind: "address-port",
    short: "no address",
    why: "A port is a number from 1 to 65535.",
    next: undefined,
  },
  {
    given: "no name of a server",
    error: new InvalidAddressError("host"),
    kind: "address-host",
    short: "no address",
    why: "This is no name of a server.",
    next: undefined,
  },
  {
    given: "a host that does not exist",
    error: new NetworkError("name-look-up", "https://cvat.example.org:8080", "ENOTFOUND"),
    kind: "network-name-look-up",
    short: "name not found",
    why: "No server named cvat.example.org is known here. Check the spelling, the network, or the VPN.",
    next: "retry",
  },
  {
    given: "a refused connection",
    error: new NetworkError("refused", "http://localhost:8080", "ECONNREFUSED"),
    kind: "network-refused",
    short: "refused",
    why: "localhost:8080 refuses the connection: nothing listens there, or not on this port.",
    next: "retry",
  },
  {
    given: "a host that cannot be reached",
    error: new NetworkError("unreachable", origin, "EHOSTUNREACH"),
    kind: "network-unreachable",
    short: "not reachable",
    why: "cvat.example.org cannot be reached from here. Check the network or the VPN.",
    next: "retry",
  },
  {
    given: "a certificate that is not trusted",
    error: new NetworkError("tls", origin, "DEPTH_ZERO_SELF_SIGNED_CERT"),
    kind: "network-tls",
    short: "not trusted",
    why: "The certificate of cvat.example.org is not trusted on this machine (DEPTH_ZERO_SELF_SIGNED_CERT), so nothing was sent. Ask who runs the server.",
    next: "openLog",
  },
  {
    given: "https to a port without it",
    error: new NetworkError("not-tls", origin, "EPROTO"),
    kind: "network-not-tls",
    short: "no https",
    why: "cvat.example.org does not speak https on this port. Check the port, or whether it is http:// there.",
    next: "openLog",
  },
  {
    given: "a proxy that refuses",
    error: new NetworkError("proxy", origin, "407"),
    kind: "network-proxy",
    short: "proxy",
    why: "The proxy of this machine does not let the connection to cvat.example.org through (407).",
    next: "openLog",
  },
  {
    given: "an answer that is cut in the middle",
    error: new NetworkError("cut", origin, "ECONNRESET"),
    kind: "network-cut",
    short: "cut off",
    why: "The connection to cvat.example.org broke in the middle of the answer.",
    next: "retry",
  },
  {
    given: "silence",
    error: new TimeoutError(origin, 30_000),
    kind: "silent",
    short: "no answer",
    why: "cvat.example.org gave no answer for 30 s.",
    next: "retry",
  },
  {
    given: "an answer to a change that was lost for good",
    error: new OutcomeUnknownError(
      { kind: "update", noun: "task", id: 7 },
      { found: [], lookError: undefined, cause: new NetworkError("cut", origin, "ECONNRESET") },
    ),
    kind: "outcome-unknown",
    short: "not known",
    why: "The server's answer was lost, and it is not known whether it was done. Refresh before you try again.",
    next: "openLog",
  },
  {
    given: "a web page that is no CVAT",
    error: new NotCvatError(origin),
    kind: "not-cvat",
    short: "no CVAT",
    why: "What answers at cvat.example.org is no CVAT server. Check the address.",
    next: undefined,
  },
  {
    given: "a search that found nothing",
    error: notFound(new NetworkError("refused", origin, "ECONNREFUSED")),
    kind: "network-refused",
    short: "refused",
    why: "cvat.example.org refuses the connection: nothing listens there, or not on this port.",
    next: "retry",
  },
  {
    given: "a version that is refused",
    error: new IncompatibleVersionError("1.7.0"),
    kind: "version",
    short: "version",
    why: "The server is CVAT 1.7.0. This extension works with 2.48 and later.",
    next: undefined,
  },
  {
    given: "no version",
    error: new IncompatibleVersionError(null),
    kind: "version",
    short: "version",
    why: "The server does not say which version of CVAT it is.",
    next: undefined,
  },
  {
    given: "a connection that is not encrypted",
    error: new InsecureConnectionError("http://cvat.example.org"),
    kind: "insecure",
    short: "not encrypted",
    why: "The connection to cvat.example.org is not encrypted: the token was not sent.",
    next: undefined,
  },
  {
    given: "401",
    error: new UnauthorizedError(401, request, says("Invalid token.")),
    kind: "unauthorized",
    short: "signed out",
    why: "The server no longer accepts the access token: it expired or was revoked (the server answered 401, request r-12).",
    next: "signIn",
  },
  {
    given: "403",
    error: new ForbiddenError(403, request, says("You do not have permission to perform this action.")),
    kind: "forbidden",
    short: "not allowed",
    why: "You are not allowed to do this (the server answered 403, request r-12).",
    next: "retry",
  },
  {
    given: "404",
    error: new NotFoundError(404, silentRequest, says("Not found.")),
    kind: "not-found",
    short: "not found",
    why: "It is not on the server, or hidden from you (the server answered 404).",
    next: "retry",
  },
  {
    given: "an organization that is gone",
    error: new NotFoundError(404, silentRequest, says("crew organization does not exist.")),
    kind: "no-organization",
    short: "organization gone",
    why: "The organization is no longer on the server (the server answered 404).",
    next: "retry",
  },
  {
    given: "400",
    error: new BadRequestError(400, silentRequest, says("Invalid page size.")),
    kind: "bad-request",
    short: "refused",
    why: "The server refuses it: Invalid page size (the server answered 400).",
    next: "openLog",
  },
  {
    given: "409",
    error: new ConflictError(409, silentRequest, says()),
    kind: "conflict",
    short: "busy",
    why: "Something else is under way there (the server answered 409).",
    next: "retry",
  },
  {
    given: "429 with Retry-After",
    error: new TooManyRequestsError(429, silentRequest, says(), 60_000),
    kind: "too-many",
    short: "too busy",
    why: "The server gets too many requests just now. Try again in 60 s (the server answered 429).",
    next: "retry",
  },
  {
    given: "429 without Retry-After",
    error: new TooManyRequestsError(429, silentRequest, says(), null),
    kind: "too-many",
    short: "too busy",
    why: "The server gets too many requests just now (the server answered 429).",
    next: "retry",
  },
  {
    given: "500 with an HTML page",
    error: new ServerError(500, request, says("<!doctype html><h1>Server Error</h1>")),
    kind: "server-failed",
    short: "server error",
    why: "The server failed (the server answered 500, request r-12).",
    next: "retry",
  },
  {
    given: "a proxy's 502 page",
    error: notFound(new ServerError(502, silentRequest, says("Bad Gateway"))),
    kind: "gateway",
    short: "server down",
    why: "A proxy answers, but not the CVAT server behind it: it is down or starting (the server answered 502).",
    next: "retry",
  },
  {
    given: "503 with Retry-After",
    error: new ServerError(503, silentRequest, says(), 120_000),
    kind: "gateway",
    short: "server down",
    why: "The CVAT server behind the proxy is down or starting. Try again in 2 min (the server answered 503).",
    next: "retry",
  },
  {
    given: "an answer that is no JSON",
    error: new UnexpectedResponseError("not-json", request),
    kind: "answer-not-json",
    short: "unreadable",
    why: "The answer is no CVAT answer: perhaps a page of a proxy or of a sign-on before the server (request r-12).",
    next: "retry",
  },
  {
    given: "JSON of a wrong shape",
    error: new UnexpectedResponseError("shape", request),
    kind: "answer-shape",
    short: "unreadable",
    why: "The answer is not what a CVAT server says here (request r-12).",
    next: "retry",
  },
  {
    given: "an endless answer",
    error: new UnexpectedResponseError("too-large", silentRequest),
    kind: "answer-too-large",
    short: "too large",
    why: "The answer did not end, and reading it was stopped.",
    next: "retry",
  },
  {
    given: "a redirect",
    error: new RedirectError(302, silentRequest, "https://login.example.org/sso"),
    kind: "redirect",
    short: "leads elsewhere",
    why: "The server sends to https://login.example.org/sso, which was not followed. Try that address (the server answered 302).",
    next: "openLog",
  },
  {
    given: "a redirect to nowhere",
    error: new RedirectError(302, silentRequest, ""),
    kind: "redirect",
    short: "leads elsewhere",
    why: "The server sends to another address, which cannot be read. Ask whoever runs it (the server answered 302).",
    next: "openLog",
  },
  {
    given: "another status",
    error: new HttpError(418, silentRequest, says("I am a teapot.")),
    kind: "http",
    short: "refused",
    why: "The server refuses it: I am a teapot (the server answered 418).",
    next: "openLog",
  },
  {
    given: "a fault of ours",
    error: new InvalidParameterError("tasks", "nmae"),
    kind: "unknown",
    short: "failed",
    why: 'Something unexpected happened: The list of tasks has no parameter "nmae"',
    next: "openLog",
  },
  {
    given: "something that is no error",
    error: "boo",
    kind: "unknown",
    short: "failed",
    why: "Something unexpected happened.",
    next: "openLog",
  },
];

function notFound(cause: CvatError): ServerNotFoundError {
  return new ServerNotFoundError([{ origin, error: cause }], cause);
}

describe("trouble in words", () => {
  for (const { given, error, kind, short, why, next } of cases) {
    it(`says of ${given} what it is, why, and what comes next`, () => {
      assert.equal(troubleOf(error).kind, kind);
      const words = explain(error, "Could not load tasks");
      assert.deepEqual(
        { what: words.what, short: words.short, why: words.why, next: words.next },
        { what: "Could not load tasks", short, why, next },
      );
      assert.equal(sentence(words), `Could not load tasks. ${why}`);
    });
  }

  it("has a sentence of its own for every kind", () => {
    const sentences = new Map(cases.map(({ kind, why }) => [why, kind]));
    assert.equal(new Set(cases.map(({ kind }) => kind)).size, new Set(sentences.values()).size);
  });

  it("shows no markup that a server sent, and what it said on one line", () => {
    const page = "<html><body>Forbidden <script>alert(1)</script></body></html>";
    assert.doesNotMatch(explain(new BadRequestError(400, silentRequest, says(page)), "x").why, /</);
    const long = explain(
      new BadRequestError(400, silentRequest, says(`a\n\u202e${"b".repeat(10_000)}`)),
      "x",
    );
    assert.doesNotMatch(long.why, /[\n\u202e]/);
    assert.ok(long.why.length < 300);
  });
});
