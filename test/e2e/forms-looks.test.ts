import assert from "node:assert/strict";
import { Person } from "./people.ts";
import { eventually, FormPage, type Theme, useWindow, type Workbench } from "./workbench/index.ts";

const all: readonly Theme[] = ["dark", "light", "highContrast", "highContrastLight"];

/** Nothing that axe knows is wrong with it, in every kind of theme; a picture of each. */
async function looksRight(workbench: Workbench, tab: string, title: string, name: string): Promise<void> {
  const form = new FormPage(workbench.page);
  for (const theme of all) {
    await workbench.setTheme(theme);
    await form.showTab(tab);
    await form.waitFor(title);
    assert.deepEqual(await form.accessibility(), [], theme);
    await workbench.picture(`form-${name}-${theme}`);
  }
}

describe("How a form looks", () => {
  const given = useWindow({ signedInAs: "alice" });
  const form = (): FormPage => new FormPage(given.workbench.page);

  async function says(words: string): Promise<void> {
    await eventually(
      () => form().words(),
      (shown) => {
        assert.equal(shown, words);
      },
    );
  }

  async function open(view: "projects" | "tasks" | "jobs", row: string): Promise<void> {
    const { workbench } = given;
    await workbench[view].choose(row, "Edit…");
    await form().waitFor(row);
  }

  before(async () => {
    const { workbench, server } = given;
    await new Person(server, "alice").make("/api/projects", { name: "Empty", labels: [] });
    await workbench.openContainer();
    await workbench.projects.row("Empty");
    await workbench.jobs.row("Job #9");
  });

  afterEach(async () => {
    await given.workbench.run("View: Close All Editors");
  });

  it("empty, in every theme", async function () {
    this.timeout(120_000);
    await open("projects", "Empty");
    assert.ok((await form().facts()).includes("Labels: none"));
    await looksRight(given.workbench, "Empty", "Empty", "empty");
  });

  it("filled, in every theme", async function () {
    this.timeout(120_000);
    await open("tasks", "coins");
    await looksRight(given.workbench, "coins", "coins", "filled");
  });

  it("with invalid values, in every theme", async function () {
    this.timeout(120_000);
    await open("tasks", "portraits");
    await form().type("name", "x".repeat(271));
    await form().type("subset", "y".repeat(65));
    await says("Not saved. Name and subset will change");
    await looksRight(given.workbench, "● portraits", "portraits", "invalid");
    await form().button("Revert").click();
    await says("Nothing has changed");
  });

  it("with conflicts, in every theme", async function () {
    this.timeout(120_000);
    const { workbench, server } = given;
    await open("tasks", "cells");
    await form().type("name", "cells of mine");
    await form().type("subset", "validation");
    await says("Name and subset will change");
    await new Person(server, "alice").change("/api/tasks/3", { name: "cells of theirs", subset: "test" });
    await form().button("Save").click();
    await form().banner.waitFor();
    await form().keep("Name", "mine");
    await looksRight(workbench, "● cells of theirs", "cells of theirs", "conflict");
    await workbench.setTheme("dark");
    await form().showTab("● cells of theirs");
    await form().waitFor("cells of theirs");
    await workbench.page.setViewportSize({ width: 640, height: 800 });
    await isWithin();
    await workbench.picture("form-narrow-conflict");
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await form().button("Revert").click();
    await says("Nothing has changed");
  });

  it("at 300 px and at 200 % zoom, where nothing is cut off and all can be reached", async function () {
    this.timeout(120_000);
    const { workbench } = given;
    const { page } = workbench;
    await open("tasks", "coins");
    await page.setViewportSize({ width: 654, height: 800 });
    await eventually(
      () =>
        form()
          .frame.locator("body")
          .evaluate((body) => body.clientWidth),
      (width) => {
        assert.ok(width <= 310 && width >= 280, `${width}`);
      },
    );
    await isWithin();
    await eventually(
      () => form().frame.locator(".chip:visible").count(),
      (chips) => {
        assert.ok(chips < 8, `${chips} labels in two rows`);
      },
    );
    await workbench.picture("form-narrow");
    for (const field of ["name", "subset", "bug_tracker"]) {
      await form().input(field).scrollIntoViewIfNeeded();
      const box = await form().input(field).boundingBox();
      assert.ok(box && box.width >= 200, field);
    }
    // As VS Code zooms: half the pixels of the page, each twice as large.
    await page.setViewportSize({ width: 1280, height: 800 });
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setDeviceMetricsOverride", {
      width: 640,
      height: 400,
      deviceScaleFactor: 2,
      mobile: false,
    });
    await form().type("name", "coins at 200 %");
    await says("Name will change");
    await isWithin();
    await workbench.finePicture("form-zoomed", { width: 640, height: 400, scale: 1 });
    await form().button("Revert").click();
    await says("Nothing has changed");
    await session.send("Emulation.clearDeviceMetricsOverride");
    await session.detach();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("to whoever has only keys: from field to field, over what resets them, to the buttons, and back", async () => {
    const { workbench } = given;
    const { keyboard } = workbench.page;
    await open("tasks", "coins");
    await form().input("name").focus();
    await keyboard.type("x");
    await says("Name will change");
    const stops: string[] = [];
    for (let stop = 0; stop < 7; stop += 1) {
      await keyboard.press("Tab");
      stops.push(await form().active());
    }
    assert.deepEqual(stops, [
      "Reset Name to coins",
      "Assignee: Nobody",
      "Subset. Groups tasks in exports: train, validation, test, or a name of your own.",
      "validation",
      "test",
      "Issue tracker. An address shown beside the task and its jobs.",
      "Save",
    ]);
    await keyboard.press("Tab");
    assert.equal(await form().active(), "Revert");
    await keyboard.press("Enter");
    await says("Nothing has changed");
  });

  /** Nothing sticks out to the right. */
  async function isWithin(): Promise<void> {
    await eventually(
      () =>
        form()
          .frame.locator("html")
          .evaluate((html) => {
            const wide = [...html.querySelectorAll("main *, footer *")].filter((element) => {
              const { right, width } = element.getBoundingClientRect();
              return width > 0 && right > html.clientWidth + 1;
            });
            return [
              html.scrollWidth - html.clientWidth,
              ...wide.map(({ outerHTML }) => outerHTML.slice(0, 80)),
            ];
          }),
      (wide) => {
        assert.deepEqual(wide, [0]);
      },
    );
  }
});

describe("How a form looks to who may change nothing", () => {
  const given = useWindow({ signedInAs: "dave" });

  it("disabled with the reasons, in every theme", async function () {
    this.timeout(120_000);
    const { workbench, server } = given;
    const alice = new Person(server, "alice");
    // A worker of the organization sees the task through their job in it.
    await alice.change("/api/jobs/9", { assignee: 5 });
    await workbench.openContainer();
    await workbench.jobs.row("Job #9");
    const form = new FormPage(workbench.page);
    await workbench.jobs.choose("Job #9", "Edit…");
    await form.waitFor("Job #9");
    await eventually(
      () => form.below("assignee"),
      (below) => {
        assert.match(below, /\S/);
      },
    );
    await looksRight(workbench, "Job #9", "Job #9", "disabled");
  });
});
