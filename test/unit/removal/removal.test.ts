import assert from "node:assert/strict";
import { accessToken, Client, type ClientOptions } from "../../../src/core/index.ts";
import { type CvatObject, keyOf } from "../../../src/objects/index.ts";
import { type Along, countAlong } from "../../../src/removal/along.ts";
import { type Choice, choose, doomedOf, type Judge } from "../../../src/removal/choice.ts";
import { run } from "../../../src/removal/run.ts";
import { consequences, proofFor, question, report } from "../../../src/removal/words.ts";
import type { Denial } from "../../../src/permissions/index.ts";
import { ImpatientClock } from "../core/lossy-server.ts";
import { failed } from "../core/scripted-fetch.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

const goOn = new AbortController().signal;
const host = "cvat.example.org";
const noGroundTruth: Denial = { reason: "notGroundTruth", orMaintainer: false };

describe("Removing objects", () => {
  let server: SampleServer;
  let client: Client;

  beforeEach(async () => {
    server = await startSampleServer({ tasks: 60 });
    client = clientWith();
  });

  afterEach(async () => {
    await server.close();
  });

  function clientWith(options: Pick<ClientOptions, "clock" | "fetch"> = {}): Client {
    const { token } = server.account("alice");
    const config = { retryDelay: () => 0 };
    return new Client({ origin: server.origin, credentials: accessToken(token), config, ...options });
  }

  const project = async (id: number): Promise<CvatObject> => ({
    kind: "project",
    entity: await client.projects.retrieve(id),
  });
  const task = async (id: number): Promise<CvatObject> => ({
    kind: "task",
    entity: await client.tasks.retrieve(id),
  });
  const job = async (id: number): Promise<CvatObject> => ({
    kind: "job",
    entity: await client.jobs.retrieve(id),
  });
  const tasks = (...ids: number[]) => Promise.all(ids.map(task));

  function chosen(objects: readonly CvatObject[]): Choice {
    const shown = new Map(objects.map((object) => [keyOf(object), object]));
    return choose(objects, {
      known: (key) => shown.get(key),
      whyNot: ({ kind }) => (kind === "job" ? noGroundTruth : undefined),
    });
  }

  const keys = ({ doomed, denied }: Choice) => [
    doomed.map(({ key }) => key).join(" "),
    denied.map((one) => one.doomed.key).join(" "),
  ];

  describe("The choice", () => {
    it("takes each once, and leaves out what goes along with another", async () => {
      const objects = [await task(1), await project(1), await job(1), await task(4), await task(4)];
      assert.deepEqual(keys(chosen(objects)), ["project:1 task:4", ""]);
    });

    it("keeps apart what may not be removed and goes along with nothing", async () => {
      assert.deepEqual(keys(chosen([await task(1), await job(1), await job(9)])), ["task:1", "job:9"]);
    });

    it("takes of several only those that rows show, and as they show them", async () => {
      const [coins] = await tasks(1);
      await (await client.tasks.retrieve(1)).update({ name: "medals" });
      const [medals, portraits] = await tasks(1, 2);
      assert.ok(coins && medals && portraits);
      const judge: Judge = {
        known: (key) => (key === "task:1" ? medals : undefined),
        whyNot: () => undefined,
      };
      const titles = (...objects: CvatObject[]) => choose(objects, judge).doomed.map(({ title }) => title);
      assert.deepEqual(titles(coins, portraits), ["medals"]);
      // One that was picked has no row, and is read again.
      assert.deepEqual(titles(portraits), ["portraits"]);
    });
  });

  describe("What goes along", () => {
    const along = async (objects: readonly CvatObject[]): Promise<Along> =>
      (await countAlong(objects.map(doomedOf), client, goOn)).along;

    it("is counted on the server as it is now", async () => {
      const coins = await task(1);
      await (await client.tasks.retrieve(1)).update({ name: "medals" });
      const counted = await countAlong([doomedOf(coins)], client, goOn);
      assert.deepEqual(
        counted.doomed.map(({ title }) => title),
        ["medals"],
      );
      assert.deepEqual(counted.along, { tasks: 0, jobs: 2, frames: 10, isMore: false });
    });

    it("is of a project all that is in its tasks", async () => {
      const all = await client.tasks.list({ project_id: 1 }).all();
      const sum = (count: (one: (typeof all)[number]) => number) =>
        all.map(count).reduce((one, other) => one + other, 0);
      assert.deepEqual(await along([await project(1)]), {
        tasks: all.length,
        jobs: sum((one) => one.jobs.count),
        frames: sum((one) => one.size ?? 0),
        isMore: false,
      });
    });

    it("is more than was seen where the list is of fewer tasks than there are", async () => {
      const { token } = server.account("alice");
      const config = { retryDelay: () => 0 };
      let isEmpty = true;
      client = new Client({
        origin: server.origin,
        credentials: accessToken(token),
        config,
        fetch: async (input, init) => {
          const answer = await fetch(input, init);
          if (new URL(input instanceof Request ? input.url : input).pathname !== "/api/tasks") return answer;
          const { results } = (await answer.json()) as { results: unknown[] };
          const seen = isEmpty ? [] : results.slice(0, 1);
          return Response.json(
            { count: seen.length, next: null, previous: null, results: seen },
            { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } },
          );
        },
      });
      const objects = await project(1);
      assert.ok(objects.kind === "project");
      const tasks = objects.entity.tasks.count;
      assert.ok(tasks > 1);
      assert.deepEqual(await along([objects]), { tasks, jobs: 0, frames: 0, isMore: true });
      const said = consequences([doomedOf(objects)], await along([objects]), host, []);
      assert.ok(said.startsWith(`“Objects” and its ${tasks} tasks, jobs, and frames with all annotations`));
      isEmpty = false;
      const { jobs, isMore } = await along([objects]);
      assert.ok(jobs > 0 && isMore);
    });

    /** What the server answers is changed on its way. */
    const answering = (change: (path: string, answer: Record<string, unknown>) => object) =>
      clientWith({
        fetch: async (input, init) => {
          const answer = await fetch(input, init);
          const { pathname } = new URL(input instanceof Request ? input.url : input);
          const headers = { "Content-Type": answer.headers.get("Content-Type") ?? "" };
          return Response.json(change(pathname, (await answer.json()) as Record<string, unknown>), {
            headers,
          });
        },
      });

    it("has no frames where it is sound, whose size is in milliseconds", async () => {
      client = answering((path, answer) =>
        path === "/api/tasks/1" ? { ...answer, dimension: "1d" } : answer,
      );
      assert.deepEqual(await along(await tasks(1)), { tasks: 0, jobs: 2, frames: 0, isMore: false });
      const pictures = await along(await tasks(2));
      assert.ok(pictures.frames > 0);
      assert.deepEqual(await along(await tasks(1, 2)), { ...pictures, jobs: pictures.jobs + 2 });
    });

    it("is of as many tasks as the list has, also where the project knows of fewer", async () => {
      const there = await client.tasks.list({ project_id: 1 }).count();
      client = answering((path, answer) =>
        path === "/api/projects/1" ? { ...answer, tasks: { count: 1, url: "" } } : answer,
      );
      const counted = await along([await project(1)]);
      assert.ok(there > 1);
      assert.deepEqual([counted.tasks, counted.isMore], [there, false]);
    });

    it("tells what somebody else has removed meanwhile", async () => {
      const objects = await tasks(1, 2);
      await (await client.tasks.retrieve(1)).remove();
      const { doomed, gone } = await countAlong(objects.map(doomedOf), client, goOn);
      assert.deepEqual(
        [doomed, gone].map((each) => each.map(({ key }) => key).join()),
        ["task:2", "task:1"],
      );
    });

    it("is taken from the rows where many are chosen: nothing is asked for each", async () => {
      const objects = (await client.tasks.list().all()).map((entity): CvatObject => ({
        kind: "task",
        entity,
      }));
      server.requests.clear();
      assert.ok((await along(objects)).jobs > 50);
      assert.equal(server.requests.all().length, 0);
    });
  });

  describe("The words", () => {
    const none: Along = { tasks: 0, jobs: 0, frames: 0, isMore: false };

    it("name one, and what goes along with it", async () => {
      const doomed = [doomedOf(await task(1))];
      assert.equal(question(doomed), "Remove task #1 “coins”?");
      assert.equal(
        consequences(doomed, { ...none, jobs: 2, frames: 1240 }, host, []),
        "“coins” and its 2 jobs and 1,240 frames with all annotations are deleted on cvat.example.org. This cannot be undone.",
      );
      assert.equal(
        consequences(doomed, none, host, []),
        "“coins” is deleted on cvat.example.org with all annotations. This cannot be undone.",
      );
    });

    it("name several, with the number where two are called the same, and what stays", async () => {
      await (await client.tasks.retrieve(2)).update({ name: "coins" });
      const { doomed, denied } = chosen([...(await tasks(1, 2, 3)), await job(9)]);
      assert.equal(question(doomed), "Remove 3 tasks?");
      assert.equal(
        consequences(doomed, { tasks: 0, jobs: 5, frames: 20, isMore: true }, host, denied),
        "#1 “coins”, #2 “coins”, “cells” and their at least 5 jobs and at least 20 frames with all annotations " +
          "are deleted on cvat.example.org. This cannot be undone.\n\n" +
          "Not removed: job #9. Only ground truth jobs can be removed. Other jobs go with their task.",
      );
    });

    it("ask for the name of a project, for the number of several, and for nothing with one task", async () => {
      const objects = proofFor([doomedOf(await project(1))], host);
      assert.equal(objects?.prompt, "Type “Objects” to remove this project on cvat.example.org.");
      assert.ok(objects.isProof("  Objects "));
      assert.ok(!objects.isProof("objects") && !objects.isProof(""));
      assert.ok(objects.isProof("1") && objects.isProof(" #1") && !objects.isProof("2"));
      assert.match(objects.problem, /type “Objects”, or its number 1, to remove/);
      const three = proofFor((await tasks(1, 2, 3)).map(doomedOf), host);
      assert.equal(three?.prompt, "Type 3 to remove “coins”, “portraits”, and “cells” on cvat.example.org.");
      assert.ok(three.isProof("3") && !three.isProof("33") && !three.isProof(""));
      assert.equal(proofFor([doomedOf(await task(1))], host), undefined);
    });

    it("take the number of many as it is shown, too", async () => {
      const coins = doomedOf(await task(1));
      const many = proofFor(
        Array.from({ length: 1240 }, () => coins),
        host,
      );
      assert.match(many?.prompt ?? "", /^Type 1240 to remove /);
      for (const typed of ["1240", "1,240", " 1,240 "]) assert.ok(many?.isProof(typed), typed);
      for (const typed of ["1,24", "1240,", "124", "1,2400"]) assert.ok(!many?.isProof(typed), typed);
    });

    it("ask for the number of a project whose name nobody can type", async () => {
      for (const name of ["x".repeat(200), "\u200b"]) {
        await (await client.projects.retrieve(1)).update({ name });
        const proof = proofFor([doomedOf(await project(1))], host);
        assert.equal(proof?.prompt, "Type 1 to remove this project on cvat.example.org.");
        assert.ok(proof.isProof("1") && proof.isProof("#1") && !proof.isProof(""));
      }
    });
  });

  describe("The removal", () => {
    async function removed(
      objects: readonly CvatObject[],
      signal = goOn,
      onProgress: (done: number) => void = () => undefined,
    ) {
      const results = await run(objects.map(doomedOf), client, { signal, onProgress });
      return { results, said: report(results, [], host) };
    }

    const left = async () => (await client.tasks.list().all()).map(({ id }) => id);

    it("takes what was named and nothing else, and counts while it does", async () => {
      const before = await left();
      const counts: number[] = [];
      const objects = [await project(2), ...(await tasks(1, 4))];
      const { results, said } = await removed(objects, goOn, (done) => void counts.push(done));
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["removed", "removed", "removed"],
      );
      assert.equal(said, undefined);
      assert.deepEqual(counts, [1, 2, 3]);
      const inSky = server.requests.all().filter(({ method }) => method === "DELETE");
      assert.deepEqual(inSky.map(({ path }) => path).toSorted(), [
        "/api/projects/2",
        "/api/tasks/1",
        "/api/tasks/4",
      ]);
      assert.ok((await left()).length < before.length);
    });

    it("tells what the server refused, and why, and what it did all the same", async () => {
      server.faults.add({
        kind: "status",
        status: 403,
        body: "{}",
        match: { method: "DELETE", path: "/api/tasks/2" },
      });
      const { results, said } = await removed(await tasks(1, 2, 3));
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["removed", "failed", "removed"],
      );
      assert.match(
        said ?? "",
        /^1 of 3 tasks not removed\. Task #2 “portraits”: You need to own the task, .*\(the server answered 403.*\)\.$/,
      );
    });

    it("stops between two objects, and tells which were not tried", async () => {
      const stop = new AbortController();
      const all = (await left()).slice(0, 12);
      const { results, said } = await removed(await tasks(...all), stop.signal, () => {
        stop.abort();
      });
      const there = await left();
      for (const { doomed, outcome } of results) {
        if (outcome === "removed") assert.ok(!there.includes(doomed.id));
        if (outcome === "notTried") assert.ok(there.includes(doomed.id));
      }
      assert.ok(results.some(({ outcome }) => outcome === "notTried"));
      assert.match(said ?? "", /^\d+ of 12 tasks not removed\. .*: It was stopped before\.$/);
    });

    it("waits once for a server that is gone: of the other kinds nothing is begun", async () => {
      const objects = [await job(9), ...(await tasks(1, 4)), await project(2)];
      const tried: string[] = [];
      client = clientWith({
        clock: new ImpatientClock(),
        fetch: (input) => {
          tried.push(new URL(input instanceof Request ? input.url : input).pathname);
          return Promise.reject(failed("ECONNREFUSED"));
        },
      });
      const { results, said } = await removed(objects);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["failed", "notTried", "notTried", "notTried"],
      );
      assert.deepEqual(new Set(tried), new Set(["/api/jobs/9"]));
      assert.match(said ?? "", /^4 of 4 projects, tasks or jobs not removed\./);
    });

    it("goes on with the other kinds after a refusal", async () => {
      const match = { method: "DELETE", path: "/api/tasks/1" };
      server.faults.add({ kind: "status", status: 403, body: "{}", match });
      const { results } = await removed([await task(1), await project(2)]);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["failed", "removed"],
      );
    });

    it("is true about fifty tasks with the connection lost in between, and the rest goes in another run", async () => {
      client = clientWith({ clock: new ImpatientClock() });
      const ids = (await left()).slice(0, 50);
      const others = (await left()).slice(50);
      const objects = await tasks(...ids);
      server.faults.add({ kind: "reset", after: true, match: { method: "DELETE" }, times: 7 });
      server.faults.add({ kind: "reset", match: { method: "DELETE" }, times: 40 });
      const { results } = await removed(objects);
      server.faults.clear();
      const there = await left();
      for (const { doomed, outcome } of results) {
        assert.equal(there.includes(doomed.id), outcome !== "removed", `${doomed.key} ${outcome}`);
      }
      const rest = results.filter(({ outcome }) => outcome !== "removed").map(({ doomed }) => doomed.object);
      const again = await removed(rest);
      assert.equal(again.said, undefined);
      assert.deepEqual(await left(), others);
    });
  });
});
