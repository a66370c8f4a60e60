import { EventEmitter, Uri } from "vscode";
import type { DraftRow } from "../../../src/explorer/index.ts";
import type { Identity } from "../../../src/forms/drafts.ts";
import { Forms } from "../../../src/forms/forms.ts";
import type { Scope } from "../../../src/organizations/index.ts";
import { NotificationsDouble } from "../../support/signed-in.ts";
import { until } from "../core/manual-clock.ts";
import { OpenForm } from "./open-form.ts";
import type { WebviewDouble } from "./webview-double.ts";
import { WindowDouble } from "./window-double.ts";

/** All forms of a window, on a sample server of its own where alice is signed in. */
export class OpenForms {
  readonly base: OpenForm;
  readonly window = new WindowDouble();
  readonly notifications = new NotificationsDouble();
  readonly scopeChanged = new EventEmitter<Scope | undefined>();
  rows: readonly DraftRow[] = [];
  forms: Forms;
  #isOver = false;

  private constructor(base: OpenForm) {
    this.base = base;
    this.window.enter();
    this.forms = this.load();
  }

  static async start(): Promise<OpenForms> {
    return new OpenForms(await OpenForm.start());
  }

  /** What the extension does when the window is loaded. */
  load(): Forms {
    const { needs } = this.base;
    this.forms = new Forms({
      ...needs,
      extension: Uri.file("/extension"),
      scopes: {
        current: undefined,
        onDidChange: this.scopeChanged.event,
        signal: new AbortController().signal,
        lost: () => undefined,
      },
      explorer: {
        ...needs.explorer,
        showDrafts: (rows) => {
          this.rows = rows;
        },
      },
      notifications: this.notifications,
    });
    return this.forms;
  }

  /** Opens a form and waits until it shows its fields. */
  async open(identity: Identity): Promise<WebviewDouble> {
    const { length } = this.window.panels;
    this.forms.open(identity, "as in the row");
    const panel = this.window.panels[length];
    if (!panel) throw new Error("no panel was opened");
    await this.drawn(panel);
    return panel;
  }

  async drawn(panel: WebviewDouble): Promise<void> {
    await this.until(() => panel.drawn["busy"] === "");
  }

  async until(isSo: () => boolean): Promise<void> {
    await until(() => this.#isOver || isSo());
  }

  async end(): Promise<void> {
    this.#isOver = true;
    for (const panel of this.window.panels) panel.dispose();
    this.forms.dispose();
    await this.base.end();
    this.window.leave();
  }
}
