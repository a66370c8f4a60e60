import assert from "node:assert/strict";
import { keyOf } from "../../../src/objects/index.ts";
import { OpenForm } from "./open-form.ts";

describe("A form that is saved", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  it("looks once, sends what was changed and nothing else, and shows what the server made of it", async () => {
    await opened.open("task", 1);
    await opened.type("name", "  coins, second pass ");
    await opened.type("subset", "test");
    assert.equal(opened.view.footer?.words, "Name and subset will change");
    assert.equal(opened.view.footer.canSave, true);
    assert.equal(opened.panel.title, "● coins");
    assert.deepEqual(opened.field("subset").changed, { was: "was train", reset: "Reset Subset to train" });
    opened.takeRequests();
    assert.equal(await opened.save(), true);
    assert.deepEqual(opened.takeRequests(), [
      "GET /api/tasks/1",
      'PATCH /api/tasks/1 {"name":"coins, second pass","subset":"test"}',
    ]);
    assert.equal(opened.view.footer.words, "Saved");
    assert.equal(opened.field("name").value, "coins, second pass");
    assert.equal(opened.field("name").changed, undefined);
    assert.equal(opened.panel.title, "coins, second pass");
    assert.equal(opened.view.title, "coins, second pass");
    assert.deepEqual(opened.drafts.all, []);
  });

  it("can be taken back as a whole", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.type("bug_tracker", "https://bugs.example/1");
    opened.chosen = { id: 2, username: "bob" };
    await opened.ask({ kind: "pick", field: "assignee" });
    const before = opened.field("assignee").changed?.was;
    await opened.save();
    assert.equal(before, "was Nobody");
    assert.deepEqual(
      opened.saved.map(({ action, object, started, wanted }) => [action, keyOf(object), started, wanted]),
      [
        [
          "edit",
          "task:1",
          { name: "coins", bug_tracker: "", assignee: null },
          { name: "medals", bug_tracker: "https://bugs.example/1", assignee: { id: 2, username: "bob" } },
        ],
      ],
    );
  });

  it("cannot be taken back where nothing was changed, or of an organization", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "medals" });
    await opened.save();
    await opened.open("organization", 1);
    await opened.type("location", "Riga");
    await opened.save();
    assert.equal(opened.server.requests.all({ method: "PATCH", path: "/api/organizations/1" }).length, 1);
    assert.deepEqual(opened.saved, []);
  });

  it("leaves to others what they have done meanwhile, also when it is taken back", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.type("subset", "validation");
    await opened.elsewhere("PATCH", "/api/tasks/1", { subset: "validation" });
    await opened.save();
    assert.deepEqual(
      opened.saved.map(({ started, wanted }) => [started, wanted]),
      [[{ name: "coins" }, { name: "medals" }]],
    );
  });

  it("takes the state with another stage, and back", async () => {
    await opened.open("job", 1);
    await opened.type("state", "completed");
    await opened.save();
    await opened.type("stage", "validation");
    await opened.save();
    const [, second] = opened.saved;
    assert.deepEqual(second?.started, { stage: "annotation", state: "completed" });
    assert.deepEqual(second.wanted, { stage: "validation", state: "new" });
  });

  it("says that it is saving, lets nothing be taken back meanwhile, and sends once", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    opened.takeRequests();
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saves = [opened.save(), opened.save(), opened.save()];
    await held.met;
    assert.deepEqual(
      [opened.view.footer?.words, opened.view.footer?.canSave, opened.view.footer?.canRevert],
      ["Saving", false, false],
    );
    assert.equal(await opened.ask({ kind: "revert" }), false);
    held.release();
    assert.deepEqual(await Promise.all(saves), [true, true, true]);
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1", 'PATCH /api/tasks/1 {"name":"medals"}']);
  });

  it("calls off a look at the server that was begun before: its answer would bring back what was there", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.clock.pass(60_000);
    const held = opened.server.faults.add({ kind: "hold", match: { method: "GET", path: "/api/tasks/1" } });
    const looking = opened.form?.lookAgain();
    await held.met;
    assert.equal(await opened.save(), true);
    await looking;
    assert.equal(opened.field("name").value, "medals");
    held.release();
  });

  it("keeps what is typed while it is under way, and sends that with the next save", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.type("subset", "test");
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saving = opened.save();
    await held.met;
    await opened.type("name", "medals and coins");
    await opened.type("bug_tracker", "https://issues.example.org/7");
    held.release();
    await saving;
    assert.equal(opened.field("name").value, "medals and coins");
    assert.equal(opened.view.footer?.words, "Name and issue tracker will change");
    assert.deepEqual(opened.drafts.of(opened.identity("task", 1))?.started, {
      name: "medals",
      bug_tracker: "",
    });
    opened.takeRequests();
    await opened.save();
    assert.deepEqual(opened.takeRequests(), [
      "GET /api/tasks/1",
      'PATCH /api/tasks/1 {"name":"medals and coins","bug_tracker":"https://issues.example.org/7"}',
    ]);
  });

  it("brings to its end what is on its way when it is closed, and is closed only then", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saving = opened.form?.save();
    await held.met;
    opened.panel.close();
    assert.deepEqual(opened.done, []);
    held.release();
    assert.equal(await saving, true);
    await opened.until(() => opened.done.length > 0);
    assert.deepEqual(opened.done, ["closed"]);
    assert.equal(opened.form?.draft, undefined);
    assert.deepEqual(opened.drafts.all, []);
    assert.equal((await opened.connection.client.tasks.retrieve(1)).name, "medals");
  });

  it("saves to the end as well what it was told to right before it was closed", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    const held = opened.server.faults.add({ kind: "hold", match: { method: "GET" } });
    const saving = opened.form?.save();
    await held.met;
    opened.panel.close();
    held.release();
    assert.equal(await saving, true);
    assert.deepEqual(opened.drafts.all, []);
    assert.equal((await opened.connection.client.tasks.retrieve(1)).name, "medals");
  });

  it("sends nothing, and keeps what was typed, when the account goes before", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    opened.takeRequests();
    const held = opened.server.faults.add({ kind: "hold", match: { method: "GET", path: "/api/tasks/1" } });
    const saving = opened.form?.save();
    await held.met;
    opened.enter({ kind: "signedOut" });
    held.release();
    await saving;
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1"]);
    assert.deepEqual(opened.form?.draft?.values, { name: "medals" });
    assert.equal(opened.view.footer?.trouble, "");
  });

  it("says that nobody knows what became of it when the account goes in the middle, until it is known", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    const { connection } = opened;
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saving = opened.form?.save();
    await held.met;
    opened.enter({ kind: "signedOut" });
    await connection.client.close();
    await saving;
    assert.match(opened.view.footer?.trouble ?? "", /it is not known whether it was saved\.$/);
    assert.deepEqual(opened.form?.draft?.values, { name: "medals" });
    held.release();
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "medals" });
    opened.enter({ kind: "signedIn", connection: opened.connect("alice") });
    await opened.settled();
    assert.equal(opened.view.footer?.trouble, "");
    assert.equal(opened.form.draft, undefined);
  });

  it("sends nothing where nothing has changed, or where what was typed would be refused", async () => {
    await opened.open("task", 1);
    opened.takeRequests();
    assert.equal(await opened.save(), false);
    await opened.type("name", "  ");
    assert.equal(opened.field("name").problem, "A name has at least one character that can be seen.");
    assert.equal(opened.view.footer?.words, "Not saved. Name will change");
    assert.equal(await opened.save(), false);
    assert.deepEqual(opened.takeRequests(), []);
  });

  it("sends nothing but one look where the server has it already", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "medals" });
    await opened.save();
    assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/1"]);
    assert.equal(opened.view.footer?.words, "Saved");
    assert.equal(opened.view.banner, undefined);
  });

  it("moves a job on, with the state that comes with the stage or with the one that was chosen", async () => {
    await opened.open("job", 1);
    await opened.type("stage", "validation");
    assert.equal(opened.field("state").value, "new");
    await opened.save();
    await opened.type("state", "completed");
    await opened.save();
    await opened.type("stage", "acceptance");
    assert.equal(opened.field("state").value, "new");
    await opened.type("state", "completed");
    await opened.save();
    assert.deepEqual(
      opened.server.requests.all({ method: "PATCH" }).map(({ patch }) => patch),
      [
        '{"stage":"validation","state":"new"}',
        '{"state":"completed"}',
        '{"stage":"acceptance","state":"completed"}',
      ],
    );
    const { stage, state } = await opened.connection.client.jobs.retrieve(1);
    assert.deepEqual([stage, state], ["acceptance", "completed"]);
  });

  it("changes a part of an organization's contact and leaves the rest of it, also what came meanwhile", async () => {
    await opened.elsewhere("PATCH", "/api/organizations/1", { contact: { email: "a@b.org", fax: "1" } });
    await opened.open("organization", 1);
    assert.equal(opened.field("email").value, "a@b.org");
    await opened.type("phoneNumber", "555");
    await opened.type("description", "We draw.\nAll day.");
    await opened.elsewhere("PATCH", "/api/organizations/1", { contact: { email: "c@d.org", fax: "1" } });
    await opened.save();
    const { contact, description } = await opened.connection.client.organizations.retrieve(1);
    assert.deepEqual(contact, { email: "c@d.org", fax: "1", phoneNumber: "555" });
    assert.equal(description, "We draw.\nAll day.");
    assert.equal(opened.field("email").value, "c@d.org");
  });

  it("takes over what this window changes elsewhere in the same object", async () => {
    await opened.open("project", 1);
    await opened.type("bug_tracker", "https://issues.example.org");
    const same = await opened.connection.client.projects.retrieve(1);
    await same.update({ name: "Things" });
    assert.equal(opened.view.title, "Things");
    assert.equal(opened.field("name").value, "Things");
    assert.equal(opened.view.footer?.words, "Issue tracker will change");
    opened.takeRequests();
    await opened.save();
    assert.deepEqual(opened.takeRequests(), [
      "GET /api/projects/1",
      'PATCH /api/projects/1 {"bug_tracker":"https://issues.example.org"}',
    ]);
  });

  it("can be taken back, one field or all of them", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.type("subset", "test");
    assert.equal(await opened.ask({ kind: "reset", field: "name" }), true);
    assert.equal(opened.view.footer?.words, "Subset will change");
    assert.equal(await opened.ask({ kind: "revert" }), true);
    assert.deepEqual([opened.field("subset").value, opened.view.footer.canRevert], ["train", false]);
    assert.deepEqual(opened.drafts.all, []);
  });
});
