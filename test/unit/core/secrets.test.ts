import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { accessToken, apiPath, basic, Client, password } from "../../../src/core/index.ts";
import type { Credentials } from "../../../src/core/index.ts";
import { Secrets } from "../../../src/core/http/secrets.ts";
import { noting } from "../../support/doubles.ts";
import { ManualClock } from "./manual-clock.ts";
import { answer, coded, scripted } from "./scripted-fetch.ts";
import { origin, sessionWith } from "./session-with.ts";

/** Odd enough that it looks different in each coding. */
const secret = 'p+q/r=s t"&ü%7A-4711';

/** Every form in which somebody could read the secret. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    encodeURIComponent(value),
    encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams({ x: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    Buffer.from(`alice:${value}`).toString("base64"),
    Buffer.from(`al:${value}!`).toString("base64"),
    Buffer.from(`a:${value}!!`).toString("base64"),
  ];
}

/** All that can be seen of an error, and of what caused it. */
function seen(error: unknown): string {
  const inside = inspect(error, { depth: 20, showHidden: true, maxStringLength: null });
  if (!(error instanceof Error)) return inside;
  const cause = error.cause === undefined ? "" : seen(error.cause);
  return [inside, String(error), error.stack, JSON.stringify(error), cause].join("\n");
}

function assertClean(text: string, what: string): void {
  // Two thirds of the secret are as good as all of it.
  for (const form of formsOf(secret)) {
    const part = form.slice(0, Math.ceil((form.length * 2) / 3));
    assert.ok(!text.includes(part), `${what}: ${part} in ${text}`);
    assert.ok(!text.includes(form.slice(-part.length + 2)), `${what}: ${form} in ${text}`);
  }
}

const all = formsOf(secret).join(" | ");
const asHeader = encodeURIComponent(all);

/** What a server, or what is between, can do to give away what it was sent. */
const leaks: Readonly<Record<string, () => Response | Error>> = {
  "an error's detail": () => answer({ detail: `Invalid token ${all}` }, { status: 401 }),
  "an error's field": () => answer({ name: [all], [all]: ["Bad."] }, { status: 400 }),
  "an error's plain text": () => new Response(all, { status: 500, headers: { "Content-Type": "text/html" } }),
  "a long error's end": () => answer({ detail: "x".repeat(1_980) + all }, { status: 400 }),
  "a page of HTML": () => new Response(`<html>${all}`, { headers: { "Content-Type": "text/html" } }),
  "JSON that breaks off": () => new Response(`["${all}`, { headers: { "Content-Type": "application/json" } }),
  "a request id": () => answer({}, { status: 404, headers: { "X-Request-Id": asHeader } }),
  "a request id of what cannot be read": () =>
    new Response("x", { headers: { "Content-Type": "text/html", "X-Request-Id": asHeader } }),
  "a redirect's path": () =>
    answer({}, { status: 302, headers: { Location: `/login/${encodeURIComponent(secret)}` } }),
  "a redirect's query": () => answer({}, { status: 302, headers: { Location: `/login?next=${asHeader}` } }),
  "a redirect's user info": () =>
    answer(
      {},
      { status: 302, headers: { Location: `https://a:${encodeURIComponent(secret)}@other.example.org/` } },
    ),
  "a wait": () => answer({}, { status: 429, headers: { "Retry-After": asHeader } }),
  "a cookie": () =>
    answer(
      { detail: all },
      { status: 403, headers: { "Set-Cookie": `sessionid=${encodeURIComponent(secret)}` } },
    ),
  "what fetch throws": () => new TypeError(`Headers.append: "Bearer ${all}" is an invalid header value.`),
  "what caused what fetch throws": () =>
    new TypeError("fetch failed", { cause: coded("ECONNREFUSED", `connect to ${all}`) }),
};

const credentials: Readonly<Record<string, Credentials>> = {
  token: accessToken(secret),
  "name and password in each request": basic("alice", secret),
  "session by password": password("alice", secret),
};

describe("a secret", () => {
  for (const [kind, credential] of Object.entries(credentials)) {
    for (const [place, leak] of Object.entries(leaks)) {
      it(`(${kind}) is nowhere to be read that is given away in ${place}`, async () => {
        const { logger, lines } = noting();
        const { fetch } = scripted(leak);
        const session = sessionWith(fetch, { logger });
        const failures: unknown[] = [];
        const note = (error: unknown): void => void failures.push(error);
        await session.login(credential).catch(note);
        const query = { search: secret, token: secret };
        const path = apiPath`/api/requests/${secret}`;
        await session.transport.json({ method: "GET", path, query }).catch(note);
        await session.transport.json({ method: "POST", path, json: { password: secret } }).catch(note);
        await session.close();
        assert.ok(failures.length >= 2);
        for (const failure of failures) assertClean(seen(failure), "an error");
        for (const line of lines) assertClean(line, "the log");
        assert.ok(lines.length >= 2);
      });
    }
  }

  it("of a session is not told by its cookies either", async () => {
    const { logger, lines } = noting();
    const { fetch } = scripted(
      answer(
        { key: "f".repeat(40) },
        { headers: { "Set-Cookie": `sessionid=${encodeURIComponent(secret)}; Path=/` } },
      ),
      answer({ detail: `Cookie was sessionid=${encodeURIComponent(secret)}` }, { status: 400 }),
    );
    const session = sessionWith(fetch, { logger });
    await session.login(password("alice", "another-secret"));
    const failure: unknown = await session.transport
      .json({ method: "GET", path: apiPath`/api/tasks/${encodeURIComponent(secret)}` })
      .catch((error: unknown) => error);
    assertClean(seen(failure), "an error");
    assertClean(lines.join("\n"), "the log");
  });

  it("is not shown by the client that holds it, nor by what came from it", async () => {
    const { fetch } = scripted(answer({ id: 1, username: "alice", first_name: "", last_name: "" }));
    const client = new Client({ origin, credentials: accessToken(secret), fetch, clock: new ManualClock() });
    const me = await client.users.me().catch((error: unknown) => error);
    for (const holder of [client, client.tasks, me]) {
      assertClean(inspect(holder, { depth: 20, showHidden: true }), "inspected");
      assertClean(JSON.stringify(holder), "as JSON");
    }
  });

  it("whose value is not known is found where secrets stand", () => {
    const secrets = new Secrets();
    const hidden = [
      ["Authorization: Bearer abc, Accept: x", "Authorization: [hidden]"],
      ['{"authorization":"Token 12"}', '{"authorization":"[hidden]"}'],
      ["sent Bearer 0123456789abcdef.x", "sent Bearer [hidden]"],
      ["Cookie: sessionid=1; csrftoken=2", "Cookie: [hidden]"],
      ["sessionid=abc; other=1", "sessionid=[hidden]; other=1"],
      ["/api/x?token=abc&page=2", "/api/x?token=[hidden]&page=2"],
      ["/api/x?access_token=abc", "/api/x?access_token=[hidden]"],
      ["/api/x?sign=abc#y", "/api/x?sign=[hidden]#y"],
      ['{"username":"a","password":"b"}', '{"username":"a","password":"[hidden]"}'],
      ["https://alice:pw@cvat.example.org/x", "https://[hidden]@cvat.example.org/x"],
      [`key ${"a1".repeat(4)}.${"b2".repeat(16)} end`, "key [hidden] end"],
    ] as const;
    for (const [text, clean] of hidden) assert.equal(secrets.redact(text), clean);
  });

  it("is taken out whole when it begins like another one", () => {
    for (const values of [
      ["swordfish", "swordfish-and-more"],
      ["swordfish-and-more", "swordfish"],
    ]) {
      const secrets = new Secrets();
      for (const value of values) secrets.add(value);
      assert.equal(secrets.redact("it is swordfish-and-more."), "it is [hidden].");
    }
  });

  it("is not seen in what is none", () => {
    const secrets = new Secrets();
    secrets.add("abc");
    const texts = [
      "GET /api/tasks?search=night&page=2: 200, 34 ms",
      "Invalid token.",
      "Invalid token header. No credentials provided.",
      "CSRF Failed: CSRF token missing.",
      "CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
      'Must include either "username" or "email" and "password".',
      "abc is too short to be looked for",
      "2.73.0",
    ];
    for (const text of texts) assert.equal(secrets.redact(text), text);
  });

  it("is taken out whatever it is made of, and whatever stands around it", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 });
    const value = fc.string({ unit: "grapheme", minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(value, text, text, (value, before, after) => {
        const secrets = new Secrets();
        secrets.add(value);
        fc.pre(!`${before}${after}[hidden]`.includes(value));
        for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
          assert.ok(!secrets.redact(before + form + after).includes(form));
        }
        const coded = Buffer.from(value).toString("base64");
        assert.ok(!secrets.redact(`${before} ${coded} ${after}`).includes(coded));
      }),
    );
  });
});
