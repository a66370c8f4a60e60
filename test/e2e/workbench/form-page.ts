import assert from "node:assert/strict";
import axe from "axe-core";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { exactly } from "./names.ts";

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

  /** When the page's document began, and when its fields were drawn, in milliseconds since 1970. */
  async times(): Promise<{ began: number; drawn: number }> {
    return this.frame.locator("body").evaluate(() => {
      const drawn = performance.getEntriesByName("fields")[0]?.startTime ?? NaN;
      return { began: performance.timeOrigin, drawn: performance.timeOrigin + drawn };
    });
  }

  /** The editors that are open, by what stands in their tabs. */
  async tabs(): Promise<string[]> {
    const names = await this.#page.locator(".tabs-container .tab .tab-label .label-name").allInnerTexts();
    return names.map((name) => name.trim());
  }

  #tab(name: string): Locator {
    const label = this.#page.locator(".label-name", { hasText: exactly(name) });
    return this.#page.locator(".tabs-container .tab", { has: label });
  }

  async showTab(name: string): Promise<void> {
    await this.#tab(name).click();
  }

  async closeTab(name: string): Promise<void> {
    await this.#tab(name).hover();
    await this.#tab(name).locator(".tab-actions .action-label").click();
    await this.#tab(name).waitFor({ state: "hidden" });
  }

  /** Waits until the form of this name stands there with its fields. */
  async waitFor(title: string): Promise<void> {
    await eventually(
      () => this.title(),
      (shown) => {
        assert.equal(shown, title);
      },
    );
    await this.frame.locator("main[aria-busy=false] .field").first().waitFor();
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

  /** Chooses from the list of a field. */
  async choose(name: string, option: string): Promise<void> {
    const select = this.frame.locator(`[data-field="${name}"]`);
    await select.click();
    await select.locator(".dropdown .option", { hasText: exactly(option) }).click();
  }

  /** What a field shows. */
  async value(name: string): Promise<string> {
    const control = this.frame.locator(`[data-field="${name}"]`);
    return control.evaluate((element) => {
      const value: unknown = element instanceof HTMLButtonElement ? undefined : Reflect.get(element, "value");
      return typeof value === "string" ? value : element.textContent.trim();
    });
  }

  /** The field that has the focus, "" if none has. */
  async focused(): Promise<string> {
    const active = this.frame.locator("[data-field]:focus");
    return (await active.count()) === 0 ? "" : ((await active.getAttribute("data-field")) ?? "");
  }

  /** As if the extension asked for the focus only now: resolves when the page has done what it does about that. */
  async askForFocus(field: string): Promise<void> {
    await this.frame.locator("body").evaluate(async (_body, name) => {
      window.postMessage({ kind: "focus", field: name }, "*");
      for (let frames = 0; frames < 3; frames += 1)
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
    }, field);
  }

  /** What a screen reader says of what has the focus. */
  async active(): Promise<string> {
    return this.frame.locator("body").evaluate(({ ownerDocument }) => {
      let element = ownerDocument.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.getAttribute("aria-label") ?? element?.textContent ?? "").trim();
    });
  }

  /** What stands above the form: the conflicts, or what keeps it from being worked with. */
  get banner(): Locator {
    return this.frame.locator("section.banner");
  }

  /** The conflicts, "Name: mine | theirs". */
  async conflicts(): Promise<string[]> {
    return this.frame.locator(".conflict[role=radiogroup]").evaluateAll((all) =>
      all.map((each) => {
        const values = [...each.querySelectorAll(".value")].map((value) => value.textContent);
        return `${each.getAttribute("aria-label") ?? ""}: ${values.join(" | ")}`;
      }),
    );
  }

  async keep(field: string, which: "mine" | "theirs"): Promise<void> {
    const group = this.frame.getByRole("radiogroup", { name: field, exact: true });
    await group
      .getByRole("radio")
      .nth(which === "mine" ? 0 : 1)
      .check();
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
