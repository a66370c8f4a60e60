import assert from "node:assert/strict";
import { eventually, type Row, type TreeView, useWindow } from "./workbench/index.ts";

const row = ({ label, description }: Row): string => `${label} | ${description}`;

async function shows(view: TreeView, expected: readonly string[]): Promise<void> {
  await eventually(
    async () => (await view.rows()).map(row),
    (rows) => {
      assert.deepEqual(rows, expected);
    },
  );
}

describe("Browsing the sample set", () => {
  const given = useWindow({ signedInAs: "alice" });

  it("fills the three views by at most eight requests, newest first", async () => {
    const { workbench, server } = given;
    await workbench.openContainer();
    await shows(workbench.projects, ["Sky | 2 tasks", "Objects | 3 tasks"]);
    await shows(workbench.tasks, [
      "sky-survey | 0/3 jobs · #5",
      "rocket-launch | 0/1 jobs · #4",
      "cells | 0/2 jobs · #3",
      "portraits | 0/1 jobs · #2",
      "coins | 0/2 jobs · #1",
    ]);
    await eventually(
      async () => (await workbench.jobs.rows()).map(row)[0],
      (first) => {
        assert.equal(first, "Job #9 | sky-survey · 16–23 · annotation");
      },
    );
    await eventually(
      () => workbench.statusBar.texts(),
      (texts) => {
        assert.deepEqual(texts, ["alice · All Organizations"]);
      },
    );
    const asked = server.requests.all();
    assert.ok(asked.length <= 8, `${asked.length} requests: ${asked.map(({ path }) => path).join(" ")}`);
    await workbench.picture("browse-start");
  });

  it("opens a project into its tasks and a task into its jobs, asking for these alone", async () => {
    const { workbench, server } = given;
    server.requests.clear();
    await workbench.projects.expand("Objects");
    await workbench.projects.expand("coins");
    await shows(workbench.projects, [
      "Sky | 2 tasks",
      "Objects | 3 tasks",
      "cells | 0/2 jobs · #3",
      "portraits | 0/1 jobs · #2",
      "coins | 0/2 jobs · #1",
      "Job #1 | 0–4 · annotation",
      "Job #2 | 5–9 · annotation",
    ]);
    assert.deepEqual(
      server.requests.all().map(({ path }) => path),
      ["/api/tasks", "/api/jobs"],
    );
  });

  it("stands as in README.md, whose picture this is", async () => {
    const { page, projects } = given.workbench;
    const usual = page.viewportSize() ?? { width: 1280, height: 800 };
    const size = { width: 800, height: 684 };
    await page.setViewportSize(size);
    // At the row's end: the tooltip leaves the rows to be seen.
    await projects.locate("coins").hover({ position: { x: 230, y: 10 } });
    const hover = page.locator(".workbench-hover", { has: page.locator("img") });
    await eventually(
      () =>
        hover.evaluate((shown) => [getComputedStyle(shown).opacity, shown.querySelector("img")?.complete]),
      (state) => {
        assert.deepEqual(state, ["1", true]);
      },
    );
    await given.workbench.finePicture("overview", { ...size, scale: 1.35 });
    await page.setViewportSize(usual);
  });

  it("speaks each row as a sentence", async () => {
    const rows = await given.workbench.projects.rows();
    const spoken = new Map(rows.map(({ label, spoken: sentence }) => [label, sentence]));
    assert.match(spoken.get("Objects") ?? "", /^Project Objects, 3 tasks/);
    assert.match(spoken.get("coins") ?? "", /^Task coins, 10 frames, in annotation/);
    assert.match(spoken.get("Job #1") ?? "", /^Job 1, .*new/);
  });

  it("keeps what is open and selected when everything is refreshed", async () => {
    const { workbench, server } = given;
    // A click selects, and opens.
    await workbench.projects.click("portraits");
    await workbench.projects.row("Job #3");
    const before = await workbench.projects.rows();
    server.requests.clear();
    await workbench.run("CVAT: Refresh Everything");
    await eventually(
      () => server.requests.all().length,
      (count) => {
        assert.equal(count, 6);
      },
    );
    await eventually(
      () => workbench.projects.rows(),
      (rows) => {
        assert.deepEqual(
          rows.map((one) => [row(one), one.expanded, one.selected]),
          before.map((one) => [row(one), one.expanded, one.selected]),
        );
      },
    );
  });

  it("tells in a tooltip what a task is, with a picture of it", async () => {
    const { workbench } = given;
    const tooltip = await workbench.tasks.tooltip("coins");
    const text = await tooltip.innerText();
    assert.match(text, /^coins/);
    assert.match(text, /Task #1 in Objects · subset train/);
    assert.match(text, /10 frames/);
    await tooltip.locator("img").waitFor();
    await workbench.picture("browse-tooltip", { keepPointer: true });
  });

  it("filters by what the server finds, and gives everything back", async () => {
    const { workbench } = given;
    await workbench.tasks.action("Filter by Text…");
    await workbench.quickInput.type("CELL");
    await workbench.quickInput.accept();
    await shows(workbench.tasks, ["cells | 0/2 jobs · #3"]);
    assert.match(await workbench.tasks.description(), /CELL/);
    await workbench.tasks.action("Clear Filter");
    await eventually(
      () => workbench.tasks.labels(),
      (labels) => {
        assert.equal(labels.length, 5);
      },
    );
  });

  it("says that nothing matches, and a click on that takes the filter away", async () => {
    const { workbench } = given;
    await workbench.jobs.action("Filter by Text…");
    await workbench.quickInput.type("no such thing");
    await workbench.quickInput.accept();
    await shows(workbench.jobs, ["Nothing Matches | “no such thing”"]);
    await workbench.picture("browse-nothing-matches");
    await workbench.jobs.click("Nothing Matches");
    await eventually(
      () => workbench.jobs.labels(),
      (labels) => {
        assert.equal(labels[0], "Job #9");
      },
    );
  });

  it("looks right in light and high contrast, and in a narrow side bar", async () => {
    const { workbench } = given;
    for (const theme of ["light", "highContrast", "highContrastLight"] as const) {
      await workbench.setTheme(theme);
      await workbench.picture(`browse-${theme}`);
    }
    await workbench.setTheme("dark");
    await workbench.resizeSideBar(220);
    await workbench.picture("browse-narrow");
    await workbench.resizeSideBar(320);
    const labels = await workbench.projects.labels();
    assert.ok(labels.includes("coins"));
  });

  it("asks for nothing while no view can be seen", async () => {
    const { workbench, server } = given;
    await workbench.page.keyboard.press("Control+Shift+E");
    await workbench.projects.pane.waitFor({ state: "hidden" });
    server.requests.clear();
    await workbench.run("CVAT: Refresh Everything");
    // The palette's answer comes after the command; a request would have been sent by then.
    await workbench.offered("CVAT: Show Log");
    assert.deepEqual(server.requests.all(), []);
    await workbench.openContainer();
  });

  describe("by keyboard alone", () => {
    /** Goes there; a key that is pressed while the palette closes would be lost. */
    async function goTo(view: TreeView): Promise<void> {
      await eventually(
        () => given.workbench.run(`CVAT: Focus on ${view.title} View`),
        () => view.pane.locator(".monaco-list:focus").waitFor({ timeout: 3000 }),
      );
      await given.workbench.quickInput.waitUntilClosed();
    }

    const focusOn = (view: TreeView, expected: string) =>
      eventually(
        async () => (await view.rows()).find((one) => one.focused)?.label,
        (label) => {
          assert.equal(label, expected);
        },
      );

    /** A key that is pressed while a row is drawn anew can be lost. */
    const opens = (below: string) =>
      eventually(
        () => given.workbench.projects.press("ArrowRight"),
        () => given.workbench.projects.locate(below).waitFor({ timeout: 5000 }),
      );

    it("goes down the tree, opens, closes and opens the row's menu", async () => {
      const { workbench } = given;
      await workbench.projects.row("Objects");
      await goTo(workbench.projects);
      // As VS Code's own trees: everything is closed.
      await workbench.projects.press("Control+ArrowLeft");
      await shows(workbench.projects, ["Sky | 2 tasks", "Objects | 3 tasks"]);
      await workbench.projects.press("Home");
      await focusOn(workbench.projects, "Sky");
      await workbench.projects.press("ArrowDown");
      await focusOn(workbench.projects, "Objects");
      await opens("cells");
      await workbench.projects.press("ArrowDown");
      await focusOn(workbench.projects, "cells");
      await opens("Job #4");
      await workbench.projects.press("Shift+F10");
      await eventually(
        () => workbench.page.locator(".monaco-menu .action-label").allInnerTexts(),
        (entries) => {
          assert.ok(entries.includes("Copy Link"));
        },
      );
      await workbench.page.keyboard.press("Escape");
    });

    it("filters a view, and takes the filter away", async () => {
      const { workbench } = given;
      const { quickInput } = workbench;
      await workbench.run("CVAT: Filter by Text…");
      await eventually(
        () => quickInput.placeholder(),
        (placeholder) => {
          assert.equal(placeholder, "Type to choose the view to filter");
        },
      );
      await quickInput.type("Projects");
      await quickInput.accept();
      await quickInput.waitForTitle("Filter Projects by Text");
      await quickInput.type("sky");
      await quickInput.accept();
      await shows(workbench.projects, ["Sky | 2 tasks"]);
      await workbench.run("CVAT: Filter by Text…");
      await eventually(
        async () => (await quickInput.picks()).map(({ label, description }) => `${label} ${description}`),
        (views) => {
          assert.deepEqual(views, ["Projects “sky”", "Tasks ", "Jobs "]);
        },
      );
      await quickInput.accept();
      await quickInput.waitForTitle("Filter Projects by Text");
      assert.equal(await quickInput.value(), "sky");
      await quickInput.type("nowhere to be found");
      await quickInput.accept();
      await shows(workbench.projects, ["Nothing Matches | “nowhere to be found”"]);
      await goTo(workbench.projects);
      await workbench.projects.press("Home");
      await focusOn(workbench.projects, "Nothing Matches");
      await eventually(
        () => workbench.projects.press("Enter"),
        () => workbench.projects.locate("Objects").waitFor({ timeout: 3000 }),
      );
      assert.equal(await workbench.projects.description(), "");
    });
  });
});
