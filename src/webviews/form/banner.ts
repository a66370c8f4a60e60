import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Asking } from "./host-link.ts";
import { icon } from "./icons.ts";
import type { BannerView, ConflictView } from "./protocol.ts";

/** Two values per field, one of which is to stay. */
export function bannerOf(banner: BannerView, asking: Asking): TemplateResult {
  return html`
    <section class="banner" aria-label=${banner.title}>
      <div role="alert">
        <h2>${icon("warning")}<span>${banner.title}</span></h2>
      </div>
      <p class="quiet">${banner.text}</p>
      <div class="conflicts">
        <div class="conflict heads quiet" aria-hidden="true">
          <span></span><span>${banner.mine}</span><span>${banner.theirs}</span>
        </div>
        ${banner.conflicts.map((conflict) => conflictOf(conflict, banner, asking))}
      </div>
    </section>
  `;
}

function conflictOf(conflict: ConflictView, banner: BannerView, asking: Asking): TemplateResult {
  const { field, label, mine, theirs } = conflict;
  const option = (which: "mine" | "theirs", value: string, whose: string) => html`
    <label>
      <input
        type="radio"
        name=${`keep ${field}`}
        .checked=${live(conflict.keep === which)}
        @change=${() => asking.ask({ kind: "keep", field, which })}
      />
      <span class="choice"
        ><span class="value">${value}</span><span class="quiet whose"> ${whose}</span></span
      >
    </label>
  `;
  return html`
    <div class="conflict" role="radiogroup" aria-label=${label}>
      <strong>${label}</strong>
      ${option("mine", mine, banner.mineShort)} ${option("theirs", theirs, banner.theirsShort)}
    </div>
  `;
}
