import assert from "node:assert/strict";
import { eventually, type Row, type TreeView, useWindow } from "./workbench/index.ts";

describe("Go To", () => {
  const given = useWindow({ signedInAs: "alice", sample: { tasks: 1300 } });

  /** Types into the picker and waits until these are the rows it offers. */
  async function finds(typed: string, ...labels: string[]): Promise<void> {
    const { quickInput } = given.workbench;
    await quickInput.type(typed);
    await eventually(
      // VS Code puts those first whose label holds what was typed.
      async () => (await quickInput.picks()).map(({ label }) => label).sort(),
      (offered) => {
        assert.deepEqual(offered, labels.sort());
      },
    );
  }

  async function does(action: string): Promise<void> {
    const { quickInput } = given.workbench;
    await quickInput.accept();
    await eventually(
      () => quickInput.placeholder(),
      (placeholder) => {
        assert.equal(placeholder, "Type to choose what to do with it");
      },
    );
    if (action === "Back") await quickInput.button(action);
    else await quickInput.pick(action);
  }

  /** The rows at the top of a view. */
  async function begins(view: TreeView, expected: readonly Partial<Row>[]): Promise<void> {
    await eventually(
      () => view.rows(),
      (rows) => {
        const parts = expected.map((wanted, index) => {
          const row: Partial<Row> = rows[index] ?? {};
          return Object.fromEntries(Object.keys(wanted).map((key) => [key, Reflect.get(row, key)]));
        });
        assert.deepEqual(parts, expected);
      },
    );
  }

  before(async () => {
    await given.workbench.openContainer();
    await given.workbench.tasks.row("Meadow 1300");
  });

  beforeEach(async () => {
    await given.workbench.run("CVAT: Go To…");
    await eventually(
      () => given.workbench.quickInput.title(),
      (title) => {
        assert.equal(title, "Go To");
      },
    );
  });

  afterEach(async () => {
    if (await given.workbench.quickInput.isOpen()) await given.workbench.quickInput.cancel();
  });

  it("finds by number what has it, of each kind", async () => {
    await finds("#2", "Sky", "portraits", "Job #2");
    await finds("job 9", "Job #9");
    await given.workbench.picture("go-to-number");
  });

  it("finds by name on the server", async () => {
    await finds("rocket", "rocket-launch", "Job #6");
  });

  it("finds by a pasted link, whatever stands behind it", async () => {
    const { origin } = given.server;
    await finds(`${origin}/tasks/5/jobs/8?frame=3#top`, "Job #8");
    await finds(`${origin}/tasks/5/`, "sky-survey");
    await finds(`${origin}/projects/1`, "Objects");
    await finds(`${new URL(origin).host}/tasks/4`, "rocket-launch");
  });

  it("says that a link leads to another server, and that nothing was found", async () => {
    await finds("https://app.cvat.ai/tasks/12", "A Link to Another Server");
    await finds("task 99999", "Nothing Found");
    await given.workbench.picture("go-to-nothing");
  });

  it("says what is wrong with the server, and tries again on Enter", async () => {
    const { quickInput } = given.workbench;
    given.server.faults.add({
      kind: "status",
      status: 500,
      body: "<h1>Oops</h1>",
      match: { path: "/api/tasks" },
    });
    await finds("rocket", "Could not search");
    const [trouble] = await quickInput.picks();
    assert.equal(trouble?.description, "server error");
    assert.match(trouble.detail, /^The server failed \(the server answered 500.*\)\. Enter tries again\.$/);
    await given.workbench.picture("go-to-trouble");
    await quickInput.accept();
    await eventually(
      async () => (await quickInput.picks()).map(({ label }) => label).sort(),
      (labels) => {
        assert.deepEqual(labels, ["Job #6", "rocket-launch"]);
      },
    );
  });

  it("goes back from what can be done to what was typed", async () => {
    const { quickInput } = given.workbench;
    await finds("cell", "cells", "Job #4", "Job #5");
    await does("Back");
    await eventually(
      async () => [await quickInput.value(), (await quickInput.picks()).map(({ label }) => label)],
      (shown) => {
        assert.deepEqual(shown, ["cell", ["cells", "Job #5", "Job #4"]]);
      },
    );
  });

  it("copies the link and the number of what was found, and opens its page", async () => {
    const { workbench, window, server } = given;
    const copied = (expected: string) =>
      eventually(
        () => workbench.clipboard(),
        (text) => {
          assert.equal(text, expected);
        },
      );
    await finds("task 1", "coins");
    await does("Copy Link");
    await copied(`${server.origin}/tasks/1`);
    await workbench.run("CVAT: Go To…");
    await finds("project 2", "Sky");
    await does("Copy ID");
    await copied("2");
    await workbench.run("CVAT: Go To…");
    await finds("job 9", "Job #9");
    const address = await window.opens(() => does("Open in Browser"));
    assert.match(new URL(address).pathname, /\/tasks\/5\/jobs\/9$/);
  });

  it("shows a row for which some pages are to be loaded, in its place", async () => {
    const { workbench, server } = given;
    await finds(`${server.origin}/tasks/1000`, "Warehouse 0995");
    server.requests.clear();
    await does("Show in Tasks");
    await eventually(
      () => workbench.tasks.rows(),
      (rows) => {
        const index = rows.findIndex(({ label, selected }) => label === "Warehouse 0995" && selected);
        assert.ok(index > 0);
        assert.equal(rows[index - 1]?.label, "Meadow 0996");
      },
    );
    assert.ok(server.requests.all({ path: "/api/tasks" }).length <= 5);
  });

  it("can be called off while it looks for the row, in silence", async () => {
    const { workbench, server } = given;
    await finds("task 700", "Greenhouse 0695");
    const held = server.faults.add({ kind: "hold", match: { path: "/api/tasks" } });
    await does("Show in Tasks");
    await held.met;
    await workbench.notifications.toast("Looking for the row of task #700");
    await workbench.picture("go-to-looking");
    await workbench.notifications.choose("Looking for the row of task #700", "Cancel");
    await eventually(
      () => workbench.notifications.all(),
      (toasts) => {
        assert.deepEqual(toasts, []);
      },
    );
    held.release();
    assert.ok(!(await workbench.tasks.labels()).includes("Greenhouse 0695"));
  });

  it("shows what is too far down as a row of its own at the top, which can be taken away", async () => {
    const { workbench } = given;
    await finds("task 1", "coins");
    await does("Show in Tasks");
    await begins(workbench.tasks, [{ label: "coins", selected: true }, { label: "Meadow 1300" }]);
    // What can be dismissed shows how, as nothing else tells it from the rows in their order.
    assert.deepEqual(await workbench.tasks.inlineButtons("coins"), ["Refresh (F5)", "Hide Row"]);
    await workbench.picture("go-to-top");
    await workbench.tasks.inline("coins", "Hide Row");
    await eventually(
      () => workbench.tasks.labels(),
      (labels) => {
        assert.ok(!labels.includes("coins"));
      },
    );
  });

  it("shows a job under its task and project", async () => {
    const { workbench } = given;
    await finds("job 6", "Job #6");
    await does("Show in Projects");
    await begins(workbench.projects, [
      { label: "Sky", level: 1 },
      { label: "sky-survey", level: 2 },
      { label: "rocket-launch", level: 2 },
      { label: "Job #6", level: 3, selected: true },
      { label: "Objects", level: 1, selected: false },
    ]);
    await workbench.picture("go-to-revealed");
  });

  it("finds what belongs to another organization than the current one, and shows its row at the top", async () => {
    const { workbench } = given;
    await workbench.quickInput.cancel();
    await workbench.run("CVAT: Switch Organization…");
    await eventually(
      () => workbench.quickInput.picks(),
      (picks) => {
        // More come with the server's answer, and move those that are there.
        assert.equal(picks.length, 4);
      },
    );
    await workbench.quickInput.pick("Personal Workspace");
    await begins(workbench.projects, [{ label: "Objects", level: 1 }]);
    await workbench.run("CVAT: Go To…");
    await finds("rocket", "rocket-launch", "Job #6");
    const [task] = await workbench.quickInput.picks();
    assert.match(task?.description ?? "", /another organization/);
    await workbench.picture("go-to-elsewhere");
    await finds(`${given.server.origin}/tasks/4`, "rocket-launch");
    await does("Show in Tasks");
    await begins(workbench.tasks, [{ label: "rocket-launch", selected: true }, { label: "Meadow 1300" }]);
    await workbench.tasks.expand("rocket-launch");
    await begins(workbench.tasks, [{ label: "rocket-launch" }, { label: "Job #6", level: 2 }]);
    await workbench.run("CVAT: Go To…");
    await finds(`${given.server.origin}/tasks/4/jobs/6`, "Job #6");
    await does("Show in Projects");
    await begins(workbench.projects, [
      { label: "Sky", level: 1 },
      { label: "sky-survey", level: 2 },
      { label: "rocket-launch", level: 2 },
      { label: "Job #6", level: 3, selected: true },
      { label: "Objects", level: 1 },
    ]);
    await workbench.picture("go-to-own-row");
    await workbench.projects.choose("Sky", "Hide Row");
    await begins(workbench.projects, [{ label: "Objects", level: 1 }]);
  });
});
