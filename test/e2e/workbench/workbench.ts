import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { openContainer, settle } from "../../../tools/lib/vscode/views.mjs";
import { Dialog } from "./dialog.ts";
import { eventually } from "./eventually.ts";
import { Notifications } from "./notifications.ts";
import { QuickInput } from "./quick-input.ts";
import { StatusBar } from "./status-bar.ts";
import { TreeView } from "./tree-view.ts";

/** The themes that pictures are taken in, as VS Code offers them. */
export const themes = {
  dark: "Dark Modern",
  light: "Light Modern",
  highContrast: "Dark High Contrast",
  highContrastLight: "Light High Contrast",
} as const;
export type Theme = keyof typeof themes;

const themeClasses: Record<Theme, string> = {
  dark: "vs-dark",
  light: "vs",
  highContrast: "hc-black",
  highContrastLight: "hc-light",
};

/** One window of VS Code, as a person uses it. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly statusBar: StatusBar;
  readonly projects: TreeView;
  readonly tasks: TreeView;
  readonly jobs: TreeView;
  readonly sideBar: Locator;
  readonly #pictures: string;

  constructor(page: Page, pictures: string) {
    this.page = page;
    this.#pictures = pictures;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.statusBar = new StatusBar(page);
    this.projects = new TreeView(page, "Projects");
    this.tasks = new TreeView(page, "Tasks");
    this.jobs = new TreeView(page, "Jobs");
    this.sideBar = page.locator(".part.sidebar");
  }

  /** Opens the container CVAT, unless it is open. */
  async openContainer(): Promise<void> {
    await openContainer(this.page);
  }

  /** The title of the container that is open. */
  async container(): Promise<string> {
    return (await this.sideBar.locator(".title-label").first().innerText()).trim();
  }

  /** What stands in the side bar in place of rows, as when signed out. */
  async welcome(): Promise<string> {
    const content = this.sideBar.locator(".welcome-view-content:visible").first();
    await content.waitFor();
    return (await content.innerText()).trim();
  }

  /** Runs a command by its title in the palette, as in "CVAT: Sign In…". */
  async run(title: string): Promise<void> {
    // What takes the focus meanwhile closes the palette.
    await eventually(
      () => this.#palette(title),
      () => this.#isOffered(title),
    );
    await this.quickInput.accept();
  }

  /** The titles that the palette offers for what is typed. */
  async offered(typed: string): Promise<string[]> {
    await this.#palette(typed);
    const picks = await eventually(
      () => this.quickInput.picks(),
      (all) => {
        if (all.length === 0) throw new Error("The palette offers nothing at all");
      },
    );
    await this.quickInput.cancel();
    return picks.map((pick) => pick.label);
  }

  async #isOffered(title: string): Promise<void> {
    await eventually(
      () => this.quickInput.picks(),
      ([first]) => {
        if (first?.label !== title)
          throw new Error(`The palette offers ${first?.label ?? "nothing"}, not ${title}`);
      },
      5000,
    );
  }

  async #palette(typed: string): Promise<void> {
    // A key that is pressed while the window draws itself anew, or that a page keeps to itself, is lost.
    let tries = 0;
    await eventually(
      async () => {
        tries += 1;
        if (tries % 2 === 1) await this.page.keyboard.press("F1");
        else await this.page.locator(".command-center").click({ timeout: 3000 });
      },
      () => this.quickInput.input.fill(`>${typed}`, { timeout: 3000 }),
    );
  }

  async setTheme(theme: Theme): Promise<void> {
    // What takes the focus meanwhile closes the list.
    await eventually(
      async () => {
        await this.page.keyboard.press("Control+K");
        await this.page.keyboard.press("Control+T");
        await this.#areThemesOffered();
        await this.quickInput.input.fill(themes[theme], { timeout: 3000 });
      },
      () => this.#isFocused(themes[theme]),
    );
    await this.quickInput.accept();
    await this.quickInput.waitUntilClosed();
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  async #areThemesOffered(): Promise<void> {
    await eventually(
      () => this.quickInput.placeholder(),
      (placeholder) => {
        if (!placeholder.includes("Color Theme")) throw new Error("The themes are not offered");
      },
      5000,
    );
  }

  async #isFocused(label: string): Promise<void> {
    await eventually(
      () => this.quickInput.picks(),
      (picks) => {
        if (picks.find(({ focused }) => focused)?.label !== label) throw new Error(`${label} is not offered`);
      },
      5000,
    );
  }

  /** Drags the side bar's edge until it has about this width (px). */
  async resizeSideBar(width: number): Promise<void> {
    const box = await this.sideBar.boundingBox();
    if (!box) throw new Error("The side bar is not shown");
    const y = box.y + box.height / 2;
    // The edge lies between the side bar and the editor.
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Writes out/screenshots/NAME.png, with nothing hovered. */
  async picture(name: string, options: { keepPointer?: boolean } = {}): Promise<string> {
    mkdirSync(this.#pictures, { recursive: true });
    const file = path.join(this.#pictures, `${name}.png`);
    if (!options.keepPointer) await settle(this.page);
    await this.page.screenshot({ path: file, animations: "disabled" });
    return file;
  }

  /** As `picture`, in a window of this size (px) on a finer screen: for a page that people read. */
  async finePicture(name: string, size: { width: number; height: number; scale: number }): Promise<string> {
    const file = path.join(this.#pictures, `${name}.png`);
    mkdirSync(this.#pictures, { recursive: true });
    const session = await this.page.context().newCDPSession(this.page);
    const { data } = await session.send("Page.captureScreenshot", { clip: { x: 0, y: 0, ...size } });
    await session.detach();
    writeFileSync(file, Buffer.from(data, "base64"));
    return file;
  }

  /** What was copied last. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Waits until the page is there, also after a reload. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
  }

  /** Loads the window anew, as after closing and opening it. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }
}
