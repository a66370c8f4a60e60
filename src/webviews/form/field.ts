import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Asking } from "./host-link.ts";
import { icon } from "./icons.ts";
import type { FieldView } from "./protocol.ts";

type Type = (value: string) => void;
type Changed = NonNullable<FieldView["changed"]>;

export function fieldOf(field: FieldView, asking: Asking, type: Type): TemplateResult {
  const { label, changed, problem } = field;
  const classes = ["field", changed ? "changed" : "", problem === "" ? "" : "wrong"].join(" ");
  const toControl = ({ currentTarget }: Event) => {
    const field = currentTarget instanceof Element ? currentTarget.closest(".field") : null;
    const control = field?.querySelector("[data-field]");
    if (control instanceof HTMLElement) control.focus();
  };
  return html`
    <div class=${classes}>
      <div class="label" @click=${toControl}>${label}</div>
      <div class="control">${controlOf(field, asking, type)}${offersOf(field, type)}</div>
      <div class="was">${changed ? wasOf(field, changed, asking) : nothing}</div>
      ${belowOf(field)}
    </div>
  `;
}

function wasOf({ name, disabled }: FieldView, { was, reset }: Changed, asking: Asking): TemplateResult {
  const button = html`<button
    type="button"
    class="reset"
    title=${reset}
    aria-label=${reset}
    @click=${() => asking.ask({ kind: "reset", field: name })}
  >
    ${icon("discard")}
  </button>`;
  return html`${disabled ? nothing : button}<em class="quiet" title=${was}>${was}</em>`;
}

function belowOf({ help, problem, locked }: FieldView): TemplateResult | typeof nothing {
  if (locked !== "") return html`<p class="help locked quiet">${icon("lock")}<span>${locked}</span></p>`;
  if (problem !== "")
    return html`<p class="help problem" role="alert">${icon("error")}<span>${problem}</span></p>`;
  return help === "" ? nothing : html`<p class="help quiet">${help}</p>`;
}

/** What a screen reader says of a control: nothing outside of it can be pointed to from within. */
function spokenOf({ label, help, problem, locked }: FieldView, value = ""): string {
  const about = locked === "" ? (problem === "" ? help : problem) : locked;
  const name = value === "" ? label : `${label}: ${value}`;
  return about === "" ? name : `${name}. ${about}`;
}

function controlOf(field: FieldView, asking: Asking, type: Type): TemplateResult {
  const { name, control, value, problem, disabled } = field;
  const typed = ({ currentTarget }: Event) => {
    const value: unknown = currentTarget === null ? "" : Reflect.get(currentTarget, "value");
    if (typeof value === "string") type(value);
  };
  switch (control.kind) {
    case "text":
      return html`<vscode-textfield
        data-field=${name}
        .label=${spokenOf(field)}
        .value=${live(value)}
        placeholder=${control.placeholder}
        ?invalid=${problem !== ""}
        ?disabled=${disabled}
        @input=${typed}
        @focus=${() => asking.ask({ kind: "offer", field: name })}
      ></vscode-textfield>`;
    case "lines":
      return html`<vscode-textarea
        data-field=${name}
        rows="4"
        resize="vertical"
        .label=${spokenOf(field)}
        .value=${live(value)}
        ?invalid=${problem !== ""}
        ?disabled=${disabled}
        @input=${typed}
      ></vscode-textarea>`;
    case "choice":
      return html`<vscode-single-select
        data-field=${name}
        .label=${spokenOf(field)}
        .value=${live(value)}
        ?invalid=${problem !== ""}
        ?disabled=${disabled}
        @change=${typed}
        >${control.choices.map(
          ({ value, label }) => html`<vscode-option value=${value}>${label}</vscode-option>`,
        )}</vscode-single-select
      >`;
    case "person":
      return html`<button
        type="button"
        class="person"
        data-field=${name}
        aria-haspopup="dialog"
        aria-label=${spokenOf(field, value)}
        ?disabled=${disabled}
        @click=${() => asking.ask({ kind: "pick", field: name })}
      >
        <span>${value}</span>${icon("chevron")}
      </button>`;
  }
}

function offersOf(
  { control, value, disabled, label }: FieldView,
  type: Type,
): TemplateResult | typeof nothing {
  if (control.kind !== "text" || disabled) return nothing;
  const offers = control.offers.filter((offer) => offer !== value);
  if (offers.length === 0) return nothing;
  return html`<div class="offers" role="group" aria-label=${label}>
    ${offers.map(
      (offer) =>
        html`<button
          type="button"
          class="offer"
          @click=${() => {
            type(offer);
          }}
        >
          ${offer}
        </button>`,
    )}
  </div>`;
}
