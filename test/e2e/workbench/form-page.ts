import axe from "axe-core";
import type { FrameLocator, Locator, Page } from "playwright-core";

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The form in the editor that is shown. */
export class FormPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get frame(): FrameLocator {
    return this.#page.locator("iframe.webview.ready").last().contentFrame().frameLocator("iframe");
  }

  /** The editors that are open, by what stands in their tabs. */
  async tabs(): Promise<string[]> {
    const names = await this.#page.locator(".tabs-container .tab .tab-label .label-name").allInnerTexts();
    return names.map((name) => name.trim());
  }

  async title(): Promise<string> {
    return (await this.frame.locator("h1").innerText()).trim();
  }

  /** The facts, "Project: Objects". */
  async facts(): Promise<string[]> {
    return this.frame.locator("dl").evaluate((list) => {
      const terms = [...list.querySelectorAll("dt")].map((each) => each.textContent);
      const facts = [...list.querySelectorAll("dd")].map((each) => each.innerText.replace(/\s+/g, " "));
      return terms.map((term, at) => `${term}: ${facts[at] ?? ""}`);
    });
  }

  field(name: string): Locator {
    return this.frame.locator(".field", { has: this.frame.locator(`[data-field="${name}"]`) });
  }

  input(name: string): Locator {
    return this.frame.locator(`[data-field="${name}"]`).locator("input, textarea");
  }

  async type(name: string, text: string): Promise<void> {
    await this.input(name).fill(text);
  }

  /** What stands under a field. */
  async below(name: string): Promise<string> {
    const help = this.field(name).locator(".help");
    return (await help.count()) === 0 ? "" : (await help.innerText()).trim();
  }

  /** "was coins", of a field that was changed. */
  async was(name: string): Promise<string> {
    const was = this.field(name).locator(".was em");
    return (await was.count()) === 0 ? "" : (await was.innerText()).trim();
  }

  async words(): Promise<string> {
    return (await this.frame.locator("footer .words").innerText()).trim();
  }

  button(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  /** What axe finds, as "rule: element". */
  async accessibility(): Promise<string[]> {
    const body = this.frame.locator("body");
    // Its policy lets no other script in.
    await body.evaluate((_, text) => {
      (0, eval)(text);
    }, axe.source);
    const findings = await body.evaluate(async () => {
      const axe: unknown = Reflect.get(globalThis, "axe");
      const run: unknown = typeof axe === "object" && axe !== null && Reflect.get(axe, "run");
      if (typeof run !== "function") throw new Error("axe is not there");
      const { violations } = (await Reflect.apply(run, axe, [document])) as { violations: Finding[] };
      return violations;
    });
    return findings.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }
}
