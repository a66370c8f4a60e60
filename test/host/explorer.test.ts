import assert from "node:assert/strict";
import { commands } from "vscode";
import { ExplorerWindow, until } from "./explorer-window.ts";

describe("The three views", () => {
  let opened: ExplorerWindow;

  before(async () => {
    opened = await ExplorerWindow.open();
  });

  after(async () => {
    await opened.close();
  });

  it("stand after three requests", () => {
    assert.deepEqual(opened.takeRequests().sort(), ["GET /api/jobs", "GET /api/projects", "GET /api/tasks"]);
  });

  it("show projects, under them tasks, under them jobs", async () => {
    assert.equal(
      await opened.dump("cvat.projects"),
      `▸ Sky | 2 tasks [project]
  ▸ sky-survey | 0/3 jobs · #5 [task]
    Job #7 | 0–7 · annotation [job]
    Job #8 | 8–15 · annotation [job]
    Job #9 | 16–23 · annotation [job]
  ▸ rocket-launch | 0/1 jobs · #4 [task]
    Job #6 | 0–39 · annotation [job]
▸ Objects | 3 tasks [project]
  ▸ cells | 0/2 jobs · #3 [task]
    Job #4 | 0–2 · annotation [job]
    Job #5 | 3–5 · annotation [job]
  ▸ portraits | 0/1 jobs · #2 [task]
    Job #3 | 0–5 · annotation [job]
  ▸ coins | 0/2 jobs · #1 [task]
    Job #1 | 0–4 · annotation [job]
    Job #2 | 5–9 · annotation [job]
`,
    );
  });

  it("show tasks with their jobs, and jobs with the names of their tasks, newest first", async () => {
    assert.deepEqual(await opened.lines("cvat.tasks"), [
      "▸ sky-survey | 0/3 jobs · #5 [task]",
      "▸ rocket-launch | 0/1 jobs · #4 [task]",
      "▸ cells | 0/2 jobs · #3 [task]",
      "▸ portraits | 0/1 jobs · #2 [task]",
      "▸ coins | 0/2 jobs · #1 [task]",
    ]);
    assert.deepEqual((await opened.lines("cvat.jobs")).slice(0, 2), [
      "Job #9 | sky-survey · 16–23 · annotation [job]",
      "Job #8 | sky-survey · 8–15 · annotation [job]",
    ]);
  });

  it("give each row an id that is in no other place", async () => {
    const objects = await opened.node("cvat.projects", "Objects");
    const below = await opened.node("cvat.projects", "coins", objects);
    const alone = await opened.node("cvat.tasks", "coins");
    const { origin } = opened.server;
    assert.equal(below.id, `cvat.projects ${origin} alice/project 1/task 1`);
    assert.equal(alone.id, `cvat.tasks ${origin} alice/task 1`);
  });

  it("say a row in a sentence to those who listen", async () => {
    const spoken = async (view: "cvat.projects" | "cvat.tasks" | "cvat.jobs", label: string) =>
      opened.item(await opened.node(view, label)).accessibilityInformation?.label;
    assert.equal(await spoken("cvat.projects", "Sky"), "Project Sky, 2 tasks");
    assert.equal(await spoken("cvat.tasks", "coins"), "Task coins, 10 frames, in annotation");
    assert.equal(
      await spoken("cvat.jobs", "Job #9"),
      "Job 9 of sky-survey, frames 16 to 23, annotation, new",
    );
  });

  it("ask for a picture only when the pointer rests on a row, and hold it in the tooltip", async () => {
    const coins = await opened.node("cvat.tasks", "coins");
    opened.takeRequests();
    const text = await opened.tooltip(coins);
    assert.match(text, /^\*\*coins\*\*\n\nTask \\#1 in Objects/);
    assert.match(text, /\n!\[\]\(data:image\/jpeg;base64,[\w+/=]+\|width=240\)\n/);
    assert.match(text, /\[Open in Browser\]\(<http:\/\/127\.0\.0\.1:\d+\/tasks\/1>\)$/);
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1/preview"]);
    await opened.tooltip(coins);
    assert.deepEqual(opened.takeRequests(), []);
  });

  it("leave out a picture that cannot be had", async () => {
    opened.server.faults.add({
      kind: "status",
      status: 500,
      match: { path: "/api/tasks/2/preview" },
      times: 9,
    });
    const text = await opened.tooltip(await opened.node("cvat.tasks", "portraits"));
    opened.server.faults.clear();
    assert.match(text, /^\*\*portraits\*\*/);
    assert.doesNotMatch(text, /!\[/);
  });

  it("show what somebody else wrote as text, whatever it is", async () => {
    const name = "$(trash) [x](command:cvat.signOut) \u202eevil\nnight <b>";
    await opened.request("PATCH", "/api/tasks/2", { name });
    await opened.run("cvat.tasks.refresh");
    const lines = await opened.lines("cvat.tasks");
    assert.equal(lines[3], "▸ $(trash) [x](command:cvat.signOut) evil night <b> | 0/1 jobs · #2 [task]");
    await opened.request("PATCH", "/api/tasks/2", { name: "portraits" });
    await opened.run("cvat.tasks.refresh");
  });
});

describe("Views that are out of sight", () => {
  it("ask for nothing, and catch up when they are seen again", async () => {
    const opened = await ExplorerWindow.open();
    try {
      await opened.hideViews();
      opened.takeRequests();
      await opened.run("cvat.refreshAll");
      opened.clock.pass(600_000);
      assert.deepEqual(opened.takeRequests(), []);
      await opened.showViews();
      await opened.settled(3);
      assert.deepEqual(opened.takeRequests().sort(), [
        "GET /api/jobs",
        "GET /api/projects",
        "GET /api/tasks",
      ]);
    } finally {
      await opened.close();
    }
  });

  it("do not ask again when they come back within a minute", async () => {
    const opened = await ExplorerWindow.open();
    try {
      await opened.hideViews();
      opened.clock.pass(50_000);
      opened.takeRequests();
      await opened.showViews();
      assert.deepEqual(opened.takeRequests(), []);
      await opened.hideViews();
      opened.clock.pass(10_001);
      await opened.showViews();
      await opened.settled(3);
      assert.equal(opened.takeRequests().length, 3);
    } finally {
      await opened.close();
    }
  });
});

describe("What goes on under a row", () => {
  it("is left alone while the row is closed, and looked at when it is opened again", async () => {
    const opened = await ExplorerWindow.open();
    try {
      const { treeView } = opened.explorer.view("cvat.projects");
      const objects = await opened.objectNode("cvat.projects", "Objects");
      const { id } = objects.shown.object.entity;
      await opened.request("POST", "/api/tasks", { name: "soon", project_id: id });
      opened.server.setCreationRequest(6, { status: "started", message: "", progress: 0.4 });
      await treeView.reveal(objects, { expand: true });
      const soon = await opened.objectNode("cvat.projects", "soon", objects);
      const isOpen = (): boolean => opened.explorer.view("cvat.projects").tree?.isUncovered(soon) === true;
      await until(() => opened.item(soon).contextValue === "task+preparing", "it is being prepared");
      assert.equal(opened.creationsAsked, 1);
      await commands.executeCommand("workbench.actions.treeView.cvat.projects.collapseAll");
      await until(() => !isOpen(), "Objects is closed");
      opened.clock.pass(60_000);
      assert.equal(opened.creationsAsked, 1);
      await treeView.reveal(objects, { expand: true });
      await until(isOpen, "Objects is open");
      opened.clock.pass(60_000);
      await until(() => opened.creationsAsked === 2, "it is looked at again");
    } finally {
      await opened.close();
    }
  });
});
