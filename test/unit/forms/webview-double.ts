import { EventEmitter } from "vscode";

/** Stands in for a panel of VS Code; nobody draws what is in it. */
export class WebviewDouble {
  readonly viewType: string;
  title: string;
  iconPath: unknown;
  visible = true;
  active = true;
  viewColumn: number | undefined = 1;
  isDisposed = false;
  revealed = 0;
  readonly posted: unknown[] = [];
  readonly #said = new EventEmitter<unknown>();
  readonly #seen = new EventEmitter<{ webviewPanel: WebviewDouble }>();
  readonly #disposed = new EventEmitter<void>();
  readonly onDidChangeViewState = this.#seen.event;
  readonly onDidDispose = this.#disposed.event;
  readonly webview = {
    options: {},
    html: "",
    cspSource: "https://pages.example",
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: this.#said.event,
    postMessage: (message: unknown) => Promise.resolve(this.posted.push(structuredClone(message)) > 0),
  };

  constructor(viewType: string, title: string) {
    this.viewType = viewType;
    this.title = title;
  }

  reveal(): void {
    this.revealed += 1;
  }

  /** Also what the cross on the tab does. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#disposed.fire();
  }

  /** Another tab comes before it, or it comes before the others. */
  see(visible: boolean): void {
    this.visible = visible;
    this.active = visible;
    this.#seen.fire({ webviewPanel: this });
  }

  say(message: unknown): void {
    this.#said.fire(message);
  }

  get drawn(): Record<string, unknown> {
    const views = this.posted.filter(isObject).filter(({ kind }) => kind === "view");
    const view = views.at(-1)?.["view"];
    return isObject(view) ? view : {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
