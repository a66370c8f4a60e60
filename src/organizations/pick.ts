import { l10n, type QuickPick, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import { escapeIcons, explain, formatCount, isCancelled, plainText } from "../ui/index.ts";
import { type ChoiceRow, choiceRows, type Known, nothingMatches, type OrganizationChoice } from "./choice.ts";

interface Item extends QuickPickItem {
  /** A row without a choice does something to the picker instead. */
  readonly choice?: OrganizationChoice;
  readonly action?: () => void;
}

export interface PickNeeds {
  readonly title: string;
  readonly current: OrganizationChoice;
  readonly load: (signal: AbortSignal) => Promise<Known>;
  /** What can be chosen; all of it, if it is not said. */
  readonly offers?: (choice: OrganizationChoice) => boolean;
  /** Ends it. */
  readonly gone: AbortSignal;
}

/** Lets the person choose an organization; `undefined` if none was chosen. */
export async function pickOrganization(needs: PickNeeds): Promise<OrganizationChoice | undefined> {
  const pick = window.createQuickPick<Item>();
  const closing = new AbortController();
  const { gone } = needs;
  if (gone.aborted) return undefined;
  const end = () => {
    pick.hide();
  };
  gone.addEventListener("abort", end);
  try {
    return await new Promise((resolve) => {
      new OrganizationPick(pick, needs, closing.signal, resolve).show();
    });
  } finally {
    gone.removeEventListener("abort", end);
    closing.abort();
    pick.dispose();
  }
}

class OrganizationPick {
  readonly #pick: QuickPick<Item>;
  readonly #needs: PickNeeds;
  readonly #signal: AbortSignal;
  readonly #end: (choice: OrganizationChoice | undefined) => void;
  #known: Known | undefined;
  #trouble: unknown;

  constructor(
    pick: QuickPick<Item>,
    needs: PickNeeds,
    signal: AbortSignal,
    end: (choice: OrganizationChoice | undefined) => void,
  ) {
    this.#pick = pick;
    this.#needs = needs;
    this.#signal = signal;
    this.#end = end;
  }

  show(): void {
    const pick = this.#pick;
    pick.title = this.#needs.title;
    pick.placeholder = l10n.t("Type to filter by name, role or owner");
    pick.matchOnDescription = true;
    pick.onDidChangeValue(() => {
      this.#draw();
    });
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.choice === undefined) chosen?.action?.();
      else this.#end(chosen.choice);
    });
    pick.onDidHide(() => {
      this.#end(undefined);
    });
    void this.#load();
    pick.show();
  }

  async #load(): Promise<void> {
    this.#pick.busy = true;
    this.#trouble = undefined;
    this.#draw();
    try {
      this.#known = await this.#needs.load(this.#signal);
    } catch (error) {
      if (isCancelled(error) || this.#signal.aborted) return;
      this.#trouble = error;
    }
    this.#pick.busy = false;
    this.#draw();
  }

  #draw(): void {
    const { current, offers = () => true } = this.#needs;
    const all = choiceRows(current, this.#known).filter(({ choice }) => offers(choice));
    // What will move when the answer comes could not be clicked with certainty: only what is typed for stands there.
    const isMoving = this.#pick.busy && this.#pick.value === "";
    const rows = isMoving ? all.filter(({ current }) => current) : all;
    const before = this.#pick.activeItems[0];
    const items = [...itemsOf(rows), ...this.#extraItems(rows)];
    this.#pick.items = items;
    // The row that somebody went to stays under their finger when the answer comes.
    const same = before && items.find((item) => item.label === before.label);
    if (same !== undefined) this.#pick.activeItems = [same];
  }

  #extraItems(rows: readonly ChoiceRow[]): Item[] {
    const typed = this.#pick.value;
    if (this.#trouble !== undefined) {
      const words = explain(this.#trouble, l10n.t("Could not load organizations"));
      return [
        {
          label: words.what,
          description: words.short,
          detail: escapeIcons(l10n.t("{0} Enter tries again.", words.why)),
          iconPath: new ThemeIcon("warning"),
          alwaysShow: true,
          action: () => void this.#load(),
        },
      ];
    }
    if (this.#known === undefined) return [];
    if (typed !== "" && nothingMatches(typed, rows)) {
      return [
        {
          label: l10n.t("Nothing Matches"),
          description: escapeIcons(l10n.t("“{0}”; Enter clears it", plainText(typed, 40))),
          iconPath: new ThemeIcon("filter"),
          alwaysShow: true,
          action: () => {
            this.#pick.value = "";
            this.#draw();
          },
        },
      ];
    }
    if (this.#known.isCut === true) {
      return [
        {
          label: l10n.t("Not All Are Shown"),
          description: l10n.t("these are the first {0}", formatCount(this.#known.organizations.length)),
          iconPath: new ThemeIcon("ellipsis"),
          alwaysShow: true,
        },
      ];
    }
    return [];
  }
}

const icons = { organization: "organization", personal: "account", all: "globe" } as const;

/** Lines stand between the current one, the organizations, and what is none. */
function itemsOf(rows: readonly ChoiceRow[]): Item[] {
  const items: Item[] = [];
  let group: string | undefined;
  for (const { choice, label, description, current } of rows) {
    const own = choice.kind === "organization" ? "organization" : current ? "current" : "other";
    if (group !== undefined && own !== group) items.push({ label: "", kind: QuickPickItemKind.Separator });
    group = own;
    items.push({
      label: escapeIcons(label),
      description: escapeIcons(description),
      iconPath: new ThemeIcon(icons[choice.kind]),
      choice,
    });
  }
  return items;
}
