import { html, nothing, render } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { bannerOf } from "./banner.ts";
import { fieldOf } from "./field.ts";
import { factsOf, headerOf, noticeOf } from "./header.ts";
import type { HostLink } from "./host-link.ts";
import type { FieldView, FooterView, FormView, HostMessage } from "./protocol.ts";

interface Typed {
  readonly value: string;
  readonly change: number;
}

/** Draws what the extension says, and keeps what was typed since until the extension has heard of it. */
export class Page {
  readonly #root: HTMLElement;
  readonly #link: HostLink;
  readonly #typed = new Map<string, Typed>();
  #changes = 0;
  #view: FormView | undefined;
  #isDrawn = false;

  constructor(root: HTMLElement, link: HostLink) {
    this.#root = root;
    this.#link = link;
  }

  start(): void {
    void this.#link.ask({ kind: "ready" });
  }

  hear(message: Exclude<HostMessage, { kind: "answer" }> | undefined): void {
    if (message?.kind === "view") this.#show(message.view);
    if (message?.kind === "focus") this.#focus(message.field);
  }

  #show(view: FormView): void {
    // A page that was hidden begins anew: its changes are counted on from those that were heard.
    this.#changes = Math.max(this.#changes, view.heard);
    for (const [field, { change }] of this.#typed) if (change <= view.heard) this.#typed.delete(field);
    const isNew = hasMoreAbove(view, this.#view);
    this.#view = view;
    document.title = view.title;
    this.#link.keep(view.identity);
    this.#draw();
    if (view.fields.length > 0 && !this.#isDrawn) {
      this.#isDrawn = true;
      // Seen in the browser's own timeline as well.
      performance.mark("fields");
    }
    // A page keeps its place when something comes above it.
    if (isNew) window.scrollTo({ top: 0 });
  }

  #draw(): void {
    const view = this.#view;
    if (!view) return;
    const asking = this.#link;
    render(
      html`
        <main aria-busy=${view.busy === "" ? "false" : "true"}>
          <div class="column">
            ${view.notice ? noticeOf(view.notice, asking) : nothing}
            ${view.banner ? bannerOf(view.banner, asking) : nothing} ${headerOf(view, asking)}
            ${factsOf(view, asking)}
            ${view.busy === "" ? nothing : html`<p class="busy quiet" role="status">${view.busy}</p>`}
            ${view.fields.length === 0 ? nothing : html`<hr />`}
            ${repeat(
              view.fields,
              ({ name }) => name,
              (field) => this.#field(field),
            )}
          </div>
        </main>
        ${view.footer ? this.#footer(view.footer) : nothing}
      `,
      this.#root,
    );
  }

  #field(field: FieldView) {
    const value = this.#typed.get(field.name)?.value ?? field.value;
    return fieldOf({ ...field, value }, this.#link, (typed) => {
      this.#type(field.name, typed);
    });
  }

  #type(field: string, value: string): void {
    const change = (this.#changes += 1);
    this.#typed.set(field, { value, change });
    void this.#link.ask({ kind: "change", field, value, change });
  }

  #footer({ save, revert, words, trouble, canSave, canRevert }: FooterView) {
    return html`
      <footer>
        <div class="words">
          ${trouble === "" ? nothing : html`<p class="trouble" role="alert">${trouble}</p>`}
          <p class="quiet" role="status">${words}</p>
        </div>
        <div class="buttons">
          ${this.#button(save, canSave, "save")} ${this.#button(revert, canRevert, "revert")}
        </div>
      </footer>
    `;
  }

  #button(text: string, isPossible: boolean, kind: "save" | "revert") {
    return html`<button
      type="button"
      class=${kind === "save" ? "push first" : "push"}
      ?disabled=${!isPossible}
      @click=${() => this.#link.ask({ kind })}
    >
      ${text}
    </button>`;
  }

  #focus(field: string): void {
    const control = this.#root.querySelector(`[data-field="${CSS.escape(field)}"]`);
    // Elements draw themselves a moment after the page.
    requestAnimationFrame(() => {
      const { activeElement, body } = document;
      // Whoever has gone to another field meanwhile stays there: what is typed belongs into that.
      const isElsewhere = activeElement !== control && activeElement !== body && activeElement !== null;
      if (control instanceof HTMLElement && !isElsewhere) control.focus();
    });
  }
}

/** Whether something to be seen came above the form. */
function hasMoreAbove(now: FormView, before: FormView | undefined): boolean {
  return (now.notice !== undefined && !before?.notice) || (now.banner !== undefined && !before?.banner);
}
