import type { Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { Menu } from "./menu.ts";
import { exactly, titled } from "./names.ts";

/** A row as a person sees and hears it. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** The codicon's name, "" without one. */
  readonly icon: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** 1 for rows at the top. */
  readonly level: number;
  /** null when there is nothing to expand. */
  readonly expanded: boolean | null;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** One of the views in the side bar. VS Code draws only the rows that fit; nothing else is seen here. */
export class TreeView {
  readonly #page: Page;
  readonly title: string;
  readonly pane: Locator;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.title = title;
    this.pane = page.locator(".pane", {
      // "Tasks Section", and with a filter "Tasks - “night” Section".
      has: page.locator(`.pane-header[aria-label^="${title} "]`),
    });
  }

  /** The rows that are drawn, from top to bottom. */
  async rows(): Promise<Row[]> {
    return this.pane.locator(".monaco-list-row").evaluateAll((rows) => {
      const text = (row: Element, selector: string): string => row.querySelector(selector)?.textContent ?? "";
      return rows
        .map((row) => {
          const expanded = row.getAttribute("aria-expanded");
          const icon = row.querySelector(".custom-view-tree-node-item-icon")?.className ?? "";
          return {
            index: Number(row.getAttribute("data-index")),
            row: {
              label: text(row, ".label-name"),
              description: text(row, ".label-description"),
              icon: /codicon-(?!modifier)([\w-]+)/.exec(icon)?.[1] ?? "",
              spoken: row.getAttribute("aria-label") ?? "",
              level: Number(row.getAttribute("aria-level")),
              expanded: expanded === null ? null : expanded === "true",
              selected: row.getAttribute("aria-selected") === "true",
              focused: row.classList.contains("focused"),
            },
          };
        })
        .sort((a, b) => a.index - b.index)
        .map(({ row }) => row);
    });
  }

  async labels(): Promise<string[]> {
    return (await this.rows()).map((row) => row.label);
  }

  /** The first drawn row with this label; waits for it. */
  async row(label: string): Promise<Row> {
    return eventually(
      async () => {
        await this.locate(label).waitFor();
        return (await this.rows()).find((row) => row.label === label);
      },
      // Rows are drawn anew at any time.
      (found) => {
        if (!found) throw new Error(`The row ${label} went away`);
      },
    ).then((found) => found ?? Promise.reject(new Error(`There is no row ${label}`)));
  }

  /** The row's element, for what has no method here. */
  locate(label: string): Locator {
    const name = this.#page.locator(".label-name", { hasText: exactly(label) });
    return this.pane.locator(".monaco-list-row", { has: name }).first();
  }

  /** Selects it; a row that can be expanded is not toggled. */
  async click(label: string, options: { modifiers?: ("Control" | "Shift")[] } = {}): Promise<void> {
    await this.locate(label)
      .locator(".monaco-icon-label")
      .first()
      .click({ modifiers: options.modifiers ?? [] });
  }

  async expand(label: string): Promise<void> {
    await this.#toggle(label, true);
  }

  async collapse(label: string): Promise<void> {
    await this.#toggle(label, false);
  }

  async #toggle(label: string, wanted: boolean): Promise<void> {
    const row = await this.row(label);
    if (row.expanded === wanted) return;
    if (row.expanded === null) throw new Error(`The row ${label} cannot be expanded`);
    await this.locate(label).locator(".monaco-tl-twistie").click();
    await eventually(
      () => this.row(label),
      ({ expanded }) => {
        if (expanded !== wanted) throw new Error(`The row ${label} stays as it was`);
      },
    );
  }

  /** A button on the row, which shows when the pointer is over it. */
  async inline(label: string, button: string, milliseconds = 30_000): Promise<void> {
    const row = this.locate(label);
    // What is still being drawn can move the row from under the pointer.
    await eventually(
      () => row.hover({ timeout: 3000 }),
      () => row.getByRole("button", { name: titled(button) }).click({ timeout: 3000 }),
      milliseconds,
    );
  }

  /** The buttons that the row shows when the pointer is over it. */
  async inlineButtons(label: string): Promise<string[]> {
    await this.locate(label).hover();
    return this.locate(label)
      .locator(".actions .action-label")
      .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label") ?? ""));
  }

  /** Opens the row's menu by right-click. */
  async menu(label: string): Promise<Menu> {
    return this.#openMenu(label);
  }

  async #openMenu(label: string, milliseconds = 40_000): Promise<Menu> {
    const row = this.locate(label).locator(".monaco-icon-label").first();
    await row.click({ button: "right", timeout: milliseconds });
    return Menu.opened(this.#page, milliseconds);
  }

  /** Chooses from the row's menu; one that goes because the row was drawn anew is opened again. */
  async choose(label: string, entry: string): Promise<void> {
    await eventually(
      () => this.#openMenu(label, 3000),
      (menu) => menu.choose(entry, 3000),
    );
  }

  /** What the row tells when the pointer rests on it. */
  async tooltip(label: string): Promise<Locator> {
    const hover = this.#page
      .locator(".monaco-hover:visible .hover-contents, .workbench-hover:visible")
      .first();
    // A row that is drawn anew under a resting pointer shows nothing until the pointer comes again.
    await eventually(
      async () => {
        await this.#page.mouse.move(900, 500);
        await this.locate(label).locator(".monaco-icon-label").first().hover();
      },
      () => hover.waitFor({ timeout: 4000 }),
      20_000,
    );
    return hover;
  }

  /** A button in the view's title, which shows when the pointer is over the view. */
  async action(button: string): Promise<void> {
    await this.pane.hover();
    await this.pane
      .locator(".pane-header")
      .getByRole("button", { name: exactly(button) })
      .click();
  }

  /** The buttons in the view's title. */
  async actions(): Promise<string[]> {
    await this.pane.hover();
    return this.pane
      .locator(".pane-header .actions .action-label")
      .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label") ?? ""));
  }

  /** Opens the menu behind "…" in the view's title. */
  async moreActions(): Promise<Menu> {
    await this.pane.hover();
    await this.pane
      .locator(".pane-header")
      .getByRole("button", { name: /More Actions/ })
      .click();
    return Menu.opened(this.#page);
  }

  /** What stands beside the title. */
  async description(): Promise<string> {
    return this.#text(".pane-header .description");
  }

  /** The line above the rows. */
  async message(): Promise<string> {
    return this.#text(".pane-body .message");
  }

  /** What stands in place of rows. */
  async welcome(): Promise<string> {
    return this.#text(".welcome-view-content");
  }

  async #text(selector: string): Promise<string> {
    const element = this.pane.locator(selector).first();
    return (await element.isVisible()) ? (await element.innerText()).trim() : "";
  }

  async isCollapsed(): Promise<boolean> {
    return (await this.pane.locator(".pane-header").getAttribute("aria-expanded")) === "false";
  }

  /** Collapses or expands the view itself. */
  async toggleView(): Promise<void> {
    await this.pane.locator(".pane-header .title").click();
  }

  /** Puts the keyboard into the rows, on the first one if none had the focus. */
  async focus(): Promise<void> {
    await this.pane.locator(".monaco-list").focus();
  }

  /** Presses keys one after another, as in "ArrowDown" or "Control+C". */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }
}
