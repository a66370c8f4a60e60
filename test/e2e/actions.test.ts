import assert from "node:assert/strict";
import { eventually, useWindow } from "./workbench/index.ts";

describe("Copying links and numbers, and opening pages", () => {
  const given = useWindow({ signedInAs: "alice" });
  const copied = (expected: () => string) =>
    eventually(
      () => given.workbench.clipboard(),
      (text) => {
        assert.equal(text, expected());
      },
    );
  const link = (path: string) => `${given.server.origin}/${path}`;
  /** Takes the row that stands first in the picker, when it is the one that is expected there. */
  const takeOffered = async (label: string, description: string) => {
    const { quickInput } = given.workbench;
    await eventually(
      async () => (await quickInput.picks())[0],
      (first) => {
        assert.equal(first?.label, label);
        assert.ok(first.description.startsWith(description), first.description);
      },
    );
    await quickInput.accept();
  };

  before(async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.tasks.row("coins");
    await workbench.projects.row("Sky");
    await workbench.jobs.row("Job #9");
  });

  it("asks which one where nothing is selected", async () => {
    const { workbench } = given;
    const { quickInput } = workbench;
    await workbench.run("CVAT: Copy Link");
    await quickInput.waitForTitle("Copy Link");
    await quickInput.type("task 3");
    await eventually(
      async () => (await quickInput.picks()).map(({ label }) => label),
      (labels) => {
        assert.deepEqual(labels, ["cells"]);
      },
    );
    await quickInput.accept();
    await copied(() => link("tasks/3"));
    // What nobody sees happen is said in passing.
    await workbench.page.locator(".statusbar-item", { hasText: "Copied the link of task #3" }).waitFor();
  });

  it("offers from the palette what is selected in each view, the view worked in last first", async () => {
    const { workbench } = given;
    const { quickInput } = workbench;
    await workbench.jobs.click("Job #9");
    await workbench.tasks.click("cells");
    await workbench.run("CVAT: Copy ID");
    await eventually(
      async () => (await quickInput.picks()).slice(0, 2).map(({ label }) => label),
      (labels) => {
        assert.deepEqual(labels, ["cells", "Job #9"]);
      },
    );
    await workbench.picture("actions-palette");
    await workbench.page.keyboard.press("ArrowDown");
    await quickInput.accept();
    await copied(() => "9");
    await workbench.tasks.collapse("cells");
  });

  it("offers by right-click first opening, then copying, changing, refreshing, and last removing", async () => {
    const menu = await given.workbench.tasks.menu("coins");
    assert.deepEqual(await menu.entries(), [
      "Open in Browser",
      "-",
      "Copy Link",
      "Copy ID",
      "-",
      "Edit…",
      "Rename…",
      "Assign To…",
      "Assign to Me",
      "-",
      "Refresh",
      "-",
      "Remove…",
    ]);
    await given.workbench.picture("actions-menu", { keepPointer: true });
    await menu.choose("Copy Link");
    await copied(() => link("tasks/1"));
  });

  it("copies a project's number and a job's link, which leads through its task", async () => {
    const { workbench } = given;
    await workbench.projects.choose("Sky", "Copy ID");
    await copied(() => "2");
    await workbench.jobs.choose("Job #9", "Copy Link");
    await copied(() => link("tasks/5/jobs/9"));
  });

  it("copies by key the row that has the focus, not the one that was clicked", async () => {
    const { workbench } = given;
    await workbench.tasks.click("portraits");
    await workbench.tasks.row("Job #3");
    await workbench.tasks.press("ArrowUp", "Control+C");
    await copied(() => link("tasks/3"));
    await workbench.tasks.press("ArrowUp", "Shift+Alt+C");
    await copied(() => "4");
    assert.equal((await workbench.tasks.row("rocket-launch")).expanded, false);
  });

  it("copies one link per line when several are selected, by key, menu and palette", async () => {
    const { workbench } = given;
    const both = () => `${link("tasks/5")}\n${link("tasks/4")}`;
    await workbench.tasks.click("sky-survey");
    await workbench.tasks.collapse("sky-survey");
    await workbench.tasks.click("rocket-launch", { modifiers: ["Control"] });
    await workbench.tasks.press("Control+C");
    await copied(both);
    await workbench.tasks.choose("rocket-launch", "Copy ID");
    await copied(() => "5\n4");
    await workbench.run("CVAT: Copy Link");
    await takeOffered("2 selected", "selected in Tasks · ");
    await copied(both);
  });

  it("works in each view by its keys", async () => {
    const { workbench } = given;
    await workbench.projects.click("Sky");
    await workbench.projects.press("Control+C");
    await copied(() => link("projects/2"));
    await workbench.jobs.click("Job #8");
    await workbench.jobs.press("Shift+Alt+C");
    await copied(() => "8");
    await workbench.jobs.press("ArrowUp", "Control+C");
    await copied(() => link("tasks/5/jobs/9"));
  });

  it("opens the page of a row in the browser, by menu, key and palette", async () => {
    const { workbench, window } = given;
    // VS Code asks nothing before it opens a page of this machine, and leads to it through its own port.
    const opens = async (page: string, act: () => Promise<void>) => {
      assert.match(new URL(await window.opens(act)).pathname, new RegExp(`^(/proxy/\\d+)?/${page}$`));
    };
    await opens("tasks/1", async () => (await workbench.tasks.menu("coins")).choose("Open in Browser"));
    await workbench.projects.click("Objects");
    await opens("projects/1", () => workbench.projects.press("Control+Enter"));
    await opens("projects/1", async () => {
      await workbench.run("CVAT: Open in Browser");
      await takeOffered("Objects", "selected in Projects");
    });
  });

  it("asks before it opens many pages at once", async () => {
    const { workbench } = given;
    await workbench.jobs.click("Job #9");
    await workbench.jobs.click("Job #4", { modifiers: ["Shift"] });
    await workbench.jobs.press("Control+Enter");
    assert.equal(await workbench.dialog.message(), "Open 6 pages in the browser?");
    assert.ok((await workbench.dialog.buttons()).includes("Open"));
    await workbench.picture("actions-many");
    await workbench.page.keyboard.press("Escape");
    await workbench.dialog.box.waitFor({ state: "hidden" });
  });
});
