import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, column, numberIn } from "./talk.ts";

const sky = 2;
const objects = 1;
const jobOfSky = 9;
const inCrew = { "X-Organization": "crew" };

describe("Permissions on the sample server", () => {
  let server: SampleServer;

  beforeEach(async () => {
    server = await startSampleServer();
  });

  afterEach(async () => {
    await server.close();
  });

  it("show an owner his own, in all workspaces or in one", async () => {
    assert.deepEqual(column(await ask(server, "/api/projects", { as: "alice" }), "name"), ["Sky", "Objects"]);
    assert.deepEqual(column(await ask(server, "/api/projects?org=", { as: "alice" }), "name"), ["Objects"]);
    assert.deepEqual(column(await ask(server, "/api/projects?org=crew", { as: "alice" }), "name"), ["Sky"]);
  });

  it("show a maintainer the organization's objects only in its context", async () => {
    assert.deepEqual(column(await ask(server, "/api/tasks", { as: "bob" }), "name"), []);
    const names = column(await ask(server, "/api/tasks", { as: "bob", headers: inCrew }), "name");
    assert.deepEqual(names, ["sky-survey", "rocket-launch"]);
    assert.equal((await ask(server, `/api/projects/${sky}`, { as: "bob" })).status, 200);
    assert.equal((await ask(server, `/api/projects/${objects}`, { as: "bob" })).status, 403);
  });

  it("keep outsiders from an organization, by list and by id", async () => {
    assert.equal((await ask(server, "/api/jobs", { as: "erin", headers: inCrew })).status, 403);
    assert.equal((await ask(server, `/api/jobs/${jobOfSky}`, { as: "erin" })).status, 403);
    assert.equal((await ask(server, "/api/jobs?org=nosuch", { as: "erin" })).status, 404);
  });

  it("show a worker his job without its task's name, and let him change its state only", async () => {
    const job = `/api/jobs/${jobOfSky}`;
    const dave = numberIn(await ask(server, "/api/users/self", { as: "dave" }), "id");
    const patch = (as: string, json: object) => ask(server, job, { as, method: "PATCH", json });
    assert.equal((await patch("dave", { state: "completed" })).status, 403);
    assert.equal((await patch("bob", { assignee: dave })).status, 200);
    const listed = await ask(server, "/api/jobs", { as: "dave" });
    assert.deepEqual(column(listed, "task_name"), [null]);
    assert.equal((await patch("dave", { state: "completed" })).status, 200);
    assert.equal((await patch("dave", { state: "new", stage: "validation" })).status, 403);
    assert.equal((await ask(server, "/api/tasks/5", { as: "dave" })).status, 403);
  });

  it("are asked before the body is read, but after the object was found and unknown keys were refused", async () => {
    const project = `/api/projects/${objects}`;
    const patch = (path: string, json: object) => ask(server, path, { as: "erin", method: "PATCH", json });
    assert.deepEqual((await patch(project, { name: "" })).status, 403);
    assert.deepEqual((await patch("/api/projects/99", { name: "" })).status, 404);
    assert.deepEqual((await patch(project, { status: "completed" })).body, {
      detail: "Attempted to update an unknown field",
    });
  });

  it("are asked for a change of nothing too, as its answer shows the object", async () => {
    for (const path of [`/api/projects/${objects}`, "/api/tasks/1", "/api/jobs/1"]) {
      const change = (as: string) => ask(server, path, { as, method: "PATCH", json: {} });
      assert.equal((await change("erin")).status, 403, path);
      assert.equal((await change("alice")).status, 200, path);
    }
  });

  it("are asked before the server says that it cannot annotate", async () => {
    const write = async (as: string, method: string) =>
      (await ask(server, "/api/tasks/1/annotations", { as, method, json: {} })).status;
    assert.deepEqual([await write("erin", "PUT"), await write("alice", "PUT")], [403, 501]);
    assert.deepEqual([await write("erin", "DELETE"), await write("alice", "DELETE")], [403, 204]);
    assert.equal(await write("alice", "PATCH"), 400);
  });

  it("leave nothing but reading to a read-only token", async () => {
    const { username, password } = server.account("alice");
    const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const made = await ask(server, "/api/auth/access_tokens", {
      method: "POST",
      headers: { Authorization: basic },
      json: { name: "reader" },
    });
    const { value } = made.body as { value: string };
    const headers = { Authorization: `Bearer ${value}` };
    assert.match(value, /^[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}$/);
    assert.equal((await ask(server, "/api/tasks/1", { headers })).status, 200);
    assert.equal((await ask(server, "/api/tasks/1", { method: "DELETE", headers })).status, 403);
    assert.equal((await ask(server, "/api/tasks/99", { method: "DELETE", headers })).status, 404);
    const self = await ask(server, "/api/auth/access_tokens/self", { headers });
    assert.equal((self.body as { read_only: boolean }).read_only, true);
  });
});
