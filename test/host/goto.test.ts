import assert from "node:assert/strict";
import { commands, type QuickPick, type QuickPickItem, window } from "vscode";
import { isObjectNode } from "../../src/explorer/model/nodes.ts";
import { GoToPicker } from "../../src/goto/index.ts";
import { keyOf } from "../../src/objects/index.ts";
import { ExplorerWindow, until } from "./explorer-window.ts";
import { standIn } from "./stand-in.ts";

describe("The picker of projects, tasks and jobs", () => {
  let opened: ExplorerWindow;
  let picker: GoToPicker;

  before(async () => {
    opened = await ExplorerWindow.open();
    picker = new GoToPicker(opened);
  });

  after(async () => {
    await opened.close();
  });

  /** Opens it with something typed, waits for the answers, and presses Enter. */
  async function pick(typed: string, requests: number): Promise<string | undefined> {
    opened.takeRequests();
    let chosen: string | undefined;
    let isOver = false;
    const picking = picker.pickOne("Go To", typed).then((picked) => {
      isOver = true;
      chosen = picked && keyOf(picked.object);
    });
    await opened.settled(requests);
    const accept = async (): Promise<boolean> => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return isOver;
    };
    await until(accept, "something is chosen");
    await picking;
    return chosen;
  }

  /** The inputs that are shown from now on, until the end. */
  function watched(): { shown: QuickPick<QuickPickItem>[]; end: () => void } {
    const shown: QuickPick<QuickPickItem>[] = [];
    const { createQuickPick } = window;
    const stand = standIn(window, "createQuickPick", () => {
      const input = createQuickPick();
      shown.push(input);
      return input;
    });
    return {
      shown,
      end: () => {
        stand.dispose();
      },
    };
  }

  it("finds by number, by link and by name", async () => {
    assert.equal(await pick("task #3", 1), "task:3");
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/3"]);
    assert.equal(await pick(`${opened.server.origin}/tasks/5/jobs/9?frame=17`, 1), "job:9");
    assert.equal(await pick("sky-sur", 3), "task:5");
  });

  it("waits for the answer when Enter is pressed before it is there", async () => {
    const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks/3" } });
    const picking = picker.pickOne("Go To", "task #3");
    await held.met;
    await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    held.release();
    const picked = await picking;
    assert.equal(picked && keyOf(picked.object), "task:3");
  });

  it("offers what is selected before anything was answered, and takes all of it", async () => {
    const objects = (await opened.nodes("cvat.tasks")).filter(isObjectNode).map((node) => node.shown.object);
    const [first, second] = objects;
    assert.ok(first && second);
    const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks" } });
    const picking = picker.pick("Copy Link", undefined, [
      { view: "cvat.tasks", objects: [first, second] },
      { view: "cvat.jobs", objects: [second] },
    ]);
    await held.met;
    await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    held.release();
    assert.deepEqual((await picking)?.map(keyOf), [keyOf(first), keyOf(second)]);
  });

  it("takes what is selected also when only blanks were typed", async () => {
    const [object] = (await opened.nodes("cvat.tasks")).filter(isObjectNode).map((node) => node.shown.object);
    assert.ok(object);
    const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks" }, times: 9 });
    const { shown, end } = watched();
    const picking = picker.pick("Copy Link", undefined, [{ view: "cvat.tasks", objects: [object] }]);
    await held.met;
    const [input] = shown;
    assert.ok(input);
    input.value = "  ";
    let isOver = false;
    void picking.then(() => (isOver = true));
    await until(async () => {
      if (!isOver) await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return isOver;
    }, "it is chosen");
    held.release();
    end();
    assert.deepEqual((await picking)?.map(keyOf), [keyOf(object)]);
  });

  for (const [kinds, typed, row] of [
    [["job"], "/tasks/3", "A Task | #3 | Only jobs can be chosen here."],
    [["project", "task"], "/tasks/5/jobs/9", "A Job | #9 | Only projects and tasks can be chosen here."],
    [["task"], "project #2", "A Project | #2 | Only tasks can be chosen here."],
    [["task"], "/tasks/999", "Nothing Found | #999 | It is not on HOST, or hidden from you."],
    [
      ["job"],
      "#999",
      "Nothing Found | #999 | Only jobs are looked for: none has this number on HOST, or it is hidden from you.",
    ],
    [undefined, "#999", "Nothing Found | #999 | It is not on HOST, or hidden from you."],
  ] as const) {
    it(`says what is none to be chosen, and what was looked for: ${typed} among ${String(kinds ?? "all")}`, async () => {
      const { origin } = opened.server;
      const { shown, end } = watched();
      const picking = picker.pick("Set State", kinds);
      const [input] = shown;
      assert.ok(input);
      input.value = typed.startsWith("/") ? origin + typed : typed;
      const text = (): string => {
        const [item, another] = input.items;
        return another ? "" : `${item?.label} | ${item?.description} | ${item?.detail}`;
      };
      const expected = `${row} Enter clears it.`.replace("HOST", new URL(origin).host);
      await until(() => text() === expected, expected);
      end();
      input.hide();
      assert.equal(await picking, undefined);
    });
  }

  it("finds what is in another organization", async () => {
    opened.scopes.switch(opened.scope({ kind: "personal" }));
    assert.equal(await pick("project #2", 1), "project:2");
    assert.equal(await pick("rocket", 6), "task:4");
  });

  it("goes when what is shown is switched, and when nothing is shown", async () => {
    const picking = picker.pick("Copy Link");
    opened.scopes.switch(opened.scope({ kind: "all" }));
    assert.equal(await picking, undefined);
    opened.scopes.switch(undefined);
    assert.equal(await picker.pick("Copy Link"), undefined);
    opened.scopes.switch(opened.scope({ kind: "all" }));
  });

  it("tells the session of a refused token", async () => {
    opened.server.faults.add({ kind: "status", status: 401, body: "{}", times: 9 });
    const picking = picker.pick("Copy Link");
    await until(() => opened.session.told.length > 0, "it is told");
    opened.server.faults.clear();
    await commands.executeCommand("workbench.action.closeQuickOpen");
    assert.equal(await picking, undefined);
  });
});
