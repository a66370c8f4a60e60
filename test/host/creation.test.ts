import assert from "node:assert/strict";
import { window, workspace } from "vscode";
import { CreationWindow } from "./creation-window.ts";
import { eventually } from "./stand-in.ts";

const crew = { kind: "organization", id: 1, slug: "crew", name: "Crew" } as const;

describe("New Project", () => {
  let win: CreationWindow;

  beforeEach(async () => {
    win = await CreationWindow.open();
  });

  afterEach(async () => {
    await win.end();
  });

  it("asks for place, name and labels, and shows and selects the new row", async () => {
    await win.make("Personal Workspace", " Dunes ", "Names…", "sand, camel");
    assert.deepEqual(
      win.typist.seen.map((one) => one.split(" | ").slice(0, 2).join(" | ")),
      [
        "New Project (1/4) | Type to choose where to create it",
        "New Project (2/4) | Name",
        "Labels of Dunes (3/4) | Type to choose where the labels come from",
        "Labels of Dunes (4/4) | car, person, traffic light",
      ],
    );
    assert.equal((await win.lines())[0], "Dunes | 0 tasks [project]");
    assert.deepEqual(win.selected(), ["Dunes"]);
    assert.deepEqual(await win.labelsOf("Dunes"), ["sand", "camel"]);
    assert.deepEqual(win.said, []);
  });

  it("makes it in the organization that is shown, without asking where", async () => {
    win.opened.scopes.switch(win.opened.scope(crew));
    await win.opened.nodes("cvat.projects");
    await win.make("Dunes", "No Labels Yet");
    assert.equal(win.typist.seen.length, 2);
    assert.equal((await win.lines())[0], "Dunes | 0 tasks [project]");
    const [project] = await win.opened.scope(crew).client.projects.list({ name: "Dunes" }).all();
    assert.equal(project?.organization, 1);
  });

  it("refuses a name that the server would refuse, before it is sent", async () => {
    await win.make("Personal Workspace", "   ");
    assert.match(win.typist.seen.at(-1) ?? "", /A name has at least one character that can be seen\./);
    await win.make("Personal Workspace", "x".repeat(257));
    assert.match(win.typist.seen.at(-1) ?? "", /at most 256 characters for a name, these are 257\./);
    assert.equal(win.posted(), 0);
  });

  it("points out a name that there is already, and takes it all the same", async () => {
    win.opened.scopes.switch(win.opened.scope(crew));
    await win.make("Sky", "Sky", "No Labels Yet");
    assert.match(
      win.typist.seen[1] ?? "",
      /There is a project of that name already, #2\. Enter creates another one\./,
    );
    assert.equal(win.posted(), 1);
  });

  it("copies the labels of another project, with attributes and skeletons", async () => {
    const { client } = win.opened.scope({ kind: "all" });
    const entity = await client.projects.retrieve(1);
    win.picked = [{ kind: "project", entity }];
    await win.make("Personal Workspace", "Copy", "From Another Project…");
    assert.equal(win.typist.seen.at(-1), "Copy Labels from a Project (4/4)");
    const [copy] = await client.projects.list({ name: "Copy" }).all();
    const bare = (
      labels: readonly { name: string; color: string; type: string; sublabels: readonly unknown[] }[],
    ) => labels.map(({ name, color, type, sublabels }) => [name, color, type, sublabels.length]);
    assert.deepEqual(bare((await copy?.listLabels().all()) ?? []), bare(await entity.listLabels().all()));
  });

  it("takes label JSON from the clipboard as it is where nothing is wrong with it", async () => {
    win.copy(() => '[{"name": "sand"}]');
    await win.make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    assert.deepEqual(await win.labelsOf("Dunes"), ["sand"]);
  });

  it("shows all that is wrong with label JSON where it stands, as it is typed, and goes on from there", async () => {
    const document = await win.begun();
    assert.equal(document.languageId, "json");
    assert.deepEqual(
      win.faults(document).map((fault) => fault.slice(0, 30)),
      ["2:28 “ball” is no type (any, c", "3:12 “name” is missing, or is "],
    );
    const { active } = window.activeTextEditor?.selection ?? {};
    assert.deepEqual([active?.line, active?.character], [1, 27]);
    assert.deepEqual(win.lenses(document), [
      "$(check) Create Project “Dunes”",
      "2 faults, in Personal Workspace",
      "Discard New Project",
    ]);
    assert.match(win.said[0] ?? "", /^Project “Dunes” is not created yet\..* \| Create Project$/);
    await win.documents.create([document.uri]);
    assert.equal(win.posted(), 0);

    await win.write(document, '[{"name": "sand"}, {"name": "camel"}]');
    await eventually(() => win.faults(document).length === 0);
    assert.equal(win.lenses(document)[1], "2 labels, in Personal Workspace");
    await win.documents.create([document.uri]);
    assert.deepEqual(await win.labelsOf("Dunes"), ["sand", "camel"]);
    assert.deepEqual(win.lenses(document), []);
    await win.documents.create([document.uri]);
    assert.equal(win.posted(), 1);
    await win.close();
  });

  it("keeps the project waiting for its document while another organization is shown", async () => {
    const document = await win.begun();
    win.opened.scopes.switch(win.opened.scope(crew));
    await win.write(document, '[{"name": "sand"}]');
    await win.documents.create([]);
    assert.equal(win.said.at(-1), "Created project #3 with 1 label, in Personal Workspace.");
    assert.deepEqual(win.lenses(document), []);
    await win.close();
  });

  it("has name and place again after the document was closed, or the project was discarded", async () => {
    await win.begun();
    await win.close();
    await win.make();
    assert.match(win.typist.seen.at(-1) ?? "", /\| Personal Workspace, /);
    await win.make("Personal Workspace");
    assert.match(win.typist.seen.at(-1) ?? "", /^New Project \(2\/4\) \| Name \| .* \| Dunes$/);
    const document = await win.begun();
    win.documents.discard([document.uri]);
    assert.deepEqual([win.faults(document), win.lenses(document)], [[], []]);
    await win.documents.create([document.uri]);
    assert.equal(win.posted(), 0);
    await win.close();
  });

  it("has label JSON written in a new document", async () => {
    await win.make("Personal Workspace", "Dunes", "Label JSON in a New Document");
    const document = window.activeTextEditor?.document;
    assert.ok(document);
    assert.deepEqual(win.faults(document), ["1:1 There are no labels in it."]);
    await win.write(document, '[{"name": "sand"}]');
    await win.documents.create([]);
    assert.deepEqual(await win.labelsOf("Dunes"), ["sand"]);
    await win.close();
  });

  it("tells a clipboard that may not be read from one that holds something else", async () => {
    let text = (): string => "";
    win.copy(() => text());
    await win.make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    assert.match(
      win.typist.seen.at(-1) ?? "",
      /Clipboard: The clipboard is empty, or may not be read here\./,
    );
    text = () => {
      throw new Error("Read permission denied.");
    };
    await win.make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    assert.match(
      win.typist.seen.at(-1) ?? "",
      /Clipboard: The clipboard could not be read\. Read permission denied\./,
    );
  });

  it("shows nothing of a clipboard in which there is something else: it may be a password", async () => {
    const [documents, editor] = [workspace.textDocuments, window.activeTextEditor];
    for (const text of ["correct horse [battery] {staple}", "   ", '"[]"']) {
      win.copy(() => text);
      await win.make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
      assert.match(
        win.typist.seen.at(-1) ?? "",
        /Label JSON in the Clipboard: The clipboard holds no label JSON\./,
      );
    }
    assert.deepEqual(workspace.textDocuments, documents);
    assert.equal(window.activeTextEditor, editor);
    assert.equal(win.posted(), 0);
  });

  it("goes back from the labels to the name, which is still there", async () => {
    await win.make("Personal Workspace", "Dunes", "<back>", "Dunes 2", "Names…", "<back>", "No Labels Yet");
    assert.match(win.typist.seen[3] ?? "", /^New Project \(2\/4\) \| Name \| .* \| Dunes$/);
    assert.equal((await win.lines())[0], "Dunes 2 | 0 tasks [project]");
  });

  it("has the name again after it was given up at the labels, and not after it was made", async () => {
    await win.make("Personal Workspace", "Dunes");
    await win.make("Personal Workspace", "Dunes", "No Labels Yet");
    assert.match(win.typist.seen[4] ?? "", /^New Project \(2\/4\) \| Name \| .* \| Dunes$/);
    await win.make("Personal Workspace");
    assert.match(win.typist.seen.at(-1) ?? "", /^New Project \(2\/4\) \| Name \| .* \| $/);
  });

  it("makes nothing when it is given up, or when something else is shown before the end", async () => {
    await win.make("Personal Workspace", "Dunes");
    assert.equal(win.posted(), 0);
    win.typist.before = () => {
      if (win.typist.answers.length === 1) win.opened.scopes.switch(win.opened.scope(crew));
    };
    await win.make("Personal Workspace", "Dunes", "No Labels Yet");
    assert.equal(win.posted(), 0);
  });

  it("says why nothing can be made in an organization where one only works", async () => {
    win.role = "worker";
    win.opened.scopes.switch(win.opened.scope(crew));
    await win.make("Dunes", "No Labels Yet");
    assert.deepEqual(win.said, [
      "Could not create a project in Crew. A supervisor's role in the organization is needed for this, or a higher one. | OK",
    ]);
    assert.deepEqual(win.typist.seen, []);
  });
});
