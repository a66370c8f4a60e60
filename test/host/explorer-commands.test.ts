import assert from "node:assert/strict";
import { commands, env } from "vscode";
import { reveal } from "../../src/explorer/commands/reveal.ts";
import { isObjectNode } from "../../src/explorer/model/nodes.ts";
import type { CvatObject } from "../../src/objects/index.ts";
import type { BrowseView } from "../../src/ui/index.ts";
import { ExplorerWindow, until } from "./explorer-window.ts";

describe("Commands on rows", () => {
  let opened: ExplorerWindow;

  before(async () => {
    opened = await ExplorerWindow.open();
  });

  after(async () => {
    await opened.close();
  });

  async function select(view: BrowseView, label: string): Promise<void> {
    const shown = opened.explorer.view(view);
    const node = await opened.objectNode(view, label);
    await shown.reveal(node);
    await until(() => shown.treeView.selection[0]?.id === node.id, `${label} is selected`);
  }

  it("copy the link of a row: its page in the web interface", async () => {
    const { origin } = opened.server;
    await opened.run("cvat.copyLink", await opened.node("cvat.tasks", "coins"));
    assert.equal(await env.clipboard.readText(), `${origin}/tasks/1`);
    await opened.run("cvat.copyLink", await opened.node("cvat.jobs", "Job #9"));
    assert.equal(await env.clipboard.readText(), `${origin}/tasks/5/jobs/9`);
    await opened.run("cvat.copyLink", await opened.node("cvat.projects", "Sky"));
    assert.equal(await env.clipboard.readText(), `${origin}/projects/2`);
  });

  it("copy one line for each of several rows", async () => {
    const [first, second] = await opened.nodes("cvat.tasks");
    await opened.run("cvat.copyId", second, [first, second]);
    assert.equal(await env.clipboard.readText(), "5\n4");
  });

  it("take the row that was clicked when it is not one of those selected", async () => {
    const [first, second, third] = await opened.nodes("cvat.tasks");
    await opened.run("cvat.copyId", third, [first, second]);
    assert.equal(await env.clipboard.readText(), "3");
  });

  it("take what is selected in the view whose key was pressed, not what was selected elsewhere since", async () => {
    await select("cvat.tasks", "coins");
    await select("cvat.jobs", "Job #9");
    await opened.run("cvat.copyId", "cvat.tasks");
    assert.equal(await env.clipboard.readText(), "1");
    await opened.run("cvat.copyId", "cvat.jobs");
    assert.equal(await env.clipboard.readText(), "9");
  });

  it("take what is selected also while all rows are drawn anew, when VS Code says that nothing is", async () => {
    await select("cvat.tasks", "coins");
    const view = opened.explorer.view("cvat.tasks");
    const getChildren = view.getChildren.bind(view);
    const drawn = new Promise<number>((resolve) => {
      view.getChildren = async (parent) => {
        if (parent) return await getChildren(parent);
        const told = view.treeView.selection.length;
        await opened.run("cvat.copyId", "cvat.tasks");
        resolve(told);
        return await getChildren();
      };
    });
    await env.clipboard.writeText("as it was");
    view.rowsChanged(undefined);
    assert.equal(await drawn, 0);
    assert.equal(await env.clipboard.readText(), "1");
    view.getChildren = getChildren;
    await until(() => view.treeView.selection.length === 1, "VS Code selects the row again");
  });

  it("offer what is selected, and take nothing for granted, when nothing tells the view", async () => {
    await select("cvat.jobs", "Job #9");
    await select("cvat.tasks", "cells");
    const { picker } = opened;
    await env.clipboard.writeText("as it was");
    await opened.run("cvat.copyId");
    assert.deepEqual(picker.offered.slice(0, 2), ["cvat.tasks: task:3", "cvat.jobs: job:9"]);
    assert.equal(await env.clipboard.readText(), "as it was");
    picker.takes = true;
    await opened.run("cvat.copyId");
    picker.takes = false;
    assert.equal(await env.clipboard.readText(), "3");
  });

  it("ask what is meant when nothing tells it, and do nothing when nothing is chosen, nor by a key without a row", async () => {
    const fresh = await ExplorerWindow.open();
    try {
      await env.clipboard.writeText("as it was");
      await fresh.run("cvat.copyLink");
      await fresh.run("cvat.copyId", "cvat.projects");
      assert.deepEqual(fresh.picker.asked, ["Copy Link"]);
      assert.equal(await env.clipboard.readText(), "as it was");
    } finally {
      await fresh.close();
    }
  });

  it("do nothing to what is no object, or no row at all", async () => {
    await env.clipboard.writeText("as it was");
    opened.picker.asked.length = 0;
    for (const odd of [
      { kind: "task" },
      { kind: "task", view: "elsewhere" },
      { kind: 1, view: "cvat.tasks" },
    ]) {
      await opened.run("cvat.dismissRow", odd);
      await opened.run("cvat.clearFilter", odd);
    }
    assert.equal(await env.clipboard.readText(), "as it was");
  });
});

describe("The filter of a view", () => {
  let opened: ExplorerWindow;

  before(async () => {
    opened = await ExplorerWindow.open();
  });

  after(async () => {
    await opened.close();
  });

  it("has the server look for the text, and stands beside the view's title", async () => {
    const view = opened.explorer.view("cvat.tasks");
    view.setFilter("sky");
    await until(async () => (await opened.lines("cvat.tasks")).length === 2, "two tasks are left");
    assert.equal(view.treeView.description, "“sky”");
    assert.equal(opened.server.requests.all({ path: "/api/tasks" }).at(-1)?.query["search"], "sky");
  });

  it("says that nothing matches, which is not the same as nothing there, and has its way back", async () => {
    const view = opened.explorer.view("cvat.tasks");
    view.setFilter("nowhere");
    assert.deepEqual(await opened.lines("cvat.tasks"), ["Nothing Matches | “nowhere” [nothingMatches]"]);
    assert.equal(view.treeView.message, "");
    const [row] = await opened.nodes("cvat.tasks");
    assert.ok(row);
    const { command } = opened.item(row);
    assert.deepEqual([command?.command, command?.arguments], ["cvat.clearFilter", [row]]);
    await opened.run("cvat.clearFilter", row);
    assert.equal((await opened.lines("cvat.tasks")).length, 5);
    assert.equal(view.treeView.description, "");
  });

  it("stays when the organization is switched, and goes with the account", async () => {
    const filter = () => opened.explorer.view("cvat.tasks").tree?.filter;
    opened.explorer.view("cvat.tasks").setFilter("coins");
    opened.scopes.switch(opened.scope({ kind: "personal" }));
    assert.equal(filter(), "coins");
    assert.deepEqual(await opened.lines("cvat.tasks"), ["▸ coins | 0/2 jobs · #1 [task]"]);
    opened.scopes.switch(opened.scope({ kind: "all" }, "bob"));
    assert.equal(filter(), "");
  });
});

describe("Showing the row of an object", () => {
  let opened: ExplorerWindow;
  const { signal } = new AbortController();

  before(async () => {
    opened = await ExplorerWindow.open({ tasks: 1235 });
  });

  after(async () => {
    await opened.close();
  });

  async function show(object: CvatObject, view: BrowseView): Promise<string> {
    const { scope } = opened.explorer;
    assert.ok(scope);
    await reveal(opened.explorer.view(view), object, scope.client, signal);
    const { treeView } = opened.explorer.view(view);
    await until(() => treeView.selection.length === 1, "a row is selected");
    const [row] = treeView.selection;
    assert.ok(row && isObjectNode(row));
    return row.id.replace(/^.*?\/(?=project|task|job)/, "").replace(/^.*alice\//, "");
  }

  async function task(id: number): Promise<CvatObject> {
    const { scope } = opened.explorer;
    assert.ok(scope);
    return { kind: "task", entity: await scope.client.tasks.retrieve(id) };
  }

  it("reads the pages up to it where they are few", async () => {
    opened.takeRequests();
    assert.equal(await show(await task(1000), "cvat.tasks"), "task 1000");
    assert.deepEqual(opened.takeRequests(), [
      "GET /api/tasks/1000",
      "GET /api/tasks",
      "GET /api/tasks",
      "GET /api/tasks",
    ]);
  });

  it("gives it a row of its own at the top where it is far down, which can be taken away", async () => {
    assert.equal(await show(await task(1), "cvat.tasks"), "task 1");
    assert.equal((await opened.lines("cvat.tasks"))[0], "▸ coins | 0/2 jobs · #1 [task+pinned]");
    const [pinned] = await opened.nodes("cvat.tasks");
    await opened.run("cvat.dismissRow", pinned);
    assert.doesNotMatch((await opened.lines("cvat.tasks"))[0] ?? "", /coins/);
  });

  it("says of a row of another organization that it is one", async () => {
    const { scope } = opened.explorer;
    assert.ok(scope);
    const [sky] = await scope.connection.client.projects.list({ name: "Sky" }).all();
    assert.ok(sky);
    const rows = async () => (await opened.lines("cvat.projects")).filter((line) => line.includes("Sky"));
    opened.scopes.switch(opened.scope({ kind: "personal" }));
    assert.deepEqual(await rows(), []);
    await show({ kind: "project", entity: sky }, "cvat.projects");
    assert.deepEqual(await rows(), ["▸ Sky | another organization · 2 tasks [project+pinned]"]);
    const [row] = await opened.nodes("cvat.projects");
    assert.ok(row);
    const { accessibilityInformation } = opened.explorer.view("cvat.projects").getTreeItem(row);
    assert.equal(accessibilityInformation?.label, "Project Sky, 2 tasks, another organization");
    opened.scopes.switch(opened.scope({ kind: "organization", id: 1, slug: "crew", name: "Crew" }));
    await show({ kind: "project", entity: sky }, "cvat.projects");
    assert.deepEqual(await rows(), ["▸ Sky | 2 tasks [project]"]);
  });

  it("opens what it lies in", async () => {
    const { scope } = opened.explorer;
    assert.ok(scope);
    const job: CvatObject = { kind: "job", entity: await scope.client.jobs.retrieve(2) };
    assert.equal(await show(job, "cvat.projects"), "project 1/task 1/job 2");
    assert.equal(await show(job, "cvat.jobs"), "job 2");
  });

  it("finds it in a view that is out of sight, too", async () => {
    await opened.hideViews();
    const { scope } = opened.explorer;
    assert.ok(scope);
    const project: CvatObject = { kind: "project", entity: await scope.client.projects.retrieve(1) };
    assert.equal(await show(project, "cvat.projects"), "project 1");
    await until(() => opened.explorer.view("cvat.projects").isVisible, "the view is seen");
    await commands.executeCommand("workbench.view.extension.cvat");
  });
});
