import assert from "node:assert/strict";
import { eventually, useWindow } from "./workbench/index.ts";

const names = [
  "$(flame) icon",
  "**bold** [link](command:workbench.action.closeWindow)",
  "right \u202eot left",
  "two\nlines",
  `long ${"x".repeat(240)}`,
  "<img src=x onerror=alert(1)>",
];

describe("Names that want to be more than names", () => {
  const given = useWindow({ signedInAs: "alice" });

  before(async () => {
    const { server, workbench } = given;
    const { token } = server.account("alice");
    for (const name of names) {
      const made = await fetch(`${server.origin}/api/tasks`, {
        method: "POST",
        headers: {
          Accept: "application/vnd.cvat+json",
          Authorization: `Bearer ${token}`,
          "Content-Type": "application/json",
        },
        body: JSON.stringify({ name }),
      });
      assert.equal(made.status, 201);
    }
    await workbench.openContainer();
    await workbench.tasks.row("coins");
  });

  const shown = [
    "<img src=x onerror=alert(1)>",
    `long ${"x".repeat(240)}`,
    "two lines",
    "right ot left",
    "**bold** [link](command:workbench.action.closeWindow)",
    "$(flame) icon",
  ];

  it("stand in rows as text, each on one line", async () => {
    const { workbench } = given;
    await eventually(
      () => workbench.tasks.labels(),
      (labels) => {
        assert.deepEqual(labels.slice(0, shown.length), shown);
      },
    );
    const heights = await workbench.tasks.pane
      .locator(".monaco-list-row")
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.deepEqual([...new Set(heights)], [22]);
    await workbench.picture("hostile-rows");
  });

  it("stand in tooltips as text: no link but ours, no icon, no markup", async () => {
    const { workbench } = given;
    const bold = await workbench.tasks.tooltip("**bold** [link](command:workbench.action.closeWindow)");
    await eventually(
      () => bold.innerText(),
      (text) => {
        assert.ok(text.startsWith("**bold** [link](command:workbench.action.closeWindow)"), text);
      },
    );
    const links = await bold.locator("a").allInnerTexts();
    assert.deepEqual(links, ["Open in Browser"]);
    await workbench.picture("hostile-tooltip", { keepPointer: true });
    const icon = await workbench.tasks.tooltip("$(flame) icon");
    await eventually(
      async () => (await icon.innerText()).replaceAll("\u2060", ""),
      (text) => {
        assert.ok(text.startsWith("$(flame) icon"), text);
      },
    );
    assert.equal(await icon.locator(".codicon-flame").count(), 0);
  });

  it("stand in the picker as text", async () => {
    const { workbench } = given;
    await workbench.run("CVAT: Go To…");
    await workbench.quickInput.type("flame");
    await eventually(
      async () => (await workbench.quickInput.picks()).map(({ label }) => label.replaceAll("\u2060", "")),
      (labels) => {
        assert.deepEqual(labels, ["$(flame) icon"]);
      },
    );
    assert.equal(await workbench.quickInput.widget.locator(".codicon-flame").count(), 0);
    await workbench.picture("hostile-picker");
    await workbench.quickInput.cancel();
  });
});
