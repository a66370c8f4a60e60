import assert from "node:assert/strict";
import { NetworkError } from "../../../src/core/errors.ts";
import type { List } from "../../../src/core/pages.ts";
import type { PageSource } from "../../../src/core/paging/source.ts";
import { ChangingList, facts, invalidPage, testRows } from "./changing-list.ts";
import type { TestRow } from "./changing-list.ts";
import { isShapeError, iterate, listOf, read, row } from "./reading.ts";

describe("all()", () => {
  it("asks for the pages side by side, eight at a time at most", async () => {
    for (const sort of ["-id", "rank"]) {
      const server = new ChangingList(testRows(40), [], [9]);
      assert.equal((await listOf(server.source, { sort, size: 2 }).all()).length, 40);
      assert.equal(server.widest, 8);
    }
  });

  it("keeps the order in which the list was asked for", async () => {
    const server = new ChangingList(testRows(40), [], [9, 1, 5]);
    const down = (await listOf(server.source, { size: 3 }).all()).map(({ id }) => id);
    assert.deepEqual(
      down,
      testRows(40)
        .map(({ id }) => id)
        .reverse(),
    );
    assert.deepEqual(
      (await listOf(server.source, { size: 3, sort: "id" }).all()).map(({ id }) => id),
      down.reverse(),
    );
    const ranks = (await listOf(server.source, { size: 3, sort: "rank" }).all()).map(({ rank }) => rank);
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    );
  });

  it("tells how far it is", async () => {
    for (const sort of ["-id", "id", "rank"]) {
      const server = new ChangingList(testRows(25), [], [3]);
      const told: [number, number][] = [];
      await listOf(server.source, { sort, size: 10 }).all({
        onProgress: (...progress) => told.push(progress),
      });
      assert.deepEqual(told, [
        [10, 25],
        [20, 25],
        [25, 25],
      ]);
    }
  });

  it("reads again what was read while the list had another length", async () => {
    const server = new ChangingList(testRows(20), [[], [], [{ kind: "remove", at: 0 }]]);
    const rows = await listOf(server.source, { sort: "rank", size: 5 }).all();
    assert.deepEqual(
      rows.map(({ id }) => id).toSorted((a, b) => a - b),
      server.always,
    );
  });

  it("does without pages that vanished meanwhile", async () => {
    const change = [[], [{ kind: "remove", at: 0 } as const]];
    // The last page overtakes the others.
    const server = new ChangingList(testRows(21), change, [0, 0, 5, 5, 5, 0]);
    const rows = await listOf(server.source, { sort: "rank", size: 5 }).all();
    assert.deepEqual(
      rows.map(({ id }) => id).toSorted((a, b) => a - b),
      server.always,
    );
    assert.ok(server.asked.every(({ sort }) => sort !== "-id"));
  });

  it("reads everything again when rows were only moved", async () => {
    const server = new ChangingList(testRows(20));
    let moved = false;
    const source: PageSource<TestRow> = async (request) => {
      const answer = await server.source(request);
      if (!moved) server.rows = server.rows.map(({ id, rank }) => ({ id, rank: 100 - rank }));
      moved = true;
      return answer;
    };
    const rows = await listOf(source, { sort: "rank", size: 5 }).all();
    assert.equal(new Set(rows.map(({ id }) => id)).size, 20);
    assert.equal(server.asked.length, 8);
  });

  it("completes a list by key that never stands still", async () => {
    const changes = Array.from({ length: 200 }, () => [{ kind: "remove", at: 1 } as const]);
    const server = new ChangingList(testRows(60), changes.slice(0, 40), [4, 9, 1]);
    const rows = await listOf(server.source, { sort: "rank", size: 5 }).all();
    const ids = rows.map(({ id }) => id);
    assert.deepEqual(
      server.always.filter((id) => !ids.includes(id)),
      [],
    );
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(server.asked.some(({ sort }) => sort === "-id"));
  });

  it("ends by the signal, and has nothing asked any more", async () => {
    for (const sort of ["-id", "rank"]) {
      const stop = new AbortController();
      const reason = new Error("enough");
      const server = new ChangingList(testRows(200), [], [5]);
      const source: PageSource<TestRow> = (request) => {
        if (server.asked.length === 4) stop.abort(reason);
        return server.source(request);
      };
      await assert.rejects(listOf(source, { sort, size: 2 }).all({ signal: stop.signal }), reason);
      const asked = server.asked.length;
      await new Promise(setImmediate);
      assert.ok(asked <= 17);
      assert.equal(server.asked.length, asked);
    }
  });

  it("gives up the other pages when one fails", async () => {
    const error = new NetworkError("cut", "http://127.0.0.1", "");
    const server = new ChangingList(testRows(200), [], [0, 30]);
    const signals: (AbortSignal | undefined)[] = [];
    const source: PageSource<TestRow> = (request) => {
      signals.push(request.signal);
      return server.asked.length === 4 ? Promise.reject(error) : server.source(request);
    };
    await assert.rejects(listOf(source, { size: 2 }).all(), error);
    assert.ok(signals.every((signal) => signal?.aborted));
  });
});

describe("a list of a server that lies", () => {
  const readAny: readonly ((list: List<TestRow>) => Promise<unknown>)[] = [
    (list) => read(list, 1000),
    (list) => iterate(list),
    (list) => list.all(),
  ];

  it("ends with an error when the same page comes for ever", async () => {
    const rows = [row(9), row(8)];
    const source: PageSource<TestRow> = () =>
      Promise.resolve({ rows, count: Number.MAX_SAFE_INTEGER, facts });
    for (const sort of ["-id", "id", "rank"]) {
      for (const reading of readAny)
        await assert.rejects(reading(listOf(source, { sort, size: 2 })), isShapeError);
    }
  });

  it("ends with an error when it never comes nearer to its end", async () => {
    for (const sort of ["-id", "rank"]) {
      let next = 1e9;
      const source: PageSource<TestRow> = (request) => {
        next -= 2;
        return Promise.resolve({ rows: [row(next + 1), row(next)], count: request.page * 2 + 1000, facts });
      };
      for (const reading of readAny)
        await assert.rejects(reading(listOf(source, { sort, size: 2 })), isShapeError);
    }
  });

  it("ends when a page is empty although there should be more", async () => {
    const source: PageSource<TestRow> = ({ page, filter }) => {
      const rows = page > 1 || filter !== undefined ? [] : [row(9), row(8)];
      return Promise.resolve({ rows, count: 1000, facts });
    };
    for (const sort of ["-id", "rank"]) {
      assert.deepEqual(await read(listOf(source, { sort, size: 2 })), [9, 8]);
      assert.equal((await listOf(source, { sort, size: 2 }).all()).length, 2);
    }
  });

  it("ends when a page is not found that should be there", async () => {
    const source: PageSource<TestRow> = ({ page }) =>
      page > 1 ? Promise.reject(invalidPage()) : Promise.resolve({ rows: [row(9), row(8)], count: 4, facts });
    assert.deepEqual(await read(listOf(source, { sort: "rank", size: 2 })), [9, 8]);
  });

  it("ends with an error when rows come in another order than asked for, since rows would be skipped", async () => {
    const source: PageSource<TestRow> = () =>
      Promise.resolve({ rows: [row(3), row(9), row(8)], count: 6, facts });
    for (const reading of readAny) await assert.rejects(reading(listOf(source)), isShapeError);
  });

  it("gives a row once that comes twice in a page", async () => {
    const source: PageSource<TestRow> = () =>
      Promise.resolve({ rows: [row(9), row(9), row(8)], count: 3, facts });
    for (const sort of ["-id", "rank"]) {
      assert.deepEqual(await read(listOf(source, { sort })), [9, 8]);
      assert.deepEqual(
        (await listOf(source, { sort }).all()).map(({ id }) => id),
        [9, 8],
      );
    }
  });

  it("ends when the count goes up and down", async () => {
    let asked = 0;
    const source: PageSource<TestRow> = ({ page }) => {
      asked += 1;
      return Promise.resolve({
        rows: [row(page * 2), row(page * 2 + 1)],
        count: asked % 2 === 0 ? 20 : 1000,
        facts,
      });
    };
    assert.ok((await read(listOf(source, { sort: "rank", size: 2 }), 5000)).length > 0);
    assert.ok(asked < 30_000);
  });
});
