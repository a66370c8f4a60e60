import assert from "node:assert/strict";
import { ExplorerWindow, until } from "./explorer-window.ts";

describe("What this window changes on the server", () => {
  let opened: ExplorerWindow;

  beforeEach(async () => {
    opened = await ExplorerWindow.open();
  });

  afterEach(async () => {
    await opened.close();
  });

  function client() {
    const { scope } = opened.explorer;
    assert.ok(scope);
    return scope.connection.client;
  }

  it("is seen at once in every row of it, whoever changed it, without asking again", async () => {
    const coins = await client().tasks.retrieve(1);
    await opened.nodes("cvat.projects", await opened.node("cvat.projects", "Objects"));
    await opened.nodes("cvat.tasks");
    opened.takeRequests();
    await coins.update({ name: "medals" });
    assert.ok((await opened.lines("cvat.tasks")).includes("▸ medals | 0/2 jobs · #1 [task]"));
    const objects = await opened.node("cvat.projects", "Objects");
    assert.ok((await opened.lines("cvat.projects", objects)).includes("▸ medals | 0/2 jobs · #1 [task]"));
    assert.deepEqual(opened.takeRequests(), ["PATCH /api/tasks/1"]);
  });

  it("is seen in the jobs of a task that is called otherwise now, also where the task itself is not shown", async () => {
    const before = await opened.lines("cvat.jobs");
    assert.ok(before.some((line) => line.includes("| coins ·")));
    const coins = await client().tasks.retrieve(1);
    opened.takeRequests();
    await coins.update({ name: "medals" });
    assert.deepEqual(
      await opened.lines("cvat.jobs"),
      before.map((line) => line.replace("| coins ·", "| medals ·")),
    );
    assert.deepEqual(opened.takeRequests(), ["PATCH /api/tasks/1"]);
  });

  it("is seen in what counts it, which is read again once", async () => {
    await opened.nodes("cvat.tasks");
    const jobs = await client().jobs.list({ task_id: 1 }).all();
    opened.takeRequests();
    for (const job of jobs) await job.update({ stage: "acceptance", state: "completed" });
    await until(
      async () => (await opened.lines("cvat.tasks")).includes("▸ coins | 2/2 jobs · #1 [task]"),
      "the task counts its jobs",
    );
    assert.deepEqual(opened.takeRequests().toSorted(), [
      "GET /api/tasks/1",
      "PATCH /api/jobs/1",
      "PATCH /api/jobs/2",
    ]);
  });

  it("gets a row where it was made, in the organization that is shown", async () => {
    await opened.nodes("cvat.projects");
    await client().projects.create({ name: "Dunes" });
    assert.equal((await opened.lines("cvat.projects"))[0], "Dunes | 0 tasks [project]");
    opened.scopes.switch(opened.scope({ kind: "organization", id: 1, slug: "crew", name: "Crew" }));
    await opened.nodes("cvat.projects");
    await client().projects.create({ name: "Mine Alone" });
    assert.deepEqual(await opened.lines("cvat.projects"), ["▸ Sky | 2 tasks [project]"]);
  });

  it("gets a row wherever it belongs to what is shown, and nowhere else", async () => {
    const crew = () => client().withOrganization("crew");
    await opened.nodes("cvat.projects");
    await crew().projects.create({ name: "Seen Among All" });
    assert.equal((await opened.lines("cvat.projects"))[0], "Seen Among All | 0 tasks [project]");
    opened.scopes.switch(opened.scope({ kind: "organization", id: 1, slug: "crew", name: "Crew" }));
    await opened.nodes("cvat.projects");
    await crew().projects.create({ name: "Seen in the Crew" });
    assert.equal((await opened.lines("cvat.projects"))[0], "Seen in the Crew | 0 tasks [project]");
    opened.scopes.switch(opened.scope({ kind: "personal" }));
    const before = await opened.lines("cvat.projects");
    await crew().projects.create({ name: "Not Mine Alone" });
    assert.deepEqual(await opened.lines("cvat.projects"), before);
    await client().projects.create({ name: "Mine Alone" });
    assert.deepEqual(await opened.lines("cvat.projects"), ["Mine Alone | 0 tasks [project]", ...before]);
  });

  it("takes its rows with it when it is removed, and those of what was in it", async () => {
    await opened.nodes("cvat.tasks");
    await opened.nodes("cvat.jobs");
    const before = await opened.lines("cvat.jobs");
    await (await client().tasks.retrieve(1)).remove();
    assert.equal((await opened.lines("cvat.tasks")).length, 4);
    assert.equal((await opened.lines("cvat.jobs")).length, before.length - 2);
    await until(
      async () => (await opened.lines("cvat.projects")).includes("▸ Objects | 2 tasks [project]"),
      "the project counts its tasks",
    );
  });

  it("is no longer listened to once the views are gone", async () => {
    const scope = opened.scope({ kind: "all" });
    const { client: heard } = scope.connection;
    const listen = heard.onDidChange.bind(heard);
    const listening = new Set<unknown>();
    const onDidChange: typeof listen = (listener) => {
      const stop = listen(listener);
      listening.add(listener);
      return () => {
        listening.delete(listener);
        stop();
      };
    };
    opened.scopes.switch({
      ...scope,
      connection: { ...scope.connection, client: Object.assign(heard, { onDidChange }) },
    });
    await opened.nodes("cvat.tasks");
    assert.equal(listening.size, 1);
    opened.explorer.dispose();
    assert.equal(listening.size, 0);
  });

  it("is no longer heard of from an account that is no longer shown", async () => {
    const before = client();
    opened.scopes.switch(opened.scope({ kind: "all" }, "bob"));
    await opened.nodes("cvat.projects");
    await before.projects.create({ name: "Dunes" });
    assert.ok(!(await opened.lines("cvat.projects")).some((line) => line.startsWith("Dunes")));
  });
});
