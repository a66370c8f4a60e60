import assert from "node:assert/strict";
import { NetworkError, NotFoundError } from "../../../src/core/errors.ts";
import type { PageSource } from "../../../src/core/paging/source.ts";
import { ChangingList, facts, testRows } from "./changing-list.ts";
import type { TestRow } from "./changing-list.ts";
import { iterate, listOf, read } from "./reading.ts";

describe("a list", () => {
  it("asks nothing before it is read", () => {
    const server = new ChangingList(testRows(5));
    listOf(server.source).pager();
    assert.deepEqual(server.asked, []);
  });

  it("asks once for each hundred rows, however it is read", async () => {
    for (const sort of ["-id", "id", "rank"]) {
      const server = new ChangingList(testRows(1240));
      const list = listOf(server.source, { sort });
      assert.equal((await read(list)).length, 1240);
      assert.equal(server.asked.length, 13, `${sort}, a pager`);
      assert.equal((await iterate(list)).length, 1240);
      assert.equal(server.asked.length, 26, `${sort}, iteration`);
      assert.equal((await list.all()).length, 1240);
      assert.equal(server.asked.length, 39, `${sort}, all()`);
    }
  });

  it("gives the first rows without asking for the others, and tells whether there are more", async () => {
    const server = new ChangingList(testRows(1240));
    const list = listOf(server.source);
    const some = await list.first(250);
    assert.deepEqual([some.rows.length, some.isCut, server.asked.length], [250, true, 3]);
    const all = await list.first(2000);
    assert.deepEqual([all.rows.length, all.isCut], [1240, false]);
    const exactly = await list.first(1240);
    assert.deepEqual([exactly.rows.length, exactly.isCut], [1240, false]);
  });

  it("does not ask again when the last page is full", async () => {
    for (const sort of ["-id", "rank"]) {
      const server = new ChangingList(testRows(200));
      assert.equal((await read(listOf(server.source, { sort }))).length, 200);
      assert.equal((await listOf(server.source, { sort }).all()).length, 200);
      assert.equal(server.asked.length, 4);
    }
  });

  it("is empty after one request where there is nothing", async () => {
    for (const sort of ["-id", "rank"]) {
      const server = new ChangingList([]);
      const list = listOf(server.source, { sort });
      assert.deepEqual(await list.pager().next(), { items: [], total: 0, loaded: 0, done: true });
      assert.deepEqual(await list.all(), []);
      assert.deepEqual(await iterate(list), []);
      assert.equal(server.asked.length, 3);
    }
  });

  it("goes on by key below the last row, within the caller's own filter", async () => {
    const server = new ChangingList(testRows(5));
    const filter = '{"==":[{"var":"owner"},"alice"]}';
    await read(listOf(server.source, { size: 2, filter }));
    assert.deepEqual(
      server.asked.map((request) => request.filter),
      [filter, `{"and":[${filter},{"<":[{"var":"id"},19]}]}`, `{"and":[${filter},{"<":[{"var":"id"},13]}]}`],
    );
    assert.deepEqual(
      server.asked.map(({ page, size, sort }) => ({ page, size, sort })),
      Array.from({ length: 3 }, () => ({ page: 1, size: 2, sort: "-id" })),
    );
  });

  it("goes on by key above the last row when the oldest come first", async () => {
    const server = new ChangingList(testRows(5));
    assert.deepEqual(await read(listOf(server.source, { size: 3, sort: "id" })), [10, 13, 16, 19, 22]);
    assert.equal(server.asked[1]?.filter, '{">":[{"var":"id"},16]}');
  });

  it("goes on by the pages' numbers in another order, which ends in the id", async () => {
    const server = new ChangingList(testRows(5));
    await read(listOf(server.source, { size: 2, sort: "-updated_date" }));
    assert.deepEqual(
      server.asked.map(({ page, sort }) => [page, sort]),
      [1, 2, 3].map((page) => [page, "-updated_date,id"]),
    );
  });

  it("knows its total as what was loaded and what is left", async () => {
    const server = new ChangingList(testRows(7), [[{ kind: "remove", at: 0 }], [{ kind: "add", rank: 1 }]]);
    const pager = listOf(server.source, { size: 3 }).pager();
    const pages = [await pager.next(), await pager.next(), await pager.next()];
    assert.deepEqual(
      pages.map(({ total, loaded, done }) => ({ total, loaded, done })),
      [
        { total: 7, loaded: 3, done: false },
        { total: 6, loaded: 6, done: true },
        { total: 6, loaded: 6, done: true },
      ],
    );
    assert.equal(server.asked.length, 2);
  });

  it("counts by one small request", async () => {
    const server = new ChangingList(testRows(7));
    assert.equal(await listOf(server.source).count(), 7);
    assert.deepEqual(
      server.asked.map(({ size }) => size),
      [1],
    );
  });

  it("takes a list that comes whole although pages were asked for", async () => {
    const rows = testRows(250).reverse();
    const source: PageSource<TestRow> = () => Promise.resolve({ rows, count: 250, facts });
    assert.equal((await read(listOf(source))).length, 250);
    assert.equal((await listOf(source).all()).length, 250);
    assert.equal((await listOf(source, { sort: "rank" }).all()).length, 250);
  });

  it("reads on when the server gives smaller pages than were asked for", async () => {
    for (const sort of ["-id", "id", "rank"]) {
      const server = new ChangingList(testRows(50));
      const source: PageSource<TestRow> = (request) =>
        server.source({ ...request, size: Math.min(8, request.size) });
      assert.equal(new Set(await read(listOf(source, { sort, size: 20 }))).size, 50);
      assert.equal((await listOf(source, { sort, size: 20 }).all()).length, 50);
      assert.equal(server.asked.length, 14);
    }
  });
});

describe("a pager", () => {
  it("asks for the same page again after it failed", async () => {
    for (const sort of ["-id", "rank"]) {
      const server = new ChangingList(testRows(5));
      let failing = false;
      const source: PageSource<TestRow> = (request) =>
        failing ? Promise.reject(new NetworkError("cut", "http://127.0.0.1", "")) : server.source(request);
      const pager = listOf(source, { sort, size: 2 }).pager();
      const first = await pager.next();
      failing = true;
      await assert.rejects(pager.next(), NetworkError);
      assert.equal(pager.done, false);
      failing = false;
      const second = await pager.next();
      assert.deepEqual([first.loaded, second.loaded], [2, 4]);
      assert.equal(server.asked.length, 2);
    }
  });

  it("gives different pages to calls that come at the same time", async () => {
    const server = new ChangingList(testRows(5));
    const pager = listOf(server.source, { size: 2 }).pager();
    const pages = await Promise.all([pager.next(), pager.next(), pager.next(), pager.next()]);
    assert.deepEqual(
      pages.flatMap((page) => page.items.map(({ id }) => id)),
      [22, 19, 16, 13, 10],
    );
    assert.equal(server.widest, 1);
  });

  it("gives a row once that others push down into the next page", async () => {
    const server = new ChangingList(testRows(6), [[{ kind: "add", rank: 0 }]]);
    const ids = await read(listOf(server.source, { sort: "rank", size: 2 }));
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(server.asked.length, 4);
  });

  it("is at its end where the pages have become fewer", async () => {
    const gone = Array.from({ length: 4 }, () => ({ kind: "remove", at: 0 }) as const);
    const server = new ChangingList(testRows(6), [[], gone]);
    const ids = await read(listOf(server.source, { sort: "rank", size: 2 }));
    assert.deepEqual(
      server.always.filter((id) => !ids.includes(id)),
      [],
    );
    assert.equal(server.asked.at(-1)?.page, 1);
  });

  it("says why when the list itself is not found", async () => {
    const error = new NotFoundError(404, facts, {
      fields: new Map(),
      messages: ["acme organization does not exist."],
    });
    const source: PageSource<TestRow> = () => Promise.reject(error);
    for (const sort of ["-id", "rank"]) {
      await assert.rejects(listOf(source, { sort }).pager().next(), error);
      await assert.rejects(listOf(source, { sort }).all(), error);
    }
    const later = new ChangingList(testRows(30));
    const dissolved: PageSource<TestRow> = (request) =>
      request.page > 1 ? Promise.reject(error) : later.source(request);
    await assert.rejects(read(listOf(dissolved, { sort: "rank", size: 10 })), error);
  });

  it("ends by the signal of the call or of the list, and can go on after the first", async () => {
    const server = new ChangingList(testRows(5));
    const whole = new AbortController();
    const pager = listOf(server.source, { size: 2, signal: whole.signal }).pager();
    const reason = new Error("not now");
    await assert.rejects(pager.next({ signal: AbortSignal.abort(reason) }), reason);
    assert.equal((await pager.next({ signal: new AbortController().signal })).loaded, 2);
    whole.abort(reason);
    await assert.rejects(pager.next(), reason);
    assert.equal(server.asked.length, 1);
  });
});

describe("iterating a list", () => {
  it("reads at most one page ahead, and that only when half of a page is taken", async () => {
    const server = new ChangingList(testRows(12));
    const iterator = listOf(server.source, { size: 4 })[Symbol.asyncIterator]();
    const asked: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      await iterator.next();
      asked.push(server.asked.length);
    }
    assert.deepEqual(asked, [1, 1, 2, 2, 2, 2, 3, 3]);
  });

  it("stops asking when the reader stops", async () => {
    const server = new ChangingList(testRows(12), [], [5]);
    let last: AbortSignal | undefined;
    const source: PageSource<TestRow> = (request) => {
      last = request.signal;
      return server.source(request);
    };
    const ids: number[] = [];
    for await (const { id } of listOf(source, { size: 4 })) {
      ids.push(id);
      if (ids.length === 3) break;
    }
    assert.equal(server.asked.length, 2);
    assert.equal(last?.aborted, true);
  });

  it("throws where a page fails, after the rows before it", async () => {
    const server = new ChangingList(testRows(12));
    const error = new NetworkError("cut", "http://127.0.0.1", "");
    const source: PageSource<TestRow> = (request) =>
      server.asked.length > 0 ? Promise.reject(error) : server.source(request);
    const ids: number[] = [];
    await assert.rejects(async () => {
      for await (const { id } of listOf(source, { size: 4 })) ids.push(id);
    }, error);
    assert.deepEqual(ids, [43, 40, 37, 34]);
  });

  it("ends by the list's signal", async () => {
    const server = new ChangingList(testRows(12));
    const stop = new AbortController();
    const reason = new Error("enough");
    const ids: number[] = [];
    await assert.rejects(async () => {
      for await (const { id } of listOf(server.source, { size: 4, signal: stop.signal })) {
        ids.push(id);
        stop.abort(reason);
      }
    }, reason);
    assert.deepEqual(ids, [43, 40, 37, 34]);
    assert.equal(server.asked.length, 1);
  });
});
