import assert from "node:assert/strict";
import fc from "fast-check";
import { PagedList } from "../../../src/core/pages.ts";
import { orderBy } from "../../../src/core/paging/order.ts";
import type { PageSource } from "../../../src/core/paging/source.ts";
import { Branch } from "../../../src/explorer/model/branch.ts";
import { ChangingList, type TestRow, testRows } from "../core/changing-list.ts";

const signal = new AbortController().signal;
const size = 5;
/** Of a request that is held: whether its answer is put together before it waits, or when it is let go. */
const sides = ["an answer from before", "an answer from after"] as const;
type Side = (typeof sides)[number];
type Order = "newest first" | "oldest first";

/** A list of this client's own: what it makes and removes is so on the server before the branch hears of it. */
class Held {
  readonly list: ChangingList;
  readonly branch: Branch<TestRow>;
  readonly taken: number[] = [];
  readonly gone: number[] = [];
  side: Side | undefined;
  /** How many requests are answered at once before one is held. */
  passes = 0;
  #letGo: (() => void)[] = [];

  constructor(count: number, order: Order = "newest first") {
    this.list = new ChangingList(testRows(count));
    const query = {
      source: this.#source,
      order: orderBy([order === "newest first" ? "-id" : "id"]),
      filter: undefined,
      size,
    };
    this.branch = new Branch<TestRow>({
      list: () => new PagedList(query),
      order,
      now: () => 1,
      asking: () => 0,
      take: (rows) => this.taken.push(...rows.map(({ id }) => id)),
      changed: (ids) => this.gone.push(...ids),
      failed: (error) => {
        throw error;
      },
    });
  }

  make(id: number): void {
    this.list.rows.push({ id, rank: 0 });
    this.branch.insert({ id, rank: 0 });
  }

  remove(id: number): void {
    this.list.rows = this.list.rows.filter((row) => row.id !== id);
    this.branch.remove(id);
  }

  /** Does something while the next answer is on its way. */
  async during(work: Promise<void>, change: () => void): Promise<void> {
    while (this.#letGo.length === 0) await new Promise((resolve) => setImmediate(resolve));
    change();
    this.side = undefined;
    for (const letGo of this.#letGo.splice(0)) letGo();
    await work;
  }

  get state(): { ids: readonly number[]; total: number; hasMore: boolean } {
    const { ids, total, hasMore } = this.branch;
    return { ids, total, hasMore };
  }

  readonly #source: PageSource<TestRow> = async (request) => {
    this.passes -= 1;
    if (this.side === undefined || this.passes >= 0) return await this.list.source(request);
    const early = this.side === "an answer from before" ? await this.list.source(request) : undefined;
    await new Promise<void>((resolve) => this.#letGo.push(resolve));
    return early ?? (await this.list.source(request));
  };
}

function sorted(rows: readonly TestRow[]): number[] {
  return rows.map(({ id }) => id).sort((a, b) => b - a);
}

for (const side of sides) {
  describe(`${side} what this client changed meanwhile`, () => {
    async function read(held: Held, pages = 1): Promise<void> {
      await held.branch.read(signal);
      for (let page = 1; page < pages; page += 1) await held.branch.more(signal);
      held.side = side;
    }

    it("keeps a new row, once, and one that was removed away, when rows are read again", async () => {
      const held = new Held(3);
      await read(held);
      await held.during(held.branch.refresh(signal), () => {
        held.make(2000);
        held.remove(13);
      });
      assert.deepEqual(held.state, { ids: [2000, 16, 10], total: 3, hasMore: false });
      assert.deepEqual(held.gone, [13]);
    });

    it("is right about the first rows, too", async () => {
      const held = new Held(7);
      held.side = side;
      const [last = 0] = sorted(held.list.rows);
      await held.during(held.branch.read(signal), () => {
        held.make(2000);
        held.remove(last);
      });
      assert.deepEqual(held.state.ids.slice(0, 4), [2000, 25, 22, 19]);
      assert.deepEqual([held.branch.total, held.branch.hasMore], [7, true]);
      assert.ok(held.taken.includes(2000) && !held.taken.includes(last));
    });

    it("is right about rows where none was", async () => {
      const held = new Held(0);
      held.side = side;
      await held.during(held.branch.read(signal), () => {
        held.make(2000);
      });
      assert.deepEqual(held.state, { ids: [2000], total: 1, hasMore: false });
    });

    it("does not bring back what was made and removed", async () => {
      const held = new Held(1);
      held.side = side;
      await held.during(held.branch.read(signal), () => {
        held.make(2000);
        held.remove(2000);
      });
      assert.deepEqual(held.state, { ids: [10], total: 1, hasMore: false });
    });

    it("brings no row that never stood there and went", async () => {
      const held = new Held(12);
      await read(held);
      await held.during(held.branch.more(signal), () => {
        held.list.rows = held.list.rows.filter(({ id }) => id !== 25);
        held.branch.exclude(({ id }) => id === 25);
      });
      assert.ok(!held.taken.includes(25));
      await held.branch.all(signal, () => undefined);
      assert.deepEqual(held.state, { ids: sorted(held.list.rows), total: 11, hasMore: false });
    });

    it("keeps a new row at the end that one more page reaches, once", async () => {
      const held = new Held(7, "oldest first");
      await read(held);
      await held.during(held.branch.more(signal), () => {
        held.make(2000);
      });
      assert.deepEqual(held.state, {
        ids: sorted(held.list.rows).reverse(),
        total: 8,
        hasMore: false,
      });
    });

    it("counts a new row that lies behind once", async () => {
      const held = new Held(17, "oldest first");
      await read(held);
      await held.during(held.branch.more(signal), () => {
        held.make(2000);
      });
      assert.equal(held.branch.total, 18);
      held.side = side;
      await held.during(held.branch.refresh(signal), () => {
        held.make(2001);
      });
      assert.equal(held.branch.total, 19);
    });

    it("counts right what went behind the pages that are read again", async () => {
      const held = new Held(80);
      await read(held, 13);
      held.passes = 9;
      await held.during(held.branch.refresh(signal), () => {
        held.remove(held.branch.ids.at(-1) ?? 0);
        held.remove(held.branch.ids.at(0) ?? 0);
      });
      assert.deepEqual([held.branch.ids.length, held.branch.total], [63, 78]);
      assert.equal(held.gone.length, 2);
    });

    it("leaves what was never read within reach, though others changed the list as well", async () => {
      const held = new Held(57);
      await read(held, 11);
      const ids = sorted(held.list.rows);
      const unseen = ids.slice(55);
      const gone = ids.slice(52, 54);
      held.list.rows = [...held.list.rows, { id: 901, rank: 0 }, { id: 902, rank: 0 }, { id: 903, rank: 0 }];
      held.list.rows = held.list.rows.filter(({ id }) => !gone.includes(id));
      held.passes = 9;
      await held.during(held.branch.refresh(signal), () => {
        held.remove(held.branch.ids.at(-1) ?? 0);
      });
      assert.equal(held.branch.hasMore, true);
      await held.branch.more(signal);
      assert.deepEqual([held.branch.ids.slice(-2), held.branch.hasMore], [unseen, false]);
    });

    it("leaves each row once, in its place, with the right total, whatever is made and removed", async () => {
      const runs = fc.asyncProperty(
        fc.nat(70),
        fc.constantFrom<Order>("newest first", "oldest first"),
        fc.array(fc.tuple(fc.constantFrom("more", "refresh"), fc.array(fc.nat(100), { maxLength: 4 })), {
          maxLength: 5,
        }),
        async (count, order, steps) => {
          const held = new Held(count, order);
          await held.branch.read(signal);
          let next = 1000;
          for (const [step, changes] of steps) {
            const isAsked = step === "refresh" || held.branch.hasMore;
            held.side = isAsked ? side : undefined;
            const work = step === "more" ? held.branch.more(signal) : held.branch.refresh(signal);
            const change = () => {
              for (const one of changes) {
                const at = held.branch.ids[one % 30];
                if (one % 2 === 0) held.make((next += 1));
                else if (at !== undefined) held.remove(at);
              }
            };
            if (isAsked) await held.during(work, change);
            await work;
            const all = order === "newest first" ? sorted(held.list.rows) : sorted(held.list.rows).reverse();
            assert.deepEqual(held.branch.ids, all.slice(0, held.branch.ids.length));
            assert.equal(held.branch.total, all.length);
          }
        },
      );
      await fc.assert(runs, { numRuns: 200 });
    });
  });
}
