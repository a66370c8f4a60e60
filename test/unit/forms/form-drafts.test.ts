import assert from "node:assert/strict";
import { OpenForm } from "./open-form.ts";

describe("What was typed into a form and not saved", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  it("is kept with each change, and forgotten with the last that is taken back", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    const draft = {
      identity: opened.identity("task", 1),
      title: "coins",
      started: { name: "coins" },
      values: { name: "medals" },
    };
    assert.deepEqual(opened.drafts.all, [draft]);
    assert.deepEqual(opened.form?.draft, draft);
    await opened.type("name", "coins");
    assert.deepEqual(opened.drafts.all, []);
    assert.equal(opened.form.draft, undefined);
  });

  it("stays when the form is closed, and stands there when it is opened again", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    opened.chosen = { id: 3, username: "bob" };
    await opened.ask({ kind: "pick", field: "assignee" });
    opened.panel.close();
    await opened.open("task", 1);
    assert.equal(opened.field("name").value, "medals");
    assert.equal(opened.field("assignee").value, "bob");
    assert.equal(opened.view.footer?.words, "Name and assignee will change");
    assert.equal(opened.panel.title, "● coins");
    assert.equal(opened.view.banner, undefined);
  });

  it("is asked about where the server has something else by then", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    await opened.type("subset", "test");
    opened.panel.close();
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "theirs" });
    await opened.open("task", 1);
    assert.deepEqual(opened.view.banner?.conflicts, [
      { field: "name", label: "Name", mine: "medals", theirs: "theirs", keep: undefined },
    ]);
    assert.equal(opened.view.footer?.canSave, false);
  });

  it("is over where the server has the same by then", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    opened.panel.close();
    await opened.elsewhere("PATCH", "/api/tasks/1", { name: "medals" });
    await opened.open("task", 1);
    assert.equal(opened.view.footer?.words, "Nothing has changed");
    assert.deepEqual(opened.drafts.all, []);
  });

  it("can be copied where the object is gone by then, and is thrown away only when that is said", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    opened.panel.close();
    await opened.elsewhere("DELETE", "/api/tasks/1");
    await opened.open("task", 1);
    assert.deepEqual(
      opened.view.notice?.actions.map(({ action }) => action),
      ["copy", "discard"],
    );
    await opened.ask({ kind: "act", action: "copy" });
    assert.ok(opened.done.includes("copy Name: medals"));
    assert.equal(opened.drafts.all.length, 1);
    await opened.ask({ kind: "act", action: "discard" });
    assert.deepEqual(opened.drafts.all, []);
  });

  it("sends nothing that the field cannot hold", async () => {
    opened.drafts.put({
      identity: opened.identity("job", 1),
      title: "Job #1",
      started: { state: "new", stage: "annotation", assignee: null },
      values: { state: "bogus", stage: null, assignee: "bob", ["__proto__"]: "x", owner: "carol" },
    });
    await opened.open("job", 1);
    assert.equal(opened.view.footer?.words, "Nothing has changed");
    assert.equal(await opened.save(), false);
  });
});
