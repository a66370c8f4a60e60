import assert from "node:assert/strict";
import fc from "fast-check";
import { PagedList } from "../../../src/core/pages.ts";
import type { List } from "../../../src/core/pages.ts";
import { orderBy } from "../../../src/core/paging/order.ts";
import { ChangingList, testRows } from "./changing-list.ts";
import type { Change, TestRow } from "./changing-list.ts";

type Reading = (list: List<TestRow>) => Promise<TestRow[]>;

const readings: Readonly<Record<string, Reading>> = {
  "a pager": async (list) => {
    const rows: TestRow[] = [];
    const pager = list.pager();
    while (!pager.done) {
      const page = await pager.next();
      rows.push(...page.items);
      assert.equal(page.loaded, rows.length);
      assert.ok(page.total >= page.loaded);
      assert.equal(page.done, page.total === page.loaded);
    }
    return rows;
  },
  iteration: async (list) => {
    const rows: TestRow[] = [];
    for await (const row of list) rows.push(row);
    return rows;
  },
  "all()": async (list) => await list.all(),
};

const add = fc.record({ kind: fc.constant("add" as const), rank: fc.nat(60) });
const remove = fc.record({ kind: fc.constant("remove" as const), at: fc.nat(60) });
const show = fc.record({ kind: fc.constant("show" as const), id: fc.integer({ min: 1, max: 200 }) });

function situations(change: fc.Arbitrary<Change>) {
  return fc.record({
    count: fc.nat(60),
    size: fc.integer({ min: 1, max: 9 }),
    changes: fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 60 }),
    delays: fc.array(fc.nat(12), { minLength: 1, maxLength: 9 }),
  });
}

function checkHolds(
  reading: Reading,
  change: fc.Arbitrary<Change>,
  sort: string,
  missesNone = true,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(situations(change), async ({ count, size, changes, delays }) => {
      const server = new ChangingList(testRows(count), changes, delays);
      const list = new PagedList({ source: server.source, order: orderBy([sort]), filter: undefined, size });
      const rows = await reading(list);
      const ids = rows.map((row) => row.id);
      const found = new Set(ids);
      assert.equal(found.size, ids.length, "a row came twice");
      if (missesNone)
        assert.deepEqual(
          server.always.filter((id) => !found.has(id)),
          [],
          "rows are missing",
        );
      if (sort === "-id")
        assert.deepEqual(
          ids,
          ids.toSorted((a, b) => b - a),
        );
      if (sort === "id")
        assert.deepEqual(
          ids,
          ids.toSorted((a, b) => a - b),
        );
    }),
    { numRuns: 300 },
  );
}

describe("a list that others change while it is read", () => {
  for (const [name, reading] of Object.entries(readings)) {
    it(`gives no row twice and misses none to ${name}, newest first`, async () => {
      await checkHolds(reading, fc.oneof(add, remove), "-id");
    });

    it(`gives no row twice and misses none to ${name}, oldest first`, async () => {
      await checkHolds(reading, fc.oneof(add, remove), "id");
    });

    it(`misses no row in another order while others only remove: ${name}`, async () => {
      await checkHolds(reading, remove, "rank");
    });

    it(`misses no row in another order while others only add: ${name}`, async () => {
      await checkHolds(reading, add, "rank");
    });

    it(`gives no row twice in another order whatever happens: ${name}`, async () => {
      await checkHolds(reading, fc.oneof(add, remove, show), "rank", false);
    });
  }

  for (const name of ["a pager", "iteration"]) {
    it(`misses no row for ${name} when rows come into sight anywhere, newest first`, async () => {
      await checkHolds(readings[name] ?? assert.fail(), fc.oneof(add, remove, show), "-id");
    });
  }
});
