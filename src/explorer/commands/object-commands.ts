import { env, l10n, Uri, window } from "vscode";
import { NotFoundError } from "../../core/index.ts";
import { type CvatObject, keyOf, numberOf } from "../../objects/index.ts";
import {
  formatCount,
  type Handler,
  type Notifications,
  sayInPassing,
  sentenceStart,
} from "../../ui/index.ts";
import type { Explorer } from "../explorer.ts";
import { isObjectNode } from "../model/nodes.ts";
import type { Targets } from "./targets.ts";

/** More pages than this at once are opened only on purpose. */
const manyPages = 5;

/** What can be done with projects, tasks and jobs: by right-click, key and palette, with one or with several. */
export class ObjectCommands {
  readonly #explorer: Explorer;
  readonly #targets: Targets;
  readonly #notifications: Notifications;

  constructor(explorer: Explorer, targets: Targets, notifications: Notifications) {
    this.#explorer = explorer;
    this.#targets = targets;
    this.#notifications = notifications;
  }

  get handlers(): Record<
    "cvat.openInBrowser" | "cvat.copyLink" | "cvat.copyId" | "cvat.refreshRow",
    Handler
  > {
    return {
      "cvat.openInBrowser": async (...args) => {
        const objects = await this.#targets.objects(args, l10n.t("Open in Browser"));
        if (objects) await openInBrowser(objects);
      },
      "cvat.copyLink": async (...args) => {
        const objects = await this.#targets.objects(args, l10n.t("Copy Link"));
        if (objects) await copyLinks(objects);
      },
      "cvat.copyId": async (...args) => {
        const objects = await this.#targets.objects(args, l10n.t("Copy ID"));
        if (objects) await copyIds(objects);
      },
      "cvat.refreshRow": (...args) => this.#refreshRows(args),
    };
  }

  async #refreshRows(args: readonly unknown[]): Promise<void> {
    const rows = this.#targets.rows(args);
    const view = this.#targets.view(args);
    if (rows.length === 0) {
      await (view ? view.refresh() : this.#explorer.refresh());
      return;
    }
    const readings = rows.map(async (row) => {
      const owner = this.#explorer.view(row.view);
      if (!isObjectNode(row)) {
        await (row.kind === "error" ? owner.retry(row.parent) : owner.refresh(row.parent));
      } else if (await this.#refreshObject(row.shown.object)) {
        await owner.refresh(row);
      }
    });
    const results = await Promise.allSettled(readings);
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }

  /** Whether the object is still there. */
  async #refreshObject(object: CvatObject): Promise<boolean> {
    const { scope, signal } = this.#explorer;
    if (!scope) return false;
    try {
      await object.entity.fetch({ signal });
      this.#explorer.changed(object);
      return true;
    } catch (error) {
      if (this.#explorer.tell(error, scope, false)) return false;
      if (!(error instanceof NotFoundError)) throw error;
      this.#explorer.removed(keyOf(object));
      const { host } = scope.connection;
      void this.#notifications.inform(
        l10n.t("{0} is no longer on {1}.", sentenceStart(numberOf(object)), host),
      );
      return false;
    }
  }
}

export async function openInBrowser(objects: readonly CvatObject[]): Promise<void> {
  if (objects.length > manyPages) {
    const open = l10n.t("Open");
    const question = l10n.t("Open {0} pages in the browser?", formatCount(objects.length));
    const answer = await window.showWarningMessage(question, { modal: true }, open);
    if (answer !== open) return;
  }
  for (const { entity } of objects) {
    // Escape in VS Code's own question ends it.
    if (!(await env.openExternal(Uri.parse(entity.webUrl, true)))) return;
  }
}

export async function copyLinks(objects: readonly CvatObject[]): Promise<void> {
  await env.clipboard.writeText(objects.map(({ entity }) => entity.webUrl).join("\n"));
  const [first] = objects;
  if (!first) return;
  sayInPassing(
    objects.length === 1
      ? l10n.t("Copied the link of {0}", numberOf(first))
      : l10n.t("Copied {0} links", formatCount(objects.length)),
  );
}

export async function copyIds(objects: readonly CvatObject[]): Promise<void> {
  await env.clipboard.writeText(objects.map(({ entity }) => String(entity.id)).join("\n"));
  const [first] = objects;
  if (!first) return;
  sayInPassing(
    objects.length === 1
      ? l10n.t("Copied the ID of {0}", numberOf(first))
      : l10n.t("Copied {0} IDs", formatCount(objects.length)),
  );
}
