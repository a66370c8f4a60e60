import { commands, Disposable, l10n } from "vscode";
import type { Logger } from "../core/index.ts";
import { type CommandId, commandIds, type ContextValues } from "./manifest.ts";
import type { Notifications } from "./notifications.ts";
import { isCancelled } from "./waiting.ts";
import { explain } from "./words.ts";

/** What a command does. Rows hand over the row and the selection, the palette and keys hand over nothing. */
export type Handler = (...args: readonly unknown[]) => unknown;

type Handlers = Partial<Record<CommandId, Handler>>;

/** The only place that registers commands: each one is logged, its errors are put in words, cancelling is silent. */
export class Commands {
  readonly #logger: Logger;
  readonly #notifications: Notifications;

  constructor(logger: Logger, notifications: Notifications) {
    this.#logger = logger;
    this.#notifications = notifications;
  }

  register(handlers: Handlers): Disposable {
    return this.#register(handlers, (handler) => handler);
  }

  /** Registers what makes sense only at times; called at others, a command does `otherwise`, which says why. */
  onlyWhile(isPossible: () => boolean, otherwise: () => unknown): Pick<Commands, "register"> {
    const guard =
      (handler: Handler): Handler =>
      (...args) =>
        isPossible() ? handler(...args) : otherwise();
    return { register: (handlers) => this.#register(handlers, guard) };
  }

  #register(handlers: Handlers, wrap: (handler: Handler) => Handler): Disposable {
    const registered: Disposable[] = [];
    for (const id of commandIds) {
      const handler = handlers[id];
      if (!handler) continue;
      const run = wrap(handler);
      registered.push(commands.registerCommand(id, (...args: unknown[]) => this.#run(id, run, args)));
    }
    return Disposable.from(...registered);
  }

  async #run(id: CommandId, handler: Handler, args: readonly unknown[]): Promise<unknown> {
    this.#logger.debug(`${id}: begins`);
    try {
      const result = await handler(...args);
      this.#logger.debug(`${id}: done`);
      return result;
    } catch (error) {
      if (isCancelled(error)) {
        this.#logger.debug(`${id}: cancelled`);
        return undefined;
      }
      this.#logger.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : "failed"}`);
      const words = explain(error, whatFailed(id));
      // Not awaited: a command is over when it failed, not when somebody closes a notification.
      void this.#notifications.error(words, { retry: () => this.#run(id, handler, args) });
      return undefined;
    }
  }
}

/** The only place that sets context keys. */
export class ContextKeys {
  set<K extends keyof ContextValues>(key: K, value: ContextValues[K]): void {
    void commands.executeCommand("setContext", key, value);
  }
}

type FormCommand = (typeof formCommands)[number];

const formCommands = [
  "cvat.edit",
  "cvat.editOrganization",
  "cvat.reopenDraft",
  "cvat.saveForm",
  "cvat.discardDraft",
] as const satisfies readonly CommandId[];

function isOfForms(id: CommandId): id is FormCommand {
  return formCommands.some((command) => command === id);
}

function whatFailedOfForms(id: FormCommand): string {
  switch (id) {
    case "cvat.edit":
    case "cvat.editOrganization":
    case "cvat.reopenDraft":
      return l10n.t("Could not open the form");
    case "cvat.saveForm":
      return l10n.t("Could not save");
    case "cvat.discardDraft":
      return l10n.t("Could not discard what was typed");
  }
}

function whatFailed(id: CommandId): string {
  if (isOfForms(id)) return whatFailedOfForms(id);
  switch (id) {
    case "cvat.signIn":
      return l10n.t("Could not sign in");
    case "cvat.signOut":
      return l10n.t("Could not sign out");
    case "cvat.switchOrganization":
      return l10n.t("Could not switch the organization");
    case "cvat.goTo":
      return l10n.t("Could not go there");
    case "cvat.getAccessToken":
    case "cvat.openInBrowser":
      return l10n.t("Could not open the browser");
    case "cvat.copyLink":
    case "cvat.copyId":
      return l10n.t("Could not copy");
    case "cvat.filter":
    case "cvat.projects.filter":
    case "cvat.tasks.filter":
    case "cvat.jobs.filter":
      return l10n.t("Could not filter");
    case "cvat.loadMore":
    case "cvat.loadAll":
      return l10n.t("Could not load more");
    case "cvat.rename":
      return l10n.t("Could not rename");
    case "cvat.assign":
    case "cvat.assignToMe":
      return l10n.t("Could not assign");
    case "cvat.setState":
      return l10n.t("Could not set the state");
    case "cvat.setStage":
      return l10n.t("Could not set the stage");
    case "cvat.undo":
      return l10n.t("Could not take the change back");
    case "cvat.newProject":
    case "cvat.createFromLabels":
    case "cvat.discardNewProject":
      return l10n.t("Could not create the project");
    case "cvat.remove":
      return l10n.t("Could not remove");
    case "cvat.showLog":
      return l10n.t("Could not show the log");
    case "cvat.clearFilter":
    case "cvat.projects.clearFilter":
    case "cvat.tasks.clearFilter":
    case "cvat.jobs.clearFilter":
      return l10n.t("Could not clear the filter");
    case "cvat.dismissRow":
      return l10n.t("Could not hide the row");
    case "cvat.refreshAll":
    case "cvat.refreshRow":
    case "cvat.retry":
    case "cvat.projects.refresh":
    case "cvat.tasks.refresh":
    case "cvat.jobs.refresh":
      return l10n.t("Could not refresh");
  }
}
