import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, isRecord, numberIn } from "./talk.ts";

const as = "alice";
const project = 1;
const jobInProject = 1;

describe("The sample server's guides", () => {
  let server: SampleServer;

  before(async () => {
    server = await startSampleServer();
  });

  after(async () => {
    await server.close();
  });

  it("are named at their project and its jobs, and read by who has one of these", async () => {
    const json = { project_id: project, markdown: "# Draw boxes" };
    const id = numberIn(await ask(server, "/api/guides", { as, method: "POST", json }), "id");
    for (const path of [`/api/projects/${project}`, `/api/jobs/${jobInProject}`]) {
      assert.equal(numberIn(await ask(server, path, { as }), "guide_id"), id, path);
    }
    assert.equal((await ask(server, "/api/guides", { as, method: "POST", json })).status, 500);
    const guide = `/api/guides/${id}`;
    assert.equal((await ask(server, guide, { as: "erin" })).status, 403);
    const erin = numberIn(await ask(server, "/api/users/self", { as: "erin" }), "id");
    await ask(server, `/api/jobs/${jobInProject}`, {
      as: "admin",
      method: "PATCH",
      json: { assignee: erin },
    });
    const read = await ask(server, guide, { as: "erin" });
    assert.equal(isRecord(read.body) && read.body["markdown"], "# Draw boxes");
    const change = await ask(server, guide, { as: "erin", method: "PATCH", json: { markdown: "" } });
    assert.equal(change.status, 403);
    assert.equal((await ask(server, guide, { as, method: "DELETE" })).status, 204);
    const after = await ask(server, `/api/projects/${project}`, { as });
    assert.equal(isRecord(after.body) && after.body["guide_id"], null);
  });
});
