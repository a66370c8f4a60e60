import assert from "node:assert/strict";
import { Creations } from "../../../src/explorer/model/creations.ts";
import type { Node } from "../../../src/explorer/model/nodes.ts";
import { Objects } from "../../../src/explorer/model/objects.ts";
import { Tree } from "../../../src/explorer/model/tree.ts";
import type { ObjectKey } from "../../../src/objects/index.ts";
import { creation, emptyTask, settled, SmallWorld, task, TestClock } from "./small-world.ts";

class Watching {
  readonly world = new SmallWorld();
  readonly clock = new TestClock();
  readonly objects = new Objects();
  readonly errors: unknown[] = [];
  readonly redrawn: string[] = [];
  readonly end = new AbortController();
  isSeen = true;
  readonly creations = new Creations({
    objects: this.objects,
    signal: this.end.signal,
    clock: this.clock,
    isSeen: () => this.isSeen,
    failed: (error) => this.errors.push(error),
  });
  readonly tree = new Tree(
    {
      view: "cvat.tasks",
      account: "someone",
      client: this.world.client,
      objects: this.objects,
      signal: this.end.signal,
      now: () => this.clock.now(),
      changed: () => undefined,
      failed: () => undefined,
    },
    "",
  );

  constructor() {
    this.objects.onDidChange((rows) => this.redrawn.push(...rows.map((row) => row.shown.key)));
  }

  async show(): Promise<readonly Node[]> {
    await this.tree.load(undefined);
    this.world.takeAsked();
    const rows = this.tree.rows(undefined);
    this.creations.consider(rows);
    return rows;
  }

  /** What was asked when so much was asked, or nothing more comes. */
  async asked(count: number): Promise<string[]> {
    await settled(() => this.world.asked.length >= count, 1000);
    await settled(() => false, 50);
    return this.world.takeAsked();
  }

  state(key: ObjectKey): string {
    const shown = this.objects.get(key);
    if (shown?.object.kind !== "task") return "gone";
    return shown.object.entity.dataState(shown.creation ?? null);
  }
}

describe("tasks without data", () => {
  it("are asked about, and only they: none, being prepared, failed", async () => {
    const watching = new Watching();
    watching.world.tasks = [task(1), emptyTask(2), emptyTask(3), emptyTask(4)];
    watching.world.creations.set(3, creation(3, { progress: 0.4 }));
    watching.world.creations.set(4, creation(4, { status: "failed", message: "ValueError: no media\n" }));
    await watching.show();
    assert.deepEqual((await watching.asked(3)).sort(), ["creation 2", "creation 3", "creation 4"]);
    assert.deepEqual(
      (["task:2", "task:3", "task:4"] as const).map((key) => watching.state(key)),
      ["none", "preparing", "failed"],
    );
    assert.deepEqual(watching.redrawn.sort(), ["task:2", "task:3", "task:4"]);
  });

  it("are asked about once, however often they are shown", async () => {
    const watching = new Watching();
    watching.world.tasks = [emptyTask(2)];
    await watching.show();
    assert.deepEqual(await watching.asked(1), ["creation 2"]);
    await watching.show();
    await watching.tree.refresh(undefined);
    watching.world.takeAsked();
    watching.creations.consider(watching.tree.rows(undefined));
    assert.deepEqual(await watching.asked(1), []);
  });

  it("are asked about again when somebody sent data to them, or wants to know", async () => {
    const watching = new Watching();
    watching.world.tasks = [emptyTask(2)];
    await watching.show();
    await watching.asked(1);
    watching.world.tasks = [emptyTask(2, { data: 9, updated_date: "2026-11-20T11:00:00.000000Z" })];
    await watching.tree.refresh(undefined);
    await watching.show();
    assert.deepEqual(await watching.asked(1), ["creation 2"]);
    watching.creations.forget("task:2");
    await watching.show();
    assert.deepEqual(await watching.asked(1), ["creation 2"]);
  });

  it("are asked about for a hundred rows at most, the newest", async () => {
    const watching = new Watching();
    watching.world.tasks = Array.from({ length: 150 }, (_, index) => emptyTask(index + 1));
    await watching.tree.load(undefined);
    await watching.tree.branch(undefined)?.more(watching.end.signal);
    await watching.show();
    const asked = await watching.asked(100);
    assert.equal(asked.length, 100);
    assert.ok(asked.includes("creation 150") && !asked.includes("creation 50"));
  });

  it("are asked about four at a time, so that lists are not kept waiting", async () => {
    const watching = new Watching();
    watching.world.tasks = Array.from({ length: 9 }, (_, index) => emptyTask(index + 1));
    await watching.tree.load(undefined);
    watching.world.takeAsked();
    const letGo = watching.world.hold();
    await watching.show();
    assert.equal((await watching.asked(9)).length, 4);
    letGo();
    assert.equal((await watching.asked(5)).length, 5);
  });

  it("are asked about anew the next time when the server gave no answer", async () => {
    const watching = new Watching();
    watching.world.tasks = [emptyTask(2)];
    await watching.tree.load(undefined);
    watching.world.trouble = 403;
    await watching.show();
    await watching.asked(1);
    assert.equal(watching.errors.length, 1);
    watching.world.trouble = undefined;
    await watching.show();
    assert.deepEqual(await watching.asked(1), ["creation 2"]);
  });
});

describe("a task that is being prepared", () => {
  async function preparing(): Promise<Watching> {
    const watching = new Watching();
    watching.world.tasks = [emptyTask(2)];
    watching.world.creations.set(2, creation(2));
    await watching.show();
    await watching.asked(1);
    return watching;
  }

  it("is looked at again, the more seldom the less happens", async () => {
    const watching = await preparing();
    const pauses: (number | undefined)[] = [];
    for (let look = 0; look < 6; look += 1) {
      const pause = watching.clock.next;
      pauses.push(pause);
      watching.clock.pass(pause ?? 0);
      assert.deepEqual(await watching.asked(1), ["creation 2"]);
    }
    assert.deepEqual(pauses, [5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    watching.world.creations.set(2, creation(2, { progress: 0.5 }));
    watching.clock.pass(60_000);
    await watching.asked(1);
    assert.equal(watching.clock.next, 5000);
  });

  it("becomes a task with data when it is ready", async () => {
    const watching = await preparing();
    watching.world.creations.set(2, creation(2, { status: "finished", progress: 1 }));
    watching.world.tasks = [task(2)];
    watching.clock.pass(5000);
    assert.deepEqual(await watching.asked(2), ["creation 2", "task 2"]);
    assert.equal(watching.state("task:2"), "ready");
    assert.equal(watching.clock.next, undefined);
  });

  it("is ready as well when the server forgot the request meanwhile", async () => {
    const watching = await preparing();
    watching.world.creations.delete(2);
    watching.world.tasks = [task(2)];
    watching.clock.pass(5000);
    await watching.asked(2);
    assert.equal(watching.state("task:2"), "ready");
  });

  it("is left alone while nobody sees it, and looked at when it is seen again", async () => {
    const watching = await preparing();
    watching.isSeen = false;
    watching.clock.pass(5000);
    assert.deepEqual(await watching.asked(1), []);
    assert.equal(watching.clock.next, undefined);
    watching.isSeen = true;
    watching.creations.consider(watching.tree.rows(undefined));
    watching.clock.pass(60_000);
    assert.deepEqual(await watching.asked(1), ["creation 2"]);
  });

  it("is left alone when something else is shown", async () => {
    const watching = await preparing();
    watching.end.abort();
    assert.equal(watching.clock.next, undefined);
  });

  it("is looked at on when one look failed", async () => {
    const watching = await preparing();
    watching.world.trouble = 403;
    watching.clock.pass(5000);
    await watching.asked(1);
    assert.equal(watching.state("task:2"), "preparing");
    assert.equal(watching.clock.next, 10_000);
  });
});
