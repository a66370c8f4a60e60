import assert from "node:assert/strict";
import { written } from "./browser-state.ts";
import { Person } from "./people.ts";
import { eventually, FormPage, useWindow } from "./workbench/index.ts";

describe("What was typed into a form", () => {
  const given = useWindow({ signedInAs: "alice" });
  const form = (): FormPage => new FormPage(given.workbench.page);
  const patches = (): number => given.server.requests.all({ method: "PATCH" }).length;

  async function open(task: string): Promise<void> {
    await given.workbench.tasks.choose(task, "Edit…");
    await form().waitFor(task);
  }

  async function typeName(text: string): Promise<void> {
    await form().type("name", text);
    await eventually(
      () => form().words(),
      (words) => {
        assert.equal(words, "Name will change");
      },
    );
  }

  /** The rows of forms that were closed. */
  async function notSaved(): Promise<string[]> {
    const rows = await given.workbench.tasks.rows();
    return rows.filter(({ description }) => description === "not saved").map(({ label }) => label);
  }

  async function notSavedAre(expected: readonly string[]): Promise<void> {
    await eventually(notSaved, (rows) => {
      assert.deepEqual(rows, expected);
    });
  }

  before(async () => {
    await given.workbench.openContainer();
    await given.workbench.tasks.row("coins");
    await given.workbench.jobs.row("Job #9");
  });

  it("stands as a row when the form is closed, and comes back by the notification", async () => {
    const { workbench } = given;
    await open("coins");
    await typeName("coins, half typed");
    await form().closeTab("● coins");
    const said = "coins is not saved. What was typed is kept.";
    await workbench.notifications.toast(said);
    assert.deepEqual(await workbench.notifications.all(), [
      { message: said, buttons: ["Reopen", "Discard"] },
    ]);
    await notSavedAre(["coins"]);
    await workbench.picture("draft-row");
    await workbench.notifications.choose(said, "Reopen");
    await form().waitFor("coins");
    assert.equal(await form().value("name"), "coins, half typed");
    assert.equal(await form().was("name"), "was coins");
    await notSavedAre([]);
    assert.equal(patches(), 0);
  });

  it("comes back by a click on its row, and goes by right-click", async () => {
    const { workbench } = given;
    await form().closeTab("● coins");
    await workbench.notifications.dismiss("coins is not saved");
    await notSavedAre(["coins"]);
    await workbench.tasks.click("coins");
    await form().waitFor("coins");
    assert.equal(await form().value("name"), "coins, half typed");
    await form().closeTab("● coins");
    await workbench.notifications.dismiss("coins is not saved");
    await workbench.tasks.choose("coins", "Discard What Was Typed");
    await notSavedAre([]);
    await open("coins");
    assert.equal(await form().value("name"), "coins");
    await form().closeTab("coins");
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  it("goes by the notification's Discard as well", async () => {
    const { workbench } = given;
    await open("cells");
    await typeName("cells, never mind");
    await form().closeTab("● cells");
    await workbench.notifications.choose("cells is not saved", "Discard");
    await notSavedAre([]);
  });

  it("stands in the form again after the window was loaded anew, on what the server has by then", async () => {
    const { workbench, server } = given;
    await open("portraits");
    await typeName("portraits over a reload");
    await written(workbench.page, "portraits over a reload");
    await written(workbench.page, "● portraits");
    await new Person(server, "alice").change("/api/tasks/2", { subset: "test" });
    server.requests.clear();
    await workbench.reload();
    await form().waitFor("portraits");
    assert.equal(await form().value("name"), "portraits over a reload");
    assert.equal(await form().value("subset"), "test");
    await eventually(
      () => form().tabs(),
      (tabs) => {
        assert.deepEqual(tabs, ["● portraits"]);
      },
    );
    assert.equal(patches(), 0);
    await form().button("Save").click();
    await eventually(
      () => form().words(),
      (words) => {
        assert.equal(words, "Saved");
      },
    );
    await workbench.openContainer();
    await workbench.tasks.row("portraits over a reload");
  });

  it("is offered after a crash, whose dead form is closed", async function () {
    this.timeout(120_000);
    const { workbench, window } = given;
    await typeName("portraits over a crash");
    await written(workbench.page, "portraits over a crash");
    window.crash();
    await workbench.notifications.toast(
      "The form of portraits over a reload was closed by a crash. What was typed is kept.",
    );
    assert.deepEqual(await form().tabs(), []);
    await workbench.openContainer();
    await notSavedAre(["portraits over a reload"]);
    await workbench.picture("draft-after-crash");
    await workbench.notifications.choose("was closed by a crash", "Reopen");
    await form().waitFor("portraits over a reload");
    assert.equal(await form().value("name"), "portraits over a crash");
    assert.equal(patches(), 1);
  });
});
