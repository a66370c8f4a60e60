import assert from "node:assert/strict";
import { eventually, useWindow } from "./workbench/index.ts";

describe("Changing rows in the views", () => {
  const given = useWindow({ signedInAs: "alice" });
  const sent = () =>
    given.server.requests.all({ method: "PATCH" }).map(({ path }) => path.replace("/api/", ""));

  /** A row's description, when it is this. */
  async function says(view: "tasks" | "jobs" | "projects", label: string, description: string | RegExp) {
    await eventually(
      () => given.workbench[view].row(label),
      (row) => {
        if (typeof description === "string") assert.equal(row.description, description);
        else assert.match(row.description, description);
      },
    );
  }

  before(async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.tasks.row("coins");
    await workbench.jobs.row("Job #9");
  });

  beforeEach(() => {
    given.server.requests.clear();
  });

  it("renames by F2 the row that has the focus, and takes it back from the palette", async () => {
    const { workbench } = given;
    const { quickInput, tasks } = workbench;
    await tasks.click("portraits");
    await tasks.collapse("portraits");
    await tasks.press("ArrowDown", "F2");
    await quickInput.waitForTitle("Rename task #1");
    assert.equal(await quickInput.value(), "coins");
    await workbench.picture("quick-rename");
    await quickInput.type("   ");
    await quickInput.accept();
    await quickInput.waitForMessage(/\S/);
    assert.deepEqual(sent(), []);
    await quickInput.type("coins, second pass");
    await quickInput.accept();
    await says("tasks", "coins, second pass", "0/2 jobs · #1");
    await eventually(sent, (paths) => {
      assert.deepEqual(paths, ["tasks/1"]);
    });
    await workbench.run("CVAT: Undo Last Change");
    await says("tasks", "coins", "0/2 jobs · #1");
    await eventually(sent, (paths) => {
      assert.deepEqual(paths, ["tasks/1", "tasks/1"]);
    });
  });

  it("moves several jobs on by right-click, of which the icons tell", async () => {
    const { workbench } = given;
    const { quickInput, jobs } = workbench;
    await jobs.click("Job #8");
    await jobs.click("Job #7", { modifiers: ["Control"] });
    await jobs.choose("Job #7", "Set Stage…");
    await eventually(
      async () => (await quickInput.picks()).map(({ label, description }) => `${label} | ${description}`),
      (picks) => {
        assert.deepEqual(picks.slice(0, 3), [
          "annotation | current",
          "validation | the state becomes new",
          "acceptance | the state becomes new",
        ]);
      },
    );
    await workbench.picture("quick-stage");
    await quickInput.pick("validation");
    await says("jobs", "Job #8", /validation$/);
    await says("jobs", "Job #7", /validation$/);
    await says("jobs", "Job #9", /annotation$/);
    await eventually(sent, (paths) => {
      assert.deepEqual(paths.toSorted(), ["jobs/7", "jobs/8"]);
    });
  });

  it("assigns to me by the menu, which the row shows at once", async () => {
    const { workbench } = given;
    await workbench.tasks.choose("cells", "Assign to Me");
    await says("tasks", "cells", "0/2 jobs · alice · #3");
    await workbench.picture("quick-assigned");
  });

  it("assigns several to somebody who is looked for on the server, by key", async () => {
    const { workbench, server } = given;
    const { quickInput, tasks } = workbench;
    await tasks.click("sky-survey");
    await tasks.collapse("sky-survey");
    await tasks.click("rocket-launch", { modifiers: ["Control"] });
    await tasks.press("Shift+Alt+A");
    await eventually(
      async () => (await quickInput.picks()).map(({ label }) => label),
      (picks) => {
        assert.deepEqual(picks.slice(0, 2), ["alice", "Nobody"]);
        assert.ok(picks.includes("bob") && picks.includes("carol") && !picks.includes("erin"), picks.join());
      },
    );
    await workbench.picture("quick-assign");
    await quickInput.type("car");
    await eventually(
      async () => (await quickInput.picks()).map(({ label }) => label),
      (picks) => {
        assert.deepEqual(picks, ["carol"]);
      },
    );
    await quickInput.accept();
    await says("tasks", "sky-survey", /carol/);
    await says("tasks", "rocket-launch", /carol/);
    await eventually(
      () => server.requests.all({ method: "PATCH" }).map(({ patch }) => patch),
      (patches) => {
        assert.deepEqual(patches, ['{"assignee_id":4}', '{"assignee_id":4}']);
      },
    );
    assert.deepEqual(sent().toSorted(), ["tasks/4", "tasks/5"]);
  });

  it("sets the state by key, and takes it back by key", async () => {
    const { workbench } = given;
    const { quickInput, jobs } = workbench;
    await jobs.click("Job #6");
    await jobs.press("Shift+Alt+S");
    await eventually(
      async () => (await quickInput.picks()).map(({ label, description }) => `${label} | ${description}`),
      (picks) => {
        assert.equal(picks[0], "new | current");
      },
    );
    await quickInput.type("compl");
    await quickInput.accept();
    await eventually(
      () => jobs.row("Job #6"),
      ({ icon }) => {
        assert.match(icon, /pass|check/);
      },
    );
    await jobs.press("Control+Z");
    await eventually(
      () => jobs.row("Job #6"),
      ({ icon }) => {
        assert.match(icon, /circle/);
      },
    );
    await eventually(sent, (paths) => {
      assert.deepEqual(paths, ["jobs/6", "jobs/6"]);
    });
  });

  it("tells of several which were not changed and why, and Retry does those only", async () => {
    const { workbench, server } = given;
    const { tasks, notifications } = workbench;
    server.faults.add({
      kind: "status",
      status: 500,
      times: 5,
      match: { method: "PATCH", path: "/api/tasks/2" },
    });
    await tasks.click("portraits");
    await tasks.collapse("portraits");
    await tasks.click("coins", { modifiers: ["Control"] });
    await tasks.choose("coins", "Assign to Me");
    const said = "1 of 2 tasks not changed. Task #2 “portraits”:";
    await notifications.toast(said);
    await says("tasks", "coins", /alice/);
    await says("tasks", "portraits", "0/1 jobs · #2");
    await workbench.picture("quick-report");
    server.faults.clear();
    server.requests.clear();
    await notifications.choose(said, "Retry");
    await says("tasks", "portraits", /alice/);
    await eventually(sent, (paths) => {
      assert.deepEqual(paths, ["tasks/2"]);
    });
  });

  it("shows the old value again where the server refuses, and says why", async () => {
    const { workbench, server } = given;
    server.faults.add({
      kind: "status",
      status: 403,
      body: "{}",
      match: { path: "/api/tasks/2", method: "PATCH" },
    });
    await workbench.tasks.click("portraits");
    await workbench.tasks.press("F2");
    await workbench.quickInput.waitForTitle("Rename task #2");
    await workbench.quickInput.type("people");
    await workbench.quickInput.accept();
    await workbench.notifications.toast("Could not rename task #2");
    await workbench.picture("quick-refused");
    await says("tasks", "portraits", /#2$/);
  });
});
