import assert from "node:assert/strict";
import { OpenForm } from "./open-form.ts";

describe("A form that meets trouble", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  const gone = {
    title: "coins is no longer on the server, or hidden from you",
    text: "What was typed can be copied. It cannot be saved.",
    actions: [
      { action: "copy", text: "Copy What Was Typed" },
      { action: "discard", text: "Discard and Close" },
    ],
  };

  async function openWithChange(): Promise<void> {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.type("subset", "test");
    opened.takeRequests();
  }

  describe("because the object is gone", () => {
    it("says so when it is saved, and lets what was typed be copied and thrown away", async () => {
      await openWithChange();
      opened.chosen = { id: 3, username: "bob" };
      await opened.ask({ kind: "pick", field: "assignee" });
      await opened.elsewhere("DELETE", "/api/tasks/1");
      await opened.save();
      assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1"]);
      assert.deepEqual(opened.view.notice, gone);
      assert.ok(opened.view.fields.every(({ disabled }) => disabled));
      assert.equal(opened.view.footer?.words, "Nothing can be saved here now");
      assert.equal(opened.view.footer.canSave, false);
      await opened.ask({ kind: "act", action: "copy" });
      assert.deepEqual(opened.done, ["removed task:1", "copy Name: medals\nAssignee: bob\nSubset: test"]);
      await opened.ask({ kind: "act", action: "discard" });
      assert.equal(opened.panel.isClosed, true);
      assert.equal(opened.form?.draft, undefined);
      assert.deepEqual(opened.drafts.all, []);
    });

    it("does nothing more that a page would ask for", async () => {
      await openWithChange();
      await opened.elsewhere("DELETE", "/api/tasks/1");
      await opened.save();
      opened.takeRequests();
      assert.equal(await opened.save(), false);
      assert.equal(await opened.type("name", "coins"), false);
      assert.equal(await opened.ask({ kind: "revert" }), false);
      assert.equal(await opened.ask({ kind: "pick", field: "assignee" }), false);
      await opened.ask({ kind: "offer", field: "subset" });
      assert.equal(await opened.ask({ kind: "act", action: "retry" }), false);
      assert.deepEqual(opened.takeRequests(), []);
      assert.equal(opened.field("name").value, "medals");
    });

    it("says so when it looks again", async () => {
      await openWithChange();
      await opened.elsewhere("DELETE", "/api/tasks/1");
      await opened.clock.pass(2000);
      await opened.form?.lookAgain();
      assert.deepEqual(opened.view.notice, gone);
      await opened.form?.lookAgain();
      assert.deepEqual(opened.done, ["removed task:1"]);
    });

    for (const [what, path] of [
      ["itself", "/api/tasks/1"],
      ["its project", "/api/projects/1"],
    ] as const) {
      it(`says so when this window removes ${what}`, async () => {
        await openWithChange();
        const { client } = opened.connection;
        const noun = path === "/api/tasks/1" ? client.tasks : client.projects;
        await (await noun.retrieve(1)).remove();
        assert.deepEqual(opened.view.notice, gone);
      });
    }

    it("says so of a job when its task is removed, and not when another one is", async () => {
      await opened.open("job", 1);
      const { client } = opened.connection;
      await (await client.tasks.retrieve(2)).remove();
      const before = opened.view.notice;
      await (await client.tasks.retrieve(1)).remove();
      const { notice } = opened.view;
      assert.equal(before, undefined);
      assert.equal(notice?.title, "Job #1 is no longer on the server, or hidden from you");
      assert.deepEqual(notice.actions, [{ action: "discard", text: "Close" }]);
    });
  });

  describe("because of the account", () => {
    it("tells the session that the token is refused, keeps what was typed, and goes on after signing in", async () => {
      await openWithChange();
      const before = opened.connection;
      opened.server.faults.add({ kind: "status", status: 401, match: { path: "/api/tasks/1" } });
      await opened.save();
      assert.deepEqual(opened.refused, [before]);
      assert.match(opened.view.footer?.trouble ?? "", /^Could not save\. The server no longer accepts/);
      opened.enter({ kind: "refused", connection: before });
      assert.equal(opened.view.notice, undefined);
      opened.enter({ kind: "signedIn", connection: opened.connect("alice") });
      await opened.settled();
      assert.equal(opened.field("name").value, "medals");
      assert.equal(await opened.save(), true);
      assert.equal((await opened.connection.client.tasks.retrieve(1)).name, "medals");
    });

    it("tells the session also when it only looked again", async () => {
      await openWithChange();
      opened.server.faults.add({ kind: "status", status: 401, match: { path: "/api/tasks/1" } });
      await opened.clock.pass(2000);
      await opened.form?.lookAgain();
      assert.deepEqual(opened.refused, [opened.connection]);
      assert.equal(opened.field("name").value, "medals");
    });

    for (const whose of ["nobody", "somebody else"]) {
      it(`saves nothing where ${whose} is signed in, and goes on when its own account is`, async () => {
        await openWithChange();
        const { connection } = opened;
        if (whose === "nobody") opened.enter({ kind: "signedOut" });
        else opened.enter({ kind: "signedIn", connection: opened.connect("bob") });
        assert.deepEqual(opened.view.notice, {
          title: `This form belongs to alice on ${connection.host}`,
          text: "It can be saved when that account is signed in again. What was typed is kept.",
          actions: [{ action: "copy", text: "Copy What Was Typed" }],
        });
        assert.equal(await opened.save(), false);
        await opened.clock.pass(2000);
        await opened.form?.lookAgain();
        await opened.ask({ kind: "act", action: "copy" });
        assert.deepEqual(opened.takeRequests(), []);
        assert.deepEqual(opened.done, ["copy Name: medals\nSubset: test"]);
        opened.enter({ kind: "signedIn", connection });
        await opened.settled();
        assert.equal(opened.view.notice, undefined);
        opened.takeRequests();
        assert.equal(await opened.save(), true);
        assert.deepEqual(opened.takeRequests(), [
          "GET /api/tasks/1",
          'PATCH /api/tasks/1 {"name":"medals","subset":"test"}',
        ]);
      });
    }

    it("speaks of nothing that was typed where nothing was", async () => {
      await opened.open("task", 1);
      opened.enter({ kind: "signedOut" });
      const { notice } = opened.view;
      assert.equal(notice?.text, "It can be changed when that account is signed in again.");
      assert.deepEqual(notice.actions, []);
    });

    it("sends nothing with the token from before until it was read with the new one", async () => {
      await openWithChange();
      opened.server.faults.add({ kind: "status", status: 500, match: { path: "/api/tasks/1" }, times: 9 });
      opened.enter({ kind: "signedIn", connection: opened.connect("alice") });
      await opened.until(() => opened.view.notice !== undefined);
      opened.server.faults.clear();
      opened.takeRequests();
      assert.equal(opened.view.footer?.canSave, false);
      assert.equal(await opened.save(), false);
      assert.deepEqual(opened.takeRequests(), []);
      await opened.ask({ kind: "act", action: "retry" });
      await opened.settled();
      assert.equal(opened.view.footer.canSave, true);
      assert.equal(await opened.save(), true);
    });
  });

  describe("because of the server or the way to it", () => {
    it("says that it could not be saved, keeps all of it, and saves it when asked again", async () => {
      await openWithChange();
      opened.server.faults.add({ kind: "reset", match: { path: "/api/tasks/1" }, times: 9 });
      assert.equal(await opened.save(), true);
      assert.match(opened.view.footer?.trouble ?? "", /^Could not save\. /);
      assert.equal(opened.view.footer?.words, "Not saved. Name and subset will change");
      assert.equal(opened.view.footer.canSave, true);
      assert.equal(opened.panel.title, "● coins");
      assert.equal(opened.drafts.all.length, 1);
      opened.server.faults.clear();
      await opened.save();
      assert.equal(opened.view.footer.trouble, "");
      assert.equal(opened.field("name").changed, undefined);
    });

    it("forgets the trouble when there is nothing to be saved any more", async () => {
      await openWithChange();
      opened.server.faults.add({ kind: "status", status: 500, match: { path: "/api/tasks/1" }, times: 9 });
      await opened.save();
      assert.notEqual(opened.view.footer?.trouble, "");
      await opened.ask({ kind: "reset", field: "name" });
      await opened.ask({ kind: "reset", field: "subset" });
      assert.equal(opened.view.footer?.trouble, "");
    });

    function refuse(fields: Readonly<Record<string, unknown>>): void {
      const contentType = "application/vnd.cvat+json";
      const body = JSON.stringify(fields);
      opened.server.faults.add({
        kind: "status",
        status: 400,
        body,
        contentType,
        match: { method: "PATCH" },
      });
    }

    it("puts what the server has against fields to them, until something else stands there", async () => {
      await openWithChange();
      refuse({ name: ["Not that one."], subset: ["Nor that."] });
      await opened.save();
      assert.equal(opened.field("name").problem, "The server: Not that one.");
      assert.equal(opened.field("subset").problem, "The server: Nor that.");
      assert.equal(opened.view.footer?.trouble, "");
      assert.equal(await opened.save(), false);
      await opened.type("name", "orders");
      await opened.ask({ kind: "reset", field: "subset" });
      assert.equal(await opened.save(), true);
      assert.equal(opened.view.title, "orders");
    });

    it("says below what belongs to no field of the form", async () => {
      await openWithChange();
      refuse({ name: ["Not that one."], status: ["Read only."] });
      await opened.save();
      assert.equal(opened.field("name").problem, "The server: Not that one.");
      assert.match(opened.view.footer?.trouble ?? "", /^Could not save\. .*Read only/);
    });

    it("puts what was said of an assignee's number to the assignee", async () => {
      await opened.open("task", 1);
      opened.chosen = { id: 3, username: "bob" };
      await opened.ask({ kind: "pick", field: "assignee" });
      refuse({ assignee_id: ["No such\nperson."] });
      await opened.save();
      assert.equal(opened.field("assignee").problem, "The server: No such person.");
    });

    it("has nothing against what was typed since the refused was sent", async () => {
      await openWithChange();
      const held = opened.server.faults.add({ kind: "hold", match: { method: "GET", path: "/api/tasks/1" } });
      refuse({ name: ["Not that one."] });
      const saving = opened.save();
      await held.met;
      await opened.type("name", "medals and coins");
      held.release();
      await saving;
      assert.equal(opened.field("name").problem, "");
      assert.match(opened.view.footer?.trouble ?? "", /^Could not save\. .*Not that one/);
      assert.equal(await opened.save(), true);
      assert.equal(opened.view.title, "medals and coins");
    });
  });
});
