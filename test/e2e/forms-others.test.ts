import assert from "node:assert/strict";
import { Person } from "./people.ts";
import { eventually, FormPage, useWindow, type Workbench } from "./workbench/index.ts";

describe("A form beside others who change the same", () => {
  const given = useWindow({ signedInAs: "alice" });
  const form = (workbench: Workbench = given.workbench): FormPage => new FormPage(workbench.page);
  const elsewhere = (username = "alice"): Person => new Person(given.server, username);
  const patches = () => given.server.requests.all({ method: "PATCH" });

  async function open(task: string, workbench: Workbench = given.workbench): Promise<void> {
    await workbench.tasks.choose(task, "Edit…");
    await form(workbench).waitFor(task);
  }

  async function says(words: string | RegExp, workbench?: Workbench): Promise<void> {
    await eventually(
      () => form(workbench).words(),
      (shown) => {
        if (typeof words === "string") assert.equal(shown, words);
        else assert.match(shown, words);
      },
    );
  }

  async function conflictsAre(expected: readonly string[]): Promise<void> {
    await eventually(
      () => form().conflicts(),
      (conflicts) => {
        assert.deepEqual(conflicts, expected);
      },
    );
  }

  before(async () => {
    await given.workbench.openContainer();
    await given.workbench.tasks.row("coins");
    await given.workbench.jobs.row("Job #9");
  });

  it("asks field by field what is to stay, and overwrites nobody before", async () => {
    const { workbench, server } = given;
    await open("coins");
    await form().type("name", "coins of mine");
    await form().type("subset", "validation");
    await says("Name and subset will change");
    await elsewhere().change("/api/tasks/1", {
      name: "coins of theirs",
      subset: "test",
      bug_tracker: "https://t.example",
    });
    server.requests.clear();
    await form().button("Save").click();
    await conflictsAre(["Name: coins of mine | coins of theirs", "Subset: validation | test"]);
    await says("Not saved. Choose what to keep: name and subset");
    assert.deepEqual(patches(), []);
    assert.ok(await form().button("Save").isDisabled());
    // What was not touched here follows in silence.
    assert.equal(await form().value("bug_tracker"), "https://t.example");
    await workbench.picture("form-conflict");
    await form().keep("Name", "mine");
    await form().keep("Subset", "theirs");
    await says("Not saved. Name will change, subset stays as on the server");
    assert.equal(await form().value("subset"), "test");
    await form().button("Save").click();
    await says("Saved");
    assert.deepEqual(
      patches().map(({ patch }) => patch),
      ['{"name":"coins of mine"}'],
    );
    await conflictsAre([]);
    await workbench.tasks.row("coins of mine");
  });

  it("takes over in silence what others changed beside", async () => {
    const { server } = given;
    await form().type("name", "coins");
    await says("Name will change");
    await elsewhere().change("/api/tasks/1", { subset: "train" });
    server.requests.clear();
    await form().button("Save").click();
    await says("Saved");
    assert.deepEqual(
      patches().map(({ patch }) => patch),
      ['{"name":"coins"}'],
    );
    assert.equal(await form().value("subset"), "train");
  });

  it("agrees with a quick edit of the same window at once", async () => {
    const { workbench } = given;
    await workbench.tasks.click("coins");
    await workbench.tasks.press("F2");
    await workbench.quickInput.waitForTitle("Rename task #1");
    await workbench.quickInput.type("coins by F2");
    await workbench.quickInput.accept();
    await eventually(
      () => form().value("name"),
      (name) => {
        assert.equal(name, "coins by F2");
      },
    );
    assert.deepEqual(await form().tabs(), ["coins by F2"]);
  });

  it("agrees with another window once it has the focus again", async () => {
    const other = await given.window.openAnother("beside");
    await other.openContainer();
    await open("coins by F2", other);
    await form(other).type("name", "coins of the other window");
    await says("Name will change", other);
    await form(other).button("Save").click();
    await says("Saved", other);
    await other.page.close();
    await open("portraits");
    await form().showTab("coins by F2");
    await form().waitFor("coins of the other window");
    assert.equal(await form().value("name"), "coins of the other window");
  });

  it("says that its object was removed, and copies what was typed", async () => {
    const { workbench, server } = given;
    server.requests.clear();
    await form().type("name", "typed in vain");
    await form().type("subset", "validation");
    await says("Name and subset will change");
    await elsewhere().remove("/api/tasks/1");
    await form().button("Save").click();
    await form().banner.getByText("is no longer on the server, or hidden from you").waitFor();
    await workbench.picture("form-gone");
    assert.ok(await form().input("name").isDisabled());
    assert.equal(patches().length, 0);
    await says("Nothing can be saved here now");
    await eventually(
      () => workbench.tasks.labels(),
      (rows) => {
        assert.ok(!rows.some((row) => row.includes("coins")), rows.join());
      },
    );
    await form().button("Copy What Was Typed").click();
    await eventually(
      () => workbench.clipboard(),
      (text) => {
        assert.equal(text, "Name: typed in vain\nSubset: validation");
      },
    );
    await form().button("Discard and Close").click();
    await eventually(
      () => form().tabs(),
      (tabs) => {
        assert.ok(!tabs.some((tab) => tab.includes("coins")), tabs.join());
      },
    );
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  it("is told when its object is removed in the same window", async () => {
    const { workbench } = given;
    await open("cells");
    await workbench.tasks.choose("cells", "Remove…");
    await workbench.dialog.choose("Remove");
    await form().banner.getByText("is no longer on the server, or hidden from you").waitFor();
    await form().button("Close").click();
    await eventually(
      () => form().tabs(),
      (tabs) => {
        assert.ok(!tabs.some((tab) => tab.includes("cells")), tabs.join());
      },
    );
  });

  it("shows an assignee who left the organization, who can be replaced", async () => {
    const { workbench } = given;
    await elsewhere().change("/api/tasks/5", { assignee_id: 4 });
    await elsewhere("carol").leave("crew");
    await workbench.run("CVAT: Refresh Everything");
    // A menu of a row that goes with the old rows is of no row any more.
    await eventually(
      () => workbench.tasks.row("sky-survey"),
      ({ description }) => {
        assert.match(description, /carol/);
      },
    );
    await open("sky-survey");
    // The organization's name is read first; the second time there is a request left for its members.
    await form().closeTab("sky-survey");
    await open("sky-survey");
    await eventually(
      () => form().below("assignee"),
      (below) => {
        assert.equal(below, "carol left the organization.");
      },
    );
    await workbench.picture("form-left");
    await form().button("Assignee: carol. carol left the organization.").click();
    await workbench.quickInput.pick("bob");
    await says("Assignee will change");
    await form().button("Save").click();
    await says("Saved");
    await eventually(
      () => workbench.tasks.row("sky-survey"),
      ({ description }) => {
        assert.match(description, /bob/);
      },
    );
  });

  it("belongs to its account: somebody else who signs in is told, and saves nothing", async () => {
    const { workbench, server } = given;
    await form().type("name", "typed by alice");
    await says("Name will change");
    await workbench.run("CVAT: Sign Out");
    await form()
      .banner.getByText(/^This form belongs to alice on /)
      .waitFor();
    assert.ok(await form().input("name").isDisabled());
    assert.equal(await form().value("name"), "typed by alice");
    await workbench.run("CVAT: Sign In…");
    await workbench.quickInput.waitForTitle("Sign In to CVAT (1/2)");
    await workbench.quickInput.type(new URL(server.origin).host);
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForTitle(`Sign In to ${new URL(server.origin).host} (2/2)`);
    await workbench.quickInput.type(server.account("bob").token);
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
    await workbench.tasks.row("sky-survey");
    await form()
      .banner.getByText(/^This form belongs to alice on /)
      .waitFor();
    await workbench.picture("form-foreign");
    server.requests.clear();
    await form().frame.locator("h1").click();
    await workbench.page.keyboard.press("Control+S");
    assert.ok(await form().button("Save").isDisabled());
    assert.equal(patches().length, 0);
    await form().closeTab("● sky-survey");
  });
});
