import assert from "node:assert/strict";
import { NetworkError, OutcomeUnknownError, type ProjectSpec } from "../../src/core/index.ts";
import { CreationWindow } from "./creation-window.ts";
import { eventually, standIn } from "./stand-in.ts";

describe("New Project in trouble", () => {
  let win: CreationWindow;

  beforeEach(async () => {
    win = await CreationWindow.open();
  });

  afterEach(async () => {
    await win.end();
  });

  it("tells why the server did not make it, and Retry needs nothing typed again", async () => {
    win.opened.server.faults.add({
      kind: "status",
      status: 409,
      body: "<h1>Down</h1>",
      match: { method: "POST" },
    });
    win.press = (text) => (text.startsWith("Could not create") ? "Retry" : undefined);
    await win.make("Personal Workspace", "Dunes", "Names…", "sand");
    await win.opened.settled(1);
    assert.match(
      win.said[0] ?? "",
      /^Could not create project “Dunes” in Personal Workspace\. Something else is under way there .*409.* \| Retry \| Open Log$/,
    );
    while (!(await win.lines())[0]?.startsWith("Dunes")) await win.opened.run("cvat.refreshAll");
    assert.deepEqual(await win.labelsOf("Dunes"), ["sand"]);
  });

  it("makes nothing by an old Retry once it was made, or is not wanted any more", async () => {
    const over = "Could not create project “Dunes”. It was created or discarded meanwhile. | OK";
    for (const end of ["discarded", "made"] as const) {
      const document = await win.begun();
      await win.write(document, '[{"name": "sand"}]');
      win.opened.server.faults.add({ kind: "status", status: 409, match: { method: "POST" } });
      let pressRetry: (title: string) => void = () => undefined;
      win.press = (text) =>
        text.startsWith("Could not create")
          ? new Promise((resolve) => {
              pressRetry = resolve;
            })
          : undefined;
      await win.documents.create([document.uri]);
      if (end === "made") await win.documents.create([document.uri]);
      else win.documents.discard([document.uri]);
      win.opened.takeRequests();
      pressRetry("Retry");
      await eventually(() => win.said.at(-1) === over);
      assert.equal(win.posted(), 0);
      await win.close();
    }
  });

  it("looks first whether it is there where the client was closed in the middle", async () => {
    const projects: unknown = Object.getPrototypeOf(win.opened.scope({ kind: "all" }).client.projects);
    assert.ok(typeof projects === "object" && projects !== null && "create" in projects);
    const { create } = projects;
    assert.ok(typeof create === "function");
    const stand = standIn(projects, "create", async function (this: object, spec: ProjectSpec) {
      await create.call(this, spec);
      throw new DOMException("The client is closed", "AbortError");
    });
    await win.make("Personal Workspace", "Dunes", "No Labels Yet");
    stand.dispose();
    assert.match(
      win.said.at(-1) ?? "",
      /^Could not create project “Dunes” .* It is not known whether it was done\./,
    );
    await win.make("Personal Workspace", "Dunes", "Show It");
    assert.equal(win.posted(), 0);
    assert.deepEqual(win.selected(), ["Dunes"]);
  });

  describe("after it was not known what became of it", () => {
    const wanted = ["Personal Workspace", "Dunes"];

    /** The server makes the next project, or does not, and its answer is lost. */
    async function loseNext(isMade: boolean): Promise<void> {
      const projects: unknown = Object.getPrototypeOf(win.opened.scope({ kind: "all" }).client.projects);
      assert.ok(typeof projects === "object" && projects !== null && "create" in projects);
      const { create } = projects;
      assert.ok(typeof create === "function");
      const stand = standIn(projects, "create", async function (this: object, spec: ProjectSpec) {
        if (isMade) await create.call(this, spec);
        throw new OutcomeUnknownError(
          { kind: "create", noun: "project", id: null },
          { found: [], lookError: undefined, cause: new NetworkError("cut", "https://cvat.example.org", "") },
        );
      });
      await win.make(...wanted, "No Labels Yet");
      stand.dispose();
    }

    it("shows the one that came into being, when the person says that it is enough", async () => {
      await loseNext(true);
      await win.make(...wanted, "Show It");
      assert.match(
        win.typist.seen.at(-1) ?? "",
        /^New Project \(2\/4\) \| “Dunes” came into being .* \| Show It, Create Another$/,
      );
      assert.equal(win.posted(), 0);
      assert.deepEqual(win.selected(), ["Dunes"]);
    });

    it("makes another one, when the person wants that, and asks no more", async () => {
      await loseNext(true);
      await win.make(...wanted, "Create Another", "No Labels Yet");
      assert.equal(win.posted(), 1);
      await win.make(...wanted);
      assert.match(win.typist.seen.at(-1) ?? "", /There is a project of that name already/);
    });

    it("asks nothing of one that was made with its answer since", async () => {
      await loseNext(false);
      await win.make(...wanted, "No Labels Yet");
      await win.make(...wanted);
      assert.match(win.typist.seen.at(-1) ?? "", /There is a project of that name already/);
    });

    it("asks nothing where nothing came of it", async () => {
      await loseNext(false);
      await win.make(...wanted, "No Labels Yet");
      assert.equal(win.posted(), 1);
    });
  });
});
