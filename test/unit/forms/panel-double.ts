import { EventEmitter } from "vscode";
import type { PagePanel } from "../../../src/ui/index.ts";

/** A panel without a page: a test says what the page would say. */
export class PanelDouble implements PagePanel {
  title = "";
  isVisible = true;
  isActive = true;
  column: number | undefined = 1;
  revealed = 0;
  isClosed = false;
  readonly posted: unknown[] = [];
  readonly #said = new EventEmitter<unknown>();
  readonly #shown = new EventEmitter<void>();
  readonly #closed = new EventEmitter<void>();
  readonly onMessage = this.#said.event;
  readonly onDidShow = this.#shown.event;
  readonly onDidClose = this.#closed.event;

  post(message: unknown): void {
    // It is copied on its way to the page.
    this.posted.push(structuredClone(message));
  }

  reveal(): void {
    this.revealed += 1;
  }

  /** Also what the cross on the tab does. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#closed.fire();
  }

  say(message: unknown): void {
    this.#said.fire(message);
  }
}
