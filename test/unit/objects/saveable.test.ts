import assert from "node:assert/strict";
import { accessToken, Client } from "../../../src/core/index.ts";
import { saveableJob, saveableNamed } from "../../../src/objects/index.ts";
import { save } from "../../../src/saving/index.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

const bob = 3;
const carol = 4;

describe("Saving", () => {
  let server: SampleServer;
  let client: Client;

  beforeEach(async () => {
    server = await startSampleServer();
    const { token } = server.account("admin");
    client = new Client({ origin: server.origin, credentials: accessToken(token) });
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  /** The bodies of the changes. */
  const sent = () =>
    server.requests.all({ method: "PATCH" }).map(({ patch = "" }): unknown => JSON.parse(patch));

  describe("a job", () => {
    it("sends the state along with another stage, also where it stays: the server would make it new", async () => {
      const job = await client.jobs.retrieve(1);
      await job.update({ state: "completed" });
      server.requests.clear();
      const wanted = { stage: "acceptance", state: "completed" } as const;
      const started = { stage: "annotation", state: "completed" } as const;
      assert.deepEqual(await save(saveableJob(job, wanted), started, wanted), {
        kind: "saved",
        sent: ["stage"],
      });
      assert.deepEqual(sent(), [wanted]);
      const { stage, state } = await client.jobs.retrieve(1);
      assert.deepEqual({ stage, state }, wanted);
    });

    it("sends no stage with another state: who has a job may not change it", async () => {
      const job = await client.jobs.retrieve(1);
      const wanted = { stage: job.stage, state: "completed" } as const;
      const started = { stage: job.stage, state: job.state };
      assert.deepEqual(await save(saveableJob(job, wanted), started, wanted), {
        kind: "saved",
        sent: ["state"],
      });
      assert.deepEqual(sent(), [{ state: "completed" }]);
    });

    it("knows who has it by the number", async () => {
      const job = await client.jobs.retrieve(1);
      const wanted = { assignee: bob };
      const outcome = () => save(saveableJob(job, wanted), { assignee: null }, wanted);
      await (await client.jobs.retrieve(1)).update({ assignee: carol });
      assert.deepEqual(await outcome(), {
        kind: "conflict",
        conflicts: [{ field: "assignee", started: null, theirs: carol, mine: bob }],
      });
      await (await client.jobs.retrieve(1)).update({ assignee: bob });
      assert.deepEqual(await outcome(), { kind: "nothing" });
    });
  });

  for (const noun of ["projects", "tasks"] as const) {
    it(`one of the ${noun} knows who has it by the number, under the name that is sent`, async () => {
      const entity = await client[noun].retrieve(2);
      const give = (from: number | null, to: number | null) =>
        save(saveableNamed(entity), { assignee_id: from }, { assignee_id: to });
      assert.deepEqual(await give(null, bob), { kind: "saved", sent: ["assignee_id"] });
      assert.deepEqual(await give(null, bob), { kind: "nothing" });
      assert.deepEqual(await give(carol, null), {
        kind: "conflict",
        conflicts: [{ field: "assignee_id", started: carol, theirs: bob, mine: null }],
      });
      assert.deepEqual(await give(bob, null), { kind: "saved", sent: ["assignee_id"] });
      assert.equal((await client[noun].retrieve(2)).assignee, null);
    });
  }
});
