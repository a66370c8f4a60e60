import { env, l10n, type QuickPick, Uri, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import { UnauthorizedError } from "../core/index.ts";
import type { CvatObject, ObjectPicker } from "../explorer/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { type Clock, explain, plainText } from "../ui/index.ts";
import { find, type Found } from "./find.ts";
import { type Item, objectItem, troubleItem, wordsItem } from "./items.ts";
import { parseQuery, type Query } from "./query.ts";

/** Names are looked for when nothing was typed for so long, in milliseconds. */
const pause = 250;

export interface PickerNeeds {
  readonly session: Session;
  readonly scopes: Scopes;
  readonly clock: Clock;
}

/** The one picker of projects, tasks and jobs. */
export class GoToPicker implements ObjectPicker {
  readonly #needs: PickerNeeds;

  constructor(needs: PickerNeeds) {
    this.#needs = needs;
  }

  async pick(title: string): Promise<readonly CvatObject[] | undefined> {
    const picked = await this.pickOne(title, "");
    return picked && [picked.object];
  }

  /** @param value what stands in the input at first, as it was typed before */
  async pickOne(
    title: string,
    value: string,
  ): Promise<{ readonly object: CvatObject; readonly typed: string } | undefined> {
    const { scopes } = this.#needs;
    const scope = scopes.current;
    if (!scope) return undefined;
    const input = window.createQuickPick<Item>();
    try {
      return await new Promise((resolve) => {
        input.title = title;
        input.value = value;
        const finder = new Finder(input, scope, scopes.signal, this.#needs);
        input.onDidAccept(() => {
          const object = finder.accept();
          if (object) resolve({ object, typed: input.value });
        });
        input.onDidHide(() => {
          finder.stop();
          resolve(undefined);
        });
        finder.start();
      });
    } finally {
      input.dispose();
    }
  }
}

/** One opening of the picker. */
class Finder {
  readonly #input: QuickPick<Item>;
  readonly #scope: Scope;
  readonly #gone: AbortSignal;
  readonly #needs: PickerNeeds;
  #asking = new AbortController();
  #callOff: (() => void) | undefined;

  constructor(input: QuickPick<Item>, scope: Scope, gone: AbortSignal, needs: PickerNeeds) {
    this.#input = input;
    this.#scope = scope;
    this.#gone = gone;
    this.#needs = needs;
  }

  start(): void {
    const input = this.#input;
    input.placeholder = l10n.t("Name, number, or a link to a project, task or job");
    input.matchOnDescription = true;
    input.onDidChangeValue(() => {
      this.#lookSoon();
    });
    const hide = (): void => {
      input.hide();
    };
    this.#gone.addEventListener("abort", hide, { once: true });
    input.onDidHide(() => {
      this.#gone.removeEventListener("abort", hide);
    });
    input.show();
    void this.#look();
  }

  /** The chosen object; another row does what it says. */
  accept(): CvatObject | undefined {
    const [chosen] = this.#input.activeItems;
    if (!chosen?.object) chosen?.action?.();
    return chosen?.object;
  }

  stop(): void {
    this.#callOff?.();
    this.#asking.abort();
  }

  #lookSoon(): void {
    this.stop();
    const query = this.#query();
    this.#input.busy = true;
    if (query.kind === "text" || query.kind === "number") {
      this.#callOff = this.#needs.clock.after(pause, () => void this.#look());
    } else {
      void this.#look();
    }
  }

  #query(): Query {
    return parseQuery(this.#input.value, this.#scope.connection.origin);
  }

  async #look(): Promise<void> {
    this.stop();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const { connection, client, organization } = this.#scope;
    const query = this.#query();
    this.#input.busy = true;
    try {
      const everywhere = organization.kind === "all" ? undefined : connection.client;
      const found = await find(query, { client, everywhere }, AbortSignal.any([signal, this.#gone]));
      if (!signal.aborted) this.#input.items = this.#rows(query, found);
    } catch (error) {
      if (signal.aborted || this.#gone.aborted) return;
      if (error instanceof UnauthorizedError) this.#needs.session.refused(connection);
      const words = explain(error, l10n.t("Could not search"));
      this.#input.items = [troubleItem(words, () => void this.#look())];
    } finally {
      if (!signal.aborted) this.#input.busy = false;
    }
  }

  #rows(query: Query, { objects, hasMore }: Found): readonly Item[] {
    if (objects.length === 0) return [this.#nothingFound(query)];
    const rows = objects.map((object) => objectItem(object, this.#scope));
    if (hasMore && query.kind !== "link") {
      rows.push(wordsItem("ellipsis", l10n.t("More Match"), l10n.t("type more to narrow it down"), ""));
    }
    return rows;
  }

  /** Says why, and what to do: Enter does it. */
  #nothingFound(query: Query): Item {
    const nothing = l10n.t("Nothing Found");
    const again = (): void => {
      this.#input.value = "";
      this.#lookSoon();
    };
    const { host } = this.#scope.connection;
    switch (query.kind) {
      case "other-server":
        return wordsItem(
          "link-external",
          l10n.t("A Link to Another Server"),
          plainText(query.host, 100),
          l10n.t("You are signed in to {0}. Enter opens the link in the browser.", host),
          () => env.openExternal(Uri.parse(query.link, true)),
        );
      case "other-page":
        return wordsItem(
          "search-stop",
          nothing,
          l10n.t("the link leads to no project, task or job"),
          l10n.t("Enter clears it."),
          again,
        );
      case "link":
      case "number":
        return wordsItem(
          "search-stop",
          nothing,
          `#${query.id}`,
          l10n.t("It is not on {0}, or hidden from you. Enter clears it.", host),
          again,
        );
      case "text":
        return query.text === ""
          ? wordsItem("search-stop", nothing, this.#scope.label, l10n.t("Type a number, or paste a link."))
          : wordsItem(
              "search-stop",
              nothing,
              l10n.t("“{0}”", plainText(query.text, 60)),
              l10n.t("A number or a link finds more than a name. Enter clears it."),
              again,
            );
    }
  }
}
