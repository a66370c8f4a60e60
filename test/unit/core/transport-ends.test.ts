import assert from "node:assert/strict";
import { apiPath, TimeoutError, UnexpectedResponseError } from "../../../src/core/index.ts";
import { ManualClock, turns, until } from "./manual-clock.ts";
import { answer, scripted, streamed } from "./scripted-fetch.ts";
import { origin, sessionWith } from "./session-with.ts";

const get = { method: "GET", path: apiPath`/api/tasks` } as const;

/** Does nothing at all, not even when it is told to end. */
const deaf = (): Promise<Response> => new Promise(() => undefined);

/** An answer whose parts come when the test says so. */
function slowly(status = 200) {
  let give: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      give = controller;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const response = new Response(body, { status, headers: { "Content-Type": "application/vnd.cvat+json" } });
  return {
    response,
    part: (text: string) => give?.enqueue(new TextEncoder().encode(text)),
    close: () => give?.close(),
    wasCancelled: () => cancelled,
  };
}

describe("a server that keeps silent", () => {
  it("is given up after the time without a byte, by whatever fetch", async () => {
    const clock = new ManualClock();
    const { fetch, sent } = scripted(deaf);
    const asking = sessionWith(fetch, { clock, timeout: 1_000 }).transport.json(get);
    asking.catch(() => undefined);
    await until(() => sent.length === 1);
    await clock.pass(999);
    assert.equal(clock.waits[0], 1);
    await clock.pass(1);
    await assert.rejects(asking, (error) => {
      assert.ok(error instanceof TimeoutError);
      assert.deepEqual([error.code, error.origin, error.waited], ["timeout", origin, 1_000]);
      return true;
    });
    assert.deepEqual(
      sent.map((one) => one.signal.aborted),
      [true],
    );
    assert.deepEqual(clock.waits, []);
  });

  it("is not one that sends slowly", async () => {
    const clock = new ManualClock();
    const slow = slowly();
    const { fetch, sent } = scripted(() => slow.response);
    const asking = sessionWith(fetch, { clock, timeout: 1_000 }).transport.json(get);
    await until(() => sent.length === 1);
    await turns();
    for (const part of ["[", "1", ",", "2", "]"]) {
      await clock.pass(900);
      slow.part(part);
      await turns();
    }
    slow.close();
    assert.deepEqual((await asking).data, [1, 2]);
    assert.deepEqual(clock.waits, []);
  });

  it("is given up in the middle of an answer, too", async () => {
    const clock = new ManualClock();
    const slow = slowly();
    const { fetch, sent } = scripted(() => slow.response);
    const asking = sessionWith(fetch, { clock, timeout: 1_000 }).transport.json(get);
    asking.catch(() => undefined);
    await until(() => sent.length === 1);
    slow.part("[1,");
    await turns();
    await clock.pass(1_000);
    await assert.rejects(asking, TimeoutError);
    assert.equal(slow.wasCancelled(), true);
    assert.deepEqual(clock.waits, []);
  });

  it("is given up when it trickles for ever", async () => {
    const clock = new ManualClock();
    const slow = slowly();
    const { fetch, sent } = scripted(() => slow.response);
    const asking = sessionWith(fetch, { clock, timeout: 1_000 }).transport.json(get);
    const outcome = asking.catch((error: unknown) => error);
    await until(() => sent.length === 1);
    await turns();
    while (!slow.wasCancelled()) {
      slow.part(" ");
      await turns();
      await clock.pass(900);
    }
    assert.ok(clock.now() < 11_000);
    const error = await outcome;
    assert.ok(error instanceof UnexpectedResponseError);
    assert.equal(error.fault, "too-large");
    assert.deepEqual(clock.waits, []);
  });

  it("is known by the status that it began with", async () => {
    const clock = new ManualClock();
    const slow = slowly(404);
    const { fetch, sent } = scripted(() => slow.response);
    const asking = sessionWith(fetch, { clock, timeout: 1_000 }).transport.json(get);
    asking.catch(() => undefined);
    await until(() => sent.length === 1);
    await turns();
    await clock.pass(1_000);
    await assert.rejects(asking, { code: "not-found" });
    assert.deepEqual(clock.waits, []);
  });
});

describe("a request that is given up", () => {
  const reason = new Error("enough");
  const cases: readonly (readonly [
    when: string,
    ready: (sent: number, clock: ManualClock) => boolean,
    fetch: () => typeof fetch,
  ])[] = [
    ["before an answer comes, by whatever fetch", (sent) => sent === 1, () => scripted(deaf).fetch],
    ["while the answer comes", (sent) => sent === 1, () => scripted(() => slowly().response).fetch],
    [
      "while what an error says comes",
      (sent) => sent === 1,
      () => scripted(() => slowly(503).response).fetch,
    ],
    [
      "while it waits to be sent again",
      (_, clock) => clock.waits[0] === 5_000,
      () => scripted(answer({}, { status: 503 })).fetch,
    ],
  ];
  for (const [when, ready, ask] of cases) {
    it(`${when}, ends at once with the caller's own reason and leaves nothing`, async () => {
      const clock = new ManualClock();
      const giveUp = new AbortController();
      const fetch = ask();
      let sent = 0;
      const counting: typeof fetch = (...request) => {
        sent += 1;
        return fetch(...request);
      };
      const { transport } = sessionWith(counting, { clock, retryDelay: () => 5_000 });
      const asking = transport.json({ ...get, signal: giveUp.signal });
      asking.catch(() => undefined);
      await until(() => ready(sent, clock));
      await turns();
      giveUp.abort(reason);
      await assert.rejects(asking, (error) => error === reason);
      assert.deepEqual(clock.waits, []);
      assert.equal(sent, 1);
    });
  }

  it("before it is sent, is not sent", async () => {
    const { fetch, sent } = scripted(answer({}));
    const signal = AbortSignal.abort(reason);
    await assert.rejects(sessionWith(fetch).transport.json({ ...get, signal }), (error) => error === reason);
    assert.equal(sent.length, 0);
  });

  it("can have a reason that is no error", async () => {
    const giveUp = new AbortController();
    const { fetch, sent } = scripted(deaf);
    const asking = sessionWith(fetch).transport.json({ ...get, signal: giveUp.signal });
    asking.catch(() => undefined);
    await until(() => sent.length === 1);
    giveUp.abort("enough");
    await assert.rejects(asking, (error) => error === "enough");
  });

  it("holds on to nothing of a signal that lives longer", async () => {
    const { fetch } = scripted(answer({}));
    const { transport } = sessionWith(fetch);
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    for (let time = 0; time < 5; time += 1) await transport.json({ ...get, signal });
    assert.equal(listeners, 0);
  });
});

describe("a session that is closed", () => {
  it("ends what is under way and what comes later as cancelled", async () => {
    const clock = new ManualClock();
    const { fetch, sent } = scripted(deaf);
    const session = sessionWith(fetch, { clock });
    const asking = session.transport.json(get);
    asking.catch(() => undefined);
    await until(() => sent.length === 1);
    await session.close();
    await assert.rejects(asking, { name: "AbortError" });
    await assert.rejects(session.transport.json(get), { name: "AbortError" });
    assert.equal(sent.length, 1);
    assert.deepEqual(clock.waits, []);
  });

  it("leaves an answer that has come as it is", async () => {
    const { fetch } = scripted(() => streamed(["[1]"]));
    const session = sessionWith(fetch);
    const { data } = await session.transport.json(get);
    await session.close();
    assert.deepEqual(data, [1]);
  });
});
