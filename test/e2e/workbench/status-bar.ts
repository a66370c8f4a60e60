import type { Locator, Page } from "playwright-core";

/** The entries of the status bar that the extension made. */
export class StatusBar {
  readonly #page: Page;
  readonly entries: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.entries = page.locator('.statusbar-item[id^="cvat-in-vscode.cvat"]');
  }

  /** Their texts, icons left out. */
  async texts(): Promise<string[]> {
    const texts = (await this.entries.locator(":visible").first().isVisible())
      ? await this.entries.allInnerTexts()
      : [];
    return texts.map((text) => text.trim());
  }

  /** What a screen reader says of them. */
  async spoken(): Promise<string[]> {
    return this.entries.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label") ?? ""));
  }

  async click(text: string): Promise<void> {
    await this.entries.filter({ hasText: text }).first().click();
  }

  async tooltip(text: string): Promise<string> {
    await this.entries.filter({ hasText: text }).first().hover();
    const hover = this.#page.locator(".workbench-hover:visible, .monaco-hover:visible").first();
    await hover.waitFor();
    return (await hover.innerText()).trim();
  }
}
