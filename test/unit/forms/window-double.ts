import { env, EventEmitter, TabInputWebview, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import { WebviewDouble } from "./webview-double.ts";

interface TabDouble {
  readonly label: string;
  readonly input: unknown;
}

interface Group {
  readonly viewColumn: number;
  activeTab: TabDouble | undefined;
  tabs: TabDouble[];
}

/** Stands in for what forms use of a window, while a test runs. */
export class WindowDouble {
  readonly panels: WebviewDouble[] = [];
  /** Labels of the tabs that were closed. */
  readonly closed: string[] = [];
  groups: Group[] = [];
  readonly done: string[] = [];
  serializer: { deserializeWebviewPanel(panel: WebviewPanel, state: unknown): PromiseLike<void> } | undefined;
  readonly #focused = new EventEmitter<{ focused: boolean }>();
  readonly #tabs = new EventEmitter<unknown>();
  readonly #groups = new EventEmitter<unknown>();

  /** From now on `vscode` is this window. */
  enter(): void {
    for (const [part, members] of this.#parts) Object.assign(part, members);
  }

  leave(): void {
    for (const [part, members] of this.#parts) {
      for (const name of Object.keys(members)) Reflect.deleteProperty(part, name);
    }
  }

  /** The person comes back to the window, or leaves it. */
  focus(focused: boolean): void {
    this.#focused.fire({ focused });
  }

  /** One editor group with these tabs, of which the first is seen. A panel's tab is told by its kind. */
  showTabs(...tabs: readonly (readonly [label: string, viewType?: string])[]): void {
    const all = tabs.map(([label, viewType]) => ({
      label,
      input: viewType && new TabInputWebview(viewType),
    }));
    this.groups = [{ viewColumn: 1, activeTab: all[0], tabs: all }];
    this.#tabs.fire(undefined);
  }

  /** Another tab of the group comes before the others. */
  activate(label: string): void {
    for (const group of this.groups) group.activeTab = group.tabs.find((tab) => tab.label === label);
    this.#groups.fire(undefined);
  }

  /** A panel that VS Code brings back. */
  bringBack(title: string): { readonly panel: WebviewPanel; readonly double: WebviewDouble } {
    const panel = window.createWebviewPanel("cvat.form", title, ViewColumn.Active);
    const double = this.panels.pop();
    if (!double) throw new Error("there is no panel");
    return { panel, double };
  }

  get #parts(): readonly (readonly [object, object])[] {
    const groups = () => this.groups;
    const tabGroups = {
      get all() {
        return groups();
      },
      onDidChangeTabs: this.#tabs.event,
      onDidChangeTabGroups: this.#groups.event,
      close: (tabs: readonly TabDouble[]) => {
        this.closed.push(...tabs.map(({ label }) => label));
        return Promise.resolve(true);
      },
    };
    const windowParts = {
      tabGroups,
      onDidChangeWindowState: this.#focused.event,
      createWebviewPanel: (viewType: string, title: string) => {
        const panel = new WebviewDouble(viewType, title);
        this.panels.push(panel);
        return panel;
      },
      registerWebviewPanelSerializer: (_: string, serializer: WindowDouble["serializer"]) => {
        this.serializer = serializer;
        return { dispose: () => (this.serializer = undefined) };
      },
    };
    const pathOf = (path: string) => ({ path, toString: () => path });
    const uriParts = {
      file: pathOf,
      parse: pathOf,
      joinPath: ({ path }: { path: string }, ...parts: readonly string[]) =>
        pathOf([path, ...parts].join("/")),
    };
    const envParts = {
      openExternal: ({ path }: { path: string }) => this.done.push(`browse ${path}`),
      clipboard: { writeText: (text: string) => this.done.push(`copy ${text}`) },
    };
    return [
      [window, windowParts],
      [Uri, uriParts],
      [ViewColumn, { Active: -1 }],
      [env, envParts],
    ];
  }
}
