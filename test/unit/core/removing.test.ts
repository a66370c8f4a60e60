import assert from "node:assert/strict";
import { OutcomeUnknownError } from "../../../src/core/index.ts";
import { clientWith } from "./client-with.ts";
import { ManualClock, turns, until } from "./manual-clock.ts";
import { taskData } from "./samples.ts";
import { answer, failed, scripted } from "./scripted-fetch.ts";

describe("removing several objects", () => {
  it("reports a removal whose looks fail as unknown, and one that the server refuses as failed", async () => {
    const clock = new ManualClock();
    const { fetch, sent } = scripted(failed("ETIMEDOUT"), answer({ detail: "no" }, { status: 403 }));
    const removing = clientWith(fetch, { clock }).tasks.remove([7, 8]);
    await until(() => sent.length >= 2);
    await turns();
    await clock.pass(4_000);
    const outcomes = (await removing).map(({ id, outcome, error }) => [
      id,
      outcome,
      error instanceof OutcomeUnknownError && error.lookError?.code,
    ]);
    assert.deepEqual(outcomes, [
      [7, "unknown", "forbidden"],
      [8, "failed", false],
    ]);
  });

  it("ends a removal by what the server says when it fails itself and the object is still there", async () => {
    const { fetch } = scripted(answer("oops", { status: 500 }), answer(taskData));
    const [removal] = await clientWith(fetch).tasks.remove([7]);
    assert.equal(removal?.outcome, "failed");
    const gone = scripted(answer("oops", { status: 500 }), answer({ detail: "none" }, { status: 404 }));
    assert.equal((await clientWith(gone.fetch).tasks.remove([7]))[0]?.outcome, "removed");
  });

  it("begins no further removal when the server cannot be reached any more, and says so", async () => {
    const clock = new ManualClock();
    const gone = answer(undefined, { status: 204 });
    const { fetch, sent } = scripted(gone, gone, gone, gone, gone, failed("ECONNREFUSED"));
    const removing = clientWith(fetch, { clock }).tasks.remove([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await until(() => clock.waits.filter((wait) => wait === 1_000).length === 4);
    await clock.pass(1_000);
    const outcomes = (await removing).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, [
      ...new Array<string>(5).fill("removed"),
      ...new Array<string>(4).fill("failed"),
      ...new Array<string>(2).fill("notTried"),
    ]);
    assert.equal(sent.length, 5 + 4 * 2);
  });

  it("begins no removal after an abort, and gives those under way a moment to be known", async () => {
    const clock = new ManualClock();
    const waiting: ((answer: Response) => void)[] = [];
    const { fetch, sent } = scripted(() => new Promise<Response>((resolve) => waiting.push(resolve)));
    const abort = new AbortController();
    const done: number[] = [];
    const removing = clientWith(fetch, { clock }).tasks.remove([1, 2, 3, 4, 5, 6], {
      signal: abort.signal,
      onProgress: (count) => done.push(count),
    });
    await turns();
    waiting[0]?.(answer(undefined, { status: 204 }));
    await until(() => sent.length === 5);
    abort.abort();
    waiting[1]?.(answer(undefined, { status: 204 }));
    await turns();
    await clock.pass(800);
    assert.deepEqual(
      (await removing).map(({ outcome }) => outcome),
      ["removed", "removed", "unknown", "unknown", "unknown", "notTried"],
    );
    assert.deepEqual(done, [1, 2, 3, 4, 5]);
    const none = await clientWith(fetch).tasks.remove([1], { signal: AbortSignal.abort() });
    assert.deepEqual(none, [{ id: 1, outcome: "notTried" }]);
  });
});
