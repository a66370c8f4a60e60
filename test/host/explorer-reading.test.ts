import assert from "node:assert/strict";
import { commands, type MarkdownString } from "vscode";
import { isObjectNode, type Node } from "../../src/explorer/model/nodes.ts";
import type { View } from "../../src/explorer/view.ts";
import { ExplorerWindow, until } from "./explorer-window.ts";

const refused = { kind: "reset", times: 99 } as const;

function keys(nodes: readonly Node[]): string[] {
  return nodes.map((node) => (isObjectNode(node) ? node.shown.key : node.kind));
}

describe("A view of many rows", () => {
  let opened: ExplorerWindow;

  before(async () => {
    opened = await ExplorerWindow.open({ tasks: 1235 });
  });

  after(async () => {
    await opened.close();
  });

  it("loads a page at a time, by one request each", async () => {
    opened.takeRequests();
    const rows = await opened.lines("cvat.tasks");
    assert.equal(rows.length, 101);
    assert.equal(rows.at(-1), "Load More | 100 of 1,240 [loadMore]");
    await opened.run("cvat.loadMore", await opened.node("cvat.tasks", "Load More"));
    await opened.run("cvat.loadMore", await opened.node("cvat.tasks", "Load More"));
    assert.equal((await opened.lines("cvat.tasks")).at(-1), "Load More | 300 of 1,240 [loadMore]");
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks", "GET /api/tasks"]);
  });

  it("moves on from Load More to the first of the new rows", async () => {
    const more = await opened.node("cvat.tasks", "Load More");
    const { treeView } = opened.explorer.view("cvat.tasks");
    await treeView.reveal(more, { select: true, focus: true });
    await until(() => treeView.selection[0]?.kind === "loadMore", "Load More is selected");
    const before = keys(await opened.nodes("cvat.tasks"));
    await opened.run("cvat.loadMore", more);
    await until(() => treeView.selection[0]?.kind === "task", "a task is selected");
    const [selected] = treeView.selection;
    assert.ok(selected && isObjectNode(selected));
    assert.equal(before.includes(selected.shown.key), false);
    const expected = Number(/\d+/.exec(before.at(-2) ?? "")) - 1;
    assert.equal(selected.shown.object.entity.id, expected);
  });

  it("loads all, and has each row once", async () => {
    opened.takeRequests();
    await opened.run("cvat.loadAll", await opened.node("cvat.tasks", "Load More"));
    const rows = keys(await opened.nodes("cvat.tasks"));
    assert.equal(rows.length, 1240);
    assert.equal(new Set(rows).size, 1240);
    assert.equal(opened.takeRequests().length, 9);
  });

  it("reads ten pages at most when it is refreshed, and keeps the rows behind", async () => {
    opened.takeRequests();
    await opened.run("cvat.tasks.refresh");
    assert.equal(opened.takeRequests().length, 10);
    assert.equal((await opened.nodes("cvat.tasks")).length, 1240);
  });
});

describe("Refreshing", () => {
  let opened: ExplorerWindow;

  beforeEach(async () => {
    opened = await ExplorerWindow.open();
  });

  afterEach(async () => {
    await opened.close();
  });

  it("keeps what is selected and what is open, and reads nothing that is closed", async () => {
    const objects = await opened.objectNode("cvat.projects", "Objects");
    const { treeView } = opened.explorer.view("cvat.projects");
    await opened.nodes("cvat.projects", await opened.node("cvat.projects", "Sky"));
    opened.explorer
      .view("cvat.projects")
      .tree?.setExpanded(await opened.objectNode("cvat.projects", "Sky"), false);
    await treeView.reveal(objects, { expand: true });
    const coins = await opened.objectNode("cvat.projects", "coins", objects);
    await treeView.reveal(coins, { select: true, focus: true });
    await until(() => treeView.selection[0] === coins, "coins is selected");
    await opened.request("PATCH", "/api/tasks/1", { name: "coins, second pass" });
    await opened.run("cvat.projects.refresh");
    await opened.settled(2);
    await treeView.reveal(coins, { select: false });
    assert.deepEqual(opened.takeRequests().sort(), ["GET /api/projects", "GET /api/tasks"]);
    assert.deepEqual(treeView.selection, [coins]);
    assert.equal(opened.item(coins).label, "coins, second pass");
  });

  /** Has the window open Objects and coins below it. */
  async function openCoins(): Promise<View> {
    const view = opened.explorer.view("cvat.projects");
    const objects = await opened.objectNode("cvat.projects", "Objects");
    await view.treeView.reveal(objects, { expand: true });
    const coins = await opened.objectNode("cvat.projects", "coins", objects);
    await view.treeView.reveal(coins, { expand: true });
    await until(() => view.tree?.isExpanded(coins) === true, "coins is open");
    opened.takeRequests();
    return view;
  }

  async function untilOpenAgain(): Promise<void> {
    const asked = () => opened.server.requests.all().map(({ path }) => path);
    await until(() => asked().includes("/api/jobs"), "the window asks for what is under coins");
  }

  it("with a filter keeps open what that leaves", async () => {
    (await openCoins()).setFilter("Objects");
    await untilOpenAgain();
  });

  it("without the filter opens again what that left out", async () => {
    const view = await openCoins();
    view.setFilter("nowhere");
    const nothing = await opened.node("cvat.projects", "Nothing Matches");
    const isDrawn = async (): Promise<boolean> => {
      try {
        await view.treeView.reveal(nothing);
        return true;
      } catch {
        return false;
      }
    };
    await until(isDrawn, "the window shows that nothing matches");
    opened.takeRequests();
    view.setFilter("");
    await untilOpenAgain();
  });

  it("leaves out what was closed with all the others", async () => {
    const { treeView } = opened.explorer.view("cvat.projects");
    const objects = await opened.objectNode("cvat.projects", "Objects");
    await treeView.reveal(objects, { expand: true });
    const coins = await opened.objectNode("cvat.projects", "coins", objects);
    await treeView.reveal(coins, { expand: true });
    const isOpen = () => opened.explorer.view("cvat.projects").tree?.isUncovered(coins) === true;
    await until(isOpen, "Objects is open");
    // The window may still be opening what it has got the rows of.
    const close = async (): Promise<boolean> => {
      await commands.executeCommand("workbench.actions.treeView.cvat.projects.collapseAll");
      return !isOpen();
    };
    await until(close, "Objects is closed");
    opened.takeRequests();
    await opened.run("cvat.projects.refresh");
    assert.deepEqual(opened.takeRequests(), ["GET /api/projects"]);
  });

  it("is done once for all who ask at the same time", async () => {
    opened.takeRequests();
    await Promise.all([1, 2, 3].map(() => opened.run("cvat.tasks.refresh")));
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks"]);
  });

  it("of one row reads that object, and redraws it in every view", async () => {
    const row = await opened.node("cvat.tasks", "coins");
    const objects = await opened.node("cvat.projects", "Objects");
    const other = await opened.node("cvat.projects", "coins", objects);
    await opened.request("PATCH", "/api/tasks/1", { name: "coins, second pass" });
    await opened.run("cvat.refreshRow", row);
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1"]);
    assert.equal(opened.item(other).label, "coins, second pass");
  });

  it("of a row whose object is gone takes its rows away", async () => {
    const row = await opened.node("cvat.tasks", "coins");
    const token = opened.server.account("alice").token;
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`${opened.server.origin}/api/tasks/1`, { method: "DELETE", headers });
    await opened.run("cvat.refreshRow", row);
    assert.equal(
      (await opened.lines("cvat.tasks")).some((line) => line.includes("coins")),
      false,
    );
  });
});

describe("Trouble", () => {
  let opened: ExplorerWindow;

  beforeEach(async () => {
    opened = await ExplorerWindow.open();
  });

  afterEach(async () => {
    await opened.close();
  });

  const message = () => {
    const { message: said } = opened.explorer.view("cvat.tasks").treeView as {
      message?: string | MarkdownString;
    };
    return typeof said === "string" || said === undefined ? said : said.value.replaceAll("\\", "");
  };

  it("while browsing leaves the rows, says how old they are, and offers Retry", async () => {
    const rows = await opened.lines("cvat.tasks");
    opened.server.faults.add(refused);
    opened.clock.pass(120_000);
    await opened.run("cvat.tasks.refresh");
    assert.deepEqual(await opened.lines("cvat.tasks"), rows);
    assert.match(message() ?? "", /^Offline, as of 2\u00a0min\u00a0ago\. \[Retry\]\(command:cvat\.retry\?/);
    opened.clock.pass(60_000);
    assert.match(message() ?? "", /3\u00a0min/);
    opened.server.faults.clear();
    await commands.executeCommand("workbench.view.extension.cvat");
    await opened.run("cvat.retry", "cvat.tasks");
    assert.equal(message(), "");
    assert.deepEqual(await opened.lines("cvat.tasks"), rows);
  });

  it("in one place stays there: other rows are as they were, and Retry does the rest", async () => {
    const sky = await opened.node("cvat.projects", "Sky");
    opened.server.faults.add({
      kind: "status",
      status: 403,
      body: "{}",
      times: 2,
      match: { path: "/api/tasks" },
    });
    // Refused in the project's organization, it is asked for once more without one.
    assert.deepEqual(await opened.lines("cvat.projects", sky), [
      "Could not load tasks | not allowed [error]",
    ]);
    const [error] = await opened.nodes("cvat.projects", sky);
    assert.equal((await opened.lines("cvat.projects")).length, 2);
    assert.equal(
      await opened.tooltip(error ?? sky),
      "Could not load tasks. You are not allowed to do this (the server answered 403).",
    );
    await opened.run("cvat.retry", error);
    assert.equal((await opened.lines("cvat.projects", sky)).length, 2);
  });

  it("that is a refused token is told to the session, and the rows stay", async () => {
    opened.server.faults.add({ kind: "status", status: 401, body: "{}", times: 9 });
    await opened.run("cvat.refreshAll");
    assert.ok(opened.session.told.length >= 1);
    assert.equal(opened.session.told[0], opened.scopes.current?.connection);
    assert.equal((await opened.lines("cvat.tasks")).length, 5);
    assert.match(message() ?? "", /\[Sign In\]/);
    opened.server.faults.clear();
  });

  it("with the organization is told to the part that chooses it", async () => {
    const scope = opened.scope({ kind: "organization", id: 99, slug: "nosuch", name: "No Such" });
    opened.scopes.switch(scope);
    await until(() => opened.scopes.told.length > 0, "it is told");
    assert.equal(opened.scopes.told[0], scope);
    assert.deepEqual(await opened.lines("cvat.tasks"), ["Could not load tasks | organization gone [error]"]);
  });

  it("of a page that is no answer is said without what stood in it", async () => {
    opened.server.faults.add({ kind: "status", status: 500, body: "<h1>Traceback</h1>", times: 99 });
    opened.scopes.switch(opened.scope({ kind: "personal" }));
    const [line] = await opened.lines("cvat.tasks");
    assert.equal(line, "Could not load tasks | server error [error]");
    assert.doesNotMatch(
      await opened.tooltip(await opened.node("cvat.tasks", "Could not load tasks")),
      /<|Traceback/,
    );
    opened.server.faults.clear();
  });
});

describe("Another organization", () => {
  it("takes the place of the one before, whose late answers are dropped", async () => {
    const opened = await ExplorerWindow.open();
    try {
      const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks" } });
      const late = opened.run("cvat.tasks.refresh");
      await held.met;
      const crew = { kind: "organization", id: 1, slug: "crew", name: "Crew" } as const;
      opened.scopes.switch(opened.scope(crew));
      held.release();
      await late;
      assert.deepEqual(await opened.lines("cvat.projects"), ["▸ Sky | 2 tasks [project]"]);
      assert.deepEqual(await opened.lines("cvat.tasks"), [
        "▸ sky-survey | 0/3 jobs · #5 [task]",
        "▸ rocket-launch | 0/1 jobs · #4 [task]",
      ]);
    } finally {
      await opened.close();
    }
  });

  it("drops what comes late of a single row, too", async () => {
    const opened = await ExplorerWindow.open();
    try {
      const coins = await opened.objectNode("cvat.tasks", "coins");
      const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks/1" } });
      const late = opened.run("cvat.refreshRow", coins);
      await held.met;
      opened.scopes.switch(opened.scope({ kind: "personal" }));
      await assert.rejects(late, { name: "AbortError" });
      held.release();
    } finally {
      await opened.close();
    }
  });

  for (const isSlow of [false, true]) {
    it(`of whose things only a part is seen is not called empty, and making a project there is not offered${isSlow ? ", once a slow server has told" : ""}`, async () => {
      const opened = await ExplorerWindow.open();
      try {
        opened.role = "worker";
        opened.isSlow = isSlow;
        const beta = { kind: "organization", id: 2, slug: "beta", name: "Beta Labs" } as const;
        opened.scopes.switch(opened.scope(beta));
        await opened.lines("cvat.projects");
        const message = () => {
          const { message: said } = opened.explorer.view("cvat.projects").treeView as {
            message?: string | MarkdownString;
          };
          return typeof said === "object" ? said.value : "";
        };
        const wanted = "No projects that you may see in Beta Labs\\. Looking for others";
        await until(() => message().startsWith(wanted), "it is said");
      } finally {
        await opened.close();
      }
    });
  }

  it("without anything in it is named in the empty views", async () => {
    const opened = await ExplorerWindow.open();
    try {
      const beta = { kind: "organization", id: 2, slug: "beta", name: "Beta *Labs*" } as const;
      opened.scopes.switch(opened.scope(beta));
      assert.deepEqual(await opened.lines("cvat.tasks"), []);
      assert.deepEqual(await opened.lines("cvat.projects"), []);
      const said = (view: "cvat.tasks" | "cvat.projects") => {
        const { message } = opened.explorer.view(view).treeView as { message?: string | MarkdownString };
        return typeof message === "object" ? message.value : message;
      };
      assert.equal(said("cvat.tasks"), "No tasks in Beta *Labs* yet.");
      assert.match(
        said("cvat.projects") ?? "",
        /Beta \\\*Labs\\\* yet\\\.\n\[New Project…\]\(command:cvat\.newProject\)\nLooking .*\[Switch Organization…\]/,
      );
    } finally {
      await opened.close();
    }
  });
});

describe("Tasks without data", () => {
  it("are told apart after the rows are there, by one request each", async () => {
    const opened = await ExplorerWindow.open();
    try {
      for (const name of ["none", "preparing", "failed"]) {
        await opened.request("POST", "/api/tasks", { name, labels: [] });
      }
      opened.server.setCreationRequest(7, { status: "started", message: "", progress: 0.4 });
      opened.server.setCreationRequest(8, {
        status: "failed",
        message: "ValueError: 3 files unreadable\n",
        progress: 0,
      });
      await opened.run("cvat.tasks.refresh");
      await opened.settled(4);
      const expected = [
        "failed | 3 files unreadable · #8 [task+failed]",
        "preparing | preparing, 40 % · #7 [task+preparing]",
        "none | no data · #6 [task+noData]",
      ];
      await until(async () => (await opened.lines("cvat.tasks"))[1] === expected[1], "the rows know more");
      assert.deepEqual((await opened.lines("cvat.tasks")).slice(0, 3), expected);
      assert.equal(opened.creationsAsked, 3);
      opened.clock.pass(5000);
      await until(() => opened.creationsAsked === 4, "what is being prepared is looked at again");
    } finally {
      await opened.close();
    }
  });
});
