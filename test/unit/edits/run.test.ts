import assert from "node:assert/strict";
import { accessToken, Client, type ClientOptions } from "../../../src/core/index.ts";
import { type Edit, inverseOf, valuesOf } from "../../../src/edits/edit.ts";
import { type Result, run } from "../../../src/edits/run.ts";
import { report } from "../../../src/edits/words.ts";
import type { ExpectedFields } from "../../../src/explorer/index.ts";
import type { CvatObject } from "../../../src/objects/index.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

const goOn = new AbortController().signal;
const bob = { id: 3, username: "bob" };

describe("Changing one field of many objects", () => {
  let server: SampleServer;
  let client: Client;
  let shown: string[];

  beforeEach(async () => {
    server = await startSampleServer({ tasks: 20 });
    client = clientOf("alice");
    shown = [];
  });

  afterEach(async () => {
    await server.close();
  });

  function clientOf(username: string, options: Pick<ClientOptions, "fetch"> = {}): Client {
    const { token } = server.account(username);
    return new Client({
      ...options,
      origin: server.origin,
      credentials: accessToken(token),
      config: { retryDelay: () => 0 },
    });
  }

  const task = async (id: number): Promise<CvatObject> => ({
    kind: "task",
    entity: await client.tasks.retrieve(id),
  });
  const job = async (id: number): Promise<CvatObject> => ({
    kind: "job",
    entity: await client.jobs.retrieve(id),
  });

  function edit(action: Edit["action"], object: CvatObject, wanted: ExpectedFields): Edit {
    return { action, object, started: valuesOf(object, wanted), wanted };
  }

  async function changed(edits: readonly Edit[], stop = goOn, onProgress?: (done: number) => void) {
    server.requests.clear();
    return await run(edits, {
      stop,
      onProgress,
      expect: (key, fields) => {
        shown.push(`${key} shows ${JSON.stringify(fields)}`);
        return {
          settle: (refusal) => shown.push(`${key} is settled${refusal === undefined ? "" : `: ${refusal}`}`),
        };
      },
      refusal: () => "refused",
    });
  }

  const kinds = (results: readonly Result[]) => results.map(({ kind }) => kind);
  const asked = () => server.requests.all().map(({ method, path }) => `${method} ${path}`);

  it("reads right before it changes, two requests each, and shows the new value meanwhile", async () => {
    const results = await changed([edit("rename", await task(1), { name: "medals" })]);
    assert.deepEqual(kinds(results), ["done"]);
    assert.deepEqual(asked(), ["GET /api/tasks/1", "PATCH /api/tasks/1"]);
    assert.deepEqual(shown, ['task:1 shows {"name":"medals"}', "task:1 is settled"]);
    assert.equal((await client.tasks.retrieve(1)).name, "medals");
  });

  it("sends an assignee under the name that each kind has for it", async () => {
    const project: CvatObject = { kind: "project", entity: await client.projects.retrieve(2) };
    const objects = [project, await task(4), await job(9)];
    const edits = objects.map((object) => edit("assign", object, { assignee: bob }));
    assert.deepEqual(kinds(await changed(edits)), ["done", "done", "done"]);
    for (const { entity } of objects) assert.equal(entity.assignee?.id, bob.id);
    const back = edits.map(inverseOf);
    assert.deepEqual(kinds(await changed(back)), ["done", "done", "done"]);
    for (const { entity } of objects) assert.equal(entity.assignee, null);
  });

  it("brings stage and state back together", async () => {
    await (await client.jobs.retrieve(1)).update({ state: "completed" });
    const change = edit("setStage", await job(1), { stage: "validation", state: "new" });
    assert.deepEqual(kinds(await changed([change])), ["done"]);
    assert.deepEqual(kinds(await changed([inverseOf(change)])), ["done"]);
    const { stage, state } = await client.jobs.retrieve(1);
    assert.deepEqual([stage, state], ["annotation", "completed"]);
  });

  it("takes back only what it has changed: what somebody else had done before stays", async () => {
    const object = await task(1);
    const me = { id: 2, username: "alice" };
    const both = edit("edit", object, { name: "medals", assignee: me });
    await (await client.tasks.retrieve(1)).update({ assignee_id: me.id });
    const [made] = await changed([both]);
    assert.ok(made);
    await changed([inverseOf(made.edit)]);
    const { name, assignee } = await client.tasks.retrieve(1);
    assert.deepEqual([name, assignee?.username], ["coins", "alice"]);
  });

  it("takes back a stage without the state that somebody else had set before", async () => {
    const both = edit("setStage", await job(1), { stage: "validation", state: "completed" });
    await (await client.jobs.retrieve(1)).update({ state: "completed" });
    const [made] = await changed([both]);
    assert.ok(made);
    await changed([inverseOf(made.edit)]);
    const { stage, state } = await client.jobs.retrieve(1);
    assert.deepEqual([stage, state], ["annotation", "completed"]);
  });

  it("sends no stage where only the state is to change: who has a job may not", async () => {
    const carols = clientOf("carol");
    await (await client.jobs.retrieve(9)).update({ assignee: 4 });
    const object: CvatObject = { kind: "job", entity: await carols.jobs.retrieve(9) };
    assert.deepEqual(kinds(await changed([edit("setState", object, { state: "completed" })])), ["done"]);
  });

  it("leaves in peace what somebody else changed, and what is gone or right already", async () => {
    const edits = [];
    for (const id of [1, 2, 3]) edits.push(edit("rename", await task(id), { name: "medals" }));
    await (await client.tasks.retrieve(1)).update({ name: "buttons" });
    await (await client.tasks.retrieve(2)).update({ name: "medals" });
    await (await client.tasks.retrieve(3)).remove();
    assert.deepEqual(kinds(await changed(edits)), ["conflict", "nothing", "gone"]);
    assert.ok(!asked().some((request) => request.startsWith("PATCH")));
    assert.equal((await client.tasks.retrieve(1)).name, "buttons");
  });

  it("goes on after a failure, whose rows say that it was refused", async () => {
    const edits = [];
    for (const id of [1, 2]) edits.push(edit("rename", await task(id), { name: "medals" }));
    server.faults.add({ kind: "status", status: 403, match: { method: "PATCH", path: "/api/tasks/1" } });
    assert.deepEqual(kinds(await changed(edits)), ["failed", "done"]);
    assert.ok(shown.includes("task:1 is settled: refused"));
    assert.ok(shown.includes("task:2 is settled"));
  });

  it("stops between two objects: what was begun is brought to its end, the rest shows the old values", async () => {
    const tasks = await client.tasks.list().all();
    const edits = tasks.map((entity) => edit("rename", { kind: "task", entity }, { name: "medals" }));
    const stop = new AbortController();
    const results = await changed(edits, stop.signal, (done) => {
      if (done === 3) stop.abort();
    });
    const done = results.filter(({ kind }) => kind === "done").length;
    assert.ok(done >= 3 && done <= 7, `${done} were done`);
    assert.equal(results.filter(({ kind }) => kind === "notBegun").length, tasks.length - done);
    const renamed = (await client.tasks.list().all()).filter(({ name }) => name === "medals");
    assert.equal(renamed.length, done);
    assert.equal(shown.filter((line) => line.endsWith("is settled")).length, tasks.length);
  });

  it("sends nothing of what is still being read when it is stopped", async () => {
    const change = edit("rename", await task(1), { name: "medals" });
    const held = server.faults.add({ kind: "hold", match: { method: "GET", path: "/api/tasks/1" } });
    const stop = new AbortController();
    const changing = changed([change], stop.signal);
    await held.met;
    stop.abort();
    held.release();
    assert.deepEqual(kinds(await changing), ["notBegun"]);
    assert.deepEqual(asked(), ["GET /api/tasks/1"]);
    assert.ok(shown.includes("task:1 is settled"));
  });

  it("brings to its end what was sent before it is stopped", async () => {
    const change = edit("rename", await task(1), { name: "medals" });
    const held = server.faults.add({ kind: "hold", match: { method: "PATCH", path: "/api/tasks/1" } });
    const stop = new AbortController();
    const changing = changed([change], stop.signal);
    await held.met;
    stop.abort();
    held.release();
    assert.deepEqual(kinds(await changing), ["done"]);
  });

  it("says that nobody knows what became of it when the account is signed out in the middle", async () => {
    const change = edit("rename", await task(1), { name: "medals" });
    const held = server.faults.add({ kind: "hold", match: { method: "PATCH", path: "/api/tasks/1" } });
    const changing = changed([change, edit("rename", await task(2), { name: "faces" })]);
    await held.met;
    await client.close();
    held.release();
    const [result] = await changing;
    assert.ok(result);
    assert.equal(result.kind, "unknown");
    assert.match(report([result], "x") ?? "", /it is not known whether it was done\. Refresh to see\.$/);
  });

  it("changes four side by side, and no more", async () => {
    const tasks = (await client.tasks.list().all()).slice(0, 8);
    const waiting: (() => void)[] = [];
    let [isChanging, under, most] = [false, 0, 0];
    client = clientOf("alice", {
      fetch: async (input, init) => {
        if (!isChanging) return await fetch(input, init);
        under += 1;
        most = Math.max(most, under);
        // Nobody goes on before there are four.
        if (most < 4) await new Promise<void>((resolve) => waiting.push(resolve));
        for (const goOnNow of waiting.splice(0)) goOnNow();
        const answer = await fetch(input, init);
        under -= 1;
        return answer;
      },
    });
    const objects = await Promise.all(tasks.map(({ id }) => task(id)));
    isChanging = true;
    await changed(objects.map((object) => edit("rename", object, { name: "medals" })));
    assert.equal(most, 4);
  });

  it("says in the end which were not changed, each reason once", async () => {
    const objects = [await task(1), await task(2), await task(3), await task(4)];
    const [one, two, three, four] = objects.map((object) => edit("rename", object, { name: "medals" }));
    assert.ok(one && two && three && four);
    const denial = { reason: "notStaff", orMaintainer: false } as const;
    assert.equal(
      report(
        [
          { kind: "denied", edit: one, denial },
          { kind: "gone", edit: two },
          { kind: "denied", edit: three, denial },
          { kind: "done", edit: four },
        ],
        "cvat.example.org",
      ),
      "3 of 4 tasks not changed. Task #1 “coins”, task #3 “cells”: You need to own it or be assigned to it. " +
        "Task #2 “portraits”: No longer on cvat.example.org.",
    );
    assert.equal(report([{ kind: "done", edit: one }], "cvat.example.org"), undefined);
  });

  it("names five of many with the same reason", async () => {
    const tasks = await client.tasks.list().all();
    const results = tasks.map((entity): Result => {
      const object: CvatObject = { kind: "task", entity };
      return { kind: "notBegun", edit: edit("rename", object, { name: "medals" }) };
    });
    assert.match(
      report(results, "x") ?? "",
      /^25 of 25 tasks not changed\. Task #25 .*, 20 more: It was stopped before\.$/,
    );
  });
});
