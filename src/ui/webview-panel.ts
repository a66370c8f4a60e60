import { randomBytes } from "node:crypto";
import { type Disposable, env, Uri, ViewColumn, type Webview, type WebviewPanel, window } from "vscode";

/** A page of our own in an editor: what whoever works with it needs to know. */
export interface PagePanel {
  /** Stands in the tab. */
  title: string;
  readonly isVisible: boolean;
  /** The editor group in which it is seen; `undefined` while it is not. */
  readonly column: number | undefined;
  /** Whether it is the editor that is worked in. */
  readonly isActive: boolean;
  post(message: unknown): void;
  reveal(): void;
  close(): void;
  /** Whatever the page says; nobody has looked at it. */
  onMessage(hear: (message: unknown) => void): Disposable;
  onDidShow(hear: () => void): Disposable;
  onDidClose(hear: () => void): Disposable;
}

export interface PageOptions {
  readonly extension: Uri;
  /** The folder of the page below `dist/webviews`; its script and its style sheet are named like it. */
  readonly page: string;
  readonly viewType: string;
  readonly title: string;
  /** A drawing in `media`, in two variants: NAME-dark.svg, NAME-light.svg. */
  readonly icon: string;
}

export function openPage(options: PageOptions): PagePanel {
  const { viewType, title } = options;
  const panel = window.createWebviewPanel(viewType, title, ViewColumn.Active, {});
  return adoptPage(panel, options);
}

/** Fills a panel that VS Code brought back. */
export function adoptPage(
  panel: WebviewPanel,
  { extension, page, title, icon }: Omit<PageOptions, "viewType">,
): PagePanel {
  const root = Uri.joinPath(extension, "dist", "webviews", page);
  const media = (theme: string) => Uri.joinPath(extension, "media", `${icon}-${theme}.svg`);
  panel.title = title;
  panel.iconPath = { dark: media("dark"), light: media("light") };
  panel.webview.options = { enableScripts: true, localResourceRoots: [root] };
  panel.webview.html = htmlOf(panel.webview, {
    script: Uri.joinPath(root, `${page}.js`),
    style: Uri.joinPath(root, `${page}.css`),
  });
  return new Panel(panel);
}

/** Nothing but the page's own script and style sheet is loaded, and nothing is connected to. */
function htmlOf(webview: Webview, { script, style }: { readonly script: Uri; readonly style: Uri }): string {
  const nonce = randomBytes(24).toString("base64url");
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource};`;
  return `<!doctype html>
<html lang="${env.language.replaceAll(/[^\w-]/g, "")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CVAT</title>
<link rel="stylesheet" href="${webview.asWebviewUri(style).toString()}">
<script type="module" nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</head>
<body></body>
</html>`;
}

class Panel implements PagePanel {
  readonly #panel: WebviewPanel;
  #isOpen = true;

  constructor(panel: WebviewPanel) {
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#isOpen = false;
    });
  }

  get title(): string {
    return this.#panel.title;
  }

  set title(title: string) {
    if (this.#isOpen && this.#panel.title !== title) this.#panel.title = title;
  }

  get isVisible(): boolean {
    return this.#isOpen && this.#panel.visible;
  }

  get column(): number | undefined {
    return this.isVisible ? this.#panel.viewColumn : undefined;
  }

  get isActive(): boolean {
    return this.#isOpen && this.#panel.active;
  }

  /** What is hidden hears nothing: it asks when it is shown again. */
  post(message: unknown): void {
    if (this.isVisible) void this.#panel.webview.postMessage(message);
  }

  reveal(): void {
    if (this.#isOpen) this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  onMessage(hear: (message: unknown) => void): Disposable {
    return this.#panel.webview.onDidReceiveMessage(hear);
  }

  onDidShow(hear: () => void): Disposable {
    let wasVisible = this.#panel.visible;
    return this.#panel.onDidChangeViewState(({ webviewPanel: { visible } }) => {
      if (visible && !wasVisible) hear();
      wasVisible = visible;
    });
  }

  onDidClose(hear: () => void): Disposable {
    return this.#panel.onDidDispose(hear);
  }
}
