import assert from "node:assert/strict";
import {
  accessToken,
  apiPath,
  basic,
  BadRequestError,
  password,
  UnexpectedResponseError,
} from "../../../src/core/index.ts";
import { noting } from "../../support/doubles.ts";
import { ManualClock, until } from "./manual-clock.ts";
import { answer, failed, scripted } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";
import { origin, sessionWith } from "./session-with.ts";

const path = apiPath`/api/tasks`;
const get = { method: "GET", path } as const;
const alice = password("alice", "wonderland");

/** An answer that sets cookies, one header each. */
function withCookies(...cookies: readonly string[]): Response {
  const response = answer({ key: "f".repeat(40) });
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
}

const opened = withCookies(
  "csrftoken=first-csrf; Path=/; SameSite=Lax",
  "sessionid=first-session; HttpOnly; Path=/; SameSite=Lax; Max-Age=1209600",
  "sessionfresh=1; HttpOnly",
);

/** What proves who asks, in a request that was sent. */
function proofOf(sent: Sent | undefined): Record<string, string> {
  const names = ["authorization", "cookie", "origin", "referer", "x-csrftoken"];
  return Object.fromEntries([...(sent?.headers ?? [])].filter(([name]) => names.includes(name)));
}

describe("a session", () => {
  it("sends no proof of anybody before somebody signs in", async () => {
    const { fetch, sent } = scripted(answer({}));
    const session = sessionWith(fetch);
    await session.transport.json(get);
    await session.transport.json({ method: "POST", path, json: {} });
    assert.equal(session.hasCredentials, false);
    assert.deepEqual(sent.map(proofOf), [{}, {}]);
  });

  it("by a token asks nothing to begin with, and sends the token along, trimmed", async () => {
    const { fetch, sent } = scripted(answer({}));
    const session = sessionWith(fetch);
    await session.login(accessToken("  abcdefgh.0123\n"));
    assert.deepEqual([session.hasCredentials, sent.length], [true, 0]);
    await session.transport.json(get);
    await session.transport.json({ method: "POST", path, json: {} });
    const proof = { authorization: "Bearer abcdefgh.0123" };
    assert.deepEqual(sent.map(proofOf), [proof, proof]);
  });

  it("by a token keeps no cookies", async () => {
    const { fetch, sent } = scripted(opened, answer({}));
    const session = sessionWith(fetch);
    await session.login(accessToken("abcdefgh.0123"));
    await session.transport.json(get);
    await session.transport.json(get);
    assert.deepEqual(proofOf(sent[1]), { authorization: "Bearer abcdefgh.0123" });
  });

  it("lets the server refuse what cannot be a token", async () => {
    const { fetch, sent } = scripted(answer({ detail: "Invalid token." }, { status: 401 }));
    const session = sessionWith(fetch);
    await session.login(accessToken("“abc\ndef”"));
    await assert.rejects(session.transport.json(get), { code: "unauthorized" });
    assert.deepEqual(proofOf(sent[0]), { authorization: "Bearer ?abc?def?" });
  });

  it("by name and password in each request codes them in UTF-8", async () => {
    const { fetch, sent } = scripted(answer({}));
    const session = sessionWith(fetch);
    await session.login(basic("alice", "wönder:land"));
    await session.transport.json(get);
    const coded = Buffer.from("alice:wönder:land").toString("base64");
    assert.deepEqual(proofOf(sent[0]), { authorization: `Basic ${coded}` });
  });

  it("by password is opened on the server, and proves itself by cookies, with what writing needs", async () => {
    const { fetch, sent } = scripted(opened, opened, answer({}));
    const session = sessionWith(fetch);
    await session.login(alice);
    const { headers } = await session.transport.json(get);
    assert.equal(headers.get("Set-Cookie"), null);
    await session.transport.json({ method: "PATCH", path, json: {} });
    const [login, read, write] = sent;
    assert.deepEqual([login?.method, login?.url], ["POST", `${origin}/api/auth/login`]);
    assert.equal(login?.body, '{"username":"alice","password":"wonderland"}');
    assert.deepEqual(proofOf(login), { origin, referer: `${origin}/` });
    const cookie = "csrftoken=first-csrf; sessionid=first-session; sessionfresh=1";
    assert.deepEqual(proofOf(read), { cookie });
    assert.deepEqual(proofOf(write), { cookie, origin, referer: `${origin}/`, "x-csrftoken": "first-csrf" });
    assert.equal(session.hasCredentials, true);
  });

  it("goes along with the cookies that the server changes or takes back", async () => {
    const now = Date.parse("2026-11-24T10:00:00Z");
    const { fetch, sent } = scripted(
      opened,
      withCookies(
        "csrftoken=second",
        "sessionfresh=; Max-Age=3600",
        "old=x; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/",
        "dead=x; Max-Age=0",
        "kept=a=b; Expires=Wed, 25 Nov 2026 10:00:00 GMT",
        "longer=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "no cookie at all",
        "=nameless",
      ),
      answer({}),
    );
    const session = sessionWith(fetch, { clock: new ManualClock(now) });
    await session.login(alice);
    await session.transport.json(get);
    await session.transport.json(get);
    assert.deepEqual(proofOf(sent[2]), {
      cookie: "csrftoken=second; sessionid=first-session; kept=a=b; longer=1",
    });
  });

  it("keeps only so many cookies", async () => {
    const many = Array.from({ length: 200 }, (_, number) => `c${number}=x`);
    const { fetch, sent } = scripted(opened, withCookies(...many, "sessionid=second-session"), answer({}));
    const session = sessionWith(fetch);
    await session.login(alice);
    await session.transport.json(get);
    await session.transport.json(get);
    const cookies = (proofOf(sent[2])["cookie"] ?? "").split("; ");
    assert.equal(cookies.length, 50);
    assert.ok(cookies.includes("sessionid=second-session"));
  });

  it("is not opened where name and password are refused, nor where something keeps the cookies back", async () => {
    const refusal = answer(
      { non_field_errors: ["Unable to log in with provided credentials."] },
      { status: 400 },
    );
    const { fetch, sent } = scripted(refusal, answer({ key: "f".repeat(40) }), answer({}));
    const session = sessionWith(fetch);
    await assert.rejects(session.login(alice), BadRequestError);
    await assert.rejects(
      session.login(alice),
      (error) => error instanceof UnexpectedResponseError && error.fault === "shape",
    );
    assert.equal(session.hasCredentials, false);
    await session.transport.json(get);
    assert.deepEqual(proofOf(sent[2]), {});
  });

  it("by password is ended on the server", async () => {
    const { fetch, sent } = scripted(opened, answer({ detail: "Successfully logged out." }), answer({}));
    const session = sessionWith(fetch);
    await session.login(alice);
    await session.logout();
    assert.equal(session.hasCredentials, false);
    assert.deepEqual([sent[1]?.method, sent[1]?.url], ["POST", `${origin}/api/auth/logout`]);
    assert.equal(proofOf(sent[1])["x-csrftoken"], "first-csrf");
    await session.transport.json(get);
    assert.deepEqual(proofOf(sent[2]), {});
  });

  it("by a token is only forgotten", async () => {
    const { fetch, sent } = scripted(answer({}));
    const session = sessionWith(fetch);
    await session.login(accessToken("abcdefgh.0123"));
    await session.logout();
    await session.logout();
    assert.deepEqual([session.hasCredentials, sent.length], [false, 0]);
  });

  it("is forgotten even if the server cannot be told", async () => {
    const { fetch, sent } = scripted(opened, failed("ECONNREFUSED"));
    const session = sessionWith(fetch);
    await session.login(alice);
    await assert.rejects(session.logout(), { code: "network" });
    assert.equal(session.hasCredentials, false);
    await session.logout();
    assert.equal(sent.length, 2);
  });

  it("that follows another ends it first, and begins without its cookies", async () => {
    const { fetch, sent } = scripted(
      opened,
      answer({}),
      withCookies("sessionid=second-session", "csrftoken=second-csrf"),
      answer({}),
    );
    const session = sessionWith(fetch);
    await session.login(alice);
    await session.login(password("bob", "builder"));
    await session.transport.json(get);
    assert.deepEqual(
      sent.map(({ url }) => new URL(url).pathname),
      ["/api/auth/login", "/api/auth/logout", "/api/auth/login", "/api/tasks"],
    );
    assert.equal(proofOf(sent[2])["cookie"], undefined);
    assert.equal(proofOf(sent[3])["cookie"], "sessionid=second-session; csrftoken=second-csrf");
  });

  it("follows another that cannot be ended, with a word in the log", async () => {
    const { logger, lines } = noting();
    const { fetch } = scripted(opened, answer({ detail: "CSRF Failed." }, { status: 403 }));
    const session = sessionWith(fetch, { logger });
    await session.login(alice);
    await session.login(accessToken("abcdefgh.0123"));
    assert.equal(session.hasCredentials, true);
    assert.match(lines.join("\n"), /warn The session on the server could not be ended: .*403 CSRF Failed\./);
  });

  it("is closed without a complaint but in the log", async () => {
    const { logger, lines } = noting();
    const { fetch, sent } = scripted(opened, failed("ECONNREFUSED"));
    const session = sessionWith(fetch, { logger });
    await session.login(alice);
    await session.close();
    await session.close();
    assert.equal(sent.length, 2);
    assert.ok(lines.some((line) => line.startsWith("warn The session on the server could not be ended")));
  });

  it("is closed in some seconds whatever the server does", async () => {
    const { logger, lines } = noting();
    const clock = new ManualClock();
    const { fetch, sent } = scripted(opened, () => new Promise(() => undefined));
    const session = sessionWith(fetch, { clock, logger });
    await session.login(alice);
    const closing = session.close();
    await until(() => sent.length === 2);
    await clock.pass(5_000);
    await closing;
    assert.deepEqual(clock.waits, []);
    assert.ok(lines.some((line) => line.startsWith("warn The session on the server could not be ended")));
  });

  it("can be given up while it is opened or changed", async () => {
    const { fetch, sent } = scripted(opened, () => new Promise(() => undefined));
    const session = sessionWith(fetch);
    await session.login(alice);
    const giveUp = new AbortController();
    const changing = session.login(password("bob", "builder"), giveUp.signal);
    changing.catch(() => undefined);
    await until(() => sent.length === 2);
    giveUp.abort(new Error("enough"));
    await assert.rejects(changing, /enough/);
    assert.equal(session.hasCredentials, false);
  });

  it("by password repeats neither the login nor the logout", async () => {
    const { fetch, sent } = scripted(answer({}, { status: 503 }));
    await assert.rejects(sessionWith(fetch).login(alice), { code: "server-error" });
    assert.equal(sent.length, 1);
  });
});

describe("the log of a session", () => {
  it("has a line for each request, with a short id, method, path, status, time, length and the server's id", async () => {
    const { logger, lines } = noting();
    const clock = new ManualClock();
    const { fetch } = scripted(
      answer([1, 2, 3], { headers: { "X-Request-Id": "4eb2e345" } }),
      answer({ detail: "Not found." }, { status: 404 }),
      failed("ECONNREFUSED"),
      async () => {
        await clock.pass(34);
        return answer({}, { status: 503 });
      },
      answer({}),
    );
    const { transport } = sessionWith(fetch, { clock, logger, retryDelay: () => 0 });
    await transport.json({ ...get, query: { page: 2 } });
    await transport.json(get).catch(() => undefined);
    await transport.json(get).catch(() => undefined);
    await transport.json(get);
    assert.deepEqual(lines, [
      "debug [1] GET /api/tasks?page=2: 200, 0 ms, 7 B, 4eb2e345",
      "info [2] GET /api/tasks: 404, 0 ms, 23 B",
      `warn [3] GET /api/tasks: No answer from ${origin} (refused, ECONNREFUSED), 0 ms`,
      "warn [4] GET /api/tasks: 503, 34 ms, 2 B",
      "info [4] GET /api/tasks: again in 0 ms",
      "debug [4] GET /api/tasks: 200, 0 ms, 2 B",
    ]);
  });

  it("has ids, pages and sorts, but no text that somebody may have typed", async () => {
    const { logger, lines } = noting();
    const { fetch } = scripted(answer({}), answer({}), answer({}, { status: 400 }));
    const { transport } = sessionWith(fetch, { logger });
    const filter = JSON.stringify({
      and: [{ "<": [{ var: "id" }, 7] }, { "==": [{ var: "name" }, "typed name"] }],
    });
    const ids = { task_id: 5, page: 2, page_size: 100, sort: "-id", org: "crew", org_id: "", is_staff: true };
    await transport.json({ ...get, query: { ...ids, filter } });
    await transport.json({ ...get, query: { filter: "typed name" } });
    await transport.json({ ...get, query: { name: "typed name?&é", search: "1234" } }).catch(() => undefined);
    assert.deepEqual(
      lines.map((line) => line.split(": ", 1)[0]),
      [
        "debug [1] GET /api/tasks?task_id=5&page=2&page_size=100&sort=-id&org=crew&org_id=&is_staff=true&filter=" +
          '{"and":[{"<":[{"var":"id"},7]},{"==":[{"var":"name"},"[text]"]}]}',
        "debug [2] GET /api/tasks?filter=[text]",
        "info [3] GET /api/tasks?name=[text]&search=[text]",
      ],
    );
  });

  it("calls no trouble what was given up, and does not repeat the reason", async () => {
    const { logger, lines } = noting();
    const giveUp = new AbortController();
    const { fetch, sent } = scripted(() => new Promise(() => undefined));
    const asking = sessionWith(fetch, { logger }).transport.json({ ...get, signal: giveUp.signal });
    asking.catch(() => undefined);
    await until(() => sent.length === 1);
    giveUp.abort(new Error("private"));
    await assert.rejects(asking);
    assert.deepEqual(lines, ["debug [1] GET /api/tasks: given up, 0 ms"]);
  });

  it("has lines of one line, and of a bearable length", async () => {
    const { logger, lines } = noting();
    const headers = { "X-Request-Id": "a\tb" };
    const { fetch } = scripted(answer({}, { headers }));
    const { transport } = sessionWith(fetch, { logger });
    await transport.json({ ...get, query: { sort: "x".repeat(5_000) } });
    await transport.json(get);
    assert.equal(lines[0]?.length, "debug ".length + 1_001);
    assert.equal(lines[1], "debug [2] GET /api/tasks: 200, 0 ms, 2 B, a b");
  });
});
