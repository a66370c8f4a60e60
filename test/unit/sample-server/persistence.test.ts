import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleServer } from "../../sample-server/index.ts";
import { ask, column, numberIn } from "./talk.ts";

describe("The sample server's state", () => {
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(path.join(tmpdir(), "sample-server-"));
  });

  afterEach(async () => {
    await rm(data, { recursive: true });
  });

  it("outlives a restart: objects, ids, pictures, creation requests", async () => {
    const first = await startSampleServer({ data });
    const made = await ask(first, "/api/tasks", { as: "alice", method: "POST", json: { name: "kept" } });
    const id = numberIn(made, "id");
    const form = new FormData();
    const picture = await fetch(`${first.origin}/api/tasks/1/preview`, {
      headers: { Authorization: `Bearer ${first.account("alice").token}` },
    });
    const bytes = await picture.arrayBuffer();
    form.set("image_quality", "70");
    form.set("client_files[0]", new Blob([bytes]), "one.jpg");
    const upload = await fetch(`${first.origin}/api/tasks/${id}/data`, {
      method: "POST",
      body: form,
      headers: { Authorization: `Bearer ${first.account("alice").token}` },
    });
    assert.equal(upload.status, 202);
    await first.close();

    const second = await startSampleServer({ data });
    try {
      assert.deepEqual(column(await ask(second, "/api/tasks", { as: "alice" }), "name"), [
        "kept",
        "sky-survey",
        "rocket-launch",
        "cells",
        "portraits",
        "coins",
      ]);
      const preview = await fetch(`${second.origin}/api/tasks/${id}/preview`, {
        headers: { Authorization: `Bearer ${second.account("alice").token}` },
      });
      assert.deepEqual(await preview.arrayBuffer(), bytes);
      const request = await ask(second, `/api/requests/action=create&target=task&target_id=${id}`, {
        as: "alice",
      });
      assert.equal(request.status, 200);
      const next = await ask(second, "/api/tasks", { as: "alice", method: "POST", json: { name: "next" } });
      assert.equal(numberIn(next, "id"), id + 1);
    } finally {
      await second.close();
    }
  });

  it("is put aside and made anew when it cannot be read", async () => {
    await writeFile(path.join(data, "state.json"), '{"half": ');
    const server = await startSampleServer({ data });
    try {
      assert.equal(column(await ask(server, "/api/tasks", { as: "alice" }), "id").length, 5);
      assert.ok((await readdir(data)).includes("state.json.broken"));
    } finally {
      await server.close();
    }
  });

  it("leaves no half-written file behind", async () => {
    const server = await startSampleServer({ data });
    await ask(server, "/api/projects", { as: "alice", method: "POST", json: { name: "one" } });
    await server.close();
    assert.deepEqual(await readdir(data), ["state.json"]);
  });
});
