import { l10n, type QuickPick, type QuickPickItem, ThemeIcon, window } from "vscode";
import { type Clock, escapeIcons, explain } from "../ui/index.ts";
import type { Found, People, Person } from "./people.ts";
import { exactRow, type PersonRow, personRows } from "./rows.ts";

/** People are looked for when nothing was typed for so long, in milliseconds. */
const pause = 250;
const nothing: Found = { members: [], hasMore: false };

export interface PickPersonOptions {
  readonly title: string;
  readonly people: Pick<People, "search" | "isMember">;
  readonly me: Person;
  /** Who has it now; `undefined` where several have several. */
  readonly current: Person | null | undefined;
  /** Why nobody else is offered, if that is so. */
  readonly note?: string | undefined;
  readonly clock: Clock;
  /** Ends with what the person is to be chosen for. */
  readonly gone: AbortSignal;
  /** Hears of trouble, which the picker shows itself. */
  readonly failed: (error: unknown) => void;
}

interface Item extends QuickPickItem {
  readonly person?: Person | null;
  readonly run?: () => void;
}

/** Lets somebody be chosen; `null`: nobody, `undefined`: the choice was given up. */
export async function pickPerson(options: PickPersonOptions): Promise<Person | null | undefined> {
  const input = window.createQuickPick<Item>();
  const picker = new PersonPicker(input, options);
  try {
    return await new Promise((resolve) => {
      picker.start(resolve);
    });
  } finally {
    picker.stop();
    input.dispose();
  }
}

class PersonPicker {
  readonly #input: QuickPick<Item>;
  readonly #options: PickPersonOptions;
  #asking = new AbortController();
  #callOff: (() => void) | undefined;
  /** Whether the rows are all that fit what is typed, as far as the server tells. */
  #isAnswered = false;
  /** Enter was pressed before the answer was there. */
  #isHurried = false;
  #rows: readonly PersonRow[] = [];
  /** What was typed when they were made. */
  #shownFor = "";
  #isCurrentMember: boolean | undefined;
  #choose: (person: Person | null | undefined) => void = () => undefined;

  constructor(input: QuickPick<Item>, options: PickPersonOptions) {
    this.#input = input;
    this.#options = options;
  }

  start(choose: (person: Person | null | undefined) => void): void {
    const input = this.#input;
    this.#choose = choose;
    input.title = escapeIcons(this.#options.title);
    input.placeholder = l10n.t("Type to look for a user name");
    input.onDidChangeValue(() => {
      this.#lookSoon();
    });
    input.onDidAccept(() => {
      this.#accept();
    });
    input.onDidHide(this.#leave);
    this.#options.gone.addEventListener("abort", this.#leave, { once: true });
    // Most are given to oneself or to nobody: that needs no answer.
    this.#show(nothing);
    input.show();
    void this.#look();
  }

  stop(): void {
    this.#options.gone.removeEventListener("abort", this.#leave);
    this.#stopLooking();
  }

  readonly #leave = (): void => {
    this.#choose(undefined);
  };

  #accept(): void {
    const { value, activeItems } = this.#input;
    // What fits so far may not be what is meant: others that fit as well have not been seen.
    if (this.#isAnswered || value.trim() === "") this.#take(activeItems[0]);
    else this.#hurry();
  }

  #take(chosen: Item | undefined): void {
    if (chosen?.person !== undefined) this.#choose(chosen.person);
    else if (this.#isAnswered) chosen?.run?.();
  }

  #hurry(): void {
    const exact = exactRow(this.#rows, this.#input.value);
    // A member can be called like the row for nobody.
    if (exact?.person) {
      this.#choose(exact.person);
      return;
    }
    this.#isHurried = true;
    if (this.#callOff) void this.#look();
  }

  #stopLooking(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#asking.abort();
  }

  #lookSoon(): void {
    this.#stopLooking();
    this.#isHurried = false;
    this.#isAnswered = false;
    this.#input.busy = true;
    // Rows that do not belong to what is typed are not to be taken by Enter.
    this.#show(nothing);
    this.#callOff = this.#options.clock.after(pause, () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#stopLooking();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#input.busy = true;
    try {
      const found = await this.#options.people.search(this.#input.value, signal);
      if (signal.aborted) return;
      this.#answer(found);
      await this.#lookAtCurrent(found, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#options.failed(error);
      this.#answer(nothing, this.#trouble(error));
    } finally {
      if (!signal.aborted) this.#input.busy = false;
    }
  }

  /** Who has it may be far down the list, or no longer on it. */
  async #lookAtCurrent(found: Found, signal: AbortSignal): Promise<void> {
    const { people, current } = this.#options;
    if (!current || isAmong(current, found) || this.#isCurrentMember !== undefined) return;
    this.#isCurrentMember = await people.isMember(current, signal);
    if (!signal.aborted) this.#show(found);
  }

  #answer(found: Found, trouble?: Item): void {
    this.#isAnswered = true;
    this.#show(found, trouble);
    const exact = this.#isHurried ? exactRow(this.#rows, this.#input.value) : undefined;
    this.#isHurried = false;
    if (exact) this.#choose(exact.person);
  }

  #show(found: Found, trouble?: Item): void {
    const { me, current, note } = this.#options;
    const isCurrentMember = current && isAmong(current, found) ? true : this.#isCurrentMember;
    const rows = personRows({ me, current, isCurrentMember }, found, this.#input.value);
    this.#rows = rows;
    const items = rows.map(itemOf);
    if (trouble) items.push(trouble);
    else if (found.hasMore)
      items.push(words("ellipsis", l10n.t("More Match"), l10n.t("type more to narrow it down")));
    else if (note !== undefined) items.push(words("info", l10n.t("Nobody Else"), note));
    else if (items.length === 0 && this.#isAnswered) items.push(this.#nobodyFound());
    const [active] = this.#input.activeItems;
    this.#input.items = items;
    // VS Code goes back to the first row, which is not the one that Enter was to take.
    const still = items.find((item) => isSamePerson(item, active));
    if (still && this.#shownFor === this.#input.value) this.#input.activeItems = [still];
    this.#shownFor = this.#input.value;
  }

  #nobodyFound(): Item {
    return words("search-stop", l10n.t("Nobody Found"), l10n.t("Enter clears what is typed"), () => {
      this.#input.value = "";
      this.#lookSoon();
    });
  }

  #trouble(error: unknown): Item {
    const { what, short, why } = explain(error, l10n.t("Could not look for others"));
    const item = words("warning", what, short, () => void this.#look());
    return { ...item, detail: escapeIcons(l10n.t("{0} Enter tries again.", why)) };
  }
}

function isAmong({ id }: Person, { members }: Found): boolean {
  return members.some(({ person }) => person.id === id);
}

function isSamePerson(one: Item, other: Item | undefined): boolean {
  return one.person !== undefined && other?.person !== undefined && one.person?.id === other.person?.id;
}

function itemOf({ person, label, description }: PersonRow): Item {
  return {
    person,
    label: escapeIcons(label),
    description: escapeIcons(description),
    iconPath: new ThemeIcon(person ? "account" : "circle-slash"),
    // Whom it fits is decided already.
    alwaysShow: true,
  };
}

function words(icon: string, label: string, description: string, run?: () => void): Item {
  return {
    label,
    description: escapeIcons(description),
    iconPath: new ThemeIcon(icon),
    alwaysShow: true,
    ...(run && { run }),
  };
}
