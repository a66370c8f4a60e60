import { html, nothing, type TemplateResult } from "lit";
import "./labels.ts";
import type { Asking } from "./host-link.ts";
import { icon, nounIcon } from "./icons.ts";
import type { Fact, FormView, NoticeView, Part } from "./protocol.ts";

export function headerOf({ noun, title, subtitle }: FormView, asking: Asking): TemplateResult {
  return html`
    <header>
      <div class="tile">${nounIcon(noun)}</div>
      <div class="names">
        <h1 title=${title}>${title}</h1>
        <p class="quiet">${partsOf(subtitle, asking)}</p>
      </div>
    </header>
  `;
}

export function factsOf({ facts, labels }: FormView, asking: Asking): TemplateResult | typeof nothing {
  if (facts.length === 0) return nothing;
  return html`
    <dl>
      ${facts.map((fact) => factOf(fact, asking))}
      ${
        labels
          ? html`<dt>${labels.term}</dt>
              <dd><cvat-labels .labels=${labels}></cvat-labels></dd>`
          : nothing
      }
    </dl>
  `;
}

function factOf({ term, parts }: Fact, asking: Asking): TemplateResult {
  return html`<dt>${term}</dt>
    <dd>${partsOf(parts, asking)}</dd>`;
}

function partsOf(parts: readonly Part[], asking: Asking): unknown {
  return parts.map(({ text, link, quiet }) => {
    if (link === undefined) return quiet === true ? html`<span class="quiet">${text}</span>` : text;
    const follow = () => asking.ask({ kind: "follow", link });
    return html`<button class="link" type="button" @click=${follow}>${text}</button>`;
  });
}

export function noticeOf({ title, text, actions }: NoticeView, asking: Asking): TemplateResult {
  return html`
    <section class="banner" role="alert">
      <h2>${icon("warning")}<span>${title}</span></h2>
      <p class="quiet">${text}</p>
      ${
        actions.length === 0
          ? nothing
          : html`<div class="buttons">
              ${actions.map(
                ({ action, text }) =>
                  html`<button type="button" class="push" @click=${() => asking.ask({ kind: "act", action })}>
                    ${text}
                  </button>`,
              )}
            </div>`
      }
    </section>
  `;
}
