import { commands, l10n, window } from "vscode";
import type { Clock } from "../core/index.ts";
import { escapeNotification, plainText } from "./text.ts";
import { isCancelled } from "./waiting.ts";
import { explain, sentence, type Words } from "./words.ts";

/** A button of a notification: its title and what it does. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

export interface ErrorOptions {
  readonly retry?: () => unknown;
  readonly actions?: readonly Action[];
  /**
   * Work in the background failed: of what fails there at about the same time from one cause only the first is told. What
   * a person asked for, a second time as well, is always answered.
   */
  readonly unasked?: boolean;
}

/** What fits into a line of a notification, in characters. */
const line = 60;
/** How long, in milliseconds, further failures in the background from one cause count as the same event. */
const sameEvent = 2000;

/** Says things beside the place where they happened. All texts are plain: they are escaped here. */
export class Notifications {
  readonly #clock: Clock;
  readonly #told = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Tells what failed, with what can be done: Retry where `retry` is given and helps, Sign In, Open Log. Resolves when
   * the person has answered, or at once if nobody asked for it and its cause has just been told.
   */
  async error(words: Words, options: ErrorOptions = {}): Promise<void> {
    const now = this.#clock.now();
    const before = this.#told.get(words.cause);
    this.#told.set(words.cause, now);
    if (options.unasked === true && before !== undefined && now - before < sameEvent) return;
    const actions = [...(options.actions ?? []), ...fittingActions(words, options.retry)];
    await this.#show(window.showErrorMessage, sentence(words), actions);
  }

  /** Without an action the log is offered: VS Code cuts what has no button after one line. */
  async warn(text: string, ...actions: readonly Action[]): Promise<void> {
    await this.#show(window.showWarningMessage, text, actions.length > 0 ? actions : [openLog()]);
  }

  /** What is longer than a line gets a button, if it has none: VS Code cuts it else, and the reason stands at the end. */
  async inform(text: string, ...actions: readonly Action[]): Promise<void> {
    const isCut = actions.length === 0 && text.length > line;
    const seen: Action = { title: l10n.t("OK"), run: () => undefined };
    await this.#show(window.showInformationMessage, text, isCut ? [seen] : actions);
  }

  async #show(
    how: (message: string, ...items: string[]) => Thenable<string | undefined>,
    text: string,
    actions: readonly Action[],
  ): Promise<void> {
    const titles = actions.map((action) => action.title);
    const chosen = await how(escapeNotification(plainText(text, 1000)), ...titles);
    const action = actions.find(({ title }) => title === chosen);
    try {
      await action?.run();
    } catch (error) {
      // A button belongs to no command that would say so.
      if (action && !isCancelled(error))
        await this.error(explain(error, l10n.t("“{0}” failed", action.title)));
    }
  }
}

function openLog(): Action {
  return { title: l10n.t("Open Log"), run: () => commands.executeCommand("cvat.showLog") };
}

function fittingActions(words: Words, retry: (() => unknown) | undefined): Action[] {
  if (words.next === "signIn") {
    return [{ title: l10n.t("Sign In"), run: () => commands.executeCommand("cvat.signIn") }];
  }
  if (words.next === "retry" && retry !== undefined)
    return [{ title: l10n.t("Retry"), run: retry }, openLog()];
  return words.next === undefined ? [] : [openLog()];
}
