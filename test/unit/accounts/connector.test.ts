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

  for (const [kind, username] of [
    ["empty", ""],
    ["too long to be stored", "a".repeat(151)],
    ["of several lines", "alice\n[error] bob"],
  ] as const) {
    it(`is not proven by a person whose name is ${kind}`, async () => {
      const { token } = server.account("alice");
      const me = {
        ...{ id: 2, first_name: "", last_name: "", email: "", groups: [] },
        ...{ is_staff: false, is_superuser: false, is_active: true, username },
      };
      server.faults.add({ kind: "body", body: JSON.stringify(me), match: { path: "/api/users/self" } });
      await assert.rejects(new Connector(noting().logger).prove(server.origin, token, signal), CvatError);
    });
  }

  it("has no end but a date", async () => {
    const { token } = server.account("alice");
    const facts = {
      id: 1,
      name: "",
      read_only: false,
      created_date: "",
      updated_date: "",
      last_used_date: null,
    };
    const ends = ["whenever", `2099-01-31 (${"x".repeat(1000)})`];
    const told: (string | null)[] = [];
    for (const expiry_date of ends) {
      const body = JSON.stringify({ ...facts, expiry_date });
      server.faults.add({ kind: "body", body, match: { path: "/api/auth/access_tokens/self" } });
      const { account, client } = await new Connector(noting().logger).prove(server.origin, token, signal);
      told.push(account.expires);
      await client.close();
    }
    assert.equal(told[0], null);
    assert.match(told[1] ?? "", /^2099-01-3[01]T[\d:.]+Z$/);
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
