import assert from "node:assert/strict";
import fc from "fast-check";
import { NetworkError } from "../../../src/core/index.ts";
import { PagedList } from "../../../src/core/pages.ts";
import { orderBy } from "../../../src/core/paging/order.ts";
import type { PageSource } from "../../../src/core/paging/source.ts";
import { Branch } from "../../../src/explorer/model/branch.ts";
import { type Change, ChangingList, type TestRow, testRows } from "../core/changing-list.ts";

const signal = new AbortController().signal;
const size = 5;

interface Watched {
  readonly branch: Branch<TestRow>;
  readonly gone: number[];
  readonly errors: unknown[];
}

function watch(
  source: PageSource<TestRow>,
  order: "newest first" | "oldest first" = "newest first",
): Watched {
  const gone: number[] = [];
  const errors: unknown[] = [];
  const query = {
    source,
    order: orderBy([order === "newest first" ? "-id" : "id"]),
    filter: undefined,
    size,
  };
  const branch = new Branch<TestRow>({
    list: () => new PagedList(query),
    order,
    now: () => 1,
    asking: () => 0,
    take: () => undefined,
    changed: (ids) => gone.push(...ids),
    failed: (error) => errors.push(error),
  });
  return { branch, gone, errors };
}

function newestFirst(rows: readonly TestRow[]): number[] {
  return rows.map(({ id }) => id).sort((a, b) => b - a);
}

/** Fails for as long as it is told to. */
function failing(list: ChangingList): { source: PageSource<TestRow>; fails: boolean } {
  const state = {
    fails: false,
    source: (request: Parameters<PageSource<TestRow>>[0]) =>
      state.fails
        ? Promise.reject(new NetworkError("refused", "http://127.0.0.1", "ECONNREFUSED"))
        : list.source(request),
  };
  return state;
}

describe("a row that was just made", () => {
  it("stands where it belongs among those that were read", async () => {
    const { branch } = watch(new ChangingList(testRows(3)).source);
    await branch.read(signal);
    const [last] = branch.ids;
    branch.insert({ id: (last ?? 0) + 1, rank: 0 });
    assert.deepEqual(branch.ids, [(last ?? 0) + 1, ...newestFirst(testRows(3))]);
    assert.equal(branch.total, 4);
    branch.insert({ id: (last ?? 0) + 1, rank: 0 });
    assert.equal(branch.total, 4);
  });

  it("stands at the end where the oldest come first, and counts only if the end was not read", async () => {
    const { branch } = watch(new ChangingList(testRows(7)).source, "oldest first");
    await branch.read(signal);
    const before = branch.ids;
    branch.insert({ id: 9999, rank: 0 });
    assert.deepEqual([branch.ids, branch.total], [before, 8]);
    await branch.more(signal);
    branch.insert({ id: 10_000, rank: 0 });
    assert.equal(branch.ids.at(-1), 10_000);
  });

  it("waits to be read where nothing was", () => {
    const { branch } = watch(new ChangingList(testRows(3)).source);
    branch.insert({ id: 9999, rank: 0 });
    assert.deepEqual(branch.ids, []);
  });
});

describe("rows under a parent", () => {
  it("come a page at a time, and say how many there are", async () => {
    const list = new ChangingList(testRows(12));
    const { branch } = watch(list.source);
    await branch.read(signal);
    assert.deepEqual(branch.ids, newestFirst(list.rows).slice(0, 5));
    assert.deepEqual([branch.total, branch.hasMore], [12, true]);
    await branch.more(signal);
    await branch.more(signal);
    assert.deepEqual(branch.ids, newestFirst(list.rows));
    assert.deepEqual([branch.total, branch.hasMore], [12, false]);
    assert.equal(list.asked.length, 3);
  });

  it("are asked for once by all who want them at the same time", async () => {
    const list = new ChangingList(testRows(12));
    const { branch } = watch(list.source);
    await Promise.all([branch.read(signal), branch.read(signal), branch.refresh(signal)]);
    assert.equal(list.asked.length, 1);
    await Promise.all([branch.more(signal), branch.more(signal)]);
    assert.equal(list.asked.length, 2);
    await Promise.all([branch.refresh(signal), branch.refresh(signal)]);
    assert.equal(list.asked.length, 4);
  });

  it("stay when reading more fails, and go on from there", async () => {
    const list = new ChangingList(testRows(12));
    const state = failing(list);
    const { branch, errors } = watch((request) => state.source(request));
    await branch.read(signal);
    state.fails = true;
    await branch.more(signal);
    assert.equal(branch.failure?.step, "more");
    assert.equal(errors.length, 1);
    assert.equal(branch.ids.length, 5);
    state.fails = false;
    await branch.more(signal);
    assert.equal(branch.failure, undefined);
    assert.equal(branch.ids.length, 10);
  });

  it("stay when a refresh fails, and are as new as they were", async () => {
    const list = new ChangingList(testRows(3));
    const state = failing(list);
    const { branch } = watch((request) => state.source(request));
    await branch.read(signal);
    state.fails = true;
    await branch.refresh(signal);
    assert.equal(branch.failure?.step, "refresh");
    assert.deepEqual(branch.ids, newestFirst(list.rows));
    state.fails = false;
    await branch.refresh(signal);
    assert.equal(branch.failure, undefined);
  });

  it("are not there when the first reading fails, which is no emptiness", async () => {
    const state = failing(new ChangingList(testRows(3)));
    const { branch } = watch((request) => state.source(request));
    state.fails = true;
    await branch.read(signal);
    assert.deepEqual([branch.failure?.step, branch.readAt], ["read", undefined]);
    state.fails = false;
    await branch.refresh(signal);
    assert.equal(branch.ids.length, 3);
  });

  it("keep what came when reading all is cancelled, and can be read on", async () => {
    const list = new ChangingList(testRows(40));
    const { branch, errors } = watch(list.source);
    const cancelling = new AbortController();
    const progress: string[] = [];
    await branch.read(signal);
    await branch.all(cancelling.signal, (loaded, total) => {
      progress.push(`${loaded} of ${total}`);
      if (loaded === 20) cancelling.abort();
    });
    assert.deepEqual(progress, ["10 of 40", "15 of 40", "20 of 40"]);
    assert.equal(branch.ids.length, 20);
    assert.deepEqual([branch.failure, errors], [undefined, []]);
    await branch.all(signal, () => undefined);
    assert.deepEqual(branch.ids, newestFirst(list.rows));
  });

  it("are read again as far as they were read, and tell which went away", async () => {
    const list = new ChangingList(testRows(40));
    const { branch, gone } = watch(list.source);
    await branch.read(signal);
    await branch.more(signal);
    const [first] = list.rows.splice(39, 1);
    list.rows.push({ id: 2000, rank: 1 });
    const before = list.asked.length;
    await branch.refresh(signal);
    assert.equal(list.asked.length - before, 2);
    assert.deepEqual(branch.ids, newestFirst(list.rows).slice(0, 10));
    assert.deepEqual(gone, [first?.id]);
  });

  it("are read again in ten pages at most; those behind stay as they were", async () => {
    const list = new ChangingList(testRows(80));
    const { branch } = watch(list.source);
    await branch.read(signal);
    await branch.all(signal, () => undefined);
    const before = list.asked.length;
    list.rows.push({ id: 2000, rank: 1 });
    await branch.refresh(signal);
    assert.equal(list.asked.length - before, 10);
    assert.deepEqual(branch.ids, newestFirst(list.rows));
    assert.deepEqual([branch.total, branch.hasMore], [81, false]);
  });

  it("do not offer more behind those that stay when everything was read", async () => {
    const list = new ChangingList(testRows(60));
    const { branch } = watch(list.source);
    await branch.read(signal);
    await branch.all(signal, () => undefined);
    // Was there, and is assigned to me now.
    list.rows.push({ id: 11, rank: 1 });
    await branch.refresh(signal);
    assert.deepEqual([branch.ids.length, branch.total, branch.hasMore], [60, 60, false]);
  });

  it("can be read on behind those that stay, though some of them went", async () => {
    const list = new ChangingList(testRows(57));
    const { branch } = watch(list.source);
    await branch.read(signal);
    for (let page = 1; page < 11; page += 1) await branch.more(signal);
    const ids = newestFirst(list.rows);
    list.rows = list.rows.filter(({ id }) => id !== ids[52] && id !== ids[53]);
    await branch.refresh(signal);
    assert.equal(branch.hasMore, true);
    await branch.more(signal);
    assert.deepEqual([branch.ids.slice(-2), branch.hasMore], [ids.slice(-2), false]);
  });

  it("can stand in the order in which they came to be", async () => {
    const list = new ChangingList(testRows(12));
    const { branch } = watch(list.source, "oldest first");
    await branch.read(signal);
    await branch.more(signal);
    await branch.refresh(signal);
    assert.deepEqual(branch.ids, newestFirst(list.rows).reverse().slice(0, 10));
    assert.ok(branch.isBefore(10_000));
    assert.ok(!branch.isBefore(10));
  });

  it("let go of a row that is known to be gone", async () => {
    const list = new ChangingList(testRows(3));
    const { branch, gone } = watch(list.source);
    await branch.read(signal);
    branch.remove(13);
    branch.remove(13);
    assert.deepEqual([branch.ids, branch.total, gone], [[16, 10], 2, [13]]);
  });
});

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), rank: fc.nat(100) }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat(100) }),
);
const step = fc.constantFrom("more", "refresh", "all", "more and refresh" as const);

describe("rows that others add to and remove from while they are read", () => {
  it("are never there twice, never out of order, and none is missing at the end", async () => {
    const changes = fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 40 });
    const runs = fc.asyncProperty(
      fc.nat(90),
      changes,
      fc.array(step, { maxLength: 6 }),
      async (count, between, steps) => {
        const list = new ChangingList(testRows(count), between);
        const { branch, gone } = watch(list.source);
        const known = new Set<number>();
        const check = () => {
          assert.equal(new Set(branch.ids).size, branch.ids.length, "a row stands twice");
          assert.deepEqual(
            branch.ids,
            [...branch.ids].sort((a, b) => b - a),
            "the order is lost",
          );
          for (const id of branch.ids) known.add(id);
          const told = new Set(gone);
          for (const id of known)
            assert.ok(branch.ids.includes(id) || told.has(id), "a row went without a word");
        };
        await branch.read(signal);
        check();
        for (const one of steps) {
          if (one.includes("more")) void branch.more(signal);
          if (one.includes("refresh")) await branch.refresh(signal);
          if (one === "all") await branch.all(signal, check);
          await branch.more(signal);
          check();
        }
        await branch.all(signal, check);
        assert.equal(branch.hasMore, false);
        const missing = list.always.filter((id) => !branch.ids.includes(id));
        assert.deepEqual(missing, []);
        assert.equal(branch.failure, undefined);
      },
    );
    await fc.assert(runs, { numRuns: 300 });
  });

  it("are exactly the server's after a refresh that nobody disturbs", async () => {
    const runs = fc.asyncProperty(
      fc.nat(50),
      // With what is added not more than the ten pages that are read again.
      fc.nat(6),
      fc.array(change, { maxLength: 10 }),
      async (count, pages, meanwhile) => {
        const list = new ChangingList(testRows(count));
        const { branch } = watch(list.source);
        await branch.read(signal);
        for (let page = 0; page < pages; page += 1) await branch.more(signal);
        for (const [index, one] of meanwhile.entries()) {
          if (one.kind === "add") list.rows.push({ id: 2000 + index, rank: 1 });
          if (one.kind === "remove" && list.rows.length > 0) list.rows.splice(one.at % list.rows.length, 1);
        }
        await branch.refresh(signal);
        const expected = newestFirst(list.rows);
        assert.deepEqual(branch.ids, expected.slice(0, branch.ids.length));
        assert.equal(branch.total, expected.length);
      },
    );
    await fc.assert(runs, { numRuns: 300 });
  });
});
