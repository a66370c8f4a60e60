import assert from "node:assert/strict";
import { OpenForm } from "./open-form.ts";

describe("What a form hears of its object", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  it("is no doing of somebody else where the form saved it, also while more is typed", async () => {
    await opened.open("task", 1);
    await opened.type("name", "medals");
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saving = opened.save();
    await held.met;
    await opened.type("name", "medals and coins");
    held.release();
    await saving;
    const views = opened.posted("view").map(({ view }) => JSON.stringify(view));
    assert.deepEqual(
      views.filter((view) => view.includes('"theirs"')),
      [],
    );
  });

  it("is taken over while the form saves, where another part of the window changed it", async () => {
    await opened.open("project", 1);
    const row = await opened.connection.client.projects.retrieve(1);
    await opened.type("bug_tracker", "https://issues.example.org");
    const held = opened.server.faults.add({ kind: "hold", match: { method: "PATCH" } });
    const saving = opened.save();
    await held.met;
    await row.update({ name: "Things" });
    assert.equal(opened.field("name").value, "Things");
    held.release();
    await saving;
    assert.deepEqual([opened.field("name").value, opened.view.footer?.words], ["Things", "Saved"]);
  });

  it("is taken over each time that a row changes it", async () => {
    await opened.open("project", 1);
    const row = await opened.connection.client.projects.retrieve(1);
    for (const name of ["Things", "Objects again"]) {
      await row.update({ name });
      assert.equal(opened.field("name").value, name);
    }
  });

  it("is nothing any more once it is closed", async () => {
    await opened.open("project", 1);
    const row = await opened.connection.client.projects.retrieve(1);
    opened.panel.close();
    const before = opened.posted("view").length;
    await row.update({ name: "Things" });
    assert.equal(opened.posted("view").length, before);
    assert.equal(opened.form?.title, "Objects");
  });
});
