import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask } from "./talk.ts";

describe("A session on the sample server", () => {
  let server: SampleServer;
  let cookie: string;
  let token: string;

  beforeEach(async () => {
    server = await startSampleServer();
    const { username, password } = server.account("alice");
    const answer = await ask(server, "/api/auth/login", { method: "POST", json: { username, password } });
    const lines = answer.headers.getSetCookie();
    cookie = lines.map((line) => line.split(";")[0]).join("; ");
    token = /csrftoken=(\w+)/.exec(cookie)?.[1] ?? "";
  });

  afterEach(async () => {
    await server.close();
  });

  function make(headers: Record<string, string>) {
    return ask(server, "/api/projects", { method: "POST", headers, json: { name: "made in a session" } });
  }

  it("reads with its cookie alone", async () => {
    const answer = await ask(server, "/api/users/self", { headers: { Cookie: cookie } });
    assert.equal((answer.body as { username: string }).username, "alice");
  });

  it("writes with the CSRF token, and from its own origin only", async () => {
    const given = { Cookie: cookie, "X-CSRFToken": token };
    assert.equal((await make(given)).status, 201);
    assert.equal((await make({ ...given, Origin: server.origin })).status, 201);
    const refusals: [Record<string, string>, string][] = [
      [{ Cookie: cookie }, "CSRF token missing."],
      [
        { ...given, "X-CSRFToken": "short" },
        "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.",
      ],
      [
        { ...given, "X-CSRFToken": "a".repeat(32) },
        "CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
      ],
      [{ ...given, Cookie: cookie.replace(/csrftoken=\w+; /, "") }, "CSRF cookie not set."],
      [
        { ...given, Origin: "http://evil.example" },
        "Origin checking failed - http://evil.example does not match any trusted origins.",
      ],
      [{ ...given, "X-Forwarded-Proto": "https" }, "Referer checking failed - no Referer."],
    ];
    for (const [headers, fault] of refusals) {
      const { status, body } = await make(headers);
      assert.deepEqual({ status, body }, { status: 403, body: { detail: `CSRF Failed: ${fault}` } });
    }
  });

  it("is over after the log-out", async () => {
    const headers = { Cookie: cookie, "X-CSRFToken": token };
    assert.equal((await ask(server, "/api/auth/logout", { method: "POST", headers })).status, 200);
    assert.equal((await ask(server, "/api/users/self", { headers: { Cookie: cookie } })).status, 401);
  });

  it("is lengthened when it is used again after a day", async () => {
    const old = cookie.replace("; sessionfresh=1", "").replace("sessionfresh=1; ", "");
    const answer = await ask(server, "/api/users/self", { headers: { Cookie: old } });
    assert.ok(answer.headers.getSetCookie().some((line) => line.startsWith("sessionfresh=1")));
  });
});
