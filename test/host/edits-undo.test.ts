import assert from "node:assert/strict";
import { EditsWindow } from "./edits-window.ts";
import { until } from "./explorer-window.ts";

describe("Undo of quick edits", () => {
  let edits: EditsWindow;

  afterEach(async () => {
    await edits.close();
  });

  it("take back by the button of a report what it tells of, and not what was changed since", async () => {
    edits = await EditsWindow.open();
    edits.refuseTask(2);
    const pressLate = edits.pressLater();
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins", "portraits");
    edits.typist.answers = ["mushrooms"];
    await edits.run("cvat.rename", "cvat.tasks", "cells");
    pressLate("Undo");
    await until(
      async () => (await edits.line("cvat.tasks", "coins")) === "▸ coins | 0/2 jobs · #1 [task]",
      "what was reported is taken back",
    );
    assert.ok(await edits.line("cvat.tasks", "mushrooms"));
    await edits.handlers["cvat.undo"]();
    assert.ok(await edits.line("cvat.tasks", "cells"));
  });

  it("say that there is nothing left where the button of a report comes after Undo", async () => {
    edits = await EditsWindow.open();
    edits.refuseTask(2);
    const pressLate = edits.pressLater();
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins", "portraits");
    await edits.handlers["cvat.undo"]();
    pressLate("Undo");
    await until(() => edits.said.length > 1, "something is said");
    assert.equal(edits.said[1], "There is nothing left of this change to take back.");
    assert.deepEqual(
      edits.changes().filter((request) => request === "PATCH /api/tasks/1"),
      ["PATCH /api/tasks/1", "PATCH /api/tasks/1"],
    );
  });

  it("take back what a form saved, which is the last change as well", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = ["mushrooms"];
    await edits.run("cvat.rename", "cvat.tasks", "cells");
    const { client } = edits.opened.scope({ kind: "all" });
    const entity = await client.tasks.retrieve(1);
    const started = { name: "coins", subset: "train", bug_tracker: "" };
    const wanted = { name: "medals", subset: "test", bug_tracker: "https://bugs.example/1" };
    await entity.update(wanted);
    edits.editor.remember({ action: "edit", object: { kind: "task", entity }, started, wanted });
    await edits.handlers["cvat.undo"]();
    const { name, subset, bug_tracker } = await client.tasks.retrieve(1);
    assert.deepEqual({ name, subset, bug_tracker }, started);
    assert.deepEqual(edits.passed, ["Took back the change of task #1"]);
    assert.ok(await edits.line("cvat.tasks", "mushrooms"));
    await edits.handlers["cvat.undo"]();
    assert.ok(await edits.line("cvat.tasks", "cells"));
  });

  it("leave what a form saved where somebody else changed it since, and say so", async () => {
    edits = await EditsWindow.open();
    const { client } = edits.opened.scope({ kind: "all" });
    const entity = await client.tasks.retrieve(1);
    await entity.update({ subset: "test" });
    const [started, wanted] = [{ subset: "train" }, { subset: "test" }];
    edits.editor.remember({ action: "edit", object: { kind: "task", entity }, started, wanted });
    await (await client.tasks.retrieve(1)).update({ subset: "validation" });
    await edits.handlers["cvat.undo"]();
    assert.equal((await client.tasks.retrieve(1)).subset, "validation");
    assert.match(edits.said.at(-1) ?? "", /Could not take back the change of task #1\. Somebody else/);
  });

  it("take back a change whose answer was lost, and not the one before", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = ["mushrooms"];
    await edits.run("cvat.rename", "cvat.tasks", "cells");
    edits.loseAnswer();
    edits.typist.answers = ["medals"];
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    assert.match(edits.said[0] ?? "", /Could not rename task #1/);
    edits.opened.server.faults.clear();
    await edits.handlers["cvat.undo"]();
    assert.equal((await edits.opened.scope({ kind: "all" }).client.tasks.retrieve(1)).name, "coins");
    assert.ok(await edits.line("cvat.tasks", "mushrooms"));
  });

  it("take it back as well after a second try has found it done, once", async () => {
    edits = await EditsWindow.open();
    const isMine = async (name: string) => (await edits.line("cvat.tasks", name))?.includes("alice");
    edits.loseAnswer();
    edits.refuseTask(2);
    edits.refuseTask(2);
    edits.press = "Retry";
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins", "portraits", "cells");
    assert.match(edits.said[0] ?? "", /^2 of 3 tasks not changed\. .* \| Retry \| Undo$/);
    await until(() => edits.said.length > 1, "it is tried again");
    assert.match(edits.said[1] ?? "", /^1 of 2 tasks not changed\. Task #2 “portraits”: .* \| Retry$/);
    await edits.handlers["cvat.undo"]();
    assert.deepEqual([await isMine("coins"), await isMine("cells")], [false, false]);
    await edits.handlers["cvat.undo"]();
    assert.equal(edits.said.at(-1), "There is no change to take back.");
  });

  /** Gives three to alice, of which the first try reaches coins alone, and the second one portraits as well. */
  async function assignThree(): Promise<(title: string) => void> {
    for (const id of [2, 3, 3]) edits.refuseTask(id);
    const pressLate = edits.pressLater();
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins", "portraits", "cells");
    assert.match(edits.said[0] ?? "", /^2 of 3 tasks not changed\./);
    return pressLate;
  }

  async function mine(): Promise<string> {
    const lines = await edits.opened.lines("cvat.tasks");
    const names = ["coins", "portraits", "cells"];
    return names
      .filter((name) => lines.some((line) => line.includes(` ${name} `) && line.includes("alice")))
      .join();
  }

  it("take back as one what was changed at the first try and at the second", async () => {
    edits = await EditsWindow.open();
    const pressLate = await assignThree();
    edits.typist.answers = ["Things"];
    await edits.run("cvat.rename", "cvat.projects", "Objects");
    pressLate("Retry");
    await until(() => edits.said.length > 1, "it is tried again");
    assert.match(edits.said[1] ?? "", /^1 of 2 tasks not changed\./);
    assert.equal(await mine(), "coins,portraits");
    await edits.handlers["cvat.undo"]();
    assert.equal(await mine(), "");
    assert.ok(await edits.line("cvat.projects", "Things"));
    await edits.handlers["cvat.undo"]();
    assert.ok(await edits.line("cvat.projects", "Objects"));
  });

  it("leave what somebody else changed after the second try", async () => {
    edits = await EditsWindow.open();
    const pressLate = await assignThree();
    pressLate("Retry");
    await until(() => edits.said.length > 1, "it is tried again");
    await edits.opened.request("PATCH", "/api/tasks/1", { assignee_id: 3 }, "admin");
    await edits.handlers["cvat.undo"]();
    assert.equal(
      edits.said[2],
      "1 of 2 tasks not changed back. Task #1 “coins”: Somebody else changed it meanwhile. | Open Log",
    );
    assert.equal(await mine(), "");
  });

  it("take back alone what was changed at a second try after the first was taken back", async () => {
    edits = await EditsWindow.open();
    const pressLate = await assignThree();
    await edits.handlers["cvat.undo"]();
    edits.changes();
    pressLate("Retry");
    await until(() => edits.said.length > 1, "it is tried again");
    assert.equal(await mine(), "portraits");
    await edits.handlers["cvat.undo"]();
    assert.equal(await mine(), "");
    assert.ok(!edits.changes().some((request) => request.includes("/api/tasks/1")));
  });

  it("take back once what was reached only at a second try", async () => {
    edits = await EditsWindow.open();
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins");
    edits.refuseTask(1);
    edits.press = "Retry";
    await edits.handlers["cvat.undo"]();
    const isBack = async () => !(await edits.line("cvat.tasks", "coins"))?.includes("alice");
    await until(async () => edits.press === undefined && (await isBack()), "it is tried again");
    await edits.handlers["cvat.undo"]();
    assert.equal(edits.said.at(-1), "There is no change to take back.");
  });

  it("take back nothing that the edit itself did not do", async () => {
    edits = await EditsWindow.open();
    const rows = await edits.rows("cvat.tasks", "coins", "portraits", "cells", "rocket-launch", "sky-survey");
    // What somebody else did before, what they made of it or took away, and what the server refuses.
    await edits.opened.request("PATCH", "/api/tasks/1", { assignee_id: 2 }, "admin");
    await edits.opened.request("PATCH", "/api/tasks/2", { assignee_id: 3 }, "admin");
    await edits.opened.request("DELETE", "/api/tasks/5", undefined, "admin");
    edits.refuseTask(3);
    await edits.handlers["cvat.assignToMe"](rows[0], rows);
    edits.changes();
    await edits.handlers["cvat.undo"]();
    assert.deepEqual(edits.changes(), ["GET /api/tasks/4", "PATCH /api/tasks/4"]);
    assert.ok((await edits.line("cvat.tasks", "coins"))?.includes("alice"));
  });

  it("say in the status bar what is so again, and draw no icons of a name", async () => {
    edits = await EditsWindow.open();
    await edits.opened.request("PATCH", "/api/tasks/1", { name: "$(trash) coins" });
    await edits.opened.run("cvat.tasks.refresh");
    edits.typist.answers = ["medals"];
    const [row] = (await edits.opened.nodes("cvat.tasks")).slice(-1);
    await edits.handlers["cvat.rename"](row);
    await edits.handlers["cvat.undo"]();
    await edits.run("cvat.assignToMe", "cvat.tasks", "portraits", "cells");
    await edits.handlers["cvat.undo"]();
    edits.typist.answers = ["faces", "mushrooms"];
    await edits.run("cvat.rename", "cvat.tasks", "portraits", "cells");
    await edits.handlers["cvat.undo"]();
    edits.choose = () => "completed";
    await edits.run("cvat.setState", "cvat.jobs", "Job #9");
    await edits.handlers["cvat.undo"]();
    edits.choose = () => "validation";
    await edits.run("cvat.setStage", "cvat.jobs", "Job #9");
    await edits.handlers["cvat.undo"]();
    assert.deepEqual(
      edits.passed.map((text) => text.replace("\u2060", "")),
      [
        "Took back: the name of task #1 is “$(trash) coins” again",
        "Took back: the assignee of 2 tasks is nobody again",
        "Took back the change of 2 tasks",
        "Took back: the state of job #9 is new again",
        "Took back: stage and state of job #9 are annotation · new again",
      ],
    );
    assert.ok(edits.passed.every((text) => !text.includes("$(")));
    assert.deepEqual(edits.said, []);
  });

  it("say nothing of what could not be taken back", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = ["medals"];
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    await edits.opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
    await edits.handlers["cvat.undo"]();
    assert.deepEqual(edits.passed, []);
  });

  it("tell of many what could not be taken back", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = ["medals", "faces"];
    await edits.run("cvat.rename", "cvat.tasks", "coins", "portraits");
    await edits.opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
    await edits.handlers["cvat.undo"]();
    assert.deepEqual(edits.said, [
      "1 of 2 tasks not changed back. Task #1 “buttons”: Somebody else changed it meanwhile. | Open Log",
    ]);
    assert.ok(await edits.line("cvat.tasks", "portraits"));
  });

  it("take nothing back while another organization or account is shown", async () => {
    edits = await EditsWindow.open();
    const all = edits.opened.scopes.current;
    assert.ok(all);
    edits.typist.answers = ["medals"];
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    edits.opened.scopes.switch({ ...all, key: `${all.connection.id} crew`, label: "Crew" });
    await edits.handlers["cvat.undo"]();
    edits.opened.scopes.switch(edits.opened.scope({ kind: "all" }, "admin"));
    await edits.handlers["cvat.undo"]();
    edits.opened.scopes.switch(undefined);
    await edits.handlers["cvat.undo"]();
    assert.deepEqual(edits.said, [
      "This was changed in all: it can be taken back while that is shown. | OK",
      "There is no change to take back.",
      "There is no change to take back.",
    ]);
    assert.deepEqual(
      edits.changes().filter((request) => request.startsWith("PATCH")),
      ["PATCH /api/tasks/1"],
    );
    edits.opened.scopes.switch({ ...all });
    await edits.handlers["cvat.undo"]();
    assert.ok(await edits.line("cvat.tasks", "coins"));
  });
});
