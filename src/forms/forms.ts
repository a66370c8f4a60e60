import type { Tab, Uri, WebviewPanel } from "vscode";
import { l10n, window } from "vscode";
import { connectionOf } from "../accounts/index.ts";
import type { DraftRow, ExplorerFeature } from "../explorer/index.ts";
import type { Scopes } from "../organizations/index.ts";
import { adoptPage, type BrowseView, type Notifications, openPage, type PagePanel } from "../ui/index.ts";
import type { FormNoun } from "../webviews/form/protocol.ts";
import { DeadTabs } from "./dead-tabs.ts";
import { type Draft, type Identity, keyOfForm, readIdentity } from "./drafts.ts";
import { Form, type FormNeeds } from "./form.ts";

/** The kind of panel, by which VS Code brings forms back. */
export const viewType = "cvat.form";
const page = "form";

export interface FormsNeeds extends Omit<FormNeeds, "open" | "closed"> {
  readonly extension: Uri;
  readonly scopes: Scopes;
  readonly explorer: Pick<ExplorerFeature, "known" | "removed" | "showDrafts">;
  readonly notifications: Pick<Notifications, "inform" | "warn">;
}

/** The open forms, each object once, and what is left of those that were closed. */
export class Forms {
  readonly #needs: FormsNeeds;
  readonly #forms = new Map<string, Form>();
  readonly #registered: readonly { dispose(): unknown }[];
  readonly #deadTabs: DeadTabs;

  constructor(needs: FormsNeeds) {
    this.#needs = needs;
    const isLive = (column: number) => [...this.#forms.values()].some(({ panel }) => panel.column === column);
    this.#deadTabs = new DeadTabs(viewType, needs.clock, isLive, (tabs) => void this.#tidyUp(tabs));
    this.#registered = [
      needs.drafts.onDidChange(() => {
        this.#showRows();
      }),
      needs.scopes.onDidChange(() => {
        this.#showRows();
      }),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#lookAgain();
      }),
    ];
    this.#showRows();
  }

  /** Shows the form of an object: the one that is open, or a new one. */
  open(identity: Identity, title: string): void {
    const open = this.#forms.get(keyOfForm(identity));
    if (open) {
      open.panel.reveal();
      void open.lookAgain();
      return;
    }
    const icon = iconOf(identity.noun);
    const { extension } = this.#needs;
    this.#start(openPage({ extension, page, viewType, title, icon }), identity, title);
  }

  /** Goes on with a panel that was there before the window was loaded anew. */
  adopt(panel: WebviewPanel, state: unknown): void {
    const identity = readIdentity(state);
    if (!identity || this.#forms.has(keyOfForm(identity))) {
      panel.dispose();
      return;
    }
    const title = this.#needs.drafts.of(identity)?.title ?? panel.title.replace(/^● /, "");
    const { extension } = this.#needs;
    this.#start(adoptPage(panel, { extension, page, title, icon: iconOf(identity.noun) }), identity, title);
  }

  /** Saves the form that has the focus. */
  async saveActive(): Promise<void> {
    await [...this.#forms.values()].find(({ panel }) => panel.isActive)?.save();
  }

  draft(key: string): Draft | undefined {
    return this.#needs.drafts.all.find(({ identity }) => keyOfForm(identity) === key);
  }

  /** After the extension host was killed its panels are dead: their tabs go, and what was typed is offered. */
  async #tidyUp(dead: readonly Tab[]): Promise<void> {
    const { notifications } = this.#needs;
    // Where there is none that lives, those that nobody has looked at died with the others.
    await window.tabGroups.close(this.#forms.size === 0 ? this.#deadTabs.all : dead, true);
    const [last, another] = this.#left;
    if (!last) return;
    const text = another
      ? l10n.t("Forms were closed by a crash. What was typed is kept: see the rows “not saved”.")
      : l10n.t("The form of {0} was closed by a crash. What was typed is kept.", last.title);
    void notifications.warn(text, this.#reopen(last));
  }

  dispose(): void {
    this.#deadTabs.dispose();
    for (const form of this.#forms.values()) form.dispose();
    for (const each of this.#registered) each.dispose();
  }

  #start(panel: PagePanel, identity: Identity, title: string): void {
    const form = new Form(panel, identity, title, {
      ...this.#needs,
      open: (other) => {
        this.open(other, "");
      },
      closed: (closed) => {
        this.#closed(closed);
      },
    });
    this.#forms.set(keyOfForm(identity), form);
    panel.onDidShow(() => void form.lookAgain());
    form.start();
    this.#showRows();
  }

  #closed(form: Form): void {
    this.#forms.delete(keyOfForm(form.identity));
    this.#showRows();
    const { draft } = form;
    if (!draft) return;
    const { drafts, notifications } = this.#needs;
    const meant = drafts.of(form.identity);
    const discard = {
      title: l10n.t("Discard"),
      run: () => {
        // The notification may stand there for long.
        if (drafts.of(form.identity) === meant) drafts.remove(form.identity);
        else
          void notifications.inform(l10n.t("{0} was opened again since: nothing was discarded.", form.title));
      },
    };
    const text = l10n.t("{0} is not saved. What was typed is kept.", form.title);
    void notifications.inform(text, this.#reopen(draft), discard);
  }

  #reopen({ identity, title }: Draft) {
    return {
      title: l10n.t("Reopen"),
      run: () => {
        this.open(identity, title);
      },
    };
  }

  #lookAgain(): void {
    for (const form of this.#forms.values()) if (form.panel.isVisible) void form.lookAgain();
  }

  /** What was typed into forms that are closed now, by the account that is signed in. */
  get #left(): readonly Draft[] {
    const { drafts, session } = this.#needs;
    const account = connectionOf(session.state)?.id;
    return drafts.all.filter(
      ({ identity }) => identity.account === account && !this.#forms.has(keyOfForm(identity)),
    );
  }

  #showRows(): void {
    this.#needs.explorer.showDrafts(
      this.#left.map(({ identity, title }): DraftRow => {
        return { key: keyOfForm(identity), view: viewFor(identity.noun), title };
      }),
    );
  }
}

function iconOf(noun: FormNoun): string {
  return `form-${noun}`;
}

function viewFor(noun: FormNoun): BrowseView {
  switch (noun) {
    case "project":
    case "organization":
      return "cvat.projects";
    case "task":
      return "cvat.tasks";
    case "job":
      return "cvat.jobs";
  }
}
