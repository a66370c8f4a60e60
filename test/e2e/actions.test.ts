import assert from "node:assert/strict";
import { eventually, useWindow } from "./workbench/index.ts";

describe("Copying links and numbers", () => {
  const given = useWindow({ signedInAs: "alice" });
  const copied = (expected: () => string) =>
    eventually(
      () => given.workbench.clipboard(),
      (text) => {
        assert.equal(text, expected());
      },
    );
  const link = (path: string) => `${given.server.origin}/${path}`;

  before(async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.tasks.row("coins");
    await workbench.projects.row("Sky");
    await workbench.jobs.row("Job #9");
  });

  it("offers by right-click first opening, then copying, then refreshing", async () => {
    const menu = await given.workbench.tasks.menu("coins");
    assert.deepEqual(await menu.entries(), ["Open in Browser", "-", "Copy Link", "Copy ID", "-", "Refresh"]);
    await given.workbench.picture("actions-menu", { keepPointer: true });
    await menu.choose("Copy Link");
    await copied(() => link("tasks/1"));
  });

  it("copies a project's number and a job's link, which leads through its task", async () => {
    const { workbench } = given;
    await (await workbench.projects.menu("Sky")).choose("Copy ID");
    await copied(() => "2");
    await (await workbench.jobs.menu("Job #9")).choose("Copy Link");
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
    await (await workbench.tasks.menu("rocket-launch")).choose("Copy ID");
    await copied(() => "5\n4");
    await workbench.run("CVAT: Copy Link");
    await copied(both);
  });

  it("opens the page of a row in the browser", async () => {
    const { workbench, window } = given;
    // VS Code asks nothing before it opens a page of this machine.
    const address = await window.opens(async () => {
      await (await workbench.tasks.menu("coins")).choose("Open in Browser");
    });
    // VS Code in a browser leads to other ports of this machine through its own.
    assert.match(new URL(address).pathname, /^(\/proxy\/\d+)?\/tasks\/1$/);
  });
});
