import assert from "node:assert/strict";
import { looksOf } from "../../../src/explorer/rows/looks.ts";
import { keyOf } from "../../../src/objects/index.ts";
import { load, names, row, treeOf } from "./small-tree.ts";
import { job, project, settled, SmallWorld, task } from "./small-world.ts";

describe("an answer that comes late", () => {
  let world: SmallWorld;

  beforeEach(() => {
    world = new SmallWorld();
    world.projects = [project(1, { tasks: { count: 1 } }), project(2)];
    world.tasks = [task(1, { project_id: 1 }), task(2)];
    world.jobs = [job(1, 1, { project_id: 1 }), job(2, 2)];
  });

  async function asked(count: number): Promise<void> {
    await settled(() => world.asked.length >= count);
  }

  it("brings no row of what was removed meanwhile, nor of what was in it", async () => {
    const { tree, objects } = treeOf(world, "cvat.jobs");
    const letGo = world.hold();
    const reading = load(tree);
    await asked(1);
    tree.remove("task:1");
    letGo();
    assert.deepEqual(await reading, ["job:2"]);
    assert.equal(objects.get("job:1"), undefined);
  });

  it("brings no row of what was in a project that was removed meanwhile", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    await load(tree);
    const letGo = world.hold();
    world.takeAsked();
    const reading = tree.refresh(undefined);
    await asked(1);
    for (const key of ["task:1", "project:1"] as const) tree.remove(key);
    letGo();
    await reading;
    assert.deepEqual(names(tree.rows(undefined)), ["task:2"]);
  });

  it("leaves nothing behind when the row was removed under which it was to stand", async () => {
    const { tree, objects, changed } = treeOf(world, "cvat.projects");
    await load(tree);
    const letGo = world.hold();
    world.takeAsked();
    const one = row(tree, "project:1");
    const reading = tree.load(one);
    await asked(1);
    tree.remove("project:1");
    changed.length = 0;
    letGo();
    await reading;
    assert.deepEqual(
      [objects.get("task:1"), tree.node(`${one.id}/task 1`), changed],
      [undefined, undefined, []],
    );
  });

  it("does not take back what was changed meanwhile; one that was asked for after that is believed", async () => {
    const { tree, objects } = treeOf(world, "cvat.tasks");
    await load(tree);
    const before = world.tasks;
    world.tasks = [task(2, { name: "renamed", updated_date: "2026-11-20T10:00:00.000001Z" })];
    const renamed = await world.task(2);
    world.tasks = before;
    const letGo = world.hold();
    world.takeAsked();
    const reading = tree.refresh(undefined);
    await asked(1);
    // As the answer to a PATCH brings it.
    objects.put([{ kind: "task", entity: renamed }]);
    letGo();
    await reading;
    assert.equal(looksOf(row(tree, "task:2")).label, "renamed");
    world.tasks = [task(1), task(2, { name: "restored", updated_date: "2026-11-20T09:00:00Z" })];
    await tree.refresh(undefined);
    assert.equal(looksOf(row(tree, "task:2")).label, "restored");
  });

  it("takes no row from what was made meanwhile", async () => {
    const { tree, objects } = treeOf(world, "cvat.projects");
    await load(tree);
    const one = row(tree, "project:1");
    world.tasks.push(task(3, { project_id: 1 }));
    const object = { kind: "task", entity: await world.task(3) } as const;
    world.tasks.pop();
    const letGo = world.hold();
    world.takeAsked();
    const reading = load(tree, one);
    await asked(1);
    tree.add(object);
    letGo();
    assert.deepEqual(await reading, ["task:3", "task:1"]);
    assert.equal(objects.get(keyOf(object))?.object, object);
  });
});
