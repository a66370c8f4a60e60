import assert from "node:assert/strict";
import { accessToken, Client } from "../../../src/core/index.ts";
import { assigned } from "../../../src/edits/assign.ts";
import { type CvatObject, keyOf } from "../../../src/objects/index.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

const bob = { id: 3, username: "bob" };

describe("Giving objects to somebody", () => {
  let server: SampleServer;
  let tasks: readonly CvatObject[];

  beforeEach(async () => {
    server = await startSampleServer();
    const { token } = server.account("admin");
    const client = new Client({ origin: server.origin, credentials: accessToken(token) });
    await (await client.tasks.retrieve(2)).update({ assignee_id: bob.id });
    tasks = await Promise.all(
      [1, 2, 3].map(async (id): Promise<CvatObject> => ({
        kind: "task",
        entity: await client.tasks.retrieve(id),
      })),
    );
    await client.close();
  });

  afterEach(async () => {
    await server.close();
  });

  it("leaves out what that person has already", () => {
    const edits = assigned(tasks, bob);
    assert.deepEqual(
      edits.map(({ object, started, wanted }) => [keyOf(object), started, wanted]),
      [
        ["task:1", { assignee: null }, { assignee: bob }],
        ["task:3", { assignee: null }, { assignee: bob }],
      ],
    );
  });

  it("leaves out what nobody has where it is to be taken from whoever has it", () => {
    const edits = assigned(tasks, null);
    assert.deepEqual(
      edits.map(({ object, started, wanted }) => [keyOf(object), started, wanted]),
      [["task:2", { assignee: bob }, { assignee: null }]],
    );
  });
});
