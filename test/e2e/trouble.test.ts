import assert from "node:assert/strict";
import type { FaultRequest } from "../sample-server/control/faults.ts";
import { startSampleServer } from "../sample-server/index.ts";
import { eventually, type Row, type Theme, type TreeView, useWindow } from "./workbench/index.ts";

const row = ({ label, description }: Row): string => `${label} | ${description}`;
const always = 1000;

async function shows(view: TreeView, check: (rows: readonly string[]) => void): Promise<void> {
  await eventually(async () => (await view.rows()).map(row), check);
}

interface Trouble {
  readonly name: string;
  readonly fault: FaultRequest;
  /** In a word or two. */
  readonly short: string;
  /** A part of the whole reason. */
  readonly why: RegExp;
}

const html = "<html><head><title>Oops</title></head><body><h1>Server Error</h1></body></html>";

const troubles: readonly Trouble[] = [
  {
    name: "403",
    fault: { kind: "status", status: 403, body: '{"detail":"You do not have permission."}' },
    short: "not allowed",
    why: /You are not allowed.*403/s,
  },
  {
    name: "404",
    fault: {
      kind: "status",
      status: 404,
      body: '{"detail":"Not found."}',
      contentType: "application/vnd.cvat+json",
    },
    short: "not found",
    why: /not on the server, or hidden from you.*404/s,
  },
  {
    name: "429 with a Retry-After of ten minutes",
    fault: {
      kind: "status",
      status: 429,
      headers: { "Retry-After": "600" },
      body: '{"detail":"Throttled."}',
    },
    short: "too busy",
    why: /Try again in 10 min.*429/s,
  },
  {
    name: "500 with an HTML page",
    fault: { kind: "status", status: 500, body: html, contentType: "text/html" },
    short: "server error",
    why: /The server failed.*500/s,
  },
  {
    name: "an answer cut in the middle",
    fault: { kind: "cut" },
    short: "cut off",
    why: /broke in the middle/,
  },
  {
    name: "JSON of a wrong shape",
    fault: { kind: "body", body: '{"count": "many", "results": {}}' },
    short: "unreadable",
    why: /not what a CVAT server says/,
  },
  { name: "an endless answer", fault: { kind: "endless" }, short: "too large", why: /did not end/ },
];

describe("Trouble while browsing", () => {
  const given = useWindow({ signedInAs: "alice", settings: { "workbench.hover.delay": 100 } });

  before(async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.projects.row("Objects");
    await workbench.tasks.row("coins");
    await workbench.jobs.row("Job #9");
  });

  afterEach(() => {
    given.server.faults.clear();
  });

  for (const { name, fault, short, why } of troubles) {
    it(`says in a row that tasks could not be loaded after ${name}, and Retry loads them`, async () => {
      const { workbench, server } = given;
      const asked = server.faults.add({ ...fault, times: always, match: { path: "/api/tasks" } });
      await workbench.tasks.action("Filter by Text…");
      await workbench.quickInput.type("coins");
      await workbench.quickInput.accept();
      await shows(workbench.tasks, (rows) => {
        assert.deepEqual(rows, [`Could not load tasks | ${short}`]);
      });
      await eventually(
        async () => (await workbench.tasks.tooltip("Could not load tasks")).innerText(),
        (tooltip) => {
          assert.match(tooltip, why);
          assert.doesNotMatch(tooltip, /<|Server Error/);
        },
      );
      await workbench.picture(`trouble-${short.replaceAll(" ", "-")}`, { keepPointer: true });
      assert.deepEqual(await workbench.projects.labels(), ["Sky", "Objects"]);
      assert.equal((await workbench.jobs.labels())[0], "Job #9");
      asked.release();
      await workbench.tasks.inline("Could not load tasks", "Retry");
      await shows(workbench.tasks, (rows) => {
        assert.deepEqual(rows, ["coins | 0/2 jobs · #1"]);
      });
      assert.deepEqual(await workbench.notifications.all(), []);
      await workbench.tasks.action("Clear Filter");
      await workbench.tasks.row("sky-survey");
    });
  }

  it("says under a project that its tasks could not be loaded, and leaves the other rows", async () => {
    const { workbench, server } = given;
    const asked = server.faults.add({
      kind: "status",
      status: 500,
      body: html,
      contentType: "text/html",
      match: { path: "/api/tasks" },
    });
    await workbench.projects.expand("Objects");
    await asked.met;
    await shows(workbench.projects, (rows) => {
      assert.deepEqual(rows, ["Sky | 2 tasks", "Objects | 3 tasks", "Could not load tasks | server error"]);
    });
    // By keyboard alone.
    await workbench.projects.press("ArrowDown", "Enter");
    await shows(workbench.projects, (rows) => {
      assert.equal(rows.at(-1), "coins | 0/2 jobs · #1");
    });
  });

  describe("with the server itself, which is gone", () => {
    const views = () => [given.workbench.projects, given.workbench.tasks, given.workbench.jobs];
    let rowsBefore: readonly string[];
    let port: number;

    async function says(view: TreeView, expected: RegExp): Promise<void> {
      await eventually(
        () => view.message(),
        (message) => {
          assert.match(message, expected);
        },
        30_000,
      );
    }

    before("loads rows, and trouble below one of them", async () => {
      const { workbench, server } = given;
      await workbench.projects.row("coins");
      server.faults.add({ kind: "status", status: 500, body: html, match: { path: "/api/tasks" } });
      await workbench.projects.expand("Sky");
      await workbench.projects.row("Could not load tasks");
      await workbench.jobs.row("Job #9");
      rowsBefore = (await workbench.projects.rows()).map(row);
      port = Number(new URL(server.origin).port);
      await server.close();
    });

    it("leaves the rows, and says in each view as of when they are", async () => {
      const { workbench } = given;
      await workbench.run("CVAT: Refresh Everything");
      for (const view of views()) await says(view, /^Offline, as of .+\. Retry$/);
      await shows(workbench.projects, (rows) => {
        assert.deepEqual(
          rows,
          rowsBefore.map((each) => each.replace("server error", "refused")),
        );
      });
      assert.deepEqual(await workbench.notifications.all(), []);
      for (const theme of ["light", "highContrast", "dark"] satisfies Theme[]) {
        await workbench.setTheme(theme);
        await workbench.picture(`trouble-offline-${theme}`);
      }
      await workbench.resizeSideBar(220);
      await workbench.picture("trouble-offline-narrow");
      await workbench.resizeSideBar(300);
    });

    it("says the same where something is looked for, or opened", async () => {
      const { workbench } = given;
      await workbench.run("CVAT: Go To…");
      await workbench.quickInput.type("coins");
      await eventually(
        () => workbench.quickInput.picks(),
        ([first]) => {
          assert.deepEqual([first?.label, first?.description], ["Could not search", "refused"]);
        },
      );
      await workbench.quickInput.cancel();
      await workbench.tasks.expand("coins");
      await workbench.tasks.row("Could not load jobs");
      assert.deepEqual(await workbench.notifications.all(), []);
    });

    it("brings everything up to date by Retry once the server is back", async () => {
      const { workbench } = given;
      const again = await startSampleServer({ port });
      try {
        await workbench.projects.pane.getByText("Retry", { exact: true }).first().click();
        for (const view of views()) await says(view, /^$/);
        await shows(workbench.projects, (rows) => {
          assert.deepEqual(rows, [
            "Sky | 2 tasks",
            "sky-survey | 0/3 jobs · #5",
            "rocket-launch | 0/1 jobs · #4",
            "Objects | 3 tasks",
            "cells | 0/2 jobs · #3",
            "portraits | 0/1 jobs · #2",
            "coins | 0/2 jobs · #1",
          ]);
        });
        await workbench.tasks.row("Job #1");
      } finally {
        await again.close();
      }
    });
  });
});
