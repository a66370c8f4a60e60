/**
 * Stands in for the module `vscode` where tests run in plain Node: texts are formatted as VS Code does it, events work,
 * and whatever would need a window fails loudly. What needs more than this is proven in a real extension host.
 */
import type * as vscode from "vscode";

export const l10n: Pick<typeof vscode.l10n, "t"> = {
  t(message: unknown, ...values: (string | number | boolean | Record<string, unknown>)[]): string {
    if (typeof message !== "string") throw new Error("texts are given as strings here");
    return message.replaceAll(/\{(\d+)\}/g, (hole, index: string) => {
      const value = values[Number(index)];
      return value === undefined || typeof value === "object" ? hole : String(value);
    });
  },
};

export const env: Pick<typeof vscode.env, "language"> = { language: "en" };

export class Disposable {
  readonly dispose: () => void;

  constructor(dispose: () => void) {
    this.dispose = dispose;
  }

  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class TabInputWebview {
  readonly viewType: string;

  constructor(viewType: string) {
    this.viewType = viewType;
  }
}

/** A part of VS Code that plain Node does not have, but for what a test puts there with `Object.assign`. */
function missing(name: string): object {
  return new Proxy(
    {},
    {
      get(given, member): unknown {
        if (Object.hasOwn(given, member)) return Reflect.get(given, member);
        throw new Error(`${name}.${String(member)} needs a real VS Code`);
      },
    },
  );
}

export const commands = missing("commands");
export const CancellationTokenSource = missing("CancellationTokenSource");
export const window = missing("window");
export const workspace = missing("workspace");
export const Uri = missing("Uri");
export const ViewColumn = missing("ViewColumn");
export const ThemeIcon = missing("ThemeIcon");
export const QuickInputButtons = missing("QuickInputButtons");
export const InputBoxValidationSeverity = missing("InputBoxValidationSeverity");
export const QuickPickItemKind = missing("QuickPickItemKind");
export const StatusBarAlignment = missing("StatusBarAlignment");
export const MarkdownString = missing("MarkdownString");
export const ThemeColor = missing("ThemeColor");
export const TreeItem = missing("TreeItem");
export const TreeItemCollapsibleState = missing("TreeItemCollapsibleState");
export const ProgressLocation = missing("ProgressLocation");
