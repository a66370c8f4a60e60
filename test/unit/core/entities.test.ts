import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
  Job,
  Jobs,
  Labels,
  Memberships,
  NotFoundError,
  Organizations,
  Project,
  Projects,
  Requests,
  Task,
  Tasks,
  UnexpectedResponseError,
  Users,
} from "../../../src/core/index.ts";
import type { Context } from "../../../src/core/context.ts";
import { FakeTransport, notFound } from "./fake-transport.ts";
import { jobData, labelData, projectData, requestData, taskData, userData, without } from "./samples.ts";

function isShapeError(error: unknown): boolean {
  return error instanceof UnexpectedResponseError && error.fault === "shape" && error.requestId !== null;
}

describe("an object from the server", () => {
  it("has the server's fields as its own, also those that this client does not know", async () => {
    const transport = new FakeTransport(() => ({ ...taskData, colour: "blue", status: "archived" }));
    const task = await new Tasks(transport.context({ slug: "crew" })).retrieve(7);
    assert.ok(task instanceof Task);
    assert.deepEqual(Object.fromEntries(Object.entries(task)), {
      ...taskData,
      colour: "blue",
      status: "archived",
    });
    assert.equal(task.owner?.username, "alice");
    assert.deepEqual(transport.asked, [{ method: "GET", path: "/api/tasks/7" }]);
  });

  it("cannot be changed by accident", async () => {
    const task = await new Tasks(new FakeTransport(() => taskData).context()).retrieve(7);
    assert.throws(() => Object.assign(task, { name: "day" }), TypeError);
    assert.equal(task.name, "night");
  });

  it("is a copy that fetch() brings up to date, without the fields that have vanished", async () => {
    const answers = [
      { ...taskData, colour: "blue" },
      { ...without(taskData, "size"), name: "day" },
    ];
    const transport = new FakeTransport(() => answers.shift());
    const task = await new Tasks(transport.context()).retrieve(7);
    assert.equal(await task.fetch(), task);
    assert.equal(task.name, "day");
    assert.equal("colour" in task, false);
    assert.equal("size" in task, false);
    assert.equal(transport.asked[1]?.path, "/api/tasks/7");
  });

  it("stays as it was when fetch() fails", async () => {
    const answers: unknown[] = [taskData];
    const transport = new FakeTransport((request) => {
      if (answers.length === 0) throw notFound(request, "No Task matches the given query.");
      return answers.shift();
    });
    const task = await new Tasks(transport.context()).retrieve(7);
    await assert.rejects(task.fetch(), NotFoundError);
    answers.push({ ...taskData, name: 5 });
    await assert.rejects(task.fetch(), isShapeError);
    assert.deepEqual(Object.fromEntries(Object.entries(task)), taskData);
  });

  it("is not another one than that which was asked for", async () => {
    const { created_date, updated_date, owner } = taskData;
    const crew = { slug: "crew", name: "Crew", description: "", owner, created_date, updated_date };
    const member = { user: owner, organization: 5, role: "worker", is_active: true, joined_date: null };
    type Read = (context: Context, id: number) => Promise<unknown>;
    const readings: readonly (readonly [data: object, read: Read])[] = [
      [projectData, (context, id) => new Projects(context).retrieve(id)],
      [taskData, (context, id) => new Tasks(context).retrieve(id)],
      [jobData, (context, id) => new Jobs(context).retrieve(id)],
      [labelData, (context, id) => new Labels(context).retrieve(id)],
      [userData, (context, id) => new Users(context).retrieve(id)],
      [crew, (context, id) => new Organizations(context).retrieve(id)],
      [member, (context, id) => new Memberships(context).retrieve(id)],
    ];
    for (const [data, read] of readings) {
      const context = new FakeTransport(() => ({ ...data, id: 8 })).context();
      await read(context, 8);
      await assert.rejects(read(context, 7), isShapeError);
    }
    const requests = new Requests(new FakeTransport(() => requestData).context());
    await requests.retrieve("action=create&target=task&target_id=7");
    await assert.rejects(requests.retrieve("action=create&target=task&target_id=8"), isShapeError);
  });

  it("does not become another one by fetch() or update()", async () => {
    const answers = [taskData, { ...taskData, id: 8 }];
    const transport = new FakeTransport(() => answers.shift());
    const task = await new Tasks(transport.context()).retrieve(7);
    await assert.rejects(task.fetch(), isShapeError);
    answers.push({ ...taskData, id: 8, name: "dusk" }, { ...taskData, name: "dusk" });
    await task.update({ name: "dusk" });
    assert.deepEqual([task.id, task.name], [7, "dusk"]);
    assert.deepEqual(
      transport.asked.slice(2).map(({ method, path }) => `${method} ${path}`),
      ["PATCH /api/tasks/7", "GET /api/tasks/7"],
    );
  });

  it("does not let a field take the place of a method or of the prototype", async () => {
    const text = JSON.stringify({
      ...taskData,
      fetch: 1,
      listJobs: 2,
      constructor: 3,
      webUrl: "http://evil.example",
    });
    const hostile: unknown = JSON.parse(text.replace("{", '{"__proto__":{"polluted":true},'));
    const task = await new Tasks(new FakeTransport(() => hostile).context()).retrieve(7);
    assert.ok(task instanceof Task);
    assert.equal("polluted" in task, false);
    assert.equal(typeof task.fetch, "function");
    assert.equal(typeof task.listJobs, "function");
    assert.equal(task.webUrl, "https://cvat.example.org/tasks/7");
  });

  it("prints and turns into JSON as its fields alone", () => {
    const secret = "s3cr3t";
    const transport = new FakeTransport(() => undefined);
    const context = { ...transport.context(), secret, transport: Object.assign(transport, { secret }) };
    const task = new Task(context, taskData);
    assert.deepEqual(JSON.parse(JSON.stringify(task)), taskData);
    const printed = inspect(task, { showHidden: true, depth: 10, getters: true });
    assert.match(printed, /^Task .*id: 7/s);
    assert.match(printed, /name: 'night'/);
    for (const thing of [
      task,
      new Tasks(context),
      new Tasks(context).list(),
      new Tasks(context).list().pager(),
    ]) {
      assert.doesNotMatch(inspect(thing, { showHidden: true, depth: 10 }), new RegExp(secret));
      assert.doesNotMatch(JSON.stringify(thing), new RegExp(secret));
    }
    assert.equal(String(task), "task 7");
  });

  it("has an address in the web interface", () => {
    const context = new FakeTransport(() => undefined).context();
    assert.equal(new Project(context, projectData).webUrl, "https://cvat.example.org/projects/3");
    assert.equal(new Task(context, taskData).webUrl, "https://cvat.example.org/tasks/7");
    assert.equal(new Job(context, jobData).webUrl, "https://cvat.example.org/tasks/7/jobs/11");
  });

  it("passes the signal on", async () => {
    const transport = new FakeTransport(() => taskData);
    const { signal } = new AbortController();
    const task = await new Tasks(transport.context()).retrieve(7, { signal });
    await task.fetch({ signal });
    assert.ok(transport.asked.every((request) => request.signal === signal));
  });
});

describe("an answer of the wrong shape", () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ["no object", "task"],
    ["null", null],
    ["a list", [taskData]],
    ["without a name", without(taskData, "name")],
    ["with a name that is no text", { ...taskData, name: { en: "night" } }],
    ["with an id that no number holds exactly", { ...taskData, id: 2 ** 53 }],
    ["with an id of nought", { ...taskData, id: 0 }],
    ["with an id that is text", { ...taskData, id: "7" }],
    ["with an owner that is a number", { ...taskData, owner: 2 }],
    ["without a count of jobs", { ...taskData, jobs: { url: "" } }],
  ];

  for (const [what, answer] of wrong) {
    it(`is refused: ${what}`, async () => {
      const tasks = new Tasks(new FakeTransport(() => answer).context());
      await assert.rejects(tasks.retrieve(7), isShapeError);
    });
  }

  const wrongPages: readonly (readonly [string, unknown])[] = [
    ["no object", "tasks"],
    ["no answer", undefined],
    ["results that are no list", { count: 1, results: { 7: taskData } }],
    ["no results", { count: 1 }],
    ["no count", { results: [taskData] }],
    ["a count below nought", { count: -1, results: [] }],
    ["half a row", { count: 1.5, results: [taskData] }],
    ["a count that is text", { count: "1", results: [taskData] }],
    ["a row that is no task", { count: 2, results: [taskData, projectData] }],
  ];

  for (const [what, answer] of wrongPages) {
    it(`is refused as a page: ${what}`, async () => {
      const list = new Tasks(new FakeTransport(() => answer).context()).list();
      await assert.rejects(list.pager().next(), isShapeError);
      await assert.rejects(list.all(), isShapeError);
      await assert.rejects(list.count(), isShapeError);
    });
  }

  it("says where it was wrong, and nothing of what was there", async () => {
    const answer = { ...taskData, jobs: { ...taskData.jobs, count: "hunter2" } };
    const tasks = new Tasks(new FakeTransport(() => answer).context());
    await assert.rejects(tasks.retrieve(7), (error) => {
      const printed = inspect(error);
      assert.match(printed, /GET \/api\/tasks\/7: the answer cannot be read \(shape\)/);
      assert.match(printed, /jobs\.count: expected number/);
      assert.doesNotMatch(printed, /hunter2/);
      return true;
    });
  });

  it("is not one without the fields that servers have had only since then", async () => {
    const older = [
      "project_name",
      "media_type",
      "organization_id",
      "validation_mode",
      "consensus_enabled",
    ].reduce((data: object, field) => without(data, field), taskData);
    const task = await new Tasks(new FakeTransport(() => older).context()).retrieve(7);
    assert.equal(task.project_name, undefined);
  });

  it("is not one when a list comes without pages", async () => {
    const list = new Tasks(new FakeTransport(() => [taskData]).context()).list();
    assert.equal(await list.count(), 1);
    assert.deepEqual(
      (await list.all()).map(({ id }) => id),
      [7],
    );
  });

  it("is not one when there are more rows than the server has counted", async () => {
    const answer = { count: 1, results: [{ ...taskData, id: 8 }, taskData] };
    const page = await new Tasks(new FakeTransport(() => answer).context()).list().pager().next();
    assert.deepEqual([page.items.length, page.total, page.done], [2, 2, true]);
  });
});
