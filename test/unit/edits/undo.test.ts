import assert from "node:assert/strict";
import type { Connection } from "../../../src/accounts/index.ts";
import { accessToken, Client } from "../../../src/core/index.ts";
import { type Edit, valuesOf } from "../../../src/edits/edit.ts";
import { type Place, UndoStack } from "../../../src/edits/undo.ts";
import type { CvatObject } from "../../../src/objects/index.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

describe("The changes that can be taken back", () => {
  let server: SampleServer;
  let client: Client;
  let stack: UndoStack;

  before(async () => {
    server = await startSampleServer();
    const { token } = server.account("alice");
    client = new Client({ origin: server.origin, credentials: accessToken(token) });
  });

  beforeEach(() => {
    stack = new UndoStack();
  });

  after(async () => {
    await server.close();
  });

  function connection(): Connection {
    return {
      id: `${server.origin} alice`,
      origin: server.origin,
      host: "cvat.example.org",
      username: "alice",
      userId: 2,
      client,
      source: "window",
      readOnly: false,
      expires: null,
    };
  }

  const place = (signIn: Connection, label: string): Place => ({
    connection: signIn,
    key: `${signIn.id} ${label}`,
    label,
  });

  async function rename(to: string): Promise<Edit> {
    const object: CvatObject = { kind: "task", entity: await client.tasks.retrieve(1) };
    return { action: "rename", object, started: valuesOf(object, { name: to }), wanted: { name: to } };
  }

  it("are given the last one first, each once", async () => {
    const crew = place(connection(), "crew");
    const first = stack.push(crew, [await rename("medals")]);
    const second = stack.push(crew, [await rename("buttons")]);
    assert.equal(stack.push(crew, []), undefined);
    assert.ok(first && second);
    assert.equal(stack.lastIn(crew), second);
    assert.deepEqual(stack.take(second)?.[0]?.started, { name: "buttons" });
    assert.equal(stack.take(second), undefined);
    assert.equal(stack.lastIn(crew), first);
    assert.deepEqual(stack.take(first)?.[0]?.wanted, { name: "coins" });
    assert.equal(stack.lastIn(crew), undefined);
  });

  it("are those of the account and organization that are shown, though those were not shown all the time", async () => {
    const [mine, other] = [connection(), connection()];
    const crews = stack.push(place(mine, "crew"), [await rename("medals")]);
    const betas = stack.push(place(mine, "beta"), [await rename("buttons")]);
    assert.equal(stack.lastIn(place(mine, "crew")), crews);
    assert.equal(stack.lastIn(place(mine, "beta")), betas);
    assert.equal(stack.lastIn(place(mine, "all")), undefined);
    assert.equal(stack.lastThrough(mine), betas);
    // The same account, signed in to anew: what was changed before has a token that is no longer.
    assert.equal(stack.lastIn(place(other, "crew")), undefined);
    assert.equal(stack.lastThrough(other), undefined);
  });

  it("can be gone on with, and are the last one then", async () => {
    const crew = place(connection(), "crew");
    const [one, two, three] = [await rename("medals"), await rename("buttons"), await rename("faces")];
    const step = stack.push(crew, [one]);
    assert.ok(step);
    const other = stack.push(crew, [two]);
    assert.equal(stack.push(crew, [], step), step);
    assert.equal(stack.lastIn(crew), other);
    assert.equal(stack.push(crew, [three], step), step);
    assert.equal(stack.lastIn(crew), step);
    assert.deepEqual(
      stack.take(step)?.map(({ started }) => started.name),
      ["medals", "faces"],
    );
    // What was taken back meanwhile is not taken back again.
    const next = stack.push(crew, [three], step);
    assert.ok(next && next !== step);
    assert.equal(stack.take(next)?.length, 1);
    assert.equal(stack.push(crew, [], step), undefined);
  });

  it("can lose a part, and are no more without any", async () => {
    const crew = place(connection(), "crew");
    const [one, two] = [await rename("medals"), await rename("buttons")];
    const step = stack.push(crew, [one, two]);
    assert.ok(step);
    assert.deepEqual(stack.takeOut(step, [two, await rename("other")]), [two]);
    assert.deepEqual(stack.takeOut(step, [one]), [one]);
    assert.deepEqual(stack.takeOut(step, [one]), []);
    assert.equal(stack.lastIn(crew), undefined);
  });

  it("are fifty: the oldest one goes", async () => {
    const crew = place(connection(), "crew");
    const edit = await rename("medals");
    const steps = Array.from({ length: 51 }, () => stack.push(crew, [edit]));
    const [oldest, next] = steps;
    assert.ok(oldest && next);
    assert.equal(stack.take(oldest), undefined);
    assert.equal(stack.take(next)?.length, 1);
  });
});
