import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, column, isRecord, numberIn } from "./talk.ts";

describe("The sample server", () => {
  let server: SampleServer;

  before(async () => {
    server = await startSampleServer({ tasks: 100 });
  });

  after(async () => {
    await server.close();
  });

  it("holds the sample set with its pictures", async () => {
    const names = column(
      await ask(server, "/api/tasks?search=s&page_size=all&sort=id", { as: "alice" }),
      "name",
    );
    assert.deepEqual(names.slice(0, 5), ["coins", "portraits", "cells", "rocket-launch", "sky-survey"]);
    for (const path of ["/api/projects/1", "/api/tasks/5", "/api/jobs/9"]) {
      const preview = await ask(server, `${path}/preview`, { as: "alice", headers: { Accept: "*/*" } });
      assert.deepEqual([preview.status, preview.headers.get("Content-Type")], [200, "image/jpeg"]);
    }
  });

  it("tells at addresses of older releases where to go now", async () => {
    const dataset = await ask(server, "/api/tasks/1/dataset", { as: "alice" });
    assert.equal(dataset.status, 410);
    assert.match(String(dataset.body), /use POST \/api\/tasks\/id\/dataset\/export\?save_images=True\./);
    const annotations = await ask(server, "/api/jobs/1/annotations?format=COCO%201.0", { as: "alice" });
    assert.equal(annotations.status, 410);
    const progress = await ask(server, "/api/projects/1/dataset?action=import_status", { as: "alice" });
    assert.match(String(progress.body), /no longer supports checking the status of the import/);
  });

  it("has generated tasks with and without data, being prepared, and failed", async () => {
    const states = new Set<unknown>();
    const { body } = await ask(server, "/api/tasks?page_size=all", { as: "alice" });
    const rows = isRecord(body) && Array.isArray(body["results"]) ? (body["results"] as unknown[]) : [];
    assert.equal(rows.length, 105);
    for (const row of rows) {
      if (!isRecord(row) || row["size"]) continue;
      const id = String(row["id"]);
      const request = await ask(server, `/api/requests/action=create&target=task&target_id=${id}`, {
        as: "alice",
      });
      states.add(isRecord(request.body) ? request.body["status"] : request.status);
    }
    assert.deepEqual(states, new Set([404, "queued", "started", "failed"]));
  });

  it("gives each answer an id of its own, and compresses for those who can read it", async () => {
    const first = await ask(server, "/api/server/about");
    const second = await ask(server, "/api/server/about");
    assert.notEqual(first.headers.get("X-Request-Id"), second.headers.get("X-Request-Id"));
    assert.equal(first.headers.get("Content-Encoding"), "gzip");
  });

  it("answers HEAD with a crash where the real one does", async () => {
    const head = async (path: string) => (await ask(server, path, { as: "alice", method: "HEAD" })).status;
    assert.equal(await head("/api/tasks"), 500);
    assert.equal(await head("/api/users"), 200);
    assert.equal(await head("/api/server/about"), 200);
  });

  it("resets the state of a job whose stage is changed alone", async () => {
    const patch = (json: object) => ask(server, "/api/jobs/1", { as: "alice", method: "PATCH", json });
    const state = async (json: object) => {
      const { body } = await patch(json);
      return isRecord(body) ? [body["stage"], body["state"]] : [];
    };
    assert.deepEqual(await state({ state: "completed" }), ["annotation", "completed"]);
    assert.deepEqual(await state({ stage: "annotation" }), ["annotation", "completed"]);
    assert.deepEqual(await state({ stage: "validation" }), ["validation", "new"]);
    assert.deepEqual(await state({ stage: "acceptance", state: "completed" }), ["acceptance", "completed"]);
  });

  it("leaves the objects of an organization that is deleted to their owners", async () => {
    const made = await ask(server, "/api/organizations", {
      as: "carol",
      method: "POST",
      json: { slug: "short" },
    });
    const project = await ask(server, "/api/projects?org=short", {
      as: "carol",
      method: "POST",
      json: { name: "left over" },
    });
    await ask(server, `/api/organizations/${numberIn(made, "id")}`, { as: "carol", method: "DELETE" });
    const left = await ask(server, `/api/projects/${numberIn(project, "id")}`, { as: "carol" });
    assert.equal(isRecord(left.body) && left.body["organization_id"], null);
  });
});
