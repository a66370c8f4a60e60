import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { titled } from "./names.ts";

/** An entry of a quick pick. */
export interface Pick {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The title of the group that begins here, "" without one. */
  readonly group: string;
  readonly focused: boolean;
}

/** The input at the window's top: quick pick and input box, and the command palette. */
export class QuickInput {
  readonly #page: Page;
  readonly widget: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator(".quick-input-widget:visible");
    this.input = this.widget.locator(".quick-input-box input");
  }

  async waitUntilOpen(): Promise<void> {
    await this.input.waitFor();
  }

  async waitUntilClosed(): Promise<void> {
    await this.widget.waitFor({ state: "hidden" });
  }

  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  /** As in "Sign In (1/2)". */
  async title(): Promise<string> {
    const title = this.widget.locator(".quick-input-title");
    return (await title.isVisible()) ? (await title.innerText()).trim() : "";
  }

  /** Waits for the input of this title, as for the next one of several steps. */
  async waitForTitle(title: string): Promise<void> {
    await eventually(
      () => this.title(),
      (shown) => {
        assert.equal(shown, title);
      },
    );
  }

  async placeholder(): Promise<string> {
    return (await this.input.getAttribute("placeholder")) ?? "";
  }

  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** Whether what is typed is hidden. */
  async isHidden(): Promise<boolean> {
    return (await this.input.getAttribute("type")) === "password";
  }

  /** The prompt or the complaint under the input. */
  async message(): Promise<string> {
    const message = this.widget.locator(".quick-input-message");
    return (await message.isVisible()) ? (await message.innerText()).trim() : "";
  }

  /** Waits until this stands under the input. */
  async waitForMessage(message: string | RegExp): Promise<void> {
    await eventually(
      () => this.message(),
      (shown) => {
        if (typeof message === "string") assert.equal(shown, message);
        else assert.match(shown, message);
      },
    );
  }

  /** Whether the input is marked as an error, a warning, or neither. */
  async severity(): Promise<"error" | "warning" | "info" | "none"> {
    const classes =
      (await this.widget.locator(".quick-input-box .monaco-inputbox").getAttribute("class")) ?? "";
    for (const severity of ["error", "warning", "info"] as const) {
      if (classes.split(" ").includes(severity)) return severity;
    }
    return "none";
  }

  /** Replaces what is typed. */
  async type(text: string): Promise<void> {
    await this.waitUntilOpen();
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press("Enter");
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await this.waitUntilClosed();
  }

  async isBusy(): Promise<boolean> {
    return this.widget.locator(".monaco-progress-container.active").isVisible();
  }

  /** The entries that are drawn. */
  async picks(): Promise<Pick[]> {
    return this.widget.locator(".quick-input-list .monaco-list-row").evaluateAll((rows) => {
      const text = (row: Element, selector: string): string =>
        (row.querySelector(selector)?.textContent ?? "").trim();
      return rows
        .map((row) => ({
          index: Number(row.getAttribute("data-index")),
          pick: {
            label: text(row, ".quick-input-list-row .label-name"),
            description: text(row, ".quick-input-list-row .label-description"),
            detail: text(row, ".quick-input-list-label-meta"),
            // Rows are used again: what is not shown may be of another list.
            group: row.querySelector(".quick-input-list-separator")?.checkVisibility()
              ? text(row, ".quick-input-list-separator")
              : "",
            focused: row.classList.contains("focused"),
          },
        }))
        .sort((a, b) => a.index - b.index)
        .map(({ pick }) => pick);
    });
  }

  /** Clicks the entry with this label. */
  async pick(label: string): Promise<void> {
    const name = this.#page.locator(".label-name").getByText(label, { exact: true });
    await this.widget.locator(".quick-input-list .monaco-list-row", { has: name }).first().click();
  }

  /** A button in the input's title or beside its text, by its tooltip. */
  async button(name: string): Promise<void> {
    await this.widget
      .getByRole("button", { name: titled(name) })
      .first()
      .click();
  }

  async buttons(): Promise<string[]> {
    return this.widget
      .locator(".quick-input-titlebar .action-label, .quick-input-inline-action-bar .action-label")
      .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label") ?? ""));
  }
}
