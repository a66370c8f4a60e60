import assert from "node:assert/strict";
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
} from "../../../src/core/index.ts";
import { parseErrorBody } from "../../../src/core/http/error-body.ts";
import { errorOf } from "../../../src/core/http/http-error.ts";

const asItIs = (text: string): string => text;

function read(body: string): { fields: Record<string, readonly string[]>; messages: readonly string[] } {
  const { fields, messages } = parseErrorBody(new TextEncoder().encode(body), asItIs);
  return { fields: Object.fromEntries(fields), messages };
}

function errorAt(
  status: number,
  { headers = {}, body = "" }: { headers?: Record<string, string>; body?: string } = {},
) {
  const all = new Headers({ "Content-Type": "application/vnd.cvat+json", ...headers });
  const answer = { status, headers: all, bytes: new TextEncoder().encode(body) };
  return errorOf(answer, {
    facts: { method: "POST", path: "/api/tasks", requestId: "4eb2e345" },
    url: "https://cvat.example.org/api/tasks?org_id=3",
    now: Date.parse("2026-11-24T10:00:00Z"),
    clean: asItIs,
  });
}

/** Every kind of body that CVAT answers with, and what is to be read in it. */
const bodies: readonly (readonly [kind: string, body: string, fields: Record<string, string[]>])[] = [
  ["a field map", '{"name":["This field is required."]}', { name: ["This field is required."] }],
  [
    "several fields",
    '{"name":["Too long.","Odd."],"segment_size":["A valid integer is required."]}',
    { name: ["Too long.", "Odd."], segment_size: ["A valid integer is required."] },
  ],
  ["elements of a list", '{"labels":[{},{"name":["Bad."]}]}', { "labels.1.name": ["Bad."] }],
  ["numbered fields", '{"position":{"0":["Bad."]}}', { "position.0": ["Bad."] }],
  ["what is about no field", '{"non_field_errors":["No."]}', { "": ["No."] }],
  ["what is about no field of a part", '{"labels":{"non_field_errors":["No."]}}', { labels: ["No."] }],
  ["a field with a plain text", '{"scope":"Unknown."}', { scope: ["Unknown."] }],
  ["a bare list", '["Task matching query does not exist."]', { "": ["Task matching query does not exist."] }],
  ["a detail", '{"detail":"Not found."}', { "": ["Not found."] }],
  ["a bare text in JSON", '"Task has no media"', { "": ["Task has no media"] }],
  [
    "a plain text",
    "There is no request with specified id",
    { "": ["There is no request with specified id"] },
  ],
  [
    "a text in quotes",
    '"File name ../../a.png is not allowed"',
    { "": ["File name ../../a.png is not allowed"] },
  ],
  ["a text that begins as JSON does", "[Errno 2] No such file", { "": ["[Errno 2] No such file"] }],
  ["numbers and truth", '{"limit":5,"ok":false,"none":null}', { limit: ["5"], ok: ["false"] }],
  ["nothing", "", {}],
  ["an empty object", "{}", {}],
  ["a page of HTML", "<!doctype html><html><h1>Server Error (500)</h1></html>", {}],
  ["a piece of HTML", "<h1>Not Found</h1>", {}],
  ["a page of HTML in JSON", '{"detail":"<html><body>Bad gateway</body></html>"}', {}],
  [
    "keys that objects have",
    '{"__proto__":["a"],"constructor":["b"]}',
    { ["__proto__"]: ["a"], constructor: ["b"] },
  ],
];

describe("what a server says about a failure", () => {
  for (const [kind, body, fields] of bodies) {
    it(`is read from ${kind}`, () => {
      const { fields: read, messages } = parseErrorBody(new TextEncoder().encode(body), asItIs);
      assert.deepEqual([...read], Object.entries(fields));
      assert.deepEqual(messages, Object.values(fields).flat());
    });
  }

  it("keeps the id of a background request for programs, out of what people read", () => {
    const { fields, messages } = read('{"rq_id":"action=import&target=task"}');
    assert.deepEqual(
      { fields, messages },
      { fields: { rq_id: ["action=import&target=task"] }, messages: [] },
    );
  });

  it("is read at once, also where it looks like the beginning of markup all along", () => {
    assert.deepEqual(read("<a".repeat(128 * 1024)).messages, ["<a".repeat(1000)]);
    assert.deepEqual(read(`${"<a".repeat(128 * 1024)}>`).messages, []);
  });

  it("is read up to a number of sentences, also where those are for programs", () => {
    const { fields } = read(JSON.stringify({ rq_id: Array.from({ length: 5000 }, () => "a") }));
    assert.equal(fields["rq_id"]?.length, 100);
  });

  it("is one line of bounded length in the message of the error", () => {
    const lines = ["a", ...Array.from({ length: 90 }, () => "b\nc\u2028".repeat(500))];
    const error = errorAt(400, { body: JSON.stringify({ name: lines }) });
    assert.ok(error instanceof HttpError && error.body.messages.length > 50);
    const { message } = error;
    assert.match(message, /^POST \/api\/tasks: 400 a b c b c /);
    assert.doesNotMatch(message, /[\n\u2028]/);
    assert.ok(message.length < 1100);
  });

  it("has no control characters", () => {
    assert.deepEqual(read('"a\\u001b[31mb\\u0000c\\u009d"').messages, ["a [31mb c"]);
  });

  it("is read with what is not UTF-8 replaced", () => {
    const { messages } = parseErrorBody(new Uint8Array([0x61, 0xff, 0x62]), asItIs);
    assert.deepEqual(messages, ["a\ufffdb"]);
  });

  it("is cut where it is too much: long, many, deep", () => {
    assert.equal(read(JSON.stringify("x".repeat(5_000))).messages[0]?.length, 2_000);
    assert.equal(read(JSON.stringify(Array.from({ length: 500 }, () => "x"))).messages.length, 100);
    const deep = 100_000;
    assert.deepEqual(read(`${"[".repeat(deep)}"x"${"]".repeat(deep)}`).messages, []);
    assert.deepEqual(read(`${'{"a":'.repeat(deep)}"x"${"}".repeat(deep)}`).messages, []);
  });
});

describe("an answer that is no success", () => {
  const classes = [
    [400, BadRequestError, "bad-request"],
    [401, UnauthorizedError, "unauthorized"],
    [403, ForbiddenError, "forbidden"],
    [404, NotFoundError, "not-found"],
    [405, HttpError, "http"],
    [409, ConflictError, "conflict"],
    [410, HttpError, "http"],
    [429, TooManyRequestsError, "too-many-requests"],
    [500, ServerError, "server-error"],
    [503, ServerError, "server-error"],
  ] as const;
  for (const [status, Class, code] of classes) {
    it(`${status} is a ${Class.name} with its facts`, () => {
      const error = errorAt(status, { body: '{"detail":"No."}' });
      assert.ok(error instanceof Class);
      assert.equal(error.code, code);
      assert.equal(error.name, Class.name);
      assert.equal(error.message, `POST /api/tasks: ${status} No.`);
      const { method, path, requestId, body } = error;
      assert.deepEqual(
        { status: error.status, method, path, requestId, messages: body.messages },
        { status, method: "POST", path: "/api/tasks", requestId: "4eb2e345", messages: ["No."] },
      );
    });
  }

  const text = "text/html; charset=utf-8";
  const nothings: readonly (readonly [
    what: string,
    isOwn: boolean,
    body: string,
    headers: Record<string, string>,
  ])[] = [
    ["JSON of its own type", true, '"Task has no media"', {}],
    ["JSON of its own type that broke off", true, '{"det', {}],
    ["JSON with a detail", true, '{"detail":"Not found."}', { "Content-Type": "application/json" }],
    ["a sentence of its API", true, "Task image preview not found", { "Content-Type": text, Allow: "GET" }],
    ["the page for unknown addresses", false, "<h1>Not Found</h1>", { "Content-Type": text }],
    ["a page behind its API", false, "<h1>Not Found</h1>", { "Content-Type": text, Allow: "GET" }],
    ["a proxy's text", false, "404 page not found\n", { "Content-Type": "text/plain; charset=utf-8" }],
    ["a bare sentence", false, "File not found.", { "Content-Type": text }],
    ["a gateway's JSON", false, '{"message":"no Route matched"}', { "Content-Type": "application/json" }],
    ["JSON that is none", false, "<html>", { "Content-Type": "application/json" }],
    ["nothing", false, "", { "Content-Type": "" }],
    ["nothing, from its API", false, "", { "Content-Type": "", Allow: "GET" }],
  ];
  for (const [what, isOwn, body, headers] of nothings) {
    it(`404 with ${what} ${isOwn ? "is CVAT's own" : "says nothing about the object"}`, () => {
      const error = errorAt(404, { headers, body });
      if (isOwn) assert.ok(error instanceof NotFoundError);
      else assert.ok(error instanceof UnexpectedResponseError && error.fault === "foreign");
      assert.deepEqual([error.method, error.path, error.requestId], ["POST", "/api/tasks", "4eb2e345"]);
    });
  }

  it("407 is a proxy of this side, not the server", () => {
    const error = errorAt(407);
    assert.ok(error instanceof NetworkError);
    assert.deepEqual([error.fault, error.origin, error.detail], ["proxy", "https://cvat.example.org", "407"]);
  });

  const waits: readonly (readonly [header: string, wait: number | null])[] = [
    ["0", 0],
    ["60", 60_000],
    [" 7 ", 7_000],
    ["Tue, 24 Nov 2026 10:02:00 GMT", 120_000],
    ["Tue, 24 Nov 2026 09:00:00 GMT", 0],
    ["soon", null],
    ["-1", null],
    ["1.5", null],
    ["99999999999999999999", null],
    ["2026-11-24", null],
    ["Xxx, 99 Foo 2026 10:02:00 GMT", null],
  ];
  for (const [header, wait] of waits) {
    it(`says ${wait === null ? "nothing of when" : `${wait} ms`} with "Retry-After: ${header}"`, () => {
      for (const status of [429, 503]) {
        const error = errorAt(status, { headers: { "Retry-After": header } });
        assert.ok(error instanceof TooManyRequestsError || error instanceof ServerError);
        assert.equal(error.retryAfter, wait);
      }
    });
  }

  it("says nothing of when without that header", () => {
    const error = errorAt(500);
    assert.ok(error instanceof ServerError);
    assert.equal(error.retryAfter, null);
  });

  const redirects: readonly (readonly [location: string | undefined, told: string])[] = [
    ["https://other.example.org/login?next=%2Fapi#x", "https://other.example.org/login"],
    ["https://alice:secret@other.example.org/", "https://other.example.org/"],
    ["/auth/login?token=abc", "https://cvat.example.org/auth/login"],
    ["//other.example.org", "https://other.example.org/"],
    ["http://[", ""],
    ["javascript:alert(1)", ""],
    [undefined, ""],
  ];
  for (const [location, told] of redirects) {
    it(`tells of a redirect to ${location ?? "nowhere"}: ${told || "nothing"}`, () => {
      const error = errorAt(302, { headers: location === undefined ? {} : { Location: location } });
      assert.ok(error instanceof RedirectError);
      assert.deepEqual([error.code, error.location, error.body.messages], ["redirect", told, []]);
    });
  }
});
