import assert from "node:assert/strict";
import type { Identity } from "../../../src/forms/drafts.ts";
import { turns } from "../core/manual-clock.ts";
import { OpenForms } from "./open-forms.ts";
import type { WebviewDouble } from "./webview-double.ts";

const ours = "mainThreadWebview-cvat.form";
let change = 0;

function type(panel: WebviewDouble, field: string, value: string): void {
  change += 1;
  panel.say({ id: change, request: { kind: "change", field, value, change } });
}

describe("The forms of a window", () => {
  let open: OpenForms;
  let task: Identity;

  beforeEach(async () => {
    open = await OpenForms.start();
    task = open.base.identity("task", 1);
  });

  afterEach(async () => {
    await open.end();
  });

  it("are one for each object: opened again, it comes to the front and looks again", async () => {
    const panel = await open.open(task);
    assert.deepEqual([panel.viewType, panel.title], ["cvat.form", "coins"]);
    open.base.takeRequests();
    await open.base.clock.pass(2000);
    open.forms.open(task, "");
    assert.equal(panel.revealed, 1);
    assert.equal(open.window.panels.length, 1);
    await open.until(() => open.base.server.requests.all().length === 1);
    await open.open({ ...task, noun: "job" });
    assert.equal(open.window.panels.length, 2);
  });

  it("load nothing but their own page, and connect to nothing", async () => {
    const { webview, iconPath } = await open.open(task);
    assert.match(JSON.stringify(iconPath), /form-task-dark\.svg.*form-task-light\.svg/);
    assert.match(
      JSON.stringify(webview.options),
      /"enableScripts":true,"localResourceRoots":\[.*webviews\/form"/,
    );
    const [, nonce] =
      /<script type="module" nonce="([\w-]{32})" src="[^"]*\/form\.js">/.exec(webview.html) ?? [];
    assert.ok(nonce);
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src https://pages.example;`;
    assert.ok(webview.html.includes(`content="${policy}"`));
  });

  it("open from one another by their links", async () => {
    const panel = await open.open(task);
    panel.say({ id: 1, request: { kind: "follow", link: "project:1" } });
    const [, other] = open.window.panels;
    assert.ok(other);
    await open.drawn(other);
    assert.equal(other.title, "Objects");
  });

  it("save the one that is worked in", async () => {
    const [first, second] = [await open.open(task), await open.open({ ...task, id: 2 })];
    type(first, "name", "one");
    type(second, "name", "two");
    first.see(false);
    await open.forms.saveActive();
    assert.deepEqual(
      open.base.server.requests.all({ method: "PATCH" }).map(({ path }) => path),
      ["/api/tasks/2"],
    );
    assert.deepEqual([first.title, second.title], ["● coins", "two"]);
    second.see(false);
    await open.forms.saveActive();
    assert.equal(open.base.server.requests.all({ method: "PATCH" }).length, 1);
  });

  it("look again when the window gets the focus, and when one of them is shown", async () => {
    const [first, second] = [await open.open(task), await open.open({ ...task, id: 2 })];
    first.see(false);
    await open.base.elsewhere("PATCH", "/api/tasks/2", { subset: "mine" });
    open.base.takeRequests();
    await open.base.clock.pass(5000);
    open.window.focus(false);
    open.window.focus(true);
    await open.until(() => JSON.stringify(second.drawn).includes('"value":"mine"'));
    assert.deepEqual(open.base.takeRequests(), ["GET /api/tasks/2"]);
    first.see(true);
    first.see(true);
    await open.until(() => open.base.server.requests.all().length > 0);
    await turns();
    assert.deepEqual(open.base.takeRequests(), ["GET /api/tasks/1"]);
  });

  it("tell a hidden page nothing: it asks when it is shown", async () => {
    const panel = await open.open(task);
    panel.see(false);
    const { length } = panel.posted;
    type(panel, "name", "medals");
    assert.deepEqual([panel.posted.length, panel.title], [length, "● coins"]);
    panel.see(true);
    panel.say({ id: 0, request: { kind: "ready" } });
    assert.match(JSON.stringify(panel.drawn), /"value":"medals"/);
  });

  it("leave a row for what was typed into one that was closed, and say so", async () => {
    const panel = await open.open(task);
    type(panel, "name", "medals");
    assert.deepEqual(open.rows, []);
    panel.dispose();
    await open.until(() => open.notifications.said.length > 0);
    assert.deepEqual(open.notifications.said, ["coins is not saved. What was typed is kept."]);
    assert.deepEqual(open.notifications.offered, ["Reopen", "Discard"]);
    assert.deepEqual(open.rows, [{ key: `${task.account} task 1`, view: "cvat.tasks", title: "coins" }]);
    assert.equal(open.forms.draft(`${task.account} task 1`)?.values["name"], "medals");
    assert.equal(open.forms.draft("other"), undefined);
  });

  it("say nothing of one that was closed without a change", async () => {
    const panel = await open.open(task);
    panel.dispose();
    await turns();
    assert.deepEqual([open.notifications.said, open.rows], [[], []]);
  });

  it("are there again by Reopen, and forget by Discard", async () => {
    open.notifications.press = "Reopen";
    const first = await open.open(task);
    type(first, "name", "medals");
    first.dispose();
    await open.until(() => open.window.panels.length === 2);
    const [, second] = open.window.panels;
    assert.ok(second);
    await open.drawn(second);
    assert.equal(second.title, "● coins");
    assert.deepEqual(open.rows, []);
    open.notifications.press = "Discard";
    second.dispose();
    await open.until(() => open.base.drafts.all.length === 0);
    assert.deepEqual(open.rows, []);
  });

  it("discard nothing of a form that was opened again since it was offered", async () => {
    const first = await open.open(task);
    type(first, "name", "medals");
    first.dispose();
    await open.until(() => open.notifications.said.length > 0);
    const [, discard] = open.notifications.actions;
    const second = await open.open(task);
    type(second, "name", "medals and more");
    await discard?.run();
    assert.equal(open.base.drafts.of(task)?.values["name"], "medals and more");
    assert.equal(open.notifications.said.at(-1), "coins was opened again since: nothing was discarded.");
  });

  it("show rows in the view of each kind, only of the account that is signed in", () => {
    const { drafts } = open.base;
    const put = (identity: Identity) => {
      drafts.put({ identity, title: identity.noun, started: {}, values: {} });
    };
    for (const noun of ["project", "task", "job", "organization"] as const) put({ ...task, noun });
    put({ ...task, account: `${open.base.server.origin} bob` });
    assert.deepEqual(
      open.rows.map(({ view, title }) => `${view} ${title}`),
      ["cvat.projects organization", "cvat.jobs job", "cvat.tasks task", "cvat.projects project"],
    );
    open.base.enter({ kind: "signedIn", connection: open.base.connect("bob") });
    open.scopeChanged.fire(undefined);
    assert.equal(open.rows.length, 1);
  });

  describe("that VS Code brings back", () => {
    it("go on with their object, and with what was typed", async () => {
      open.base.drafts.put({
        identity: task,
        title: "coins, once",
        started: { name: "coins" },
        values: { name: "medals" },
      });
      const { panel, double } = open.window.bringBack("● coins");
      open.forms.adopt(panel, task);
      assert.equal(double.title, "coins, once");
      await open.drawn(double);
      assert.match(JSON.stringify(double.drawn), /"value":"medals"/);
      assert.equal(double.title, "● coins");
    });

    it("keep the title from before until the object is read", () => {
      const { panel, double } = open.window.bringBack("● coins");
      open.forms.adopt(panel, task);
      assert.equal(double.title, "coins");
      double.dispose();
    });

    it("close where it is not known what they were, or where the object has a form already", async () => {
      for (const state of [undefined, "garbage", { ...task, id: "1" }]) {
        const { panel, double } = open.window.bringBack("coins");
        open.forms.adopt(panel, state);
        assert.equal(double.isDisposed, true);
      }
      await open.open(task);
      const { panel, double } = open.window.bringBack("coins");
      open.forms.adopt(panel, task);
      assert.equal(double.isDisposed, true);
      assert.equal(open.window.panels.length, 1);
    });
  });

  describe("that a crash closed", () => {
    function put(id: number, title: string): void {
      open.base.drafts.put({ identity: { ...task, id }, title, started: {}, values: { name: "x" } });
    }

    it("lose their tabs, and what was typed is offered", async () => {
      put(1, "coins");
      open.notifications.press = "Reopen";
      open.window.showTabs(["coins", ours], ["README.md"], ["sky", ours]);
      await open.base.clock.pass(5000);
      assert.deepEqual(open.window.closed, ["coins", "sky"]);
      assert.deepEqual(open.notifications.said, [
        "The form of coins was closed by a crash. What was typed is kept.",
      ]);
      const [panel] = open.window.panels;
      assert.ok(panel);
      await open.drawn(panel);
      assert.equal(panel.title, "● coins");
    });

    it("are told of together where they were several", async () => {
      put(1, "coins");
      put(2, "sky");
      open.window.showTabs(["sky", ours]);
      await open.base.clock.pass(5000);
      assert.deepEqual(open.notifications.said, [
        "Forms were closed by a crash. What was typed is kept: see the rows “not saved”.",
      ]);
    });

    it("go without a word where nothing was typed", async () => {
      open.window.showTabs(["coins", ours]);
      await open.base.clock.pass(5000);
      assert.deepEqual([open.window.closed, open.notifications.said], [["coins"], []]);
    });

    it("leave those alone that live", async () => {
      const panel = await open.open(task);
      open.window.showTabs(["coins", ours], ["sky", ours]);
      await open.base.clock.pass(5000);
      assert.deepEqual(open.window.closed, []);
      panel.see(false);
      open.window.activate("sky");
      await open.base.clock.pass(5000);
      assert.deepEqual(open.window.closed, ["sky"]);
    });
  });
});
