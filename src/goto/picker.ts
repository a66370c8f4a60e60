import { env, l10n, type QuickPick, QuickInputButtons, QuickPickItemKind, Uri, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import { UnauthorizedError } from "../core/index.ts";
import type { ObjectPicker, SelectedObjects, StepCount } from "../explorer/index.ts";
import type { CvatObject, Kind } from "../objects/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { type Clock, explain, plainText } from "../ui/index.ts";
import { find, type Found } from "./find.ts";
import { type Item, notThere, objectItem, selectedItem, troubleItem, wordsItem } from "./items.ts";
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

  async pick(
    title: string,
    kinds?: readonly Kind[],
    selected?: readonly SelectedObjects[],
    count?: StepCount,
  ): Promise<readonly CvatObject[] | undefined> {
    return (await this.#open(title, "", { kinds, selected, count }))?.objects;
  }

  /** @param value what stands in the input at first, as it was typed before */
  async pickOne(title: string, value: string): Promise<{ object: CvatObject; typed: string } | undefined> {
    const picked = await this.#open(title, value, {});
    const object = picked?.objects[0];
    return object && { object, typed: picked.typed };
  }

  async #open(
    title: string,
    value: string,
    offer: Offer,
  ): Promise<{ objects: readonly CvatObject[]; typed: string } | undefined> {
    const { scopes } = this.#needs;
    const scope = scopes.current;
    if (!scope) return undefined;
    const input = window.createQuickPick<Item>();
    const finder = new Finder(input, { ...offer, scope }, scopes.signal, this.#needs);
    try {
      return await new Promise((resolve) => {
        input.title = title;
        input.value = value;
        if (offer.count) {
          Object.assign(input, offer.count);
          input.buttons = [QuickInputButtons.Back];
        }
        finder.start((objects) => {
          resolve(objects && { objects, typed: input.value });
        });
      });
    } finally {
      finder.stop();
      input.dispose();
    }
  }
}

/** What is offered before anything is typed. */
interface Offer {
  /** All, if not given. */
  readonly kinds?: readonly Kind[] | undefined;
  readonly selected?: readonly SelectedObjects[] | undefined;
  readonly count?: StepCount | undefined;
}

/** One opening of the picker. */
class Finder {
  readonly #input: QuickPick<Item>;
  readonly #scope: Scope;
  readonly #kinds: readonly Kind[] | undefined;
  readonly #selected: readonly Item[];
  readonly #gone: AbortSignal;
  readonly #needs: PickerNeeds;
  #asking = new AbortController();
  /** What was looked for last, or is going to be. */
  #wanted = "";
  /** Enter was pressed before the answer was there. */
  #isHurried = false;
  #callOff: (() => void) | undefined;
  #choose: (objects: readonly CvatObject[] | undefined) => void = () => undefined;

  constructor(
    input: QuickPick<Item>,
    { scope, kinds, selected = [] }: Offer & { readonly scope: Scope },
    gone: AbortSignal,
    needs: PickerNeeds,
  ) {
    this.#input = input;
    this.#scope = scope;
    this.#kinds = kinds;
    this.#selected = selected.map((one) => selectedItem(one, scope));
    this.#gone = gone;
    this.#needs = needs;
  }

  /** @param choose is given what the person chose, or nothing when they went */
  start(choose: (objects: readonly CvatObject[] | undefined) => void): void {
    const input = this.#input;
    this.#choose = choose;
    input.placeholder = placeholderFor(this.#kinds);
    input.matchOnDescription = true;
    input.onDidChangeValue((value) => {
      // It is told as well of what was there from the start.
      if (value !== this.#wanted) this.#lookSoon();
    });
    input.onDidAccept(() => {
      this.#accept();
    });
    // The only button is the way back.
    input.onDidTriggerButton(this.#leave);
    input.onDidHide(this.#leave);
    this.#gone.addEventListener("abort", this.#leave, { once: true });
    // What needs no answer can be taken at once.
    input.items = this.#selected;
    input.show();
    void this.#look();
  }

  stop(): void {
    this.#gone.removeEventListener("abort", this.#leave);
    this.#stopLooking();
  }

  readonly #leave = (): void => {
    this.#choose(undefined);
  };

  /** Rows that do not belong to what was typed are not taken: the answer is waited for. */
  #accept(): void {
    const [chosen] = this.#input.activeItems;
    if (chosen?.selected && this.#input.value.trim() === "") {
      this.#choose(chosen.selected);
      return;
    }
    if (this.#input.busy) {
      this.#isHurried = true;
      if (this.#callOff) void this.#look();
      return;
    }
    if (chosen?.object) this.#choose([chosen.object]);
    else chosen?.action?.();
  }

  #stopLooking(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#asking.abort();
  }

  #lookSoon(): void {
    this.#stopLooking();
    this.#isHurried = false;
    this.#wanted = this.#input.value;
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
    this.#stopLooking();
    this.#wanted = this.#input.value;
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const { connection, client, organization } = this.#scope;
    const query = this.#query();
    this.#input.busy = true;
    try {
      const everywhere = organization.kind === "all" ? undefined : connection.client;
      const found = await find(
        query,
        { client, everywhere, kinds: this.#kinds },
        AbortSignal.any([signal, this.#gone]),
      );
      if (signal.aborted) return;
      this.#input.items = this.#rows(query, found);
      const [only, another] = found.objects;
      if (this.#isHurried && only && !another) this.#choose([only]);
      this.#isHurried = false;
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
    if (query.kind === "text" && query.text === "" && this.#selected.length > 0) {
      rows.unshift(...this.#selected, { label: l10n.t("newest first"), kind: QuickPickItemKind.Separator });
    }
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
        return notThere([query.of], query.id, { host, kinds: this.#kinds, clear: again });
      case "number":
        return notThere(query.of, query.id, { host, kinds: this.#kinds, clear: again });
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

function placeholderFor(kinds: readonly Kind[] | undefined): string {
  if (kinds?.length === 1 && kinds[0] === "job")
    return l10n.t("Number, or a link to a job, or its task's name");
  if (kinds && !kinds.includes("job")) return l10n.t("Name, number, or a link to a project or task");
  return l10n.t("Name, number, or a link to a project, task or job");
}
