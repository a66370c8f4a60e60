import type { Locator, Page } from "playwright-core";

/** A context menu that is open. */
export class Menu {
  readonly #page: Page;
  readonly #menu: Locator;

  private constructor(page: Page, menu: Locator) {
    this.#page = page;
    this.#menu = menu;
  }

  static async opened(page: Page, milliseconds = 40_000): Promise<Menu> {
    const menu = page.locator(".monaco-menu-container .monaco-menu").last();
    await menu.waitFor({ timeout: milliseconds });
    return new Menu(page, menu);
  }

  /** The entries in their order; "-" between groups. */
  async entries(): Promise<string[]> {
    return this.#menu
      .locator(".action-item")
      .evaluateAll((all) =>
        all.map((each) =>
          each.querySelector(".separator")
            ? "-"
            : (each.querySelector(".action-label")?.textContent ?? "").trim(),
        ),
      );
  }

  async choose(entry: string, milliseconds = 40_000): Promise<void> {
    const item = this.#menu.locator(".action-item", {
      has: this.#page.locator(`.action-label[aria-label="${entry}"]`),
    });
    // A menu takes no click in the first moments after it opened.
    await item.first().hover({ timeout: milliseconds });
    await this.#page.keyboard.press("Enter");
    await this.#menu.waitFor({ state: "hidden" });
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await this.#menu.waitFor({ state: "hidden" });
  }
}
