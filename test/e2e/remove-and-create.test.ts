import assert from "node:assert/strict";
import * as v from "valibot";
import { Person } from "./people.ts";
import { eventually, type Pick, type TreeView, useWindow, type Workbench } from "./workbench/index.ts";

const rows = v.object({ results: v.array(v.object({ id: v.number(), name: v.string() })) });

async function isGone(view: TreeView, ...labels: string[]): Promise<void> {
  await eventually(
    () => view.labels(),
    (shown) => {
      for (const label of labels) assert.ok(!shown.includes(label), label);
    },
  );
}

async function offers(workbench: Workbench, check: (picks: Pick[]) => void): Promise<void> {
  await eventually(() => workbench.quickInput.picks(), check);
}

describe("Removing", () => {
  const given = useWindow({ signedInAs: "alice", sample: { tasks: 6 } });
  const host = () => new URL(given.server.origin).host;
  const deleted = () =>
    given.server.requests
      .all({ method: "DELETE" })
      .map(({ path }) => path)
      .toSorted();

  before(async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.tasks.row("coins");
    await workbench.projects.row("Sky");
  });

  beforeEach(() => {
    given.server.requests.clear();
  });

  it("asks by right-click, with what goes along, and does nothing on Cancel", async () => {
    const { workbench } = given;
    const { dialog, tasks } = workbench;
    const menu = await tasks.menu("rocket-launch");
    assert.deepEqual((await menu.entries()).slice(-2), ["-", "Remove…"]);
    await menu.choose("Remove…");
    assert.equal(await dialog.message(), "Remove task #4 “rocket-launch”?");
    assert.match(
      await dialog.detail(),
      new RegExp(
        `^“rocket-launch” and its 1 job and \\d+ frames with all annotations are deleted on ${host()}\\. `,
      ),
    );
    await workbench.picture("remove-one");
    await dialog.choose("Cancel");
    await tasks.row("rocket-launch");
    assert.deepEqual(deleted(), []);
    await tasks.choose("rocket-launch", "Remove…");
    await dialog.choose("Remove");
    await isGone(tasks, "rocket-launch");
    assert.deepEqual(deleted(), ["/api/tasks/4"]);
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  it("removes by keyboard alone the row that has the focus, not the one that was clicked", async () => {
    const { workbench } = given;
    const { dialog, tasks } = workbench;
    await tasks.click("Orchard 0002");
    // The click has it opened as well: its job would be the next row.
    await tasks.collapse("Orchard 0002");
    await tasks.press("ArrowDown", "Delete");
    assert.equal(await dialog.message(), "Remove task #6 “Crossing 0001”?");
    await workbench.page.keyboard.press("Enter");
    await dialog.box.waitFor({ state: "hidden" });
    await isGone(tasks, "Crossing 0001");
    assert.deepEqual(deleted(), ["/api/tasks/6"]);
  });

  it("has the number of several typed after the question", async () => {
    const { workbench } = given;
    const { dialog, tasks, quickInput } = workbench;
    await tasks.click("coins");
    await tasks.collapse("coins");
    await tasks.click("portraits", { modifiers: ["Control"] });
    await tasks.click("cells", { modifiers: ["Control"] });
    await tasks.press("Delete");
    assert.equal(await dialog.message(), "Remove 3 tasks?");
    await workbench.picture("remove-modal");
    await workbench.page.keyboard.press("Enter");
    await quickInput.waitForTitle("Remove 3 Tasks");
    assert.equal(await quickInput.placeholder(), "Number of tasks");
    await workbench.picture("remove-typed");
    await quickInput.type("2");
    await quickInput.accept();
    await quickInput.waitForMessage(/^These are 3 tasks: type 3 to remove /);
    await workbench.picture("remove-typed-wrong");
    assert.deepEqual(deleted(), []);
    await quickInput.type("3");
    await quickInput.accept();
    await isGone(tasks, "coins", "portraits", "cells");
    assert.deepEqual(deleted(), ["/api/tasks/1", "/api/tasks/2", "/api/tasks/3"]);
  });

  it("tells what could not be removed, and Retry does the rest", async () => {
    const { workbench, server } = given;
    const { dialog, tasks, quickInput, notifications } = workbench;
    server.faults.add({
      kind: "status",
      status: 409,
      body: '["Busy"]',
      match: { method: "DELETE", path: "/api/tasks/8" },
    });
    await tasks.click("Warehouse 0003");
    await tasks.collapse("Warehouse 0003");
    await tasks.click("Meadow 0004", { modifiers: ["Control"] });
    await tasks.choose("Meadow 0004", "Remove…");
    await dialog.choose("Remove");
    await quickInput.waitForTitle("Remove 2 Tasks");
    await quickInput.type("2");
    await quickInput.accept();
    await isGone(tasks, "Meadow 0004");
    await notifications.toast("1 of 2 tasks not removed. Task #8 “Warehouse 0003”:");
    await workbench.picture("remove-report");
    await notifications.choose("1 of 2 tasks not removed.", "Retry");
    await isGone(tasks, "Warehouse 0003");
    assert.deepEqual(deleted(), ["/api/tasks/8", "/api/tasks/8", "/api/tasks/9"]);
  });

  it("tells by palette why a job that is no ground truth cannot be removed, and offers it in no menu", async () => {
    const { workbench } = given;
    const { quickInput, notifications, jobs } = workbench;
    const menu = await jobs.menu("Job #9");
    assert.ok(!(await menu.entries()).includes("Remove…"));
    await menu.close();
    await workbench.run("CVAT: Remove…");
    await quickInput.waitForTitle("Remove");
    await quickInput.type("job 9");
    await offers(workbench, (picks) => {
      assert.ok(picks.some(({ label, focused }) => label === "Job #9" && focused));
    });
    await quickInput.accept();
    await notifications.toast(
      "Could not remove job #9. Only ground truth jobs can be removed. Other jobs go with their task.",
    );
    await workbench.picture("remove-no-ground-truth");
    await notifications.dismiss("Could not remove job #9.");
    assert.deepEqual(deleted(), []);
  });

  it("removes a ground truth job, and nothing of its task", async () => {
    const { workbench, server } = given;
    const { dialog, jobs } = workbench;
    const made = await new Person(server, "alice").make("/api/jobs", {
      task_id: 5,
      type: "ground_truth",
      frame_selection_method: "manual",
      frames: [1, 4],
    });
    await workbench.run("CVAT: Refresh Everything");
    const label = `Job #${made}`;
    await jobs.row(label);
    await jobs.choose(label, "Remove…");
    assert.equal(await dialog.message(), `Remove ground truth job #${made}?`);
    assert.match(await dialog.detail(), /The frames of a ground truth job stay with its task\./);
    await workbench.picture("remove-ground-truth");
    await dialog.choose("Remove");
    await isGone(jobs, label);
    assert.deepEqual(deleted(), [`/api/jobs/${made}`]);
  });

  it("has the name of a project typed, and takes with it what is in it", async () => {
    const { workbench } = given;
    const { dialog, projects, tasks, quickInput } = workbench;
    await projects.click("Sky");
    await projects.press("Delete");
    assert.equal(await dialog.message(), "Remove project #2 “Sky”?");
    assert.match(
      await dialog.detail(),
      /^“Sky” and its 1 task, 3 jobs, and \d+ frames with all annotations are deleted on /,
    );
    await workbench.page.keyboard.press("Enter");
    await quickInput.waitForTitle("Remove Project #2");
    await workbench.picture("remove-project-typed");
    await quickInput.type("Sky");
    await quickInput.accept();
    await isGone(projects, "Sky");
    await isGone(tasks, "sky-survey");
    assert.deepEqual(deleted(), ["/api/projects/2"]);
  });
});

describe("Making a project", () => {
  const given = useWindow({ signedInAs: "erin" });

  const copy = (text: string) =>
    given.workbench.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);

  async function isSelected(label: string): Promise<void> {
    await eventually(
      () => given.workbench.projects.row(label),
      (row) => {
        assert.ok(row.selected);
      },
    );
  }

  async function labelsOf(name: string): Promise<string[]> {
    const { server } = given;
    const headers = { Authorization: `Bearer ${server.account("erin").token}` };
    const ask = async (path: string): Promise<readonly { id: number; name: string }[]> => {
      const answer = await fetch(server.origin + path, { headers });
      return v.parse(rows, await answer.json()).results;
    };
    const [project] = await ask(`/api/projects?name=${encodeURIComponent(name)}`);
    assert(project);
    return (await ask(`/api/labels?project_id=${project.id}`)).map((label) => label.name);
  }

  before(async () => {
    await given.workbench.openContainer();
  });

  it("begins where there is none yet, by mouse: place, name, labels", async () => {
    const { workbench } = given;
    const { projects, quickInput } = workbench;
    const button = projects.pane.getByRole("button", { name: "New Project…" }).last();
    await button.waitFor();
    await workbench.picture("new-project-welcome");
    await button.click();
    await quickInput.waitForTitle("New Project (1/4)");
    await quickInput.pick("Personal Workspace");
    await quickInput.waitForTitle("New Project (2/4)");
    await quickInput.type("Dunes");
    await quickInput.accept();
    await quickInput.waitForTitle("Labels of Dunes (3/4)");
    await workbench.picture("new-project-labels");
    await quickInput.pick("Names…");
    await quickInput.waitForTitle("Labels of Dunes (4/4)");
    await quickInput.type("sand, camel, sand");
    await quickInput.accept();
    await quickInput.waitForMessage(/“sand” is there twice/);
    await workbench.picture("new-project-names");
    await quickInput.type("sand, camel");
    await quickInput.accept();
    await isSelected("Dunes");
    await workbench.picture("new-project-made");
    assert.deepEqual(await labelsOf("Dunes"), ["sand", "camel"]);
  });

  it("shows what is wrong with label JSON where it stands, and goes on from there by keyboard alone", async () => {
    const { workbench } = given;
    const { quickInput, notifications, page } = workbench;
    await workbench.run("CVAT: Switch Organization…");
    await quickInput.waitForTitle("Switch Organization");
    await quickInput.type("Personal");
    await quickInput.accept();
    await workbench.projects.row("Dunes");
    await copy('[\n  {"name": "cloud"},\n  {"name": "sun", "type": "ball"}\n]');
    await workbench.run("CVAT: New Project…");
    await quickInput.waitForTitle("New Project (1/3)");
    await quickInput.type("Heaven");
    await quickInput.accept();
    await quickInput.waitForTitle("Labels of Heaven (2/3)");
    await quickInput.type("clipboard");
    await quickInput.accept();
    await page.locator(".monaco-editor .view-line", { hasText: "ball" }).waitFor();
    await quickInput.waitUntilClosed();
    const lens = page.locator(".codelens-decoration");
    await lens.getByText("1 fault, in Personal Workspace").waitFor();
    await notifications.toast("Project “Heaven” is not created yet.");
    await page.locator(".monaco-editor .squiggly-error").first().waitFor();
    await workbench.picture("new-project-json");
    await workbench.run("CVAT: Create Project from These Labels");
    await page.locator(".zone-widget", { hasText: "“ball” is no type (any, cuboid, " }).waitFor();
    await workbench.picture("new-project-json-fault");
    await page.keyboard.press("Escape");
    await copy('[{"name": "cloud"}, {"name": "sun", "type": "ellipse"}]');
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+V");
    await lens.getByText("2 labels, in Personal Workspace").waitFor();
    await workbench.picture("new-project-json-mended");
    await workbench.run("CVAT: Create Project from These Labels");
    await isSelected("Heaven");
    assert.deepEqual(await labelsOf("Heaven"), ["cloud", "sun"]);
    await lens.waitFor({ state: "detached" });
  });

  it("goes on by mouse from a new document, above the text", async () => {
    const { workbench } = given;
    const { quickInput, page, projects } = workbench;
    await projects.action("New Project…");
    await quickInput.waitForTitle("New Project (1/3)");
    await quickInput.type("Rivers");
    await quickInput.accept();
    await quickInput.waitForTitle("Labels of Rivers (2/3)");
    await quickInput.pick("Label JSON in a New Document");
    const lens = page.locator(".codelens-decoration");
    await lens.getByText("1 fault, in Personal Workspace").waitFor();
    await page.locator(".monaco-editor.focused").waitFor();
    await copy('[{"name": "boat"}]');
    await page.keyboard.press("Control+V");
    await lens.getByText("1 label, in Personal Workspace").waitFor();
    await lens.getByText("Create Project “Rivers”").click();
    await isSelected("Rivers");
    assert.deepEqual(await labelsOf("Rivers"), ["boat"]);
  });

  it("points out a name that there is, and copies the labels of another project", async () => {
    const { workbench } = given;
    const { quickInput, projects } = workbench;
    await projects.action("New Project…");
    await quickInput.waitForTitle("New Project (1/3)");
    await quickInput.type("Dunes");
    await quickInput.accept();
    await quickInput.waitForMessage(
      /^There is a project of that name already, #\d+\. Enter creates another one\./,
    );
    await workbench.picture("new-project-namesake");
    await quickInput.type("Dunes 2");
    await quickInput.accept();
    await quickInput.waitForTitle("Labels of Dunes 2 (2/3)");
    await quickInput.pick("From Another Project…");
    await quickInput.waitForTitle("Copy Labels from a Project (3/3)");
    await quickInput.type("Heaven");
    await offers(workbench, ([first]) => {
      assert.equal(first?.label, "Heaven");
    });
    await quickInput.accept();
    await isSelected("Dunes 2");
    assert.deepEqual(await labelsOf("Dunes 2"), ["cloud", "sun"]);
  });
});
