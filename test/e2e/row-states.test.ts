import assert from "node:assert/strict";
import { ask, serveChanged } from "./served.ts";
import { eventually, type Row, type Theme, type TreeView, useWindow } from "./workbench/index.ts";

const told = ({ icon, label, description }: Row): string => `${icon} | ${label} | ${description}`;

async function shows(view: TreeView, told: (row: Row) => string, expected: readonly string[]): Promise<void> {
  await eventually(
    async () => (await view.rows()).map(told),
    (rows) => {
      assert.deepEqual(rows, expected);
    },
  );
}

describe("Rows in all their states", () => {
  const given = useWindow({ signedInAs: "alice" });
  /** What was read of rows; what is being prepared, and pictures, are looked at besides. */
  const asked = () =>
    given.server.requests
      .all()
      .map(({ path }) => path)
      .filter((path) => !/^\/api\/requests\/|\/preview$/.test(path))
      .sort();

  async function makeTask(name: string): Promise<number> {
    const { id } = await ask(given.server, "POST", "/api/tasks", { name, project_id: 1 });
    return Number(id);
  }

  before("brings the world into all states", async () => {
    const { server } = given;
    await makeTask("orchard-row-13");
    server.setCreationRequest(await makeTask("orchard-row-14"), {
      status: "failed",
      message: "3 files unreadable",
    });
    server.setCreationRequest(await makeTask("orchard-row-15"), {
      status: "started",
      message: "Media files are being extracted...",
      progress: 0.4,
    });
    const { id: alice } = await ask(server, "GET", "/api/users/self");
    await ask(server, "PATCH", "/api/projects/1", { assignee_id: alice });
    await ask(server, "PATCH", "/api/tasks/1", { assignee_id: alice });
    await ask(server, "PATCH", "/api/jobs/1", { state: "in progress", assignee: alice });
    await ask(server, "PATCH", "/api/jobs/2", { stage: "acceptance", state: "completed" });
    await ask(server, "PATCH", "/api/jobs/3", { stage: "acceptance", state: "completed" });
    await ask(server, "PATCH", "/api/jobs/4", { stage: "validation", state: "rejected" });
    await ask(server, "PATCH", "/api/jobs/5", { stage: "validation" });
    await serveChanged(server, "/api/jobs", (job) =>
      job["id"] === 9
        ? { ...job, type: "ground_truth" }
        : job["id"] === 8
          ? { ...job, task_name: null }
          : job,
    );
    server.requests.clear();
    await given.workbench.openContainer();
  });

  it("tell tasks apart that are at work, done, being prepared, failed, or without data", async () => {
    const { workbench } = given;
    await shows(workbench.tasks, told, [
      "sync | orchard-row-15 | preparing, 40 % · #8",
      "error | orchard-row-14 | 3 files unreadable · #7",
      "circle-slash | orchard-row-13 | no data · #6",
      "tasklist | sky-survey | 0/3 jobs · #5",
      "tasklist | rocket-launch | 0/1 jobs · #4",
      "eye | cells | 0/2 jobs · #3",
      "pass-filled | portraits | 1/1 jobs · #2",
      "tasklist | coins | 1/2 jobs · alice · #1",
    ]);
    const creations = given.server.requests.all({ path: "/api/requests/*" });
    const tasks = new Set(creations.map(({ path }) => /\d+$/.exec(path)?.[0]));
    assert.deepEqual([...tasks].sort(), ["6", "7", "8"]);
  });

  it("tell jobs apart by the icon's shape, and begin with the task's name or number in Jobs", async () => {
    const { workbench } = given;
    await eventually(
      async () => {
        const before = await workbench.jobs.rows();
        await workbench.jobs.focus();
        await workbench.jobs.press("End");
        const rows = new Map(
          [...before, ...(await workbench.jobs.rows())].map((row) => [row.label, told(row)]),
        );
        await workbench.jobs.press("Home");
        return [...rows.values()];
      },
      (rows) => {
        assert.deepEqual(rows, [
          "verified | Job #9 | sky-survey · ground truth · new",
          "circle-large-outline | Job #8 | #5 · 8–15 · annotation",
          "circle-large-outline | Job #7 | sky-survey · 0–7 · annotation",
          "circle-large-outline | Job #6 | rocket-launch · 0–39 · annotation",
          "circle-large-outline | Job #5 | cells · 3–5 · validation",
          "error | Job #4 | cells · 0–2 · validation",
          "pass-filled | Job #3 | portraits · 0–5 · acceptance",
          "pass-filled | Job #2 | coins · 5–9 · acceptance",
          "play-circle | Job #1 | coins · 0–4 · annotation · alice",
        ]);
      },
    );
  });

  it("are spoken as one sentence each, with the state that is an icon to the eye", async () => {
    const { workbench } = given;
    const spoken = ({ spoken: sentence }: Row): string => sentence;
    await workbench.projects.expand("Objects");
    await shows(workbench.projects, spoken, [
      "Project Sky, 2 tasks",
      "Project Objects, 6 tasks, assigned to alice",
      "Task orchard-row-15, preparing, 40 %",
      "Task orchard-row-14, failed: 3 files unreadable",
      "Task orchard-row-13, no data",
      "Task cells, 6 frames, in validation",
      "Task portraits, 6 frames, completed",
      "Task coins, 10 frames, in annotation, assigned to alice",
    ]);
    await workbench.jobs.row("Job #9");
    const jobs = new Map((await workbench.jobs.rows()).map((row) => [row.label, row.spoken]));
    assert.equal(jobs.get("Job #9"), "Job 9 of sky-survey, ground truth, annotation, new");
    assert.equal(jobs.get("Job #7"), "Job 7 of sky-survey, frames 0 to 7, annotation, new");
  });

  it("look right in all themes, and in a narrow side bar", async () => {
    const { workbench } = given;
    for (const theme of ["light", "highContrast", "dark"] satisfies Theme[]) {
      await workbench.setTheme(theme);
      await workbench.picture(`states-${theme}`);
    }
    await workbench.resizeSideBar(220);
    await workbench.picture("states-narrow");
    await workbench.resizeSideBar(300);
  });

  it("tell in the tooltip what the row has no room for", async () => {
    const { workbench } = given;
    const failed = await workbench.tasks.tooltip("orchard-row-14");
    await eventually(
      () => failed.innerText(),
      (text) => {
        assert.match(text, /Its data could not be prepared: 3 files unreadable/);
      },
    );
    const job = await workbench.jobs.tooltip("Job #9");
    await eventually(
      () => job.innerText(),
      (text) => {
        assert.match(
          text,
          /^Job #9\s+Task sky-survey \(#5\) · project Sky\s+Ground truth · stage annotation · new/,
        );
      },
    );
    await job.locator("img").waitFor();
    await workbench.picture("states-tooltip", { keepPointer: true });
  });

  it("are read again one by one, with what is open below them", async () => {
    const { workbench, server } = given;
    await workbench.projects.expand("coins");
    await workbench.projects.row("Job #1");
    await ask(server, "PATCH", "/api/tasks/1", { name: "coins, second pass" });
    server.requests.clear();
    await workbench.projects.inline("coins", "Refresh");
    const row = await workbench.projects.row("coins, second pass");
    assert.equal(row.expanded, true);
    // The same task stands in two views, and is read once.
    await workbench.tasks.row("coins, second pass");
    assert.deepEqual(asked(), ["/api/jobs", "/api/tasks/1"]);
    server.requests.clear();
    await workbench.projects.press("F5");
    await eventually(asked, (paths) => {
      assert.deepEqual(paths, ["/api/jobs", "/api/tasks/1"]);
    });
  });

  it("are read again view by view: one view's title asks for that view alone", async () => {
    const { workbench, server } = given;
    await ask(server, "PATCH", "/api/tasks/1", { name: "coins" });
    server.requests.clear();
    await workbench.tasks.action("Refresh");
    await workbench.tasks.row("coins");
    // The tree of projects shows the same task, without a request of its own.
    await workbench.projects.row("coins");
    assert.deepEqual(asked(), ["/api/tasks"]);
  });

  it("ask for nothing while their view is closed, and once when it is opened", async () => {
    const { workbench, server } = given;
    await workbench.jobs.toggleView();
    await eventually(
      () => workbench.jobs.isCollapsed(),
      (closed) => {
        assert.equal(closed, true);
      },
    );
    server.requests.clear();
    await workbench.run("CVAT: Refresh Everything");
    await eventually(
      () => asked().filter((path) => path === "/api/projects").length,
      (count) => {
        assert.equal(count, 1);
      },
    );
    const jobs = () =>
      server.requests.all({ path: "/api/jobs" }).filter(({ query }) => !("task_id" in query));
    await workbench.tasks.row("coins");
    assert.deepEqual(jobs(), []);
    await workbench.jobs.toggleView();
    await workbench.jobs.row("Job #9");
    await eventually(
      () => jobs().length,
      (count) => {
        assert.equal(count, 1);
      },
    );
  });

  it("vanish with a word when their object is gone from the server", async () => {
    const { workbench, server } = given;
    const gone = await fetch(`${server.origin}/api/tasks/6`, {
      method: "DELETE",
      headers: {
        Accept: "application/vnd.cvat+json",
        Authorization: `Bearer ${server.account("alice").token}`,
      },
    });
    assert.equal(gone.status, 204);
    await workbench.tasks.inline("orchard-row-13", "Refresh");
    await workbench.notifications.toast("Task #6 is no longer on");
    for (const view of [workbench.tasks, workbench.projects]) {
      await eventually(
        () => view.labels(),
        (labels) => {
          assert.ok(!labels.includes("orchard-row-13"));
        },
      );
    }
    await workbench.notifications.dismiss("Task #6 is no longer on");
  });
});
