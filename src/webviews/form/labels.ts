import { html, LitElement, type PropertyDeclarations } from "lit";
import type { Labels } from "./protocol.ts";

const mostRows = 2;

/** Labels with their colours, in two rows at most until one asks for more. What fits is measured. */
class LabelList extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    labels: { attribute: false },
    isWhole: { state: true },
  };
  declare labels: Labels | undefined;
  declare isWhole: boolean;
  readonly #resized = new ResizeObserver(() => {
    this.#fit();
  });

  constructor() {
    super();
    this.isWhole = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** In the page itself, whose style sheet it has. */
  protected override createRenderRoot(): this {
    return this;
  }

  protected override render() {
    const chips = this.labels?.chips ?? [];
    const toggle = () => {
      this.isWhole = !this.isWhole;
    };
    return html`<ul class="chips">
      ${chips.map(
        ({ name, color }) =>
          html`<li class="chip"><i class="swatch" data-color=${color}></i><span>${name}</span></li>`,
      )}
      <li class="beyond quiet" hidden>${this.labels?.beyond ?? ""}</li>
      <li class="rest"><button type="button" class="link" @click=${toggle}></button></li>
    </ul>`;
  }

  protected override updated(): void {
    // A style in the document's own text would not pass its policy.
    for (const swatch of this.querySelectorAll<HTMLElement>(".swatch")) {
      swatch.style.backgroundColor = swatch.dataset["color"] ?? "";
    }
    this.#fit();
  }

  #fit(): void {
    const rest = this.querySelector<HTMLElement>(".rest");
    const button = rest?.querySelector("button");
    if (!rest || !button || !this.labels) return;
    const chips = [...this.querySelectorAll<HTMLElement>(".chip")];
    const beyond = this.querySelector<HTMLElement>(".beyond");
    for (const chip of chips) chip.hidden = false;
    rest.hidden = true;
    const tops = [...new Set(chips.map((chip) => chip.offsetTop))];
    const isAll = this.isWhole || tops.length <= mostRows;
    if (beyond) beyond.hidden = !isAll || this.labels.beyond === "";
    if (tops.length <= mostRows) return;
    rest.hidden = false;
    if (this.isWhole) {
      button.textContent = this.labels.fewer;
      return;
    }
    const limit = tops[mostRows] ?? Number.POSITIVE_INFINITY;
    let shown = chips.findIndex((chip) => chip.offsetTop >= limit);
    const { more, total } = this.labels;
    const show = (count: number): void => {
      for (const [at, chip] of chips.entries()) chip.hidden = at >= count;
      button.textContent = more.replace("{0}", String(total - count));
    };
    show(shown);
    while (shown > 0 && rest.offsetTop >= limit) show((shown -= 1));
  }
}

customElements.define("cvat-labels", LabelList);
