import assert from "node:assert/strict";
import {
  apiPath,
  HttpError,
  NetworkError,
  ServerError,
  TooManyRequestsError,
} from "../../../src/core/index.ts";
import type { ApiRequest } from "../../../src/core/index.ts";
import { Throttle } from "../../../src/core/http/throttle.ts";
import { ManualClock, turns, until } from "./manual-clock.ts";
import { answer, failed, scripted, streamed } from "./scripted-fetch.ts";
import { sessionWith } from "./session-with.ts";

const path = apiPath`/api/tasks`;
const get = { method: "GET", path } as const;
const methods: readonly ApiRequest["method"][] = ["GET", "PUT", "DELETE", "POST", "PATCH"];

describe("a request that failed", () => {
  for (const method of methods) {
    const isRepeated = ["GET", "PUT", "DELETE"].includes(method);
    const often = isRepeated ? 4 : 1;
    for (const status of [408, 429, 502, 503, 504, 520, 524, 598]) {
      it(`is sent ${often === 1 ? "only once" : "four times"} at most with ${method} at ${status}`, async () => {
        const { fetch, sent } = scripted(answer({ detail: "no" }, { status }));
        const json = method === "PUT" ? { x: 1 } : undefined;
        await assert.rejects(
          sessionWith(fetch).transport.json({ method, path, json }),
          (error) => error instanceof HttpError && error.status === status,
        );
        assert.equal(sent.length, often);
        assert.equal(new Set(sent.map((one) => `${one.method} ${one.url} ${one.body ?? ""}`)).size, 1);
      });
    }

    it(`is sent ${often === 1 ? "only once" : "four times"} at most with ${method} when the answer is cut`, async () => {
      for (const cut of [failed("ECONNRESET"), () => streamed(['{"id"'], { ends: "cut" })]) {
        const { fetch, sent } = scripted(cut);
        await assert.rejects(
          sessionWith(fetch).transport.json({ method, path }),
          (error) => error instanceof NetworkError && error.fault === "cut",
        );
        assert.equal(sent.length, often);
      }
    });
  }

  for (const status of [400, 401, 403, 404, 409, 500, 501, 505, 511]) {
    it(`is not sent again at ${status}`, async () => {
      const { fetch, sent } = scripted(answer({ detail: "no" }, { status }));
      await assert.rejects(sessionWith(fetch).transport.json(get), { status });
      assert.equal(sent.length, 1);
    });
  }

  for (const code of ["ECONNREFUSED", "ENOTFOUND", "CERT_HAS_EXPIRED", "EHOSTUNREACH"]) {
    it(`is not sent again at ${code}`, async () => {
      const { fetch, sent } = scripted(failed(code));
      await assert.rejects(sessionWith(fetch).transport.json(get), { code: "network", detail: code });
      assert.equal(sent.length, 1);
    });
  }

  it("brings what a later attempt brings", async () => {
    const { fetch, sent } = scripted(
      answer({}, { status: 502 }),
      failed("ECONNRESET"),
      streamed(["[1,"], { ends: "cut" }),
      answer([1, 2]),
    );
    assert.deepEqual((await sessionWith(fetch).transport.json(get)).data, [1, 2]);
    assert.equal(sent.length, 4);
  });

  it("ends with what the last attempt said", async () => {
    const { fetch } = scripted(answer({}, { status: 502 }), answer({ detail: "gone" }, { status: 404 }));
    await assert.rejects(sessionWith(fetch).transport.json(get), { code: "not-found" });
  });

  const absent = (): Response =>
    new Response("404 page not found\n", { status: 404, headers: { "Content-Type": "text/plain" } });

  it("is sent again when a proxy has answered that there is nothing", async () => {
    const { fetch } = scripted(absent, answer([1, 2]));
    assert.deepEqual((await sessionWith(fetch).transport.json(get)).data, [1, 2]);
    const never = scripted(absent);
    await assert.rejects(sessionWith(never.fetch).transport.json(get), { fault: "foreign" });
    assert.equal(never.sent.length, 4);
    const post = scripted(absent);
    await assert.rejects(sessionWith(post.fetch).transport.json({ ...get, method: "POST" }), {
      fault: "foreign",
    });
    assert.equal(post.sent.length, 1);
  });

  it("has removed what CVAT does not find any more after an answer was lost, whoever said so then", async () => {
    const remove = { method: "DELETE", path } as const;
    for (const status of [408, 502, 524]) {
      const none = answer({ detail: "No Task matches the given query." }, { status: 404 });
      const { fetch } = scripted(answer({}, { status }), none);
      assert.equal((await sessionWith(fetch).transport.json(remove)).status, 204);
      const proxied = scripted(answer({}, { status }), absent);
      await assert.rejects(sessionWith(proxied.fetch).transport.json(remove), { fault: "foreign" });
    }
  });

  it("waits longer each time, as the configuration says", async () => {
    const clock = new ManualClock();
    const { fetch, sent } = scripted(answer({}, { status: 503 }));
    const { transport } = sessionWith(fetch, { clock, retryDelay: (attempt) => attempt * 100 });
    const asking = transport.json(get).catch((error: unknown) => error);
    for (const [attempts, wait] of [
      [1, 100],
      [2, 200],
      [3, 300],
    ] as const) {
      await until(() => sent.length === attempts && clock.waits.length === 1);
      assert.deepEqual(clock.waits, [wait]);
      await clock.pass(wait);
    }
    assert.ok((await asking) instanceof ServerError);
    assert.deepEqual(clock.waits, []);
  });

  for (const [header, wait] of [
    ["10", 10_000],
    ["30", 30_000],
    ["Tue, 24 Nov 2026 10:00:20 GMT", 20_000],
  ] as const) {
    it(`waits as the server asks: "Retry-After: ${header}"`, async () => {
      const clock = new ManualClock(Date.parse("2026-11-24T10:00:00Z"));
      const { fetch, sent } = scripted(
        answer({}, { status: 429, headers: { "Retry-After": header } }),
        answer({ id: 7 }),
      );
      const asking = sessionWith(fetch, { clock }).transport.json(get);
      await until(() => clock.waits[0] === wait);
      await clock.pass(wait - 1);
      assert.equal(sent.length, 1);
      await clock.pass(1);
      assert.deepEqual((await asking).data, { id: 7 });
    });
  }

  it("does not wait longer than 30 s, and says how long the server asks to wait", async () => {
    for (const [status, Class] of [
      [429, TooManyRequestsError],
      [503, ServerError],
    ] as const) {
      const { fetch, sent } = scripted(answer({}, { status, headers: { "Retry-After": "31" } }));
      await assert.rejects(
        sessionWith(fetch).transport.json(get),
        (error) => error instanceof Class && error.retryAfter === 31_000,
      );
      assert.equal(sent.length, 1);
    }
  });

  it("leaves its place to others while it waits", async () => {
    const clock = new ManualClock();
    const { fetch } = scripted(answer({}, { status: 503 }), answer("other"), answer("again"));
    const { transport } = sessionWith(fetch, { clock, maxConcurrent: 1, retryDelay: () => 1_000 });
    const first = transport.json(get);
    await until(() => clock.waits[0] === 1_000);
    assert.equal((await transport.json(get)).data, "other");
    await clock.pass(1_000);
    assert.equal((await first).data, "again");
  });
});

describe("many requests", () => {
  /** Answers when the test says so. */
  function held() {
    const answers: (() => void)[] = [];
    const { fetch, sent } = scripted(async () => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return answer(null);
    });
    return { fetch, sent, answers };
  }

  it("are under way eight at a time, in the order in which they were asked", async () => {
    const { fetch, sent, answers } = held();
    const { transport } = sessionWith(fetch);
    const all = Array.from({ length: 20 }, (_, page) => transport.json({ ...get, query: { page } }));
    await turns();
    assert.equal(sent.length, 8);
    for (let place = 0; place < 20; place += 1) {
      answers[place]?.();
      await turns();
      assert.equal(sent.length, Math.min(20, place + 9));
    }
    await Promise.all(all);
    const pages = sent.map(({ url }) => Number(new URL(url).searchParams.get("page")));
    assert.deepEqual(pages, [...Array(20).keys()]);
  });

  it("can be given up while they wait for their turn, without being sent", async () => {
    const { fetch, sent, answers } = held();
    const { transport } = sessionWith(fetch, { maxConcurrent: 1 });
    const first = transport.json(get);
    const giveUp = new AbortController();
    const second = transport.json({ ...get, signal: giveUp.signal });
    const third = transport.json(get);
    await turns();
    giveUp.abort(new Error("enough"));
    await assert.rejects(second, /enough/);
    answers[0]?.();
    await first;
    await until(() => sent.length === 2);
    answers[1]?.();
    await third;
  });

  it("go on when one of them is given up in the very moment in which its turn comes", async () => {
    for (let moment = 0; moment < 12; moment += 1) {
      const throttle = new Throttle(1);
      const giveUp = new AbortController();
      const order: string[] = [];
      const first = throttle.run(() => Promise.resolve(), undefined);
      const second = throttle.run(() => Promise.resolve(order.push("second")), giveUp.signal);
      const third = throttle.run(() => Promise.resolve(order.push("third")), undefined);
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      giveUp.abort(new Error("enough"));
      await Promise.allSettled([first, second]);
      await third;
      assert.equal(order.at(-1), "third");
      await throttle.run(() => Promise.resolve(order.push("fourth")), undefined);
    }
  });

  it("do not lose places by failing", async () => {
    const { fetch } = scripted(failed("ECONNREFUSED"));
    const { transport } = sessionWith(fetch, { maxConcurrent: 1 });
    for (let time = 0; time < 3; time += 1) await assert.rejects(transport.json(get), NetworkError);
  });
});
