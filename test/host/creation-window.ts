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
import { Creator } from "../../src/creation/creator.ts";
import { LabelDocuments } from "../../src/creation/label-documents.ts";
import { reveal } from "../../src/explorer/commands/reveal.ts";
import type { CvatObject } from "../../src/objects/index.ts";
import type { Me } from "../../src/permissions/index.ts";
import { ContextKeys, Notifications } from "../../src/ui/index.ts";
import { ExplorerWindow } from "./explorer-window.ts";
import { inputOf, pickOf, type Typist } from "./inputs.ts";
import { standIn } from "./stand-in.ts";

const faulty = '[\n  {"name": "sand", "type": "ball"},\n  {"name": 7}\n]';

/** A window in which somebody creates projects. */
export class CreationWindow {
  readonly opened: ExplorerWindow;
  readonly creator: Creator;
  readonly documents: LabelDocuments;
  readonly typist: Typist = { seen: [], answers: [] };
  /** The notifications with their buttons. */
  readonly said: string[] = [];
  /** The button that is pressed under a notification. */
  press: (text: string) => string | Promise<string> | undefined = () => undefined;
  /** What is chosen from the server's objects. */
  picked: readonly CvatObject[] | undefined;
  role: ReturnType<Me["role"]>;
  readonly #stands: { dispose(): unknown }[];

  private constructor(opened: ExplorerWindow) {
    this.opened = opened;
    const { explorer, scopes, session, clock } = opened;
    const me: Me = { userId: 2, isAdmin: false, readOnlyToken: false, role: () => this.role };
    const notifications = new Notifications(clock);
    this.documents = new LabelDocuments({ clock, notifications, contextKeys: new ContextKeys() });
    this.creator = new Creator({
      documents: this.documents,
      clock,
      session,
      scopes,
      explorer: {
        reveal: (object, view, signal) =>
          reveal(explorer.view(view), object, opened.scope({ kind: "all" }).client, signal),
      },
      picker: {
        pick: (title, _kinds, _selected, count) => {
          this.typist.seen.push(`${title} (${count?.step}/${count?.totalSteps})`);
          return Promise.resolve(this.picked);
        },
      },
      notifications,
      myself: { soon: () => Promise.resolve(me) },
    });
    const tell = (text: string, ...titles: string[]) => {
      this.said.push([text, ...titles].join(" | "));
      return Promise.resolve(this.press(text));
    };
    this.#stands = [
      standIn(window, "showErrorMessage", tell),
      standIn(window, "showInformationMessage", tell),
      standIn(window, "createInputBox", () => inputOf(this.typist)),
      standIn(window, "createQuickPick", () => pickOf<QuickPickItem>(this.typist)),
    ];
  }

  static async open(): Promise<CreationWindow> {
    return new CreationWindow(await ExplorerWindow.open());
  }

  async end(): Promise<void> {
    for (const stand of this.#stands.reverse()) stand.dispose();
    this.documents.dispose();
    await this.opened.close();
  }

  async make(...answers: string[]): Promise<void> {
    this.typist.answers = answers;
    this.opened.takeRequests();
    await this.creator.newProject();
  }

  /** Requests that would make something, since the last time. */
  posted(): number {
    return this.opened.takeRequests().filter((request) => request.startsWith("POST")).length;
  }

  lines(): Promise<readonly string[]> {
    return this.opened.lines("cvat.projects");
  }

  selected(): readonly unknown[] {
    const { selection } = this.opened.explorer.view("cvat.projects").treeView;
    return selection.map((node) => this.opened.item(node).label);
  }

  async labelsOf(name: string): Promise<string[]> {
    const { client } = this.opened.scope({ kind: "all" });
    const [project] = await client.projects.list({ name }).all();
    return (await project?.listLabels().all())?.map((label) => label.name) ?? [];
  }

  copy(text: () => string): void {
    this.#stands.push(standIn(env, "clipboard", () => undefined));
    const value = { readText: () => Promise.resolve().then(text) };
    Object.defineProperty(env, "clipboard", { configurable: true, value });
  }

  /** Begins a project whose label JSON in the clipboard has two faults, and gives the document in which it is shown. */
  async begun(): Promise<TextDocument> {
    this.copy(() => faulty);
    await this.make("Personal Workspace", "Dunes", "Label JSON in the Clipboard");
    const document = window.activeTextEditor?.document;
    assert.ok(document);
    return document;
  }

  async write(document: TextDocument, text: string): Promise<void> {
    const edit = new WorkspaceEdit();
    const { end } = document.lineAt(document.lineCount - 1).range;
    edit.replace(document.uri, new Range(new Position(0, 0), end), text);
    await workspace.applyEdit(edit);
  }

  faults(document: TextDocument): readonly string[] {
    return languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === "CVAT")
      .map(({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`);
  }

  lenses(document: TextDocument): readonly (string | undefined)[] {
    return this.documents.provideCodeLenses(document).map(({ command }) => command?.title);
  }

  async close(): Promise<void> {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}
