import assert from "node:assert/strict";
import { turns } from "../core/manual-clock.ts";
import { OpenForm } from "./open-form.ts";

describe("A form that is opened", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  it("shows the title that is known, and then the object, with the focus in its first field", async () => {
    const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks/1" } });
    opened.show("task", 1);
    assert.deepEqual(
      [opened.view.title, opened.view.busy, opened.view.fields, opened.view.footer],
      ["as in the row", "Loading", [], undefined],
    );
    held.release();
    await opened.settled();
    assert.deepEqual(
      opened.view.fields.map(({ label, value, locked }) => [label, value, locked]),
      [
        ["Name", "coins", ""],
        ["Assignee", "Nobody", ""],
        ["Subset", "train", ""],
        ["Issue tracker", "", ""],
      ],
    );
    assert.equal(opened.view.title, "coins");
    assert.equal(opened.panel.title, "coins");
    assert.equal(opened.view.footer?.words, "Nothing has changed");
    assert.equal(opened.view.footer.canSave, false);
    assert.deepEqual(opened.posted("focus"), [{ kind: "focus", field: "name" }]);
  });

  for (const [noun, id, requests] of [
    ["project", 1, ["/api/labels", "/api/projects/1"]],
    ["project", 2, ["/api/labels", "/api/organizations/1", "/api/projects/2"]],
    ["task", 1, ["/api/labels", "/api/tasks/1"]],
    ["task", 5, ["/api/labels", "/api/organizations/1", "/api/tasks/5"]],
    ["job", 1, ["/api/jobs/1", "/api/labels"]],
    ["job", 9, ["/api/jobs/9", "/api/labels", "/api/organizations/1"]],
    ["organization", 1, ["/api/organizations/1"]],
    ["organization", 2, ["/api/memberships", "/api/organizations/2", "/api/users/self"]],
  ] as const) {
    it(`costs ${requests.length} requests on ${noun} ${id}, and none while somebody types`, async () => {
      await opened.open(noun, id);
      assert.deepEqual(
        opened.takeRequests().sort(),
        requests.map((path) => `GET ${path}`),
      );
      const [first] = opened.view.fields;
      assert.ok(first);
      await opened.type(first.name, "x");
      await opened.ask({ kind: "reset", field: first.name });
      assert.deepEqual(opened.takeRequests(), []);
    });
  }

  it("asks who one is only if that decides what one may change", async () => {
    await opened.elsewhere("PATCH", "/api/projects/1", { assignee_id: 3 });
    opened.enter({ kind: "signedIn", connection: opened.connect("bob") });
    await opened.open("project", 1);
    assert.ok(opened.takeRequests().includes("GET /api/users/self"));
    assert.equal(opened.field("name").disabled, false);
    assert.deepEqual(
      [opened.field("assignee").disabled, opened.field("assignee").locked],
      [true, "You need to own it."],
    );
    assert.equal(await opened.ask({ kind: "pick", field: "assignee" }), false);
    assert.deepEqual(opened.picked, []);
  });

  it("asks for one's role where the object belongs to an organization", async () => {
    await opened.elsewhere("PATCH", "/api/projects/2", { assignee_id: 4 });
    opened.enter({ kind: "signedIn", connection: opened.connect("carol") });
    await opened.open("project", 2);
    assert.ok(opened.takeRequests().includes("GET /api/memberships"));
    assert.equal(
      opened.field("assignee").locked,
      "You need to own it or be a maintainer of its organization.",
    );
    assert.equal(opened.field("name").locked, "");
  });

  it("locks all of it for a token that may only read, and says why once", async () => {
    opened.enter({ kind: "signedIn", connection: opened.connect("alice", { readOnly: true }) });
    await opened.open("job", 1);
    assert.equal(opened.takeRequests().length, 2);
    assert.ok(opened.view.fields.every(({ disabled }) => disabled));
    assert.equal(
      opened.view.footer?.words,
      "Your access token is read-only. Sign in with one that may write.",
    );
    assert.equal(await opened.type("state", "completed"), false);
    assert.equal(await opened.ask({ kind: "reset", field: "state" }), false);
    assert.equal(await opened.save(), false);
    assert.deepEqual(opened.takeRequests(), []);
    assert.deepEqual(opened.posted("focus"), []);
  });

  it("opens all the same where what stands beside it cannot be read", async () => {
    for (const path of ["/api/labels", "/api/organizations/1"]) {
      opened.server.faults.add({ kind: "status", status: 403, match: { path }, times: 9 });
    }
    await opened.open("task", 5);
    assert.equal(opened.fact("Labels"), "could not be loaded");
    assert.equal(opened.fact("Organization"), "#1");
    assert.equal(opened.view.notice, undefined);
    assert.equal(opened.field("name").disabled, false);
  });

  it("says that the assignee left the organization, once its name is known", async () => {
    await opened.elsewhere("PATCH", "/api/tasks/5", { assignee_id: 4 });
    await opened.open("task", 5);
    assert.equal(opened.field("assignee").help, "Members of Crew.");
    const { client } = opened.connection;
    const [membership] = await client.withOrganization("crew").memberships.list({ user: "carol" }).all();
    assert.ok(membership);
    await membership.remove();
    await opened.open("task", 5);
    assert.equal(opened.field("assignee").help, "carol left the organization.");
    opened.chosen = null;
    await opened.ask({ kind: "pick", field: "assignee" });
    assert.equal(opened.field("assignee").help, "Members of Crew.");
  });

  it("waits for the account to be signed in again before it asks for anything", async () => {
    const { connection } = opened;
    opened.enter({ kind: "restoring" });
    opened.show("task", 1);
    assert.equal(opened.view.busy, "Signing in");
    assert.deepEqual(opened.takeRequests(), []);
    opened.enter({ kind: "signedIn", connection });
    await opened.settled();
    assert.equal(opened.field("name").value, "coins");
  });

  it("says why it could not be loaded, and tries again when somebody says so", async () => {
    opened.server.faults.add({ kind: "status", status: 500, match: { path: "/api/tasks/1" }, times: 9 });
    await opened.open("task", 1);
    const { notice } = opened.view;
    assert.equal(notice?.title, "Could not load the form");
    assert.match(notice.text, /^The server failed \(the server answered 500/);
    assert.deepEqual(notice.actions, [{ action: "retry", text: "Retry" }]);
    assert.equal(opened.view.footer, undefined);
    opened.server.faults.clear();
    assert.equal(await opened.ask({ kind: "act", action: "retry" }), true);
    await opened.settled();
    assert.equal(opened.view.notice, undefined);
    assert.equal(opened.field("name").value, "coins");
  });

  it("offers to sign in where the server takes the token no longer, and tells the session", async () => {
    opened.server.faults.add({ kind: "status", status: 401, match: { path: "/api/tasks/1" } });
    await opened.open("task", 1);
    assert.deepEqual(opened.view.notice?.actions, [{ action: "signIn", text: "Sign In" }]);
    assert.deepEqual(opened.refused, [opened.connection]);
    assert.equal(await opened.ask({ kind: "act", action: "signIn" }), true);
    assert.deepEqual(opened.done, ["sign in"]);
  });

  it("says that there is no such object, and can only be closed then", async () => {
    await opened.open("project", 99);
    assert.deepEqual(opened.view.notice, {
      title: "as in the row is no longer on the server, or hidden from you",
      text: "There is nothing to save.",
      actions: [{ action: "discard", text: "Close" }],
    });
    assert.deepEqual(opened.done, ["removed project:99"]);
    await opened.ask({ kind: "act", action: "discard" });
    assert.equal(opened.panel.isClosed, true);
  });

  it("puts the focus where one left off when its page begins anew, and only if it is seen", async () => {
    await opened.open("task", 1);
    await opened.ask({ kind: "ready" });
    assert.equal(opened.posted("focus").length, 2);
    opened.panel.isVisible = false;
    await opened.ask({ kind: "ready" });
    assert.equal(opened.posted("focus").length, 2);
  });

  it("says nothing any more once it is closed, and ends what it asked for", async () => {
    const held = opened.server.faults.add({ kind: "hold", match: { path: "/api/tasks/1" } });
    opened.show("task", 1);
    await held.met;
    opened.panel.close();
    const { length } = opened.panel.posted;
    held.release();
    await opened.until(() => opened.done.includes("closed"));
    opened.enter({ kind: "signedOut" });
    await opened.form?.lookAgain();
    await turns();
    assert.equal(opened.panel.posted.length, length);
    assert.equal(opened.takeRequests().length, 1);
  });
});
