import assert from "node:assert/strict";
import {
  NetworkError,
  NotFoundError,
  OutcomeUnknownError,
  ServerError,
  UnexpectedResponseError,
} from "../../../src/core/index.ts";
import type { Change, Project, Task } from "../../../src/core/index.ts";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { LossyClient, commitsAfter } from "./lossy-server.ts";
import type { Cut } from "./lossy-server.ts";

const cuts: readonly Cut[] = [
  { at: "in the request", bytes: 0 },
  { at: "in the request", bytes: 5 },
  { at: "before the commit" },
  { at: "long before the commit", requests: 1 },
  { at: "long before the commit", requests: 1, status: 504 },
  { at: "after the commit" },
  { at: "in the answer", bytes: 0 },
  { at: "in the answer", bytes: 40 },
  { at: "at a proxy", status: 502, after: false },
  { at: "at a proxy", status: 504, after: true },
  { at: "at a proxy", status: 408, after: false },
  { at: "at a proxy", status: 408, after: true },
  { at: "at a proxy", status: 524, after: false },
  { at: "at a proxy", status: 520, after: true },
  { at: "long before the commit", requests: 1, status: 524 },
  { at: "at a proxy", status: 404, after: false },
  { at: "at a proxy", status: 404, after: true },
];

function named(cut: Cut): string {
  const { at, ...rest } = cut;
  return `${at} ${JSON.stringify(rest)}`;
}

describe("a change whose answer is lost", function () {
  let server: SampleServer;
  let lossy: LossyClient;
  let other: LossyClient;
  let task: Task;
  let changes: Change[];

  before(async () => {
    server = await startSampleServer();
    lossy = new LossyClient(server);
    other = new LossyClient(server);
    lossy.client.onDidChange((change) => changes.push(change));
  });

  beforeEach(async () => {
    changes = [];
    server.faults.clear();
    const { id } = await other.client.tasks.create({ name: "before" });
    task = await lossy.client.tasks.retrieve(id);
  });

  after(async () => {
    await lossy.client.close();
    await other.client.close();
    await server.close();
  });

  const unknown = (error: unknown): OutcomeUnknownError => {
    assert.ok(error instanceof OutcomeUnknownError, String(error));
    return error;
  };
  const fails = async (work: Promise<unknown>): Promise<OutcomeUnknownError> =>
    unknown(
      await work.then(
        () => "no error",
        (error: unknown) => error,
      ),
    );

  describe("of fields", () => {
    for (const cut of cuts) {
      const isMade = commitsAfter(cut) < Infinity;
      it(`is ${isMade ? "found made" : "not known"} when the connection breaks ${named(cut)}`, async () => {
        lossy.expect("PATCH", `/api/tasks/${task.id}`, [cut]);
        if (isMade) {
          await task.update({ name: "after", assignee_id: task.owner?.id });
          assert.equal(task.name, "after");
          assert.deepEqual(changes, [{ kind: "updated", noun: "task", id: task.id, entity: task }]);
        } else {
          const error = await fails(task.update({ name: "after" }));
          assert.deepEqual(error.attempted, { kind: "update", noun: "task", id: task.id });
          const [found] = error.found;
          assert.equal(found && "name" in found && found.name, "before");
          assert.equal(task.name, "before");
          assert.deepEqual(changes, []);
        }
        assert.equal(lossy.sent("PATCH"), 1);
        assert.equal((await other.client.tasks.retrieve(task.id)).name, isMade ? "after" : "before");
      });
    }

    it("is sent again when nobody took the connection, once", async () => {
      lossy.expect("PATCH", "*", [{ at: "before sending" }]);
      await task.update({ name: "after" });
      assert.equal(task.name, "after");
      lossy.expect("PATCH", "*", [{ at: "before sending" }, { at: "before sending" }]);
      await assert.rejects(task.update({ name: "later" }), NetworkError);
      assert.equal(lossy.sent("PATCH"), 0);
    });

    it("says that the object is gone when somebody has removed it", async () => {
      lossy.expect(
        "PATCH",
        "*",
        [{ at: "before the commit" }],
        [{ request: 2, happens: () => other.client.tasks.remove([task.id]) }],
      );
      await assert.rejects(task.update({ name: "after" }), NotFoundError);
    });

    it("is what the server says when it fails itself and has changed nothing", async () => {
      lossy.expect("PATCH", "*", [{ at: "at a proxy", status: 500, after: false }]);
      await assert.rejects(task.update({ name: "after" }), ServerError);
      assert.equal(server.requests.all({ method: "GET" }).length, 1);
    });
  });

  describe("by removing", () => {
    for (const cut of [...cuts, { at: "before sending" } as const]) {
      it(`is made when the connection breaks ${named(cut)}`, async () => {
        lossy.expect("DELETE", "*", [cut]);
        await task.remove();
        assert.deepEqual(changes, [{ kind: "removed", noun: "task", id: task.id }]);
        server.faults.clear();
        await assert.rejects(other.client.tasks.retrieve(task.id), NotFoundError);
      });
    }

    it("is not known when the object is there after all attempts", async () => {
      lossy.expect("DELETE", "*", new Array<Cut>(4).fill({ at: "before the commit" }));
      const error = await fails(task.remove());
      assert.deepEqual(error.attempted, { kind: "remove", noun: "task", id: task.id });
      assert.deepEqual(error.found, [{ id: task.id }]);
      assert.ok(error.cause instanceof NetworkError);
      assert.deepEqual(changes, []);
    });

    it("is not known when a proxy answers all that comes after, and nothing is removed", async () => {
      lossy.expect("DELETE", "*", [{ at: "at a proxy", status: 502, after: false }]);
      const absent = { kind: "status", status: 404, contentType: "text/plain", times: 50 } as const;
      server.faults.add({ ...absent, body: "404 page not found\n" });
      const { lookError } = await fails(task.remove());
      assert.ok(lookError instanceof UnexpectedResponseError && lookError.fault === "foreign");
      const [removal] = await lossy.client.tasks.remove([task.id]);
      assert.equal(removal?.outcome, "unknown");
      assert.deepEqual(changes, []);
      server.faults.clear();
      assert.equal((await other.client.tasks.retrieve(task.id)).name, "before");
    });

    it("is not known when the server fails and a proxy answers the look", async () => {
      lossy.expect("DELETE", "*", [{ at: "at a proxy", status: 500, after: false }]);
      server.faults.add({ kind: "status", status: 404, match: { method: "GET" }, times: 50 });
      await fails(task.remove());
      assert.deepEqual(changes, []);
    });

    it("is not known when a look brings nothing, or another object", async () => {
      const bodies = ["", JSON.stringify(task).replace(`"id":${task.id},`, `"id":${task.id + 1},`)];
      for (const [index, body] of bodies.entries()) {
        lossy.expect("DELETE", "*", new Array<Cut>(4).fill({ at: "before the commit" }));
        const fault = { kind: "status", status: index === 0 ? 204 : 200, body, times: 50 } as const;
        const contentType = "application/vnd.cvat+json";
        server.faults.add({ ...fault, contentType, match: { method: "GET" } });
        const { found, lookError } = await fails(task.remove());
        assert.deepEqual(found, []);
        assert.ok(lookError instanceof UnexpectedResponseError && lookError.fault === "shape");
      }
      assert.deepEqual(changes, []);
    });

    it("is found made when all attempts are lost and it is gone then", async () => {
      lossy.expect("DELETE", "*", [
        { at: "long before the commit", requests: 2 },
        ...new Array<Cut>(3).fill({ at: "before the commit" }),
      ]);
      await task.remove();
      assert.equal(changes.length, 1);
    });

    it("is a missing object when nothing was sent before", async () => {
      await other.client.tasks.remove([task.id]);
      await assert.rejects(task.remove(), NotFoundError);
      assert.deepEqual(await lossy.client.tasks.remove([]), []);
      const [result] = await lossy.client.tasks.remove([task.id]);
      assert.equal(result?.outcome, "missing");
      assert.deepEqual(changes, []);
    });
  });

  describe("by making", () => {
    let count = 0;
    let name: string;

    beforeEach(() => {
      count += 1;
      name = `made ${count}`;
    });

    const all = () => other.client.projects.list({ name }).all();
    const make = (): Promise<Project> =>
      lossy.client.projects.create({ name, labels: [{ name: "car" }, { name: "bus" }] });

    for (const cut of cuts) {
      const isMade = commitsAfter(cut) < Infinity;
      it(`is ${isMade ? "found made" : "not known"} when the connection breaks ${named(cut)}`, async () => {
        lossy.expect("POST", "*", [cut]);
        if (isMade) {
          const project = await make();
          assert.deepEqual(
            (await all()).map(({ id }) => id),
            [project.id],
          );
          assert.deepEqual(changes, [{ kind: "created", noun: "project", id: project.id, entity: project }]);
        } else {
          const error = await fails(make());
          assert.deepEqual(error.attempted, { kind: "create", noun: "project", id: null });
          assert.deepEqual(error.found, []);
          assert.equal(error.lookError, undefined);
          assert.deepEqual(await all(), []);
        }
        assert.equal(lossy.sent("POST"), 1);
      });

      it(`is not taken for another one of that name when the connection breaks ${named(cut)}`, async () => {
        await other.client.projects.create({ name });
        await other.client.projects.create({ name, labels: [{ name: "car" }] });
        lossy.expect("POST", "*", [cut]);
        const made = isMade ? (await make()).id : (await fails(make())).found.length;
        const labelled = [];
        for (const project of await all()) {
          if ((await project.listLabels().count()) === 2) labelled.push(project.id);
        }
        assert.deepEqual(isMade ? [made] : [], labelled);
        assert.equal(isMade || made === 0, true);
      });
    }

    it("is not known when another window makes the same at the same time", async () => {
      for (const cut of [
        { at: "after the commit" },
        { at: "long before the commit", requests: 2 },
      ] as const) {
        const happens = () =>
          other.client.projects.create({ name, labels: [{ name: "bus" }, { name: "car" }] });
        lossy.expect("POST", "*", [cut], [{ request: 2, happens }]);
        const { found } = await fails(make());
        const ids = (await all()).map(({ id }) => id);
        assert.deepEqual(
          found.map(({ id }) => id),
          ids,
        );
        assert.equal(ids.length, 2);
        await other.client.projects.remove(ids);
      }
    });

    it("is known all the same when the server's answer had begun", async () => {
      const happens = () =>
        other.client.projects.create({ name, labels: [{ name: "bus" }, { name: "car" }] });
      lossy.expect("POST", "*", [{ at: "in the answer", bytes: 3 }], [{ request: 2, happens }]);
      const { id } = await make();
      const ids = (await all()).map((project) => project.id);
      assert.deepEqual(ids.toSorted(), ids.includes(id) ? ids.toSorted() : []);
      assert.equal(id, Math.min(...ids));
    });

    it("is not taken for what the same window has made a moment before, or makes beside", async () => {
      const first = await make();
      lossy.expect("POST", "*", [{ at: "before the commit" }, { at: "after the commit" }]);
      const [lost, found] = await Promise.allSettled([make(), make()]);
      assert.deepEqual(lost.status === "rejected" && unknown(lost.reason).found, []);
      assert.ok(found.status === "fulfilled");
      assert.notEqual(found.value.id, first.id);
      assert.equal((await all()).length, 2);
    });

    it("is what the server says when it fails itself and has made nothing", async () => {
      lossy.expect("POST", "*", [{ at: "at a proxy", status: 500, after: false }]);
      await assert.rejects(make(), ServerError);
      assert.deepEqual(await all(), []);
    });

    it("is found for tasks and organizations as well, and in an organization", async () => {
      const cut: Cut = { at: "after the commit" };
      lossy.expect("POST", "*", [cut]);
      const made = await lossy.client.tasks.create({ name, subset: "Train", labels: [{ name: "car" }] });
      assert.equal(made.subset, "Train");
      lossy.expect("POST", "*", [cut]);
      const organization = await lossy.client.organizations.create({
        slug: "lost",
        contact: { email: "a@b.c" },
      });
      assert.equal(organization.name, "lost");
      lossy.expect("POST", "*", [cut]);
      const inIt = await lossy.client.withOrganization("lost").projects.create({ name });
      assert.equal(inIt.organization, organization.id);
      await organization.remove();
    });
  });
});
