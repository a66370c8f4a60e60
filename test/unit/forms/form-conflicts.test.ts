import assert from "node:assert/strict";
import { OpenForm } from "./open-form.ts";

describe("A form whose object somebody else changes", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  /** When what is shown is old enough for it. */
  async function lookAgain(): Promise<void> {
    await opened.clock.pass(60_000);
    await opened.form?.lookAgain();
  }

  it("takes over what was not changed here, without a word", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.elsewhere("PATCH", "/api/tasks/1", { subset: "test" });
    await lookAgain();
    assert.equal(opened.field("subset").value, "test");
    assert.equal(opened.field("name").value, "medals");
    assert.equal(opened.view.banner, undefined);
    assert.equal(opened.view.footer?.words, "Name will change");
  });

  it("sends nothing over somebody else's change, and asks which of the two is to stay", async () => {
    await opened.open("task", 1);
    await opened.type("name", "mine");
    await opened.type("subset", "mine");
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "theirs", subset: "theirs", assignee_id: 3 });
    await opened.save();
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1"]);
    const { banner, footer } = opened.view;
    assert.equal(banner?.title, "Two fields changed on the server since this form was opened");
    assert.match(banner.theirs, /^On the server, /);
    assert.deepEqual(banner.conflicts, [
      { field: "name", label: "Name", mine: "mine", theirs: "theirs", keep: undefined },
      { field: "subset", label: "Subset", mine: "mine", theirs: "theirs", keep: undefined },
    ]);
    assert.equal(footer?.words, "Not saved. Choose what to keep: name and subset");
    assert.equal(opened.field("assignee").value, "bob");
    assert.equal(await opened.save(), false);
    await opened.ask({ kind: "keep", field: "name", which: "mine" });
    assert.equal(await opened.save(), false);
    assert.deepEqual(opened.takeRequests(), []);
    await opened.ask({ kind: "keep", field: "subset", which: "theirs" });
    assert.equal(opened.view.footer?.words, "Not saved. Name will change, subset stays as on the server");
    assert.equal(await opened.save(), true);
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1", 'PATCH /api/tasks/1 {"name":"mine"}']);
    assert.equal(opened.view.banner, undefined);
    assert.deepEqual([opened.field("name").value, opened.field("subset").value], ["mine", "theirs"]);
  });

  it("asks anew where somebody changes it once more after one has chosen", async () => {
    await opened.open("task", 1);
    await opened.type("name", "mine");
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "theirs" });
    await opened.save();
    await opened.ask({ kind: "keep", field: "name", which: "mine" });
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "theirs, again" });
    await opened.save();
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1"]);
    assert.deepEqual(opened.view.banner?.conflicts, [
      { field: "name", label: "Name", mine: "mine", theirs: "theirs, again", keep: undefined },
    ]);
  });

  it("asks as soon as it looks again, and takes typing on for an answer", async () => {
    await opened.open("job", 1);
    await opened.type("state", "completed");
    await opened.elsewhere("PATCH", "/api/jobs/1", { state: "rejected" });
    await lookAgain();
    assert.equal(opened.view.banner?.title, "One field changed on the server since this form was opened");
    await opened.type("state", "in progress");
    assert.equal(opened.view.banner.conflicts[0]?.keep, "mine");
    assert.equal(await opened.save(), true);
    assert.equal((await opened.connection.client.jobs.retrieve(1)).state, "in progress");
  });

  it("has nothing left to save where theirs is kept, and lets that be said no more", async () => {
    await opened.open("task", 1);
    await opened.type("name", "mine");
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "theirs" });
    await opened.save();
    await opened.ask({ kind: "keep", field: "name", which: "theirs" });
    const { footer } = opened.view;
    assert.ok(footer);
    assert.deepEqual([footer.canSave, footer.canRevert], [false, true]);
    assert.match(footer.words, /Name stays as on the server$/);
    await opened.ask({ kind: "revert" });
    assert.equal(opened.view.banner, undefined);
    assert.equal(opened.field("name").value, "theirs");
  });

  it("shows people by their names in the choice", async () => {
    await opened.open("task", 1);
    opened.chosen = { id: 4, username: "carol" };
    await opened.ask({ kind: "pick", field: "assignee" });
    await opened.elsewhere("PATCH", "/api/tasks/1", { assignee_id: 3 });
    await opened.save();
    assert.deepEqual(opened.view.banner?.conflicts, [
      { field: "assignee", label: "Assignee", mine: "carol", theirs: "bob", keep: undefined },
    ]);
    await opened.ask({ kind: "keep", field: "assignee", which: "theirs" });
    assert.equal(opened.field("assignee").value, "bob");
  });

  it("looks again only when what it shows is older than a moment, and not while it saves", async () => {
    await opened.open("task", 1);
    opened.takeRequests();
    await opened.form?.lookAgain();
    assert.deepEqual(opened.takeRequests(), []);
    await opened.type("name", "medals");
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saving = opened.save();
    await held.met;
    await lookAgain();
    held.release();
    await saving;
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1", 'PATCH /api/tasks/1 {"name":"medals"}']);
  });

  it("stays as it is where looking again fails", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    opened.server.faults.add({ kind: "status", status: 500, match: { path: "/api/tasks/1" }, times: 9 });
    const before = opened.view;
    await lookAgain();
    assert.deepEqual(opened.view, before);
  });

  it("takes over what others changed beside, also where its own change was refused", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.elsewhere("PATCH", "/api/tasks/1", { subset: "test" });
    opened.server.faults.add({ kind: "status", status: 403, match: { method: "PATCH" }, times: 9 });
    await opened.save();
    assert.equal(opened.field("subset").value, "test");
    assert.match(opened.view.footer?.trouble ?? "", /^Could not save\. You need to own it/);
    assert.equal(opened.field("name").value, "medals");
  });
});
