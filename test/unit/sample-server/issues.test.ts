import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, column, isRecord, numberIn } from "./talk.ts";
import type { Answer } from "./talk.ts";

const as = "alice";
const job = 1;

describe("The sample server's issues", () => {
  let server: SampleServer;

  beforeEach(async () => {
    server = await startSampleServer();
  });

  afterEach(async () => {
    await server.close();
  });

  function report(who: string): Promise<Answer> {
    const json = { job, frame: 0, position: [1, 2, 3, 4], message: "look here" };
    return ask(server, "/api/issues", { as: who, method: "POST", json });
  }

  async function countAtJob(): Promise<unknown> {
    const { body } = await ask(server, `/api/jobs/${job}`, { as });
    const issues = isRecord(body) ? body["issues"] : undefined;
    return isRecord(issues) ? issues["count"] : undefined;
  }

  it("begin with their message as a comment, and are counted at their job until they are removed", async () => {
    const issue = numberIn(await report(as), "id");
    assert.equal(await countAtJob(), 1);
    const comments = await ask(server, `/api/comments?issue_id=${issue}`, { as });
    assert.deepEqual(column(comments, "message"), ["look here"]);
    const path = `/api/issues/${issue}`;
    const resolved = await ask(server, path, { as, method: "PATCH", json: { resolved: true, frame: 7 } });
    assert.deepEqual(isRecord(resolved.body) && [resolved.body["resolved"], resolved.body["frame"]], [
      true,
      0,
    ]);
    assert.equal((await ask(server, path, { as, method: "DELETE" })).status, 204);
    assert.equal(await countAtJob(), 0);
    assert.deepEqual(column(await ask(server, "/api/comments", { as }), "id"), []);
  });

  it("are for who has to do with the job; he answers them, and removes his own", async () => {
    assert.equal((await report("erin")).status, 403);
    const erin = numberIn(await ask(server, "/api/users/self", { as: "erin" }), "id");
    await ask(server, `/api/jobs/${job}`, { as: "admin", method: "PATCH", json: { assignee: erin } });
    const theirs = numberIn(await report(as), "id");
    const own = numberIn(await report("erin"), "id");
    const answer = { issue: theirs, message: "done" };
    const answered = await ask(server, "/api/comments", { as: "erin", method: "POST", json: answer });
    assert.equal(answered.status, 201);
    assert.deepEqual(column(await ask(server, "/api/issues", { as: "erin" }), "id"), [own, theirs]);
    const remove = async (id: number) =>
      (await ask(server, `/api/issues/${id}`, { as: "erin", method: "DELETE" })).status;
    assert.deepEqual([await remove(theirs), await remove(own)], [403, 204]);
  });
});
