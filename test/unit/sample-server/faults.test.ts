import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, column, isRecord, numberIn } from "./talk.ts";

describe("Faults of the sample server", () => {
  let server: SampleServer;

  beforeEach(async () => {
    server = await startSampleServer({ control: true });
  });

  afterEach(async () => {
    await server.close();
  });

  const tasks = () => ask(server, "/api/tasks", { as: "alice" });

  it("meet as many requests as was asked for, and only those that match", async () => {
    server.faults.add({
      kind: "status",
      status: 429,
      headers: { "Retry-After": "7" },
      times: 2,
      match: { method: "get", path: "/api/t*", query: { page: "1" } },
    });
    assert.equal((await tasks()).status, 200);
    const first = await ask(server, "/api/tasks?page=1", { as: "alice" });
    assert.deepEqual([first.status, first.headers.get("Retry-After")], [429, "7"]);
    assert.equal((await ask(server, "/api/tasks?page=1", { as: "alice" })).status, 429);
    assert.equal((await ask(server, "/api/tasks?page=1", { as: "alice" })).status, 200);
  });

  it("can be a page, another body, or another place", async () => {
    server.faults.add({ kind: "status", status: 502, body: "<h1>Bad gateway</h1>" });
    const gateway = await tasks();
    assert.deepEqual([gateway.status, gateway.body], [502, "<h1>Bad gateway</h1>"]);
    server.faults.add({ kind: "body", body: "[1, 2" });
    const broken = await tasks();
    assert.deepEqual(
      [broken.status, broken.headers.get("Content-Type"), broken.body],
      [200, "application/vnd.cvat+json", "[1, 2"],
    );
    server.faults.add({ kind: "redirect", location: "https://elsewhere.example/" });
    const moved = await tasks();
    assert.deepEqual([moved.status, moved.headers.get("Location")], [302, "https://elsewhere.example/"]);
  });

  it("can cut the connection before, or in the middle of, the answer", async () => {
    for (const kind of ["cut", "reset"] as const) {
      server.faults.add({ kind });
      await assert.rejects(tasks(), TypeError);
      assert.equal((await tasks()).status, 200);
    }
  });

  it("can carry the request out and lose its answer", async () => {
    server.faults.add({ kind: "reset", after: true });
    const make = () => ask(server, "/api/tasks", { as: "alice", method: "POST", json: { name: "lost" } });
    await assert.rejects(make(), TypeError);
    assert.deepEqual(column(await ask(server, "/api/tasks?name=lost", { as: "alice" }), "name"), ["lost"]);
  });

  it("can cut the connection while the request comes, which is then not carried out", async () => {
    const make = () => ask(server, "/api/tasks", { as: "alice", method: "POST", json: { name: "lost" } });
    for (const bytes of [undefined, 3, 1_000]) {
      server.faults.add({ kind: "interrupt", bytes });
      await assert.rejects(make(), TypeError);
    }
    assert.equal(server.requests.all({ method: "POST" }).length, 3);
    assert.deepEqual(column(await ask(server, "/api/tasks?name=lost", { as: "alice" }), "name"), []);
  });

  it("can carry the request out after others, and give up on it before", async () => {
    const named = async (name: string) =>
      column(await ask(server, `/api/tasks?name=${name}`, { as: "alice" }), "name");
    const make = (name: string) => ask(server, "/api/tasks", { as: "alice", method: "POST", json: { name } });
    server.faults.add({ kind: "late", requests: 2 });
    await assert.rejects(make("cut"), TypeError);
    assert.deepEqual([await named("cut"), await named("cut"), await named("cut")], [[], [], ["cut"]]);
    await ask(server, "/__test__/faults", {
      method: "POST",
      json: { kind: "late", requests: 9, status: 504 },
    });
    assert.equal((await make("slow")).status, 504);
    assert.deepEqual(await named("slow"), []);
    server.faults.clear();
    assert.deepEqual(await named("slow"), ["slow"]);
    await ask(server, "/__test__/faults", {
      method: "POST",
      json: { kind: "status", status: 502, after: true },
    });
    assert.equal((await make("done")).status, 502);
    assert.deepEqual(await named("done"), ["done"]);
  });

  it("can hold an answer back until the test lets go of it", async () => {
    const held = server.faults.add({ kind: "hold", match: { path: "/api/tasks" } });
    const answer = tasks();
    await held.met;
    assert.equal((await ask(server, "/api/projects", { as: "alice" })).status, 200);
    held.release();
    assert.equal((await answer).status, 200);
  });

  it("can be an answer without an end, or none at all", async () => {
    server.faults.add({ kind: "endless" });
    const endless = await fetch(`${server.origin}/api/server/about`);
    assert.ok(endless.body);
    let got = 0;
    for await (const chunk of endless.body) {
      got += Buffer.from(chunk as Uint8Array).length;
      // To leave the loop is to cancel the body.
      if (got > 1_000_000) break;
    }
    assert.ok(got > 1_000_000);
    const silence = server.faults.add({ kind: "silence" });
    const abort = new AbortController();
    const waiting = ask(server, "/api/server/about", { signal: abort.signal });
    await silence.met;
    abort.abort();
    await assert.rejects(waiting, { name: "AbortError" });
  });

  it("and what came are told over HTTP as well, without anything secret", async () => {
    const asked = await ask(server, "/__test__/faults", {
      method: "POST",
      json: { kind: "status", status: 503, body: "later", match: { path: "/api/tasks" } },
    });
    assert.equal(asked.status, 201);
    assert.equal((await tasks()).status, 503);
    const { body } = await ask(server, "/__test__/requests?path=/api/tasks");
    const [entry] = Array.isArray(body) ? (body as unknown[]) : [];
    const headers = isRecord(entry) ? entry["headers"] : undefined;
    assert.deepEqual(isRecord(headers) ? headers["authorization"] : undefined, "Bearer …");
    await ask(server, "/__test__/requests", { method: "DELETE" });
    assert.deepEqual(server.requests.all(), []);
  });

  it("can be a task whose creation is under way, or failed", async () => {
    const made = await ask(server, "/api/tasks", { as: "alice", method: "POST", json: { name: "slow" } });
    const id = numberIn(made, "id");
    const request = `/api/requests/action=create&target=task&target_id=${id}`;
    assert.deepEqual(
      (await ask(server, request, { as: "alice" })).body,
      "There is no request with specified id",
    );
    await ask(server, `/__test__/tasks/${id}/creation`, {
      method: "PUT",
      json: { status: "started", message: "Media files are being extracted...", progress: 0.4 },
    });
    const started = (await ask(server, request, { as: "alice" })).body;
    assert.deepEqual(isRecord(started) && [started["status"], started["progress"]], ["started", 0.4]);
    server.setCreationRequest(id, { status: "failed", message: "ValueError: No media data found\n" });
    const failed = (await ask(server, request, { as: "alice" })).body;
    assert.equal(isRecord(failed) && failed["status"], "failed");
    const task = (await ask(server, `/api/tasks/${id}`, { as: "alice" })).body;
    assert.equal(isRecord(task) && task["size"], 0);
  });

  it("are only to be had when they are asked for", async () => {
    const plain = await startSampleServer();
    try {
      const { body } = await ask(plain, "/__test__/faults");
      assert.match(String(body), /<title>/);
    } finally {
      await plain.close();
    }
  });
});
