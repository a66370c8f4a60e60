import assert from "node:assert/strict";
import { type QuickPickItem, window } from "vscode";
import { type Person, pickPerson } from "../../src/people/index.ts";
import type { Found } from "../../src/people/people.ts";
import { ManualClock, turns } from "../unit/core/manual-clock.ts";
import { standIn } from "./stand-in.ts";

const me = { id: 1, username: "alice" };
const bob = { id: 2, username: "bob" };
const hannah = { id: 3, username: "hannah" };
const anna = { id: 4, username: "anna" };

/** A quick pick in which somebody types, moves and presses Enter; new rows begin at the first, as in VS Code. */
class TypedPick {
  value = "";
  busy = false;
  activeItems: readonly QuickPickItem[] = [];
  #items: readonly QuickPickItem[] = [];
  #typed: (value: string) => void = () => undefined;
  #accepted: () => void = () => undefined;

  get items(): readonly QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly QuickPickItem[]) {
    this.#items = items;
    this.activeItems = items.slice(0, 1);
  }

  get labels(): string[] {
    return this.#items.map(({ label }) => label);
  }

  readonly onDidChangeValue = (listener: (value: string) => void): void => {
    this.#typed = listener;
  };

  readonly onDidAccept = (listener: () => void): void => {
    this.#accepted = listener;
  };

  readonly onDidHide = (): void => undefined;
  readonly show = (): void => undefined;
  readonly dispose = (): void => undefined;

  type(value: string): void {
    this.value = value;
    this.#typed(value);
  }

  move(label: string): void {
    this.activeItems = this.#items.filter((item) => item.label === label);
  }

  enter(): void {
    this.#accepted();
  }
}

describe("Choosing a person", () => {
  let pick: TypedPick;
  let clock: ManualClock;
  /** What was looked for, and how that is answered. */
  let looks: { readonly text: string; readonly answer: (...people: Person[]) => Promise<void> }[];
  let memberAnswer: (isMember: boolean) => void;
  /** Empty as long as nothing is. */
  let chosen: (Person | null | undefined)[];
  let stand: { dispose(): unknown };

  beforeEach(() => {
    pick = new TypedPick();
    clock = new ManualClock();
    looks = [];
    chosen = [];
    stand = standIn(window, "createQuickPick", () => pick);
  });

  afterEach(() => {
    stand.dispose();
  });

  function open(current: Person | null | undefined = null): void {
    const choosing = pickPerson({
      title: "Assign task #1",
      people: {
        search: (text) =>
          new Promise<Found>((resolve) => {
            const answer = async (...people: Person[]) => {
              resolve({ members: people.map((person) => ({ person, role: "worker" })), hasMore: false });
              await turns();
            };
            looks.push({ text, answer });
          }),
        isMember: () =>
          new Promise((resolve) => {
            memberAnswer = resolve;
          }),
      },
      me,
      current,
      clock,
      gone: new AbortController().signal,
      failed: () => undefined,
    });
    void choosing.then((person) => {
      chosen.push(person);
    });
  }

  /** Enter comes right after what is typed. */
  async function typeAndEnter(text: string): Promise<void> {
    pick.type(text);
    pick.enter();
    await turns();
  }

  it("is done at once with me, nobody and a whole user name that is there", async () => {
    for (const [text, row, person] of [
      ["", "alice", me],
      ["", "Nobody", null],
      ["bob", "bob", bob],
    ] as const) {
      chosen = [];
      open(bob);
      if (text !== "") pick.type(text);
      pick.move(row);
      pick.enter();
      await turns();
      assert.deepEqual(chosen, [person]);
    }
  });

  it("waits for the answer where Enter is faster, and takes whose whole user name was typed", async () => {
    open();
    await typeAndEnter("anna");
    assert.deepEqual(chosen, []);
    assert.deepEqual(
      looks.map(({ text }) => text),
      ["", "anna"],
    );
    await looks[1]?.answer(hannah, anna);
    assert.deepEqual(chosen, [anna]);
  });

  for (const [text, ...found] of [["bo", bob], ["anna", hannah], ["al"], ["no"]] as const) {
    it(`takes nobody before they were seen: "${text}"`, async () => {
      open();
      await typeAndEnter(text);
      await looks[1]?.answer(...found);
      assert.deepEqual(chosen, []);
      const [first] = pick.items;
      pick.enter();
      await turns();
      assert.equal(nameOf(chosen), first?.label);
    });
  }

  it("takes nobody for a word that was typed on", async () => {
    open();
    await typeAndEnter("anna");
    pick.type("annab");
    await looks[1]?.answer(anna);
    await clock.pass(250);
    await looks[2]?.answer(anna);
    assert.deepEqual(chosen, []);
  });

  it("stays at the row that was gone to when more rows come", async () => {
    const gone = { id: 9, username: "zoe" };
    open(gone);
    pick.move("Nobody");
    await looks[0]?.answer(me, bob);
    assert.deepEqual(pick.labels, ["alice", "zoe", "Nobody", "bob"]);
    pick.move("bob");
    memberAnswer(false);
    await turns();
    pick.enter();
    await turns();
    assert.deepEqual(chosen, [bob]);
  });

  it("says that nobody was found, and Enter clears what was typed", async () => {
    open();
    pick.type("xyz");
    await clock.pass(250);
    await looks[1]?.answer();
    assert.deepEqual(pick.labels, ["Nobody Found"]);
    pick.enter();
    assert.equal(pick.value, "");
    assert.deepEqual(pick.labels, ["alice", "Nobody"]);
  });
});

function nameOf([only]: readonly (Person | null | undefined)[]): string | undefined {
  return only === null ? "Nobody" : only?.username;
}
