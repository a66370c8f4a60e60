import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, column, isRecord, numberIn } from "./talk.ts";
import type { Answer } from "./talk.ts";

const as = "alice";

describe("The sample server's labels", () => {
  let server: SampleServer;

  before(async () => {
    server = await startSampleServer();
  });

  after(async () => {
    await server.close();
  });

  function post(path: string, json: unknown): Promise<Answer> {
    return ask(server, path, { as, method: "POST", json });
  }

  function patch(path: string, json: unknown): Promise<Answer> {
    return ask(server, path, { as, method: "PATCH", json });
  }

  async function make(noun: "projects" | "tasks", labels: unknown): Promise<number> {
    return numberIn(await post(`/api/${noun}`, { name: "labelled", labels }), "id");
  }

  async function labelsOf(kind: "project" | "task", id: number): Promise<Answer> {
    return ask(server, `/api/labels?${kind}_id=${id}`, { as });
  }

  it("have the colors of their names, and others beside equal ones", async () => {
    const project = await make("projects", [{ name: "wolf" }, { name: "cat" }, { name: "Wolf" }]);
    const colors = column(await labelsOf("project", project), "color");
    assert.deepEqual(colors, ["#66b28a", "#6080c0", "#75b995"]);
  });

  it("change one after the other, or not at all", async () => {
    const project = await make("projects", [{ name: "a" }, { name: "b" }]);
    const [a, b] = column(await labelsOf("project", project), "id");
    const exchange = [
      { id: a, name: "b" },
      { id: b, name: "a" },
    ];
    const refused = await patch(`/api/projects/${project}`, { name: "renamed", labels: exchange });
    assert.deepEqual(refused.body, ["All label names must be unique"]);
    const late = [{ name: "c" }, { id: 999_999, name: "x" }];
    assert.equal((await patch(`/api/projects/${project}`, { labels: late })).status, 404);
    assert.deepEqual(column(await labelsOf("project", project), "name"), ["a", "b"]);
    const { body } = await ask(server, `/api/projects/${project}`, { as });
    assert.equal(isRecord(body) && body["name"], "labelled");
  });

  it("make no project when they are refused", async () => {
    const before = await ask(server, "/api/projects?page_size=1", { as });
    const refused = await post("/api/projects", { name: "none", labels: [{ name: "a" }, { name: "a" }] });
    assert.equal(refused.status, 400);
    const after = await ask(server, "/api/projects?page_size=1", { as });
    assert.deepEqual(numberIn(after, "count"), numberIn(before, "count"));
  });

  it("refuse an attribute that is named twice, and one that nobody has", async () => {
    const size = { name: "size", mutable: false, input_type: "text", values: [""] };
    const project = await make("projects", [{ name: "a", attributes: [size] }]);
    const [id] = column(await labelsOf("project", project), "id");
    const twice = await patch(`/api/labels/${String(id)}`, { attributes: [size, size] });
    assert.deepEqual(twice.body, ["Duplicate attribute with name 'size' exists"]);
    const strange = await patch(`/api/labels/${String(id)}`, { attributes: [{ id: 999_999 }] });
    assert.deepEqual(strange.body, { detail: "Attribute with id #999999 does not exist" });
  });

  it("must fit those of the project that their task moves to", async () => {
    const size = { name: "size", mutable: false, input_type: "text", values: [""] };
    const project = await make("projects", [{ name: "a" }]);
    const task = await make("tasks", [{ name: "a", attributes: [size] }]);
    const json = { project_id: project };
    assert.deepEqual((await patch(`/api/tasks/${task}`, json)).body, [
      'Target project does not have "a" label with "size" attribute',
    ]);
    const plain = await make("tasks", [{ name: "a" }]);
    const moved = await patch(`/api/tasks/${plain}`, { ...json, name: "not taken" });
    assert.equal(isRecord(moved.body) && moved.body["name"], "labelled");
    const other = await make("projects", [{ name: "b" }]);
    assert.equal((await patch(`/api/tasks/${plain}`, { project_id: other })).status, 400);
  });
});
