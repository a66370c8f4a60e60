import type { Locator, Page } from "playwright-core";

/** VS Code's own question in the middle of the window. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator(".monaco-dialog-box");
  }

  async isOpen(): Promise<boolean> {
    return this.box.isVisible();
  }

  async message(): Promise<string> {
    await this.box.waitFor();
    // A question without details stands where the details would be.
    return (await this.box.locator(".dialog-message, .dialog-message-detail").first().innerText()).trim();
  }

  async detail(): Promise<string> {
    const detail = this.box.locator(".dialog-message-detail");
    const isAlone = (await this.box.locator(".dialog-message").count()) === 0;
    return !isAlone && (await detail.isVisible()) ? (await detail.innerText()).trim() : "";
  }

  async buttons(): Promise<string[]> {
    await this.box.waitFor();
    return (await this.box.locator(".dialog-buttons .monaco-button").allInnerTexts()).map((text) =>
      text.trim(),
    );
  }

  async choose(button: string): Promise<void> {
    await this.box.locator(".dialog-buttons").getByRole("button", { name: button, exact: true }).click();
    await this.box.waitFor({ state: "hidden" });
  }
}
