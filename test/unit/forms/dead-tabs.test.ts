import assert from "node:assert/strict";
import { DeadTabs } from "../../../src/forms/dead-tabs.ts";
import { ManualClock } from "../core/manual-clock.ts";
import { WindowDouble } from "./window-double.ts";

const ours = "mainThreadWebview-cvat.form";

describe("The tabs of forms after a crash", () => {
  let shown: WindowDouble;
  let clock: ManualClock;
  let live: Set<number>;
  let found: string[][];
  let tabs: DeadTabs | undefined;

  beforeEach(() => {
    shown = new WindowDouble();
    shown.enter();
    clock = new ManualClock();
    live = new Set();
    found = [];
    tabs = undefined;
  });

  afterEach(() => {
    tabs?.dispose();
    shown.leave();
  });

  function watch(): DeadTabs {
    tabs = new DeadTabs(
      "cvat.form",
      clock,
      (column) => live.has(column),
      (dead) => {
        found.push(dead.map(({ label }) => label));
      },
    );
    return tabs;
  }

  it("are found when one that is seen belongs to no panel for some seconds", async () => {
    shown.showTabs(["coins", ours], ["sky", ours]);
    watch();
    await clock.pass(3900);
    assert.deepEqual(found, []);
    await clock.pass(200);
    assert.deepEqual(found, [["coins"]]);
    await clock.pass(60_000);
    assert.equal(found.length, 1);
  });

  it("are left alone where VS Code hands the panel over in time", async () => {
    shown.showTabs(["coins", ours]);
    watch();
    await clock.pass(3000);
    live.add(1);
    await clock.pass(60_000);
    assert.deepEqual(found, []);
  });

  it("are found among those behind others when somebody looks at them", async () => {
    shown.showTabs(["README.md"], ["coins", ours]);
    watch();
    assert.deepEqual(clock.waits, []);
    shown.activate("coins");
    await clock.pass(4000);
    assert.deepEqual(found, [["coins"]]);
  });

  it("get their time from when they are seen, and none if another tab comes before them", async () => {
    shown.showTabs(["coins", ours], ["README.md"]);
    watch();
    await clock.pass(3000);
    shown.activate("README.md");
    await clock.pass(3000);
    shown.activate("coins");
    await clock.pass(3000);
    assert.deepEqual(found, []);
    await clock.pass(1000);
    assert.deepEqual(found, [["coins"]]);
  });

  it("are no pages of others, nor files, nor what is only called alike", async () => {
    shown.showTabs(["coins", "other.form"]);
    const watched = watch();
    shown.showTabs(["coins", "notcvat.form"]);
    shown.showTabs(["coins"]);
    await clock.pass(60_000);
    assert.deepEqual(found, []);
    shown.showTabs(["README.md"], ["coins", "cvat.form"], ["sky", ours], ["preview", "markdown.preview"]);
    assert.deepEqual(
      watched.all.map(({ label }) => label),
      ["coins", "sky"],
    );
  });

  it("are not looked for any more when the extension ends", async () => {
    shown.showTabs(["coins", ours]);
    watch().dispose();
    await clock.pass(60_000);
    shown.showTabs(["sky", ours]);
    assert.deepEqual([found, clock.waits], [[], []]);
  });
});
