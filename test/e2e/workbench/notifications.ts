import type { Locator, Page } from "playwright-core";

export interface Notification {
  readonly message: string;
  readonly buttons: readonly string[];
}

/** The toasts in the window's corner. */
export class Notifications {
  readonly toasts: Locator;

  constructor(page: Page) {
    this.toasts = page.locator(".notifications-toasts .notification-list-item");
  }

  async all(): Promise<Notification[]> {
    return this.toasts.evaluateAll((toasts) =>
      toasts.map((toast) => ({
        message: (toast.querySelector(".notification-list-item-message")?.textContent ?? "").trim(),
        buttons: [...toast.querySelectorAll(".notification-list-item-buttons-container .monaco-button")].map(
          (button) => button.textContent.trim(),
        ),
      })),
    );
  }

  /** The toast whose message contains this; waits for it. */
  async toast(text: string): Promise<Locator> {
    const toast = this.toasts.filter({ hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  async choose(text: string, button: string): Promise<void> {
    const toast = await this.toast(text);
    await toast.getByRole("button", { name: button, exact: true }).click();
  }

  async dismiss(text: string): Promise<void> {
    const toast = await this.toast(text);
    await toast.hover();
    await toast.getByRole("button", { name: /^Clear Notification/ }).click();
    await toast.waitFor({ state: "hidden" });
  }
}
