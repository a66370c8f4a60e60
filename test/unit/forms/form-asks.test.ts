import assert from "node:assert/strict";
import { OpenForm } from "./open-form.ts";

describe("A form whose page asks for something", () => {
  let opened: OpenForm;

  beforeEach(async () => {
    opened = await OpenForm.start();
  });

  afterEach(async () => {
    await opened.end();
  });

  for (const [what, request] of [
    ["what no form does", { kind: "remove" }],
    ["nothing", {}],
    ["another field", { kind: "change", field: "owner", value: "x", change: 1 }],
    ["a field of objects in general", { kind: "change", field: "__proto__", value: "x", change: 1 }],
    ["the prototype's own field", { kind: "reset", field: "constructor" }],
    ["a word that the field does not offer", { kind: "change", field: "stage", value: "bogus", change: 2 }],
    ["a person by a number", { kind: "change", field: "assignee", value: "3", change: 3 }],
    [
      "a text that fills the memory",
      { kind: "change", field: "state", value: "x".repeat(200_001), change: 4 },
    ],
    ["a change without its number", { kind: "change", field: "state", value: "completed" }],
    ["a choice where there is no conflict", { kind: "keep", field: "state", which: "mine" }],
    ["a person for a field that takes none", { kind: "pick", field: "state" }],
    ["offers for a field that is not there", { kind: "offer", field: "__proto__" }],
    ["an action that is not offered", { kind: "act", action: "discard" }],
    ["a link that does not stand there", { kind: "follow", link: "organization:1" }],
    ["a link of its own", { kind: "follow", link: "command:workbench.action.quit" }],
    ["to save where nothing has changed", { kind: "save" }],
    ["more than the request has", { kind: "save", force: true }],
  ] as const) {
    it(`refuses ${what}, answers, notes it, and sends nothing`, async () => {
      await opened.open("job", 1);
      opened.takeRequests();
      const before = opened.view;
      assert.equal(await opened.ask(request), false);
      assert.deepEqual(opened.takeRequests(), []);
      assert.deepEqual({ ...opened.view, heard: 0 }, { ...before, heard: 0 });
      assert.deepEqual(opened.lines, [
        "warn The page of a form asked for what no form asks for, and was refused",
      ]);
      assert.deepEqual(opened.done, []);
      assert.deepEqual(opened.drafts.all, []);
    });
  }

  it("gives no answer to what has no number", async () => {
    await opened.open("job", 1);
    for (const garbage of [undefined, null, "save", [], { request: { kind: "save" } }, { id: "1" }]) {
      opened.panel.say(garbage);
    }
    assert.equal(await opened.ask({ kind: "ready" }), true);
    assert.equal(opened.posted("answer").length, 1);
    assert.equal(opened.lines.length, 6);
  });

  it("answers also where something breaks, and tells the log what", async () => {
    await opened.open("task", 1);
    opened.picked.push = () => {
      throw new Error("no picker");
    };
    assert.equal(await opened.ask({ kind: "pick", field: "assignee" }), false);
    assert.match(opened.lines[0] ?? "", /^error A form failed: Error: no picker/);
  });

  it("says which change it has heard last, also of one that it refused", async () => {
    await opened.open("job", 1);
    await opened.ask({ kind: "change", field: "state", value: "completed", change: 7 });
    assert.equal(opened.view.heard, 7);
    await opened.ask({ kind: "change", field: "state", value: "in progress", change: 3 });
    assert.equal(opened.view.heard, 7);
    await opened.ask({ kind: "change", field: "state", value: "bogus", change: 8 });
    assert.equal(opened.view.heard, 8);
    assert.equal(opened.field("state").value, "in progress");
  });

  describe("to assign somebody", () => {
    it("lets the person choose in VS Code, and sends whom they chose", async () => {
      await opened.open("task", 5);
      opened.chosen = { id: 3, username: "bob" };
      assert.equal(await opened.ask({ kind: "pick", field: "assignee" }), true);
      assert.deepEqual(
        opened.picked.map(({ title, me, current, note }) => ({ title, me, current, note })),
        [{ title: "Assign sky-survey", me: { id: 2, username: "alice" }, current: null, note: undefined }],
      );
      assert.equal(opened.field("assignee").value, "bob");
      assert.equal(opened.panel.revealed, 1);
      assert.deepEqual(opened.posted("focus").at(-1), { kind: "focus", field: "assignee" });
      opened.takeRequests();
      await opened.save();
      assert.deepEqual(opened.takeRequests(), ["GET /api/tasks/5", 'PATCH /api/tasks/5 {"assignee_id":3}']);
    });

    it("takes the assignee away where nobody is chosen, and changes nothing where the choice is given up", async () => {
      await opened.elsewhere("PATCH", "/api/jobs/9", { assignee: 3 });
      await opened.open("job", 9);
      opened.chosen = undefined;
      assert.equal(await opened.ask({ kind: "pick", field: "assignee" }), true);
      assert.equal(opened.view.footer?.words, "Nothing has changed");
      opened.chosen = null;
      await opened.ask({ kind: "pick", field: "assignee" });
      assert.equal(opened.field("assignee").value, "Nobody");
      assert.equal(opened.field("assignee").changed?.was, "was bob");
      opened.takeRequests();
      await opened.save();
      assert.deepEqual(opened.takeRequests(), ["GET /api/jobs/9", 'PATCH /api/jobs/9 {"assignee":null}']);
    });

    it("says why there is nobody else for what is personal", async () => {
      await opened.open("project", 1);
      await opened.ask({ kind: "pick", field: "assignee" });
      assert.equal(opened.picked[0]?.note, "what belongs to no organization is for oneself");
    });

    it("gives the choice up with the account, and tells the session of a refused token", async () => {
      await opened.open("task", 1);
      await opened.ask({ kind: "pick", field: "assignee" });
      const [picking] = opened.picked;
      assert.ok(picking);
      const { connection } = opened;
      opened.server.faults.add({ kind: "status", status: 401 });
      await connection.client.tasks.retrieve(1).catch(picking.failed);
      assert.deepEqual(opened.refused, [connection]);
      assert.equal(picking.gone.aborted, false);
      opened.enter({ kind: "signedOut" });
      assert.equal(picking.gone.aborted, true);
    });
  });

  describe("for the names of subsets", () => {
    it("asks for the project once, when somebody goes to the field", async () => {
      await opened.open("task", 1);
      opened.takeRequests();
      await opened.ask({ kind: "offer", field: "name" });
      assert.deepEqual(opened.takeRequests(), []);
      await opened.ask({ kind: "offer", field: "subset" });
      await opened.ask({ kind: "offer", field: "subset" });
      assert.deepEqual(opened.takeRequests(), ["GET /api/projects/1"]);
      const { control } = opened.field("subset");
      assert.deepEqual(control.kind === "text" ? [...control.offers].sort() : [], [
        "test",
        "train",
        "validation",
      ]);
    });

    it("asks for nothing where a row knows the project", async () => {
      opened.known.set("project:1", {
        kind: "project",
        entity: await opened.connection.client.projects.retrieve(1),
      });
      await opened.open("task", 1);
      opened.takeRequests();
      await opened.ask({ kind: "offer", field: "subset" });
      assert.deepEqual(opened.takeRequests(), []);
      assert.match(JSON.stringify(opened.field("subset").control), /validation/);
    });

    it("offers none where the project cannot be read, and any name can be typed", async () => {
      await opened.open("task", 1);
      opened.server.faults.add({ kind: "status", status: 403, match: { path: "/api/projects/1" }, times: 9 });
      assert.equal(await opened.ask({ kind: "offer", field: "subset" }), true);
      assert.deepEqual(opened.field("subset").control, { kind: "text", placeholder: "", offers: [] });
      assert.equal(await opened.type("subset", "mine"), true);
    });
  });

  describe("to follow a link", () => {
    it("opens its page in the browser, and the forms of what it belongs to", async () => {
      await opened.open("job", 9);
      for (const link of ["browser", "task:5", "project:2", "organization:1"]) {
        assert.equal(await opened.ask({ kind: "follow", link }), true);
      }
      assert.deepEqual(opened.done, [
        `browse ${opened.server.origin}/tasks/5/jobs/9`,
        "open task 5",
        "open project 2",
        "open organization 1",
      ]);
    });

    it("follows none that stands in another form", async () => {
      await opened.open("task", 1);
      assert.equal(await opened.ask({ kind: "follow", link: "project:2" }), false);
      assert.equal(await opened.ask({ kind: "follow", link: "https://elsewhere.org" }), false);
      await opened.open("organization", 1);
      assert.equal(await opened.ask({ kind: "follow", link: "browser" }), false);
      assert.deepEqual(opened.done, []);
    });
  });
});
