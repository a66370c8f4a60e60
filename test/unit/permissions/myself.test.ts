import assert from "node:assert/strict";
import { Client } from "../../../src/core/index.ts";
import { Myself } from "../../../src/permissions/index.ts";
import { TestClock } from "../explorer/small-world.ts";

const alice = { id: 7, username: "alice", first_name: "", last_name: "" };
const { signal } = new AbortController();

describe("Who I am on a server", () => {
  let asked: string[];
  let clock: TestClock;
  let broken: string | undefined;
  let groups: string[];

  beforeEach(() => {
    asked = [];
    clock = new TestClock();
    broken = undefined;
    groups = ["user"];
  });

  function answer(path: string): Response {
    asked.push(path);
    if (path === broken) return Response.json({ detail: "trouble" }, { status: 403 });
    if (path === "/api/users/self") {
      const account = { ...alice, email: "", groups, is_staff: false, is_superuser: false, is_active: true };
      return Response.json(account);
    }
    const membership = {
      id: 1,
      user: alice,
      organization: 3,
      role: "supervisor",
      is_active: true,
      joined_date: null,
    };
    return Response.json({ count: 1, next: null, previous: null, results: [membership] });
  }

  function account(readOnly = false) {
    const client = new Client({
      origin: "https://cvat.example.org",
      config: { retryDelay: () => 0 },
      fetch: (input) => Promise.resolve(answer(new URL(new Request(input).url).pathname)),
    });
    return { userId: alice.id, readOnly, client };
  }

  it("is found out with two requests, which last for a minute", async () => {
    const myself = new Myself(clock);
    const mine = account();
    const me = await myself.of(mine, signal);
    assert.deepEqual(
      [me.role(3), me.role(4), me.isAdmin, me.isWorkerAccount],
      ["supervisor", null, false, false],
    );
    clock.pass(59_000);
    await myself.of(mine, signal);
    assert.deepEqual(asked.sort(), ["/api/memberships", "/api/users/self"]);
    clock.pass(2000);
    await myself.of(mine, signal);
    assert.equal(asked.length, 4);
  });

  it("is asked again when a part could not be had, which is not known until then", async () => {
    const myself = new Myself(clock);
    const mine = account();
    broken = "/api/memberships";
    assert.equal((await myself.of(mine, signal)).role(3), undefined);
    broken = undefined;
    assert.equal((await myself.of(mine, signal)).role(3), "supervisor");
  });

  it("knows administrators and accounts of workers by their group", async () => {
    groups = ["admin"];
    assert.equal((await new Myself(clock).of(account(), signal)).isAdmin, true);
    groups = ["worker"];
    assert.equal((await new Myself(clock).of(account(), signal)).isWorkerAccount, true);
  });

  it("is not waited for: after a second what is not known counts as allowing", async () => {
    const mine = account();
    const silent = new Client({
      origin: "https://cvat.example.org",
      fetch: () => new Promise(() => undefined),
    });
    const asking = new Myself(clock).soon({ ...mine, client: silent }, signal);
    clock.pass(1000);
    assert.equal((await asking).role(3), undefined);
    assert.equal((await new Myself(clock).soon(mine, signal)).role(3), "supervisor");
    assert.equal(clock.next, undefined);
  });

  it("asks nothing where the token may not write anyway", async () => {
    const me = await new Myself(clock).of(account(true), signal);
    assert.equal(me.readOnlyToken, true);
    assert.deepEqual(asked, []);
  });
});
