import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { Person } from "./people.ts";
import { ask, serveChanged } from "./served.ts";
import { eventually, useWindow } from "./workbench/index.ts";

const command = "[click](command:workbench.action.closeWindow)";
const icon = "$(flame)";
const long = "x".repeat(10_000);

/** What a server may call its things, and how that is to be read. */
const names: readonly (readonly [given: string, shown: string])[] = [
  [`${icon} icon`, "$(flame) icon"],
  [`**bold** ${command}`, "**bold** [click](command:workbench.action.closeWindow)"],
  ["right \u202eot\u202c left\u200f", "right ot left"],
  ["two\r\n\tlines\u2028more", "two lines more"],
  [long, `${"x".repeat(299)}…`],
  ["", "(no name)"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
];
const shown = names.map(([, text]) => text);
const nameOf = (index: number): string => names[index % names.length]?.[0] ?? "";

/** Marks that nobody sees keep texts from being icons and links, and let long ones be broken. */
const seen = (text: string): string => text.replaceAll(/[\u2060\u200b]/g, "");

/** Nothing of what the names ask for was made in this part of the window. */
async function isHarmless(part: Locator): Promise<void> {
  const links = await part.locator("a:not(.label-name, .statusbar-item-label)").allInnerTexts();
  assert.deepEqual(
    links.filter((text) => text.includes("click")),
    [],
  );
  assert.equal(await part.locator(".codicon-flame, img[src='x']").count(), 0);
}

describe("Names that want to be more than names", () => {
  const given = useWindow({ signedInAs: "alice", settings: { "workbench.hover.delay": 100 } });

  before("gives such names to all that has one", async () => {
    const { server, workbench } = given;
    const person = { id: 1, username: `${icon} ${command}`, first_name: long, last_name: "" };
    await ask(server, "POST", "/api/tasks", { name: "one more" });
    const { id } = await ask(server, "POST", "/api/tasks", { name: "another" });
    server.setCreationRequest(Number(id), {
      status: "failed",
      message: `ValueError: ${command}\n${icon} <b>and</b> \u202emore`,
    });
    await serveChanged(server, "/api/tasks", (task, index) => ({
      ...task,
      name: nameOf(index),
      subset: nameOf(index),
      project_name: nameOf(index + 1),
      assignee: person,
    }));
    await serveChanged(server, "/api/jobs", (job, index) => ({ ...job, task_name: nameOf(index) }));
    await serveChanged(server, "/api/projects", (project, index) => ({ ...project, name: nameOf(index) }));
    await workbench.openContainer();
  });

  it("stand in rows as text, each on one line", async () => {
    const { workbench } = given;
    await eventually(
      () => workbench.tasks.labels(),
      (labels) => {
        assert.deepEqual(labels, shown);
      },
    );
    assert.deepEqual(await workbench.projects.labels(), shown.slice(0, 2));
    await eventually(
      async () => (await workbench.jobs.rows()).map(({ description }) => description.split(" · ")[0]),
      (tasks) => {
        assert.deepEqual(tasks.slice(0, 4), shown.slice(0, 4));
      },
    );
    const rows = workbench.sideBar.locator(".monaco-list-row");
    const heights = await rows.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    assert.deepEqual([...new Set(heights)], [22]);
    await isHarmless(workbench.sideBar);
    await workbench.picture("hostile-rows");
  });

  it("stand in what a screen reader says as text", async () => {
    const { workbench } = given;
    const spoken = await eventually(
      async () => (await workbench.tasks.rows()).map((each) => each.spoken),
      ([first]) => {
        assert.match(first ?? "", /failed/);
      },
    );
    assert.equal(
      spoken[0],
      "Task $(flame) icon, failed: [click](command:workbench.action.closeWindow) $(flame) <b>a…, " +
        "assigned to $(flame) [click](command:workbench.action.closeWindow)",
    );
    assert.ok(spoken.every((text) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)));
  });

  it("stand in tooltips as text: no link but ours, no icon, no markup", async () => {
    const { workbench } = given;
    for (const [index, name] of shown.entries()) {
      const tooltip = await workbench.tasks.tooltip(name);
      await eventually(
        async () => seen(await tooltip.innerText()),
        (text) => {
          assert.ok(text.startsWith(name), text);
        },
      );
      assert.deepEqual(await tooltip.locator("a").allInnerTexts(), ["Open in Browser"]);
      const title = tooltip.locator("strong");
      assert.equal(seen(await title.innerText()), name);
      await isHarmless(tooltip);
      const [around, inner] = await Promise.all([tooltip.boundingBox(), title.boundingBox()]);
      assert.ok(around && around.height < 500, `${name} is ${around?.height} px high`);
      assert.ok(inner && inner.width <= around.width, `${name} is cut at ${around.width} px`);
      if (index === 0 || name.startsWith("x")) {
        await workbench.picture(`hostile-tooltip-${index}`, { keepPointer: true });
      }
    }
  });

  it("stand in pickers as text, in rows and titles", async () => {
    const { workbench } = given;
    const { quickInput } = workbench;
    await workbench.run("CVAT: Go To…");
    await quickInput.waitForTitle("Go To");
    await eventually(
      async () => (await quickInput.picks()).map(({ label }) => seen(label)),
      (labels) => {
        assert.deepEqual(labels.slice(2, 9), shown);
      },
    );
    await isHarmless(quickInput.widget);
    await workbench.picture("hostile-picker");
    await quickInput.accept();
    await eventually(
      async () => seen(await quickInput.title()),
      (title) => {
        assert.equal(title, "$(flame) icon (project #2)");
      },
    );
    await isHarmless(quickInput.widget);
    await quickInput.cancel();
  });

  it("stand in the status bar and in notifications as text", async () => {
    const { workbench, server } = given;
    const alice = new Person(server, "alice");
    const id = await alice.makeOrganization("flame", `${icon} ${command}`);
    await workbench.run("CVAT: Switch Organization…");
    await workbench.quickInput.type("flame");
    await eventually(
      async () => (await workbench.quickInput.picks()).map(({ label }) => seen(label)),
      (labels) => {
        assert.deepEqual(labels, [`${icon} ${command}`]);
      },
    );
    await isHarmless(workbench.quickInput.widget);
    await workbench.quickInput.accept();
    await eventually(
      async () => (await workbench.statusBar.texts()).map(seen),
      (texts) => {
        assert.deepEqual(texts, ["alice · $(flame) [click](command:work…"]);
      },
    );
    await isHarmless(workbench.page.locator(".part.statusbar"));
    await alice.removeOrganization(id);
    server.faults.clear();
    await workbench.run("CVAT: Refresh Everything");
    const toast = await workbench.notifications.toast("is no longer there");
    const [told] = await workbench.notifications.all();
    assert.equal(
      seen(told?.message ?? ""),
      `${icon} ${command} is no longer there, or you left it. All Organizations are shown.`,
    );
    await isHarmless(toast);
    await workbench.tasks.row("coins");
    await workbench.jobs.row("Job #9");
    await workbench.picture("hostile-notification");
  });
});
