import {
  CancellationTokenSource,
  commands,
  EventEmitter,
  extensions,
  MarkdownString,
  type TreeItem,
  TreeItemCollapsibleState,
} from "vscode";
import type { Connection, Session, SessionState } from "../../src/accounts/index.ts";
import { accessToken, Client } from "../../src/core/index.ts";
import { ObjectCommands } from "../../src/explorer/commands/object-commands.ts";
import { type ObjectPicker, type SelectedObjects, Targets } from "../../src/explorer/commands/targets.ts";
import { ViewCommands } from "../../src/explorer/commands/view-commands.ts";
import { Explorer } from "../../src/explorer/explorer.ts";
import { isObjectNode, type Node, type ObjectNode } from "../../src/explorer/model/nodes.ts";
import type { View } from "../../src/explorer/view.ts";
import { type CvatObject, keyOf, type Kind } from "../../src/objects/index.ts";
import type { OrganizationChoice, Scope, Scopes } from "../../src/organizations/index.ts";
import type { Me } from "../../src/permissions/index.ts";
import {
  type BrowseView,
  browseViews,
  ContextKeys,
  Notifications,
  type Handler,
} from "../../src/ui/index.ts";
import { type SampleServer, type SampleServerOptions, startSampleServer } from "../sample-server/index.ts";

const creations = "GET /api/requests/";

/** Time as it is, to which hours can be added. Nothing happens by itself but what waits for VS Code. */
class SteppingClock {
  #ahead = 0;
  readonly #waiting = new Map<() => void, number>();

  now(): number {
    return Date.now() + this.#ahead;
  }

  after(ms: number, work: () => void): () => void {
    if (ms < 1000) {
      const soon = setTimeout(work, ms);
      return () => {
        clearTimeout(soon);
      };
    }
    this.#waiting.set(work, this.now() + ms);
    return () => this.#waiting.delete(work);
  }

  pass(ms: number): void {
    this.#ahead += ms;
    for (const [work, at] of [...this.#waiting]) {
      if (at > this.now()) continue;
      this.#waiting.delete(work);
      work();
    }
  }
}

class TestSession implements Session {
  readonly #changed = new EventEmitter<SessionState>();
  readonly onDidChange = this.#changed.event;
  readonly state: SessionState = { kind: "restoring" };
  readonly told: Connection[] = [];

  refused(connection: Connection): void {
    this.told.push(connection);
  }
}

class TestScopes implements Scopes {
  readonly #changed = new EventEmitter<Scope | undefined>();
  readonly onDidChange = this.#changed.event;
  readonly told: Scope[] = [];
  current: Scope | undefined;
  #gone = new AbortController();

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  switch(scope: Scope | undefined): void {
    this.#gone.abort();
    this.#gone = new AbortController();
    this.current = scope;
    this.#changed.fire(scope);
  }

  lost(scope: Scope): void {
    this.told.push(scope);
  }
}

/** Chooses nothing, and notes for what it was asked to. */
class TestPicker implements ObjectPicker {
  readonly asked: string[] = [];
  /** What was offered to the last question: a view and the objects that are selected there. */
  offered: readonly string[] = [];
  /** Takes what is offered first. */
  takes = false;

  pick(
    title: string,
    _kinds?: readonly Kind[],
    selected: readonly SelectedObjects[] = [],
  ): Promise<readonly CvatObject[] | undefined> {
    this.asked.push(title);
    this.offered = selected.map(({ view, objects }) => `${view}: ${objects.map(keyOf).join(", ")}`);
    return Promise.resolve(this.takes ? selected[0]?.objects : undefined);
  }
}

/** The three views of this window, on a sample server of their own; the extension's are put aside. */
export class ExplorerWindow {
  readonly server: SampleServer;
  readonly session = new TestSession();
  readonly scopes = new TestScopes();
  readonly picker = new TestPicker();
  readonly clock = new SteppingClock();
  readonly explorer: Explorer;
  /** What is known of the person's role, which the views need only where they are empty. */
  role: ReturnType<Me["role"]>;
  /** The server takes its time to tell it. */
  isSlow = false;
  readonly #handlers: Readonly<Record<string, Handler>>;

  private constructor(server: SampleServer) {
    this.server = server;
    const { session, scopes, clock } = this;
    const me: Me = { userId: 2, isAdmin: false, readOnlyToken: false, role: () => this.role };
    const soon = () => Promise.resolve(this.isSlow ? { ...me, role: () => undefined } : me);
    const myself = { soon, of: () => Promise.resolve(me) };
    this.explorer = new Explorer({ session, scopes, clock, keys: new ContextKeys(), myself });
    const targets = new Targets(this.explorer, this.picker);
    this.#handlers = {
      ...new ObjectCommands(this.explorer, targets, new Notifications(clock)).handlers,
      ...new ViewCommands(this.explorer, targets).handlers,
    };
  }

  static async open(options: SampleServerOptions = {}, username = "alice"): Promise<ExplorerWindow> {
    await extensions.getExtension("cvat-in-vscode.cvat")?.activate();
    const opened = new ExplorerWindow(await startSampleServer(options));
    opened.scopes.switch(opened.scope({ kind: "all" }, username));
    await opened.showViews();
    return opened;
  }

  scope(organization: OrganizationChoice, username = "alice"): Scope {
    const { origin } = this.server;
    const { token } = this.server.account(username);
    const client = new Client({ origin, credentials: accessToken(token), config: { retryDelay: () => 0 } });
    const connection: Connection = {
      id: `${origin} ${username}`,
      origin,
      host: new URL(origin).host,
      username,
      userId: this.server.accounts.findIndex((account) => account.username === username) + 1,
      client,
      source: "window",
      readOnly: false,
      expires: null,
    };
    const slug =
      organization.kind === "organization" ? organization.slug : organization.kind === "all" ? null : "";
    const label = organization.kind === "organization" ? organization.name : organization.kind;
    return {
      key: `${connection.id} ${label}`,
      connection,
      organization,
      client: client.withOrganization(slug),
      label,
    };
  }

  /** Brings the three views into sight, and waits until each has its rows. */
  async showViews(): Promise<void> {
    const show = async (): Promise<boolean> => {
      // The extension, where nobody is signed in, has the views go as soon as it has found that out.
      await commands.executeCommand("setContext", "cvat.session", "signedIn");
      await commands.executeCommand("workbench.view.extension.cvat");
      return this.explorer.views.every((view) => view.isVisible && isSettled(view));
    };
    await until(show, "the views have rows");
  }

  async hideViews(): Promise<void> {
    await commands.executeCommand("workbench.view.explorer");
    await until(() => this.explorer.views.every((view) => !view.isVisible), "the views are out of sight");
  }

  async run(command: string, ...args: unknown[]): Promise<void> {
    await this.#handlers[command]?.(...args);
  }

  /** The rows of a view, or under one of its rows, as VS Code gets them. */
  async nodes(view: BrowseView, parent?: Node): Promise<Node[]> {
    const shown = this.explorer.view(view);
    // After a switch VS Code is given nothing at first, and asks again.
    if (!parent && shown.isVisible) await until(() => isSettled(shown), "the view has rows");
    return await shown.getChildren(parent);
  }

  /** The row of that label; under a parent, if there is one. */
  async node(view: BrowseView, label: string, parent?: Node): Promise<Node> {
    for (const node of await this.nodes(view, parent)) if (this.item(node).label === label) return node;
    throw new Error(`There is no row ${label}: ${(await this.lines(view, parent)).join(", ")}`);
  }

  async objectNode(view: BrowseView, label: string, parent?: Node): Promise<ObjectNode> {
    const node = await this.node(view, label, parent);
    if (!isObjectNode(node)) throw new Error(`${label} is no object`);
    return node;
  }

  item(node: Node): TreeItem {
    return this.explorer.view(node.view).getTreeItem(node);
  }

  async lines(view: BrowseView, parent?: Node): Promise<string[]> {
    return (await this.nodes(view, parent)).map((node) => lineOf(this.item(node)));
  }

  /** A view with everything under its rows, as indented text. */
  async dump(view: BrowseView, parent?: Node, indent = ""): Promise<string> {
    let text = "";
    for (const node of await this.nodes(view, parent)) {
      const item = this.item(node);
      text += `${indent}${lineOf(item)}\n`;
      if (item.collapsibleState === TreeItemCollapsibleState.Collapsed)
        text += await this.dump(view, node, `${indent}  `);
    }
    return text;
  }

  async tooltip(node: Node): Promise<string> {
    const { token } = new CancellationTokenSource();
    const view = this.explorer.view(node.view);
    const { tooltip } = await view.resolveTreeItem(view.getTreeItem(node), node, token);
    return tooltip instanceof MarkdownString ? tooltip.value : (tooltip ?? "");
  }

  /** What the server was asked since this was asked the last time: `GET /api/tasks`. Looks at tasks without data apart. */
  takeRequests(): string[] {
    const requests = this.server.requests.all().map(({ method, path }) => `${method} ${path}`);
    this.server.requests.clear();
    return requests.filter((request) => !request.startsWith(creations));
  }

  get creationsAsked(): number {
    const requests = this.server.requests.all().map(({ method, path }) => `${method} ${path}`);
    return requests.filter((request) => request.startsWith(creations)).length;
  }

  /** Waits until the server was asked so often. */
  async settled(requests: number): Promise<void> {
    await until(() => this.server.requests.all().length >= requests, `the server is asked ${requests} times`);
  }

  /** Changes something on the server, past the extension. */
  async request(method: string, path: string, body?: unknown, username = "alice"): Promise<unknown> {
    const response = await fetch(`${this.server.origin}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${this.server.account(username).token}`,
        "content-type": "application/json",
      },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    this.server.requests.clear();
    const text = await response.text();
    const made: unknown = text === "" ? undefined : JSON.parse(text);
    return made;
  }

  async close(): Promise<void> {
    this.explorer.dispose();
    await this.server.close();
    await commands.executeCommand("setContext", "cvat.session", "signedOut");
    for (const view of browseViews) await commands.executeCommand("setContext", `${view}.content`, "loading");
  }
}

function isSettled(view: View): boolean {
  const top = view.tree?.branch(undefined);
  return top?.readAt !== undefined || top?.failure !== undefined;
}

function lineOf({ label, description, contextValue, collapsibleState }: TreeItem): string {
  const shown = typeof description === "string" && description !== "" ? ` | ${description}` : "";
  const opens = collapsibleState === TreeItemCollapsibleState.Collapsed ? "▸ " : "";
  return `${opens}${typeof label === "string" ? label : ""}${shown} [${contextValue ?? ""}]`;
}

/** Waits for what VS Code does in its own time. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`It did not come to pass that ${what}`);
}
