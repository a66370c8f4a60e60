import assert from "node:assert/strict";
import { Connector } from "../../../src/accounts/connector.ts";
import { CvatError, UnauthorizedError } from "../../../src/core/index.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";
import { noting } from "../../support/doubles.ts";

const { signal } = new AbortController();

describe("a token, proven by its server", () => {
  let server: SampleServer;
  before(async () => {
    server = await startSampleServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.clear();
    server.faults.clear();
  });

  /** A token of alice's, made as she would in her browser. */
  async function makeToken(facts: object): Promise<string> {
    const { username, password } = server.account("alice");
    const answer = await fetch(`${server.origin}/api/auth/access_tokens`, {
      method: "POST",
      headers: {
        Accept: "application/vnd.cvat+json",
        Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ name: "test", ...facts }),
    });
    const made: unknown = await answer.json();
    assert.ok(typeof made === "object" && made !== null && "value" in made && typeof made.value === "string");
    server.requests.clear();
    return made.value;
  }

  function asked(): string[] {
    return server.requests
      .all()
      .map(({ method, path }) => `${method} ${path}`)
      .sort();
  }

  it("is known by its person, by what it may do, and until when, in two requests", async () => {
    const token = await makeToken({ read_only: true, expiry_date: "2099-01-31T00:00:00Z" });
    const { account, client } = await new Connector(noting().logger).prove(server.origin, token, signal);
    assert.equal(account.username, "alice");
    assert.equal(account.origin, server.origin);
    assert.equal(account.readOnly, true);
    assert.equal(Date.parse(account.expires ?? ""), Date.UTC(2099, 0, 31));
    assert.deepEqual(asked(), ["GET /api/auth/access_tokens/self", "GET /api/users/self"]);
    await client.close();
  });

  it("that may write and has no end is known as that", async () => {
    const { token } = server.account("alice");
    const { account, client } = await new Connector(noting().logger).prove(server.origin, token, signal);
    assert.deepEqual([account.readOnly, account.expires], [false, null]);
    await client.close();
  });

  it("that is of nobody, or expired, is refused, and stands in no log", async () => {
    const { logger, lines } = noting();
    const expired = await makeToken({ expiry_date: "2020-01-01T00:00:00Z" });
    for (const token of ["nobody00.01234567890123456789012345678901", expired]) {
      await assert.rejects(new Connector(logger).prove(server.origin, token, signal), UnauthorizedError);
      assert.equal(lines.join().includes(token.slice(9)), false);
    }
  });

  it("is not proven by an answer that cannot be used", async () => {
    const { token } = server.account("alice");
    server.faults.add({ kind: "body", body: '{"id": "seven"}', match: { path: "/api/users/self" } });
    await assert.rejects(new Connector(noting().logger).prove(server.origin, token, signal), CvatError);
  });

  it("that is restored asks nothing, and has it known when somebody asks with it for the first time", async () => {
    const { token } = server.account("alice");
    let uses = 0;
    const account = { origin: server.origin, username: "alice", userId: 2, readOnly: false, expires: null };
    const connection = new Connector(noting().logger).restore(account, token, () => (uses += 1));
    assert.deepEqual(asked(), []);
    assert.equal(uses, 0);
    await connection.client.users.me({ signal });
    await connection.client.withOrganization("crew").users.me({ signal });
    assert.equal(uses, 1);
    await connection.client.close();
  });
});
