import assert from "node:assert/strict";
import { eventually, useWindow } from "./workbench/index.ts";

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
        assert.equal(placeholder, "What to do with it");
      },
    );
    await quickInput.pick(action);
    await quickInput.waitUntilClosed();
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
    await finds(`${origin}/projects/1`, "Objects");
  });

  it("says that a link leads to another server, and that nothing was found", async () => {
    await finds("https://app.cvat.ai/tasks/12", "A Link to Another Server");
    await finds("task 99999", "Nothing Found");
    await given.workbench.picture("go-to-nothing");
  });

  it("copies the link of what was found", async () => {
    await finds("task 1", "coins");
    await does("Copy Link");
    await eventually(
      () => given.workbench.clipboard(),
      (text) => {
        assert.equal(text, `${given.server.origin}/tasks/1`);
      },
    );
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

  it("shows what is too far down as a row of its own at the top, which can be taken away", async () => {
    const { workbench } = given;
    await finds("task 1", "coins");
    await does("Show in Tasks");
    await eventually(
      () => workbench.tasks.rows(),
      ([first]) => {
        assert.deepEqual([first?.label, first?.selected], ["coins", true]);
      },
    );
    await (await workbench.tasks.menu("coins")).choose("Remove from View");
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
    await eventually(
      () => workbench.projects.rows(),
      (rows) => {
        assert.deepEqual(
          rows.map(({ label, level, selected }) => [label, level, selected]),
          [
            ["Sky", 1, false],
            ["sky-survey", 2, false],
            ["rocket-launch", 2, false],
            ["Job #6", 3, true],
            ["Objects", 1, false],
          ],
        );
      },
    );
    await workbench.picture("go-to-revealed");
  });

  it("finds what belongs to another organization than the current one", async () => {
    const { workbench } = given;
    await workbench.quickInput.cancel();
    await workbench.run("CVAT: Switch Organization…");
    await workbench.quickInput.pick("Personal Workspace");
    await eventually(
      () => workbench.projects.labels(),
      (labels) => {
        assert.ok(!labels.includes("Sky"));
      },
    );
    await workbench.run("CVAT: Go To…");
    await finds("rocket", "rocket-launch", "Job #6");
    const [task] = await workbench.quickInput.picks();
    assert.match(task?.description ?? "", /another organization/);
  });
});
