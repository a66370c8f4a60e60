import assert from "node:assert/strict";
import { written } from "./browser-state.ts";
import { Person } from "./people.ts";
import { eventually, type Theme, type TreeView, useWindow } from "./workbench/index.ts";

const everything = {
  projects: ["Sky", "Objects"],
  tasks: ["sky-survey", "rocket-launch", "cells", "portraits", "coins"],
};
const crew = { projects: ["Sky"], tasks: ["sky-survey", "rocket-launch"] };
const personal = { projects: ["Objects"], tasks: ["cells", "portraits", "coins"] };
type Content = typeof everything;

describe("The organization that a window shows", () => {
  const given = useWindow({ signedInAs: "alice" });

  afterEach("lets go of what is held", async () => {
    given.server.faults.clear();
    const { quickInput } = given.workbench;
    if (await quickInput.isOpen()) await quickInput.cancel();
  });

  async function holds(view: TreeView, labels: readonly string[]): Promise<void> {
    await eventually(
      () => view.labels(),
      (shown) => {
        assert.deepEqual(shown, labels);
      },
    );
  }

  async function shows(organization: string, { projects, tasks }: Content): Promise<void> {
    const { workbench } = given;
    await eventually(
      () => workbench.statusBar.texts(),
      (texts) => {
        assert.deepEqual(texts, [`alice · ${organization}`]);
      },
    );
    await holds(workbench.projects, projects);
    await holds(workbench.tasks, tasks);
  }

  async function offered(rows: number): Promise<string[]> {
    const { workbench } = given;
    await workbench.quickInput.waitForTitle("Switch Organization");
    const picks = await eventually(
      () => workbench.quickInput.picks(),
      (all) => {
        assert.equal(all.length, rows);
      },
    );
    return picks.map(({ label, description }) => `${label} | ${description}`);
  }

  /** Chooses by keyboard alone. */
  async function switched(organization: string): Promise<void> {
    const { workbench } = given;
    await workbench.run("CVAT: Switch Organization…");
    await offered(4);
    await workbench.quickInput.type(organization);
    await eventually(
      () => workbench.quickInput.picks(),
      (picks) => {
        assert.equal(picks.find(({ focused }) => focused)?.label, organization);
      },
    );
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
  }

  it("is all of them at first, which the status bar says beside the account", async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await shows("All Organizations", everything);
    assert.deepEqual(await workbench.statusBar.spoken(), [
      `CVAT: alice on ${new URL(given.server.origin).host}, All Organizations`,
    ]);
  });

  it("is offered by a click there, the current one first, each with my role and whose it is", async () => {
    const { workbench, server } = given;
    server.requests.clear();
    await workbench.statusBar.click("alice");
    assert.deepEqual(await offered(4), [
      "All Organizations | current · what you own or are assigned to, everywhere",
      "Beta Labs | supervisor · owned by bob",
      "Crew | owner",
      "Personal Workspace | what belongs to no organization",
    ]);
    assert.equal(await workbench.quickInput.placeholder(), "Type to filter by name, role or owner");
    await workbench.picture("switch-organization-dark");
    assert.deepEqual(
      server.requests
        .all()
        .map(({ path }) => path)
        .sort(),
      ["/api/memberships", "/api/organizations"],
    );
  });

  it("is found by role and owner too, and nothing found is said with a way back", async () => {
    const { workbench } = given;
    await workbench.statusBar.click("alice");
    await offered(4);
    await workbench.quickInput.type("owned by bob");
    assert.deepEqual(await offered(1), ["Beta Labs | supervisor · owned by bob"]);
    await workbench.quickInput.type("nobody's");
    assert.deepEqual(await offered(1), ["Nothing Matches | “nobody's”; Enter clears it"]);
    await workbench.picture("switch-organization-nothing");
    await workbench.quickInput.accept();
    await offered(4);
    assert.equal(await workbench.quickInput.value(), "");
  });

  it("is offered in a place that stays: others come at once, and what is typed for earlier", async () => {
    const { workbench, server } = given;
    const held = server.faults.add({ kind: "hold", match: { path: "/api/organizations" } });
    await workbench.statusBar.click("alice");
    await held.met;
    assert.deepEqual(await offered(1), [
      "All Organizations | current · what you own or are assigned to, everywhere",
    ]);
    await workbench.quickInput.type("pers");
    assert.deepEqual(await offered(1), ["Personal Workspace | what belongs to no organization"]);
    await workbench.quickInput.type("");
    held.release();
    await offered(4);
  });

  it("is followed by the views at once, with one request each", async () => {
    const { server } = given;
    server.requests.clear();
    await switched("Crew");
    await shows("Crew", crew);
    await given.workbench.picture("crew");
    const lists = server.requests.all().filter(({ path }) => !/organizations|memberships/.test(path));
    assert.deepEqual(lists.map(({ path, headers }) => `${path} ${headers["x-organization"] ?? "-"}`).sort(), [
      "/api/jobs crew",
      "/api/projects crew",
      "/api/tasks crew",
    ]);
    await given.workbench.statusBar.click("alice");
    assert.equal((await offered(4))[0], "Crew | current · owner");
  });

  it("is not mixed with an answer that was still under way for the one before", async () => {
    const { workbench, server } = given;
    const held = ["/api/projects", "/api/tasks"].map((path) =>
      server.faults.add({ kind: "hold", match: { path } }),
    );
    await workbench.run("CVAT: Refresh Everything");
    for (const fault of held) await fault.met;
    await switched("Personal Workspace");
    await shows("Personal Workspace", personal);
    for (const fault of held) fault.release();
    await workbench.run("CVAT: Refresh Everything");
    await shows("Personal Workspace", personal);
  });

  it("shows nothing of the one before while its own answer is still to come", async () => {
    const { workbench, server } = given;
    const held = ["/api/projects", "/api/tasks", "/api/jobs"].map((path) =>
      server.faults.add({ kind: "hold", match: { path } }),
    );
    await switched("Crew");
    for (const fault of held) await fault.met;
    await holds(workbench.projects, []);
    await holds(workbench.tasks, []);
    await workbench.picture("organization-loading", { keepPointer: true });
    for (const fault of held) fault.release();
    await shows("Crew", crew);
  });

  it("says whose emptiness it is, and leads to the others", async () => {
    const { workbench } = given;
    await switched("Beta Labs");
    for (const [view, noun] of [
      [workbench.projects, "projects"],
      [workbench.tasks, "tasks"],
      [workbench.jobs, "jobs"],
    ] as const) {
      await eventually(
        async () => `${await view.message()}\n${await view.welcome()}`.trim(),
        (text) => {
          assert.match(text, new RegExp(`^No ${noun} that you may see in Beta Labs\\.`));
        },
      );
    }
    await workbench.projects.pane.getByText("Switch Organization…").click();
    await offered(4);
    await workbench.quickInput.cancel();
    for (const theme of ["light", "highContrast", "dark"] satisfies Theme[]) {
      await workbench.setTheme(theme);
      await workbench.picture(`empty-organization-${theme}`);
    }
    await workbench.resizeSideBar(200);
    await workbench.picture("empty-organization-narrow");
    await workbench.resizeSideBar(300);
  });

  it("becomes all of them with a word once I left it", async () => {
    const { workbench, server } = given;
    await new Person(server, "alice").leave("beta");
    await workbench.run("CVAT: Refresh Everything");
    const words = "Beta Labs is no longer there, or you left it. All Organizations are shown.";
    await workbench.notifications.toast(words);
    assert.equal((await workbench.notifications.all()).length, 1);
    await shows("All Organizations", everything);
    await workbench.picture("organization-left");
    await workbench.notifications.dismiss(words);
  });

  it("becomes all of them with a word once it is gone, also when the window was closed meanwhile", async () => {
    const { workbench, server } = given;
    const alice = new Person(server, "alice");
    const id = await alice.makeOrganization("gone", "Soon Gone");
    await switched("Soon Gone");
    await shows("Soon Gone", { projects: [], tasks: [] });
    await alice.removeOrganization(id);
    await written(workbench.page, "Soon Gone");
    await workbench.reload();
    await workbench.openContainer();
    const words = "Soon Gone is no longer there, or you left it. All Organizations are shown.";
    await workbench.notifications.toast(words);
    await shows("All Organizations", everything);
    await workbench.notifications.dismiss(words);
  });

  it("can be chosen while the server is in trouble as far as it is known, and asked for again", async () => {
    const { workbench, server } = given;
    server.faults.add({
      kind: "status",
      status: 500,
      body: "<h1>Oops</h1>",
      match: { path: "/api/organizations" },
    });
    await workbench.statusBar.click("alice");
    assert.deepEqual(await offered(3), [
      "All Organizations | current · what you own or are assigned to, everywhere",
      "Personal Workspace | what belongs to no organization",
      "Could not load organizations | server error",
    ]);
    await workbench.picture("switch-organization-trouble");
    await workbench.quickInput.pick("Could not load organizations");
    await eventually(
      async () => (await workbench.quickInput.picks()).map(({ label }) => label),
      (labels) => {
        assert.deepEqual(labels, ["All Organizations", "Crew", "Personal Workspace"]);
      },
    );
    await workbench.quickInput.cancel();
    assert.deepEqual(await workbench.notifications.all(), []);
  });
});
