import assert from "node:assert/strict";
import type { FaultRequest } from "../sample-server/control/faults.ts";
import { eventually, FormPage, useWindow } from "./workbench/index.ts";

describe("The form", () => {
  const given = useWindow({ signedInAs: "alice" });
  const form = (): FormPage => new FormPage(given.workbench.page);
  /** What was asked of the server. Without pictures: the tree asks for one when the mouse rests on a row. */
  const sent = (method?: string): string[] =>
    given.server.requests
      .all(method === undefined ? {} : { method })
      .filter(({ path }) => !path.endsWith("/preview"))
      .map((each) => `${each.method} ${each.path}`);

  async function says(words: string | RegExp): Promise<void> {
    await eventually(
      () => form().words(),
      (shown) => {
        if (typeof words === "string") assert.equal(shown, words);
        else assert.match(shown, words);
      },
    );
  }

  before(async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.tasks.row("coins");
    await workbench.jobs.row("Job #9");
    await workbench.projects.row("Objects");
  });

  beforeEach(() => {
    given.server.requests.clear();
  });

  it("opens by right-click on the first field, with at most three requests, and asks for nothing while it is left alone", async () => {
    const { workbench } = given;
    await workbench.tasks.choose("coins", "Edit…");
    await form().waitFor("coins");
    await eventually(
      () => form().focused(),
      (focused) => {
        assert.equal(focused, "name");
      },
    );
    assert.deepEqual((await form().facts()).slice(0, 4), [
      "Project: Objects",
      "Organization: Personal Workspace",
      "Status: Annotation, 0 of 2 jobs completed",
      "Media: 10 images",
    ]);
    await says("Nothing has changed");
    assert.ok(await form().button("Save").isDisabled());
    assert.deepEqual(sent(), ["GET /api/tasks/1", "GET /api/labels"]);
    await workbench.picture("form-open");
    // Going through all of it changes nothing.
    for (let stop = 0; stop < 8; stop += 1) await workbench.page.keyboard.press("Tab");
    await says("Nothing has changed");
    assert.deepEqual(sent("PATCH"), []);
    assert.ok(sent().length <= 3, sent().join());
  });

  it("leaves the focus to whoever has gone to another field before it could be set", async () => {
    await form().input("subset").focus();
    await form().askForFocus("name");
    assert.equal(await form().focused(), "subset");
    await form().input("subset").blur();
    await form().askForFocus("name");
    assert.equal(await form().focused(), "name");
  });

  it("opens once for an object, whoever asks: by key, from the palette", async () => {
    const { workbench } = given;
    await workbench.tasks.click("portraits");
    await workbench.tasks.collapse("portraits");
    await workbench.tasks.press("ArrowDown", "Enter");
    await form().waitFor("coins");
    await workbench.run("CVAT: Edit…");
    await eventually(
      () => workbench.quickInput.picks(),
      (picks) => {
        assert.ok(picks.some(({ label }) => label.includes("coins")));
      },
    );
    await workbench.quickInput.type("1");
    await workbench.quickInput.cancel();
    assert.deepEqual(await form().tabs(), ["coins"]);
  });

  it("sends only what was changed, once, after one look, by keyboard alone; the row shows the server's answer", async () => {
    const { workbench } = given;
    await form().input("name").focus();
    given.server.requests.clear();
    await workbench.page.keyboard.press("End");
    await workbench.page.keyboard.type(" II");
    await says("Name will change");
    assert.equal(await form().was("name"), "was coins");
    await eventually(
      () => form().tabs(),
      (tabs) => {
        assert.deepEqual(tabs, ["● coins"]);
      },
    );
    await workbench.picture("form-modified");
    const held = given.server.faults.add({ kind: "hold", match: { path: "/api/tasks/1", method: "PATCH" } });
    await workbench.page.keyboard.press("Control+S");
    await held.met;
    await says("Saving");
    await workbench.page.keyboard.press("Control+S");
    held.release();
    await says("Saved");
    assert.deepEqual(sent(), ["GET /api/tasks/1", "PATCH /api/tasks/1"]);
    assert.deepEqual(
      given.server.requests.all({ method: "PATCH" }).map(({ patch }) => patch),
      ['{"name":"coins II"}'],
    );
    await workbench.tasks.row("coins II");
    assert.deepEqual(await form().tabs(), ["coins II"]);
    assert.equal(await form().title(), "coins II");
  });

  it("is taken back by Undo", async () => {
    const { workbench } = given;
    await form().type("name", "coins to be taken back");
    await says("Name will change");
    const before = await form().value("subset");
    await form().type("subset", "validation");
    await form().button("Save").click();
    await says("Saved");
    await workbench.tasks.row("coins to be taken back");
    await workbench.run("CVAT: Undo Last Change");
    await eventually(
      async () => [await form().value("name"), await form().value("subset")],
      (values) => {
        assert.deepEqual(values, ["coins II", before]);
      },
    );
    await workbench.tasks.row("coins II");
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  it("is sent once by a double click", async () => {
    await form().type("name", "coins");
    await says("Name will change");
    given.server.requests.clear();
    await form().button("Save").dblclick();
    await says("Saved");
    assert.deepEqual(sent("PATCH"), ["PATCH /api/tasks/1"]);
    await given.workbench.tasks.row("coins");
  });

  it("complains of what the server would refuse, before it is sent, and puts back one field or all", async () => {
    const { workbench } = given;
    const wrong: readonly (readonly [field: string, text: string, complaint: RegExp])[] = [
      ["name", "x".repeat(257), /at most 256 characters for a name, these are 257/],
      ["name", "   ", /./],
      ["subset", "s".repeat(65), /64/],
      ["bug_tracker", `https://${"x".repeat(2000)}`, /2,000/],
    ];
    for (const [field, text, complaint] of wrong) {
      await form().type(field, text);
      await eventually(
        () => form().below(field),
        (below) => {
          assert.match(below, complaint);
        },
      );
      assert.ok(await form().button("Save").isDisabled(), text);
      await form()
        .field(field)
        .getByRole("button", { name: /^Reset / })
        .click();
      await says("Nothing has changed");
    }
    // What may surprise a person, but not the server.
    for (const text of ["🛰 night 夜", "שלום world", "a\u202eb", "x".repeat(256)]) {
      await form().type("name", text);
      await says("Name will change");
    }
    await form().type("bug_tracker", "nonsense");
    await form().type("name", "x".repeat(271));
    await says(/name/i);
    await workbench.picture("form-invalid");
    await form().button("Revert").click();
    await says("Nothing has changed");
    assert.equal(await form().value("name"), "coins");
    assert.deepEqual(sent("PATCH"), []);
  });

  const refusals: readonly (readonly [
    what: string,
    fault: Pick<Extract<FaultRequest, { kind: "status" }>, "status" | "body" | "contentType" | "headers">,
    seen: { readonly below?: RegExp; readonly beside?: RegExp },
  ])[] = [
    ["400 at a field", { status: 400, body: '{"name":["Too dull."]}' }, { below: /The server: Too dull\./ }],
    [
      "400 as a list",
      { status: 400, body: '["No more renaming today."]' },
      { beside: /No more renaming today/ },
    ],
    [
      "400 as text",
      { status: 400, body: "not on Sundays", contentType: "text/plain" },
      { beside: /Could not save/ },
    ],
    [
      "400 as a page",
      { status: 400, body: "<h1>Oops</h1>", contentType: "text/html" },
      { beside: /Could not save/ },
    ],
    ["403", { status: 403, body: '{"detail":"no"}' }, { beside: /answered 403/ }],
    ["409", { status: 409, body: '{"detail":"busy"}' }, { beside: /409/ }],
    ["413", { status: 413, body: "" }, { beside: /413/ }],
    ["429", { status: 429, body: "", headers: { "Retry-After": "600" } }, { beside: /answered 429/ }],
    ["500", { status: 500, body: "<h1>Oops</h1>" }, { beside: /500/ }],
  ];
  for (const [what, fault, { below, beside }] of refusals) {
    it(`keeps what was typed, and says why it is not saved: ${what}`, async () => {
      await form().type("name", `typed for ${what}`);
      await says("Name will change");
      given.server.faults.add({ kind: "status", ...fault, match: { path: "/api/tasks/1", method: "PATCH" } });
      await form().button("Save").click();
      if (below)
        await eventually(
          () => form().below("name"),
          (shown) => {
            assert.match(shown, below);
          },
        );
      if (beside) await says(beside);
      await says(/Not saved\. Name will change/);
      assert.equal(await form().value("name"), `typed for ${what}`);
      assert.deepEqual(sent("PATCH"), ["PATCH /api/tasks/1"]);
      assert.deepEqual(await given.workbench.notifications.all(), []);
      if (what.startsWith("400 at") || what === "403")
        await given.workbench.picture(`form-refused-${fault.status}`);
      await form().button("Revert").click();
      await says("Nothing has changed");
    });
  }

  it("finds out what became of a save whose answer was lost", async () => {
    await form().type("name", "coins, lost and found");
    await says("Name will change");
    given.server.faults.add({ kind: "reset", after: true, match: { path: "/api/tasks/1", method: "PATCH" } });
    await form().button("Save").click();
    await says("Saved");
    assert.equal(await form().title(), "coins, lost and found");
    assert.deepEqual(sent("PATCH"), ["PATCH /api/tasks/1"]);
    await given.workbench.tasks.row("coins, lost and found");
  });

  it("says that a save did not come through when the connection breaks before it, and saves at the second try", async () => {
    await form().type("name", "coins");
    await says("Name will change");
    given.server.faults.add({
      kind: "reset",
      times: 20,
      match: { path: "/api/tasks/1", method: "PATCH" },
    });
    await form().button("Save").click();
    await says(/Not saved\. Name will change/);
    assert.equal(await form().value("name"), "coins");
    given.server.faults.clear();
    await form().button("Save").click();
    await says("Saved");
    await given.workbench.tasks.row("coins");
  });

  it("moves a job on: another stage begins as new, unless a state is chosen as well", async () => {
    const { workbench } = given;
    await workbench.jobs.choose("Job #9", "Edit…");
    await form().waitFor("Job #9");
    await form().choose("stage", "validation");
    await says("Stage will change");
    await form().choose("state", "in progress");
    await says("Stage and state will change");
    await workbench.picture("form-job");
    given.server.requests.clear();
    await form().button("Save").click();
    await says("Saved");
    assert.deepEqual(
      given.server.requests.all({ method: "PATCH" }).map(({ patch }): unknown => JSON.parse(patch ?? "null")),
      [{ stage: "validation", state: "in progress" }],
    );
    await eventually(
      () => workbench.jobs.row("Job #9"),
      ({ description }) => {
        assert.match(description, /validation$/);
      },
    );
  });

  it("assigns by VS Code's own list of people, and goes back to the field", async () => {
    const { workbench } = given;
    await workbench.projects.choose("Sky", "Edit…");
    await form().waitFor("Sky");
    await form().button("Assignee: Nobody. Members of Crew.").click();
    await workbench.quickInput.pick("carol");
    await says("Assignee will change");
    assert.equal(await form().value("assignee"), "carol");
    await eventually(
      () => form().focused(),
      (focused) => {
        assert.equal(focused, "assignee");
      },
    );
    await form().button("Save").click();
    await says("Saved");
    await eventually(
      () => workbench.projects.row("Sky"),
      ({ description }) => {
        assert.match(description, /carol/);
      },
    );
  });

  it("stands as in README.md, whose picture this is", async () => {
    const { workbench } = given;
    const { page } = workbench;
    const size = { width: 960, height: 720 };
    await workbench.run("View: Close All Editors");
    await page.setViewportSize(size);
    await workbench.tasks.choose("rocket-launch", "Edit…");
    await form().waitFor("rocket-launch");
    await form().type("name", "rocket-launch, second pass");
    await form().type("subset", "validation");
    await says("Name and subset will change");
    await page.mouse.move(size.width - 40, size.height - 40);
    await workbench.finePicture("form", { ...size, scale: 1.125 });
    await form().button("Revert").click();
    await says("Nothing has changed");
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("changes an organization, from the palette", async () => {
    const { workbench } = given;
    await workbench.run("CVAT: Switch Organization…");
    await workbench.quickInput.pick("Crew");
    await workbench.quickInput.waitUntilClosed();
    await workbench.run("CVAT: Edit Organization…");
    await form().waitFor("Crew");
    await form().type("description", "Two lines\nof it");
    await form().type("email", "crew@example.org");
    await form().type("location", "Riga");
    await says("Description, e-mail, and location will change");
    await workbench.picture("form-organization");
    await form().button("Save").click();
    await says("Saved");
    assert.equal(await form().value("description"), "Two lines\nof it");
    assert.equal(await form().value("email"), "crew@example.org");
  });
});
