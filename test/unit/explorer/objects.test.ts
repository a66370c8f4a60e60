import assert from "node:assert/strict";
import { type ObjectNode } from "../../../src/explorer/model/nodes.ts";
import { Objects } from "../../../src/explorer/model/objects.ts";
import { looksOf } from "../../../src/explorer/rows/looks.ts";
import { tooltipOf } from "../../../src/explorer/rows/tooltip.ts";
import { type CvatObject, keyOf } from "../../../src/objects/index.ts";
import { bob, job, project, SmallWorld, task } from "./small-world.ts";

describe("The rows of an object that is being changed", () => {
  let world: SmallWorld;
  let objects: Objects;
  let drawn: number;

  beforeEach(() => {
    world = new SmallWorld();
    world.projects = [project(1, { name: "Sky" })];
    world.tasks = [task(2, { name: "night", project_id: 1 })];
    world.jobs = [job(3, 2, { project_id: 1, stage: "annotation", state: "completed" })];
    objects = new Objects();
    drawn = 0;
    objects.onDidChange((rows) => {
      drawn += rows.length;
    });
  });

  function row(object: CvatObject): ObjectNode {
    objects.put([object]);
    const shown = objects.get(keyOf(object));
    assert.ok(shown);
    const node: ObjectNode = { id: "row", view: "cvat.jobs", parent: undefined, kind: object.kind, shown };
    objects.attach(node);
    return node;
  }

  const taskRow = async () => row({ kind: "task", entity: await world.task(2) });
  const jobRow = async () => row({ kind: "job", entity: await world.job(3) });

  it("show the new values at once, in label, icon, speech and tooltip", async () => {
    const night = await taskRow();
    objects.expect("task:2", { name: "day", assignee: bob });
    assert.deepEqual([looksOf(night).label, looksOf(night).description], ["day", "1/2 jobs · bob · #2"]);
    assert.match(looksOf(night).spoken, /^Task day, .*assigned to bob$/);
    assert.match(tooltipOf(night.shown, undefined), /^\*\*day\*\*/);
    assert.match(tooltipOf(night.shown, undefined), /\/tasks\/2>/);
    const third = await jobRow();
    objects.expect("job:3", { stage: "validation", state: "new" });
    assert.deepEqual(
      [looksOf(third).icon, looksOf(third).description],
      ["circle-large-outline", "task 2 · 0–4 · validation"],
    );
  });

  it("show the old values with the reason when the change was refused, until they are read again", async () => {
    const night = await taskRow();
    const change = objects.expect("task:2", { name: "day" });
    assert.equal(drawn, 1);
    change.settle("Could not rename. You need to own it.");
    assert.equal(drawn, 2);
    assert.equal(looksOf(night).label, "night");
    assert.match(looksOf(night).spoken, /Could not rename\. You need to own it\.$/);
    assert.match(
      tooltipOf(night.shown, undefined),
      /^\*\*night\*\*\n\nCould not rename\\\. You need to own it\\\./,
    );
    objects.put([{ kind: "task", entity: await world.task(2) }]);
    assert.doesNotMatch(tooltipOf(night.shown, undefined), /Could not/);
    assert.equal(drawn, 3);
  });

  it("keep apart two changes that are under way at the same time", async () => {
    const night = await taskRow();
    const naming = objects.expect("task:2", { name: "day" });
    const assigning = objects.expect("task:2", { assignee: bob });
    naming.settle();
    assert.deepEqual([looksOf(night).label, looksOf(night).description], ["night", "1/2 jobs · bob · #2"]);
    assigning.settle();
    assert.equal(looksOf(night).description, "1/2 jobs · #2");
  });

  it("are drawn anew when the object was brought up to date in its place", async () => {
    const night = await taskRow();
    world.tasks = [task(2, { name: "dusk", project_id: 1 })];
    await night.shown.object.entity.fetch();
    objects.put([night.shown.object]);
    assert.equal(drawn, 1);
    objects.put([night.shown.object]);
    assert.equal(drawn, 1);
  });

  /** The task as it was, or will be, under a name. */
  async function version(name: string, updated_date: string): Promise<CvatObject> {
    world.tasks = [task(2, { name, updated_date })];
    return { kind: "task", entity: await world.task(2) };
  }

  it("show nothing older than they did, to the microsecond, and keep their refusal", async () => {
    for (const [old, held] of [
      ["2026-11-20T10:00:00.000001Z", "2026-11-20T10:00:00.000002Z"],
      ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000001Z"],
      ["2026-11-20T10:00:00.999999Z", "2026-11-20T10:00:01Z"],
      ["2026-11-20T12:00:00.500000+02:00", "2026-11-20T11:30:00.5+01:00"],
    ] as const) {
      const night = row(await version("new", held));
      objects.expect("task:2", {}).settle("Could not rename.");
      drawn = 0;
      objects.put([await version("old", old)]);
      assert.equal(drawn, 0);
      assert.deepEqual([looksOf(night).label, night.shown.refusal], ["new", "Could not rename."]);
      objects.detach(night);
    }
  });

  it("show what is as old as they are, or newer, or does not say", async () => {
    const night = row(await version("first", "2026-11-20T10:00:00.000001Z"));
    for (const date of ["2026-11-20T12:00:00.000001+02:00", "2026-11-20T10:00:00.000002Z", "some", "other"]) {
      objects.put([await version(`${date} night`, date)]);
      assert.equal(looksOf(night).label, `${date} night`);
    }
  });

  it("show what was asked for after theirs came, even if the server's clock was put back", async () => {
    const night = row(await version("new", "2026-11-20T10:00:00Z"));
    const before = objects.mark;
    objects.put([await version("newer", "2026-11-20T11:00:00Z")], before);
    const restored = await version("restored", "2026-11-20T09:00:00Z");
    objects.put([restored], before);
    assert.equal(looksOf(night).label, "newer");
    objects.put([restored], objects.mark);
    assert.equal(looksOf(night).label, "restored");
  });

  it("name their task and their project as these were read last, wherever that was", async () => {
    const third = await jobRow();
    const words = () => [looksOf(third).description.split(" · ")[0], looksOf(third).spoken.split(",")[0]];
    assert.deepEqual(words(), ["task 2", "Job 3 of task 2"]);
    drawn = 0;
    row(await version("dusk", "2026-11-20T10:00:00Z"));
    assert.deepEqual([words(), drawn], [["dusk", "Job 3 of dusk"], 1]);
    objects.put([await version("dusk", "2026-11-20T10:00:00Z")]);
    assert.equal(drawn, 1);
    const project = { kind: "project", entity: await world.project(1) } as const;
    objects.put([project]);
    assert.match(tooltipOf(third.shown, undefined), /Sky/);
  });

  it("go by the new name of their task also after a change of their own that came to nothing", async () => {
    const third = await jobRow();
    const change = objects.expect("job:3", { state: "rejected" });
    row(await version("dusk", "2026-11-20T10:00:00Z"));
    change.settle("Could not set the state.");
    assert.match(looksOf(third).description, /^dusk /);
    assert.equal(third.shown.refusal, "Could not set the state.");
    world.jobs = [job(3, 2, { state: "rejected", task_name: "dawn" })];
    const other = objects.expect("job:3", { state: "rejected" });
    await third.shown.object.entity.fetch();
    other.settle();
    assert.match(looksOf(third).description, /^dawn /);
  });

  it("name their task as it was read with them where that was later", async () => {
    const third = await jobRow();
    row(await version("dusk", "2026-11-20T10:00:00Z"));
    const asked = objects.mark;
    objects.put([{ kind: "job", entity: await world.job(3) }]);
    assert.match(looksOf(third).description, /^task 2 /);
    // A list that was asked for before the job came.
    objects.put([await version("night", "2026-11-20T10:00:00Z")], asked);
    assert.match(looksOf(third).description, /^task 2 /);
    objects.put([await version("night", "2026-11-20T10:00:00Z")], objects.mark);
    assert.match(looksOf(third).description, /^night /);
  });

  it("are none where nothing shows the object", () => {
    objects.expect("task:99", { name: "day" }).settle("Could not rename.");
    assert.equal(drawn, 0);
  });

  it("go with what they are in, and move what stands above them", async () => {
    row({ kind: "project", entity: await world.project(1) });
    await taskRow();
    const third = await jobRow();
    assert.deepEqual(objects.within("task:2").toSorted(), ["job:3", "task:2"]);
    assert.deepEqual(objects.within("project:1").toSorted(), ["job:3", "project:1", "task:2"]);
    assert.deepEqual(objects.within("job:3"), ["job:3"]);
    assert.equal(objects.hasMoved(third.shown.object), false);
    world.jobs = [job(3, 2, { project_id: 1, stage: "validation" })];
    await third.shown.object.entity.fetch();
    assert.equal(objects.hasMoved(third.shown.object), true);
  });
});
