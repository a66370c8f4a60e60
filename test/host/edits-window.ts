import { type CancellationToken, type QuickPickItem, window } from "vscode";
import { silentLogger } from "../../src/core/index.ts";
import { Editor, type EditorNeeds } from "../../src/edits/editor.ts";
import { editHandlers } from "../../src/edits/index.ts";
import { Targets } from "../../src/explorer/commands/targets.ts";
import type { ObjectNode } from "../../src/explorer/model/nodes.ts";
import { Myself } from "../../src/permissions/index.ts";
import { type BrowseView, Notifications } from "../../src/ui/index.ts";
import { ExplorerWindow } from "./explorer-window.ts";
import { inputOf, pickOf, type Typist } from "./inputs.ts";
import { standIn } from "./stand-in.ts";

type Handlers = ReturnType<typeof editHandlers>;

/** A window in which somebody changes objects by quick edits. */
export class EditsWindow {
  readonly opened: ExplorerWindow;
  readonly editor: Editor;
  readonly handlers: Handlers;
  readonly typist: Typist = { seen: [], answers: [] };
  /** The notifications with their buttons, and the lists that were shown. */
  readonly said: string[] = [];
  readonly offered: string[] = [];
  /** What the status bar said in passing. */
  readonly passed: string[] = [];
  /** The button that is pressed once. */
  press: string | undefined;
  /** What is chosen from a list, by its label; several of a list where several can be. */
  choose: (labels: readonly string[]) => string | readonly string[] | undefined = () => undefined;
  /** Happens while a list stands there, which nobody answers. */
  leaveOpen: (() => void) | undefined;
  /** In place of `press`: what is pressed later. */
  #answer: Promise<string> | undefined;
  readonly #stands: readonly { dispose(): unknown }[];

  private constructor(opened: ExplorerWindow) {
    this.opened = opened;
    const { explorer, picker, scopes, session, clock } = opened;
    const targets = new Targets(explorer, picker);
    const needs: EditorNeeds = {
      session,
      scopes,
      clock,
      explorer: {
        objects: (args, title, kinds) => targets.objects(args, title, kinds),
        known: (key) => explorer.known(key),
        expect: (key, fields) => explorer.expect(key, fields),
        removed: (key) => {
          explorer.removed(key);
        },
      },
      notifications: new Notifications(clock),
      myself: new Myself(clock),
      logger: silentLogger,
    };
    this.editor = new Editor(needs);
    this.handlers = editHandlers(needs, this.editor);
    const tell = (text: string, ...titles: string[]) => this.#tell(text, titles);
    this.#stands = [
      standIn(window, "showErrorMessage", tell),
      standIn(window, "showInformationMessage", tell),
      standIn(window, "showWarningMessage", tell),
      standIn(window, "setStatusBarMessage", (text: string) => void this.passed.push(text)),
      standIn(window, "createInputBox", () => inputOf(this.typist)),
      standIn(window, "createQuickPick", () => pickOf(this.typist)),
      standIn(
        window,
        "showQuickPick",
        (items: readonly QuickPickItem[], options: { title: string }, token: CancellationToken) =>
          this.#pick(items, options.title, token),
      ),
    ];
  }

  static async open(
    username = "alice",
    prepare?: (window: ExplorerWindow) => Promise<unknown>,
  ): Promise<EditsWindow> {
    const opened = await ExplorerWindow.open({}, username);
    await prepare?.(opened);
    return new EditsWindow(opened);
  }

  async close(): Promise<void> {
    for (const stand of this.#stands) stand.dispose();
    await this.opened.close();
  }

  async rows(view: BrowseView, ...labels: string[]): Promise<ObjectNode[]> {
    const nodes: ObjectNode[] = [];
    for (const label of labels) nodes.push(await this.opened.objectNode(view, label));
    return nodes;
  }

  async run(command: keyof Handlers, view: BrowseView, ...labels: string[]): Promise<void> {
    const nodes = await this.rows(view, ...labels);
    this.opened.takeRequests();
    await this.handlers[command](nodes[0], nodes);
  }

  /** The row whose label begins so. */
  async line(view: BrowseView, start: string): Promise<string | undefined> {
    const lines = await this.opened.lines(view);
    return lines.find((one) => one.replace("▸ ", "").startsWith(start));
  }

  /** What the server was asked, but for who may do what. */
  changes(): string[] {
    return this.opened
      .takeRequests()
      .filter((request) => !request.includes("/users/") && !request.includes("memberships"));
  }

  /** The server does not make the next change of that task. */
  refuseTask(id: number): void {
    const match = { method: "PATCH", path: `/api/tasks/${id}` };
    this.opened.server.faults.add({ kind: "status", status: 500, match });
  }

  /** The next change of task 1 is made, but is said to have failed, and cannot be looked for. */
  loseAnswer(): void {
    const { faults } = this.opened.server;
    const path = "/api/tasks/1";
    faults.add({ kind: "delay", milliseconds: 0, match: { method: "GET", path } });
    faults.add({ kind: "status", status: 500, after: true, match: { method: "PATCH", path } });
    faults.add({ kind: "status", status: 403, match: { method: "GET", path } });
  }

  /** The buttons that are offered next are pressed by what is returned. */
  pressLater(): (title: string) => void {
    let press: (title: string) => void = () => undefined;
    this.#answer = new Promise((resolve) => {
      press = resolve;
    });
    return press;
  }

  #tell(text: string, titles: readonly string[]): Promise<string | undefined> {
    this.said.push([text, ...titles].join(" | "));
    const later = this.#answer;
    if (later && titles.length > 0) {
      this.#answer = undefined;
      return later;
    }
    const pressed = titles.find((title) => title === this.press);
    if (pressed !== undefined) this.press = undefined;
    return Promise.resolve(pressed);
  }

  async #pick(items: readonly QuickPickItem[], title: string, token: CancellationToken) {
    const chosen = this.#choose(items, title);
    if (!this.leaveOpen) return chosen;
    const ended = new Promise<unknown>((resolve) => {
      token.onCancellationRequested(resolve);
    });
    this.leaveOpen();
    await ended;
    return undefined;
  }

  #choose(items: readonly QuickPickItem[], title: string) {
    this.offered.push(title, ...items.map(lineOf));
    const chosen = this.choose(items.map(({ label }) => label));
    return typeof chosen === "string"
      ? items.find(({ label }) => label === chosen)
      : chosen && items.filter(({ label }) => chosen.includes(label));
  }
}

function lineOf({ label, description = "" }: QuickPickItem): string {
  return description === "" ? label : `${label} | ${description}`;
}
