import assert from "node:assert/strict";
import { commands, env, type QuickPickItem, window, workspace } from "vscode";
import { Creator } from "../../src/creation/creator.ts";
import { reveal } from "../../src/explorer/commands/reveal.ts";
import type { CvatObject } from "../../src/objects/index.ts";
import type { Me } from "../../src/permissions/index.ts";
import { Notifications } from "../../src/ui/index.ts";
import { ExplorerWindow } from "./explorer-window.ts";
import { inputOf, pickOf, type Typist } from "./inputs.ts";
import { standIn } from "./stand-in.ts";

const crew = { kind: "organization", id: 1, slug: "crew", name: "Crew" } as const;

describe("New Project", () => {
  let opened: ExplorerWindow;
  let creator: Creator;
  let stands: { dispose(): unknown }[];
  let said: string[];
  let typist: Typist;
  let press: (text: string) => string | undefined;
  let picked: readonly CvatObject[] | undefined;
  let role: ReturnType<Me["role"]>;

  beforeEach(async () => {
    opened = await ExplorerWindow.open();
    const { explorer, scopes, session, clock } = opened;
    const me: Me = { userId: 2, isAdmin: false, readOnlyToken: false, role: () => role };
    creator = new Creator({
      session,
      scopes,
      explorer: {
        reveal: (object, view, signal) =>
          reveal(explorer.view(view), object, opened.scope({ kind: "all" }).client, signal),
      },
      picker: { pick: () => Promise.resolve(picked) },
      notifications: new Notifications(clock),
      myself: { soon: () => Promise.resolve(me) },
    });
    said = [];
    typist = { seen: [], answers: [] };
    press = () => undefined;
    picked = undefined;
    role = undefined;
    const tell = (text: string, ...titles: string[]) => {
      said.push([text, ...titles].join(" | "));
      return Promise.resolve(press(text));
    };
    stands = [
      standIn(window, "showErrorMessage", tell),
      standIn(window, "showInformationMessage", tell),
      standIn(window, "createInputBox", () => inputOf(typist)),
      standIn(window, "createQuickPick", () => pickOf<QuickPickItem>(typist)),
    ];
  });

  afterEach(async () => {
    for (const stand of stands.reverse()) stand.dispose();
    await opened.close();
  });

  async function make(...answers: string[]): Promise<void> {
    typist.answers = answers;
    opened.takeRequests();
    await creator.newProject();
  }

  const posted = () => opened.takeRequests().filter((request) => request.startsWith("POST")).length;
  const lines = () => opened.lines("cvat.projects");
  const selected = () =>
    opened.explorer.view("cvat.projects").treeView.selection.map((node) => opened.item(node).label);

  async function labelsOf(name: string): Promise<string[]> {
    const { client } = opened.scope({ kind: "all" });
    const [project] = await client.projects.list({ name }).all();
    return (await project?.listLabels().all())?.map((label) => label.name) ?? [];
  }

  it("asks for place, name and labels, and shows and selects the new row", async () => {
    await make("Personal Workspace", " Dunes ", "Names…", "sand, camel");
    assert.deepEqual(
      typist.seen.map((one) => one.split(" | ").slice(0, 2).join(" | ")),
      [
        "New Project (1/4) | Type to choose where to create it",
        "New Project (2/4) | Name",
        "Labels of Dunes (3/4) | Type to choose where the labels come from",
        "Labels of Dunes (4/4) | car, person, traffic light",
      ],
    );
    assert.equal((await lines())[0], "Dunes | 0 tasks [project]");
    assert.deepEqual(selected(), ["Dunes"]);
    assert.deepEqual(await labelsOf("Dunes"), ["sand", "camel"]);
    assert.deepEqual(said, []);
  });

  it("makes it in the organization that is shown, without asking where", async () => {
    opened.scopes.switch(opened.scope(crew));
    await opened.nodes("cvat.projects");
    await make("Dunes", "No Labels Yet");
    assert.equal(typist.seen.length, 2);
    assert.equal((await lines())[0], "Dunes | 0 tasks [project]");
    const [project] = await opened.scope(crew).client.projects.list({ name: "Dunes" }).all();
    assert.equal(project?.organization, 1);
  });

  it("refuses a name that the server would refuse, before it is sent", async () => {
    await make("Personal Workspace", "   ");
    assert.match(typist.seen.at(-1) ?? "", /A name has at least one character that can be seen\./);
    await make("Personal Workspace", "x".repeat(257));
    assert.match(typist.seen.at(-1) ?? "", /at most 256 characters for a name, these are 257\./);
    assert.equal(posted(), 0);
  });

  it("points out a name that there is already, and takes it all the same", async () => {
    opened.scopes.switch(opened.scope(crew));
    await make("Sky", "Sky", "No Labels Yet");
    assert.match(
      typist.seen[1] ?? "",
      /There is a project of that name already, #2\. Enter creates another one\./,
    );
    assert.equal(posted(), 1);
  });

  it("copies the labels of another project, with attributes and skeletons", async () => {
    const { client } = opened.scope({ kind: "all" });
    const entity = await client.projects.retrieve(1);
    picked = [{ kind: "project", entity }];
    await make("Personal Workspace", "Copy", "From Another Project…");
    const [copy] = await client.projects.list({ name: "Copy" }).all();
    const bare = (
      labels: readonly { name: string; color: string; type: string; sublabels: readonly unknown[] }[],
    ) => labels.map(({ name, color, type, sublabels }) => [name, color, type, sublabels.length]);
    assert.deepEqual(bare((await copy?.listLabels().all()) ?? []), bare(await entity.listLabels().all()));
  });

  function copy(text: () => string): void {
    stands.push(standIn(env, "clipboard", () => undefined));
    const value = { readText: () => Promise.resolve(text()) };
    Object.defineProperty(env, "clipboard", { configurable: true, value });
  }

  it("takes label JSON from the clipboard, and shows where it is wrong", async () => {
    let text = '[\n  {"name": "sand"},\n  {"name": 7}\n]';
    copy(() => text);
    typist.before = () => {
      if (typist.answers.length === 1) text = '[{"name": "sand"}]';
    };
    await make("Personal Workspace", "Dunes", "Label JSON in the Clipboard", "Label JSON in the Clipboard");
    assert.match(
      typist.seen.at(-1) ?? "",
      /Label JSON in the Editor: Line 3, column 12: “name” is missing, or is no text in quotes/,
    );
    const { selection, document } = window.activeTextEditor ?? {};
    assert.deepEqual([selection?.active.line, selection?.active.character], [2, 11]);
    assert.equal(document?.languageId, "json");
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    assert.deepEqual(await labelsOf("Dunes"), ["sand"]);
  });

  it("shows nothing of a clipboard in which there is something else: it may be a password", async () => {
    const [documents, editor] = [workspace.textDocuments, window.activeTextEditor];
    for (const text of ["correct horse [battery] {staple}", "", "   ", '"[]"']) {
      copy(() => text);
      await make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
      assert.match(
        typist.seen.at(-1) ?? "",
        /Label JSON in the Clipboard: The clipboard holds no label JSON\./,
      );
    }
    assert.deepEqual(workspace.textDocuments, documents);
    assert.equal(window.activeTextEditor, editor);
    assert.equal(posted(), 0);
  });

  it("goes back from the labels to the name, which is still there", async () => {
    await make("Personal Workspace", "Dunes", "<back>", "Dunes 2", "Names…", "<back>", "No Labels Yet");
    assert.match(typist.seen[3] ?? "", /^New Project \(2\/4\) \| Name \| .* \| Dunes$/);
    assert.equal((await lines())[0], "Dunes 2 | 0 tasks [project]");
  });

  it("has the name again after it was given up at the labels, and not after it was made", async () => {
    await make("Personal Workspace", "Dunes");
    await make("Personal Workspace", "Dunes", "No Labels Yet");
    assert.match(typist.seen[4] ?? "", /^New Project \(2\/4\) \| Name \| .* \| Dunes$/);
    await make("Personal Workspace");
    assert.match(typist.seen.at(-1) ?? "", /^New Project \(2\/4\) \| Name \| .* \| $/);
  });

  it("makes nothing when it is given up, or when something else is shown before the end", async () => {
    await make("Personal Workspace", "Dunes");
    assert.equal(posted(), 0);
    typist.before = () => {
      if (typist.answers.length === 1) opened.scopes.switch(opened.scope(crew));
    };
    await make("Personal Workspace", "Dunes", "No Labels Yet");
    assert.equal(posted(), 0);
  });

  it("says why nothing can be made in an organization where one only works", async () => {
    role = "worker";
    opened.scopes.switch(opened.scope(crew));
    await make("Dunes", "No Labels Yet");
    assert.deepEqual(said, [
      "Could not create a project in Crew. A supervisor's role in the organization is needed for this, or a higher one. | OK",
    ]);
    assert.deepEqual(typist.seen, []);
  });

  it("tells why the server did not make it, and Retry needs nothing typed again", async () => {
    opened.server.faults.add({
      kind: "status",
      status: 409,
      body: "<h1>Down</h1>",
      match: { method: "POST" },
    });
    press = (text) => (text.startsWith("Could not create") ? "Retry" : undefined);
    await make("Personal Workspace", "Dunes", "Names…", "sand");
    await opened.settled(1);
    assert.match(
      said[0] ?? "",
      /^Could not create project “Dunes” in Personal Workspace\. Something else is under way there .*409.* \| Retry \| Open Log$/,
    );
    while (!(await lines())[0]?.startsWith("Dunes")) await opened.run("cvat.refreshAll");
    assert.deepEqual(await labelsOf("Dunes"), ["sand"]);
  });
});
