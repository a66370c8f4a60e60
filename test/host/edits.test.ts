import assert from "node:assert/strict";
import { env } from "vscode";
import { EditsWindow } from "./edits-window.ts";
import { until } from "./explorer-window.ts";

describe("Quick edits", () => {
  let edits: EditsWindow;

  afterEach(async () => {
    await edits.close();
  });

  it("rename a row: its name stands selected in the input, and two requests are made", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = [" medals "];
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    assert.match(
      edits.typist.seen[0] ?? "",
      /^Rename task #1 \| Name \| 1 to 256 characters, on .* \| coins$/,
    );
    assert.deepEqual(edits.changes(), ["GET /api/tasks/1", "PATCH /api/tasks/1"]);
    assert.equal(await edits.line("cvat.tasks", "medals"), "▸ medals | 0/2 jobs · #1 [task]");
    assert.deepEqual(edits.said, []);
  });

  it("judge a name as the server does, before it is sent", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = [" \u2003 ", "x".repeat(257), "\u0644\u064a\u0644 😀"];
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    assert.deepEqual(edits.typist.seen.slice(1), [
      "A name has at least one character that can be seen.",
      "The server takes at most 256 characters for a name, these are 257.",
    ]);
    assert.ok(await edits.line("cvat.tasks", "\u0644\u064a\u0644 😀"));
  });

  it("rename several, one after the other, with a way back; giving up renames none", async () => {
    edits = await EditsWindow.open();
    edits.typist.answers = ["one", "<back>", "first", "second"];
    await edits.run("cvat.rename", "cvat.tasks", "coins", "portraits");
    assert.match(edits.typist.seen[1] ?? "", /^Rename task #2 \(2\/2\)/);
    assert.ok((await edits.line("cvat.tasks", "first")) && (await edits.line("cvat.tasks", "second")));
    edits.typist.answers = ["third"];
    await edits.run("cvat.rename", "cvat.tasks", "first", "second");
    assert.deepEqual(edits.changes(), []);
  });

  it("show the new name while it is on its way, and the old one with the reason when the server refuses", async () => {
    edits = await EditsWindow.open();
    const held = edits.opened.server.faults.add({
      kind: "hold",
      match: { method: "GET", path: "/api/tasks/1" },
    });
    edits.typist.answers = ["medals"];
    const [row] = await edits.rows("cvat.tasks", "coins");
    assert.ok(row);
    const renaming = edits.handlers["cvat.rename"](row);
    await held.met;
    assert.equal(edits.opened.item(row).label, "medals");
    edits.opened.server.faults.add({ kind: "status", status: 403, match: { method: "PATCH" } });
    held.release();
    await renaming;
    assert.equal(edits.opened.item(row).label, "coins");
    const reason =
      "Could not rename task #1. You need to own it or be assigned to it (the server answered 403).";
    assert.match(
      (await edits.opened.tooltip(row)).replaceAll("\\", ""),
      new RegExp(reason.replaceAll(/[.()]/g, "\\$&")),
    );
    assert.match(edits.opened.item(row).accessibilityInformation?.label ?? "", /Could not rename/);
    assert.deepEqual(edits.said, [`${reason} | Retry | Open Log`]);
  });

  it("try again what was refused", async () => {
    edits = await EditsWindow.open();
    edits.opened.server.faults.add({ kind: "status", status: 500, match: { method: "PATCH" } });
    edits.typist.answers = ["medals"];
    edits.press = "Retry";
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    await until(async () => (await edits.line("cvat.tasks", "medals")) !== undefined, "it is renamed");
  });

  it("ask which value stays when somebody else was faster", async () => {
    edits = await EditsWindow.open();
    const [row] = await edits.rows("cvat.tasks", "coins");
    for (const [kept, label] of [
      ["buttons", "buttons"],
      ["medals", "medals"],
    ] as const) {
      await edits.opened.request("PATCH", "/api/tasks/1", { name: "coins" });
      await edits.opened.run("cvat.refreshRow", row);
      edits.typist.answers = ["medals"];
      await edits.opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
      edits.choose = () => kept;
      await edits.handlers["cvat.rename"](row);
      assert.ok(await edits.line("cvat.tasks", label), label);
    }
    assert.deepEqual(edits.offered.slice(0, 3), [
      "Task #1 “buttons” Was Changed Meanwhile",
      "medals | yours",
      "buttons | on the server, set by somebody else",
    ]);
  });

  for (const what of ["organization", "account"] as const) {
    it(`take away the question which value stays when another ${what} is shown, and say what stays`, async () => {
      edits = await EditsWindow.open();
      const all = edits.opened.scopes.current;
      const rows = await edits.rows("cvat.tasks", "coins", "portraits", "cells");
      assert.ok(all);
      edits.leaveOpen = () => {
        const other =
          what === "account"
            ? edits.opened.scope({ kind: "all" }, "admin")
            : { ...all, key: `${all.connection.id} crew`, label: "Crew" };
        edits.opened.scopes.switch(other);
      };
      edits.typist.answers = ["medals", "faces", "mushrooms"];
      for (const id of [1, 2]) await edits.opened.request("PATCH", `/api/tasks/${id}`, { name: "buttons" });
      await edits.handlers["cvat.rename"](rows[0], rows);
      assert.equal(edits.offered[0], "2 tasks Were Changed Meanwhile");
      assert.deepEqual(edits.said, [
        "2 of 3 tasks not changed. Task #1 “buttons”, task #2 “buttons”: Somebody else changed it meanwhile. | Undo",
      ]);
      const renamed = await edits.opened.request("GET", "/api/tasks/3");
      assert.match(JSON.stringify(renamed), /"mushrooms"/);
      // What stayed is no part of what can be taken back.
      edits.opened.scopes.switch({ ...all });
      await edits.handlers["cvat.undo"]();
      const asked = edits.changes().filter((request) => /tasks\/\d/.test(request));
      assert.deepEqual(asked, ["GET /api/tasks/3", "PATCH /api/tasks/3"]);
    });
  }

  it("ask nothing about a change by somebody else when another organization is shown before", async () => {
    edits = await EditsWindow.open();
    const all = edits.opened.scopes.current;
    const [row] = await edits.rows("cvat.tasks", "coins");
    assert.ok(all && row);
    edits.typist.answers = ["medals"];
    const held = edits.opened.server.faults.add({
      kind: "hold",
      match: { method: "GET", path: "/api/tasks/1" },
    });
    await edits.opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
    const renaming = edits.handlers["cvat.rename"](row);
    await held.met;
    edits.opened.scopes.switch({ ...all, key: `${all.connection.id} crew`, label: "Crew" });
    held.release();
    await renaming;
    assert.deepEqual(edits.offered, []);
    assert.deepEqual(edits.said, ["Could not rename task #1. Somebody else changed it meanwhile. | OK"]);
  });

  it("say that it is gone, take its row away, and give the typed name", async () => {
    edits = await EditsWindow.open();
    const [row] = await edits.rows("cvat.tasks", "coins");
    edits.typist.answers = ["medals"];
    edits.press = "Copy the New Name";
    await edits.opened.request("DELETE", "/api/tasks/1");
    await edits.handlers["cvat.rename"](row);
    const host = new URL(edits.opened.server.origin).host;
    assert.deepEqual(edits.said, [`Task #1 is no longer on ${host}. | Copy the New Name`]);
    assert.equal(await edits.line("cvat.tasks", "coins"), undefined);
    await until(async () => (await env.clipboard.readText()) === "medals", "the name is copied");
  });

  it("assign to me and to nobody, on several rows of several kinds", async () => {
    edits = await EditsWindow.open();
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins", "portraits");
    assert.equal(await edits.line("cvat.tasks", "coins"), "▸ coins | 0/2 jobs · alice · #1 [task]");
    edits.typist.answers = ["Nobody"];
    await edits.run("cvat.assign", "cvat.tasks", "coins");
    assert.equal(await edits.line("cvat.tasks", "coins"), "▸ coins | 0/2 jobs · #1 [task]");
    await edits.run("cvat.assignToMe", "cvat.jobs", "Job #9");
    assert.match((await edits.line("cvat.jobs", "Job #9")) ?? "", /alice/);
  });

  it("set the state, the current one being marked", async () => {
    edits = await EditsWindow.open();
    edits.choose = () => "completed";
    await edits.run("cvat.setState", "cvat.jobs", "Job #9", "Job #8");
    assert.deepEqual(edits.offered, [
      "Set the State of 2 jobs",
      "new | current",
      "in progress",
      "completed",
      "rejected",
    ]);
    for (const label of ["Job #9", "Job #8"]) {
      const [row] = await edits.rows("cvat.jobs", label);
      assert.match(row ? (edits.opened.item(row).accessibilityInformation?.label ?? "") : "", /completed/);
    }
  });

  it("set the stage, with the state new or another in the same step, and take both back together", async () => {
    edits = await EditsWindow.open("alice", (window) =>
      window.request("PATCH", "/api/jobs/9", { state: "completed" }),
    );
    const spoken = async () => {
      const [row] = await edits.rows("cvat.jobs", "Job #9");
      return row ? (edits.opened.item(row).accessibilityInformation?.label ?? "") : "";
    };
    await edits.opened.run("cvat.refreshRow", ...(await edits.rows("cvat.jobs", "Job #9")));
    edits.choose = () => "validation";
    await edits.run("cvat.setStage", "cvat.jobs", "Job #9");
    assert.deepEqual(edits.offered.slice(0, 6), [
      "Set the Stage of job #9",
      "annotation | current",
      "validation | the state becomes new",
      "acceptance | the state becomes new",
      "with another state",
      "validation, in progress",
    ]);
    assert.match(await spoken(), /validation, new/);
    await edits.handlers["cvat.undo"]();
    assert.match(await spoken(), /annotation, completed/);
    edits.choose = () => "acceptance, completed";
    await edits.run("cvat.setStage", "cvat.jobs", "Job #9");
    assert.match(await spoken(), /acceptance, completed/);
  });

  it("take back only what is still as it was set", async () => {
    edits = await EditsWindow.open();
    await edits.handlers["cvat.undo"]();
    assert.deepEqual(edits.said, ["There is no change to take back."]);
    edits.typist.answers = ["medals"];
    await edits.run("cvat.rename", "cvat.tasks", "coins");
    await edits.opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
    await edits.handlers["cvat.undo"]();
    assert.equal(
      edits.said[1],
      "Could not take back the change of task #1. Somebody else changed it meanwhile. | OK",
    );
    assert.ok(await edits.line("cvat.tasks", "buttons"));
  });

  it("tell of many what was not changed and why, and try those again or take the others back", async () => {
    edits = await EditsWindow.open();
    edits.refuseTask(2);
    await edits.run("cvat.assignToMe", "cvat.tasks", "coins", "portraits");
    assert.deepEqual(edits.said, [
      "1 of 2 tasks not changed. Task #2 “portraits”: The server failed (the server answered 500). | Retry | Undo",
    ]);
    edits.press = "Undo";
    edits.refuseTask(2);
    await edits.run("cvat.assignToMe", "cvat.tasks", "cells", "portraits");
    await until(
      async () => (await edits.line("cvat.tasks", "cells")) === "▸ cells | 0/2 jobs · #3 [task]",
      "what was done is taken back",
    );
  });

  it("say why before anything is asked, where none may be changed", async () => {
    edits = await EditsWindow.open("carol", (window) =>
      window.request("PATCH", "/api/jobs/9", { assignee: 4 }),
    );
    await edits.opened.run("cvat.jobs.refresh");
    await edits.run("cvat.setStage", "cvat.jobs", "Job #9");
    assert.deepEqual(edits.said, [
      "Could not set the stage of job #9. You need to own its task, be assigned to the task, or be a maintainer of its organization. | OK",
    ]);
    edits.choose = () => "completed";
    await edits.run("cvat.setState", "cvat.jobs", "Job #9");
    assert.equal(edits.said.length, 1);
    await edits.run("cvat.rename", "cvat.jobs", "Job #9");
    assert.equal(
      edits.said[1],
      "Could not rename job #9. A job has no name of its own: rename its task. | OK",
    );
    assert.deepEqual(edits.typist.seen, []);
  });

  it("change nothing when another organization is shown before it is known what may be changed", async () => {
    edits = await EditsWindow.open();
    const all = edits.opened.scopes.current;
    const [row] = await edits.rows("cvat.tasks", "coins");
    assert.ok(all && row);
    const held = edits.opened.server.faults.add({
      kind: "hold",
      match: { method: "GET", path: "/api/users/self" },
    });
    const assigning = edits.handlers["cvat.assignToMe"](row);
    await held.met;
    edits.opened.scopes.switch({ ...all, key: `${all.connection.id} crew`, label: "Crew" });
    held.release();
    await assigning;
    assert.deepEqual(edits.said, []);
    assert.ok(!edits.changes().some((request) => request.startsWith("PATCH")));
  });
});
