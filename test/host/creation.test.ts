import assert from "node:assert/strict";
import {
  commands,
  env,
  languages,
  Position,
  type QuickPickItem,
  Range,
  type TextDocument,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { NetworkError, OutcomeUnknownError, type ProjectSpec } from "../../src/core/index.ts";
import { Creator } from "../../src/creation/creator.ts";
import { LabelDocuments } from "../../src/creation/label-documents.ts";
import { reveal } from "../../src/explorer/commands/reveal.ts";
import type { CvatObject } from "../../src/objects/index.ts";
import type { Me } from "../../src/permissions/index.ts";
import { ContextKeys, Notifications } from "../../src/ui/index.ts";
import { ExplorerWindow } from "./explorer-window.ts";
import { inputOf, pickOf, type Typist } from "./inputs.ts";
import { eventually, standIn } from "./stand-in.ts";

const crew = { kind: "organization", id: 1, slug: "crew", name: "Crew" } as const;

describe("New Project", () => {
  let opened: ExplorerWindow;
  let creator: Creator;
  let documents: LabelDocuments;
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
    const notifications = new Notifications(clock);
    documents = new LabelDocuments({ clock, notifications, contextKeys: new ContextKeys() });
    creator = new Creator({
      documents,
      clock,
      session,
      scopes,
      explorer: {
        reveal: (object, view, signal) =>
          reveal(explorer.view(view), object, opened.scope({ kind: "all" }).client, signal),
      },
      picker: {
        pick: (title, _kinds, _selected, count) => {
          typist.seen.push(`${title} (${count?.step}/${count?.totalSteps})`);
          return Promise.resolve(picked);
        },
      },
      notifications,
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
    documents.dispose();
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
    assert.equal(typist.seen.at(-1), "Copy Labels from a Project (4/4)");
    const [copy] = await client.projects.list({ name: "Copy" }).all();
    const bare = (
      labels: readonly { name: string; color: string; type: string; sublabels: readonly unknown[] }[],
    ) => labels.map(({ name, color, type, sublabels }) => [name, color, type, sublabels.length]);
    assert.deepEqual(bare((await copy?.listLabels().all()) ?? []), bare(await entity.listLabels().all()));
  });

  function copy(text: () => string): void {
    stands.push(standIn(env, "clipboard", () => undefined));
    const value = { readText: () => Promise.resolve().then(text) };
    Object.defineProperty(env, "clipboard", { configurable: true, value });
  }

  const faulty = '[\n  {"name": "sand", "type": "ball"},\n  {"name": 7}\n]';

  /** Begins a project whose label JSON in the clipboard has two faults, and gives the document in which it is shown. */
  async function begun(): Promise<TextDocument> {
    copy(() => faulty);
    await make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    const document = window.activeTextEditor?.document;
    assert.ok(document);
    return document;
  }

  async function write(document: TextDocument, text: string): Promise<void> {
    const edit = new WorkspaceEdit();
    edit.replace(
      document.uri,
      new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end),
      text,
    );
    await workspace.applyEdit(edit);
  }

  const faults = (document: TextDocument) =>
    languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === "CVAT")
      .map(({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`);
  const close = () => commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  const lenses = (document: TextDocument) =>
    documents.provideCodeLenses(document).map(({ command }) => command?.title);

  it("takes label JSON from the clipboard as it is where nothing is wrong with it", async () => {
    copy(() => '[{"name": "sand"}]');
    await make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    assert.deepEqual(await labelsOf("Dunes"), ["sand"]);
  });

  it("shows all that is wrong with label JSON where it stands, as it is typed, and goes on from there", async () => {
    const document = await begun();
    assert.equal(document.languageId, "json");
    assert.deepEqual(
      faults(document).map((fault) => fault.slice(0, 30)),
      ["2:28 “ball” is no type (any, c", "3:12 “name” is missing, or is "],
    );
    const { active } = window.activeTextEditor?.selection ?? {};
    assert.deepEqual([active?.line, active?.character], [1, 27]);
    assert.deepEqual(lenses(document), [
      "$(check) Create Project “Dunes”",
      "2 faults, in Personal Workspace",
      "Discard New Project",
    ]);
    assert.match(said[0] ?? "", /^Project “Dunes” is not created yet\..* \| Create Project$/);
    await documents.create([document.uri]);
    assert.equal(posted(), 0);

    await write(document, '[{"name": "sand"}, {"name": "camel"}]');
    await eventually(() => faults(document).length === 0);
    assert.equal(lenses(document)[1], "2 labels, in Personal Workspace");
    await documents.create([document.uri]);
    assert.deepEqual(await labelsOf("Dunes"), ["sand", "camel"]);
    assert.deepEqual(lenses(document), []);
    await documents.create([document.uri]);
    assert.equal(posted(), 1);
    await close();
  });

  it("keeps the project waiting for its document while another organization is shown", async () => {
    const document = await begun();
    opened.scopes.switch(opened.scope(crew));
    await write(document, '[{"name": "sand"}]');
    await documents.create([]);
    assert.equal(said.at(-1), "Created project #3 with 1 label, in Personal Workspace.");
    assert.deepEqual(lenses(document), []);
    await close();
  });

  it("has name and place again after the document was closed, or the project was discarded", async () => {
    await begun();
    await close();
    await make();
    assert.match(typist.seen.at(-1) ?? "", /\| Personal Workspace, /);
    await make("Personal Workspace");
    assert.match(typist.seen.at(-1) ?? "", /^New Project \(2\/4\) \| Name \| .* \| Dunes$/);
    const document = await begun();
    documents.discard([document.uri]);
    assert.deepEqual([faults(document), lenses(document)], [[], []]);
    await documents.create([document.uri]);
    assert.equal(posted(), 0);
    await close();
  });

  it("has label JSON written in a new document", async () => {
    await make("Personal Workspace", "Dunes", "Label JSON in a New Document");
    const document = window.activeTextEditor?.document;
    assert.ok(document);
    assert.deepEqual(faults(document), ["1:1 There are no labels in it."]);
    await write(document, '[{"name": "sand"}]');
    await documents.create([]);
    assert.deepEqual(await labelsOf("Dunes"), ["sand"]);
    await close();
  });

  it("tells a clipboard that may not be read from one that holds something else", async () => {
    let text = (): string => "";
    copy(() => text());
    await make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    assert.match(typist.seen.at(-1) ?? "", /Clipboard: The clipboard is empty, or may not be read here\./);
    text = () => {
      throw new Error("Read permission denied.");
    };
    await make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    assert.match(
      typist.seen.at(-1) ?? "",
      /Clipboard: The clipboard could not be read\. Read permission denied\./,
    );
  });

  it("shows nothing of a clipboard in which there is something else: it may be a password", async () => {
    const [documents, editor] = [workspace.textDocuments, window.activeTextEditor];
    for (const text of ["correct horse [battery] {staple}", "   ", '"[]"']) {
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

  describe("after it was not known what became of it", () => {
    const wanted = ["Personal Workspace", "Dunes"];

    /** The server makes the next project, or does not, and its answer is lost. */
    async function loseNext(isMade: boolean): Promise<void> {
      const projects: unknown = Object.getPrototypeOf(opened.scope({ kind: "all" }).client.projects);
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
      await make(...wanted, "No Labels Yet");
      stand.dispose();
    }

    it("shows the one that came into being, when the person says that it is enough", async () => {
      await loseNext(true);
      await make(...wanted, "Show It");
      assert.match(
        typist.seen.at(-1) ?? "",
        /^New Project \(2\/4\) \| “Dunes” came into being .* \| Show It, Create Another$/,
      );
      assert.equal(posted(), 0);
      assert.deepEqual(selected(), ["Dunes"]);
    });

    it("makes another one, when the person wants that, and asks no more", async () => {
      await loseNext(true);
      await make(...wanted, "Create Another", "No Labels Yet");
      assert.equal(posted(), 1);
      await make(...wanted);
      assert.match(typist.seen.at(-1) ?? "", /There is a project of that name already/);
    });

    it("asks nothing where nothing came of it", async () => {
      await loseNext(false);
      await make(...wanted, "No Labels Yet");
      assert.equal(posted(), 1);
    });
  });
});
