import assert from "node:assert/strict";
import { isObjectNode, type ObjectNode } from "../../../src/explorer/model/nodes.ts";
import { Objects } from "../../../src/explorer/model/objects.ts";
import type { CvatObject } from "../../../src/objects/index.ts";
import { load, names, row, treeOf } from "./small-tree.ts";
import { job, project, SmallWorld, task } from "./small-world.ts";

async function objectOf(world: SmallWorld, id: number): Promise<CvatObject> {
  return { kind: "task", entity: await world.task(id) };
}

describe("a view's tree", () => {
  let world: SmallWorld;

  beforeEach(() => {
    world = new SmallWorld();
    world.projects = [project(1, { tasks: { count: 2 } }), project(2)];
    world.tasks = [task(1, { project_id: 1 }), task(2, { project_id: 1 }), task(3)];
    world.jobs = [job(1, 1), job(2, 1), job(3, 2)];
  });

  it("has projects, under them tasks, under them jobs: newest first, jobs as the frames go", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    assert.deepEqual(await load(tree), ["project:2", "project:1"]);
    const one = row(tree, "project:1");
    assert.deepEqual(await load(tree, one), ["task:2", "task:1"]);
    assert.deepEqual(await load(tree, row(tree, "task:1", one)), ["job:1", "job:2"]);
    assert.deepEqual(world.asked, ["projects", "tasks", "jobs"]);
  });

  it("asks once for what several want to know", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    await Promise.all([tree.load(undefined), tree.load(undefined)]);
    assert.deepEqual(world.asked, ["tasks"]);
  });

  it("gives each row the same id after every reading, and another one in each place", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    await load(tree);
    const before = tree.rows(undefined);
    await tree.refresh(undefined);
    assert.deepEqual(tree.rows(undefined), before);
    const other = treeOf(world, "cvat.projects");
    await load(other.tree);
    await load(other.tree, row(other.tree, "project:1"));
    assert.equal(row(tree, "task:1").id, "cvat.tasks https://cvat.example.org alice/task 1");
    assert.equal(
      row(other.tree, "task:1", row(other.tree, "project:1")).id,
      "cvat.projects https://cvat.example.org alice/project 1/task 1",
    );
  });

  it("ends in Load More as long as there is more", async () => {
    world.tasks = Array.from({ length: 240 }, (_, index) => task(index + 1));
    const { tree } = treeOf(world, "cvat.tasks");
    await tree.load(undefined);
    const last = tree.rows(undefined).at(-1);
    assert.deepEqual(last, {
      id: "cvat.tasks https://cvat.example.org alice/more",
      view: "cvat.tasks",
      parent: undefined,
      kind: "loadMore",
      loaded: 100,
      total: 240,
    });
    const signal = tree.signal(undefined);
    await tree.branch(undefined)?.more(signal);
    await tree.branch(undefined)?.more(signal);
    assert.equal(tree.rows(undefined).length, 240);
    assert.deepEqual(world.asked, ["tasks", "tasks", "tasks"]);
  });

  it("shows an error in the place of what failed; other rows stay", async () => {
    const { tree, errors } = treeOf(world, "cvat.projects");
    await load(tree);
    world.trouble = 403;
    const one = row(tree, "project:1");
    assert.deepEqual(await load(tree, one), ["error"]);
    assert.deepEqual(names(tree.rows(undefined)), ["project:2", "project:1"]);
    assert.equal(errors.length, 1);
    world.trouble = undefined;
    await tree.branch(one)?.refresh(tree.signal(one));
    assert.deepEqual(names(tree.rows(one)), ["task:2", "task:1"]);
  });

  it("shows an error in the place of Load More when that fails", async () => {
    world.tasks = Array.from({ length: 101 }, (_, index) => task(index + 1));
    const { tree } = treeOf(world, "cvat.tasks");
    await tree.load(undefined);
    world.trouble = 403;
    await tree.branch(undefined)?.more(tree.signal(undefined));
    assert.deepEqual(names(tree.rows(undefined)).slice(-2), ["task:2", "error"]);
  });

  it("keeps rows under a parent that cannot be read again, below what went wrong", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    await load(tree);
    const one = row(tree, "project:1");
    tree.setExpanded(one, true);
    await load(tree, one);
    world.trouble = 403;
    await tree.refresh(one);
    assert.deepEqual(names(tree.rows(one)), ["error", "task:2", "task:1"]);
    await tree.refresh(undefined);
    assert.deepEqual(names(tree.rows(undefined)), ["project:2", "project:1"]);
    assert.equal(tree.branch(undefined)?.failure?.step, "refresh");
    // What is said of the whole view is not said again below.
    assert.deepEqual(names(tree.rows(one)), ["task:2", "task:1"]);
  });

  it("says that nothing matches only when it asked with a filter and nothing came", async () => {
    const { tree, changed } = treeOf(world, "cvat.tasks");
    await load(tree);
    tree.setFilter("nowhere");
    assert.deepEqual(changed.at(-1), "top");
    assert.deepEqual(names(tree.rows(undefined)), []);
    assert.deepEqual(await load(tree), ["nothingMatches"]);
    assert.equal(tree.isEmpty, false);
    tree.setFilter("task 3");
    assert.deepEqual(await load(tree), ["task:3"]);
    tree.setFilter("");
    assert.deepEqual(await load(tree), ["task:3", "task:2", "task:1"]);
  });

  it("remembers what was open over a filter, also where the filter leaves it out", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    await load(tree);
    const open = async (key: string, parent?: ObjectNode): Promise<ObjectNode> => {
      const node = row(tree, key, parent);
      tree.setExpanded(node, true);
      await load(tree, node);
      return node;
    };
    await open("task:1", await open("project:1"));
    await open("project:2");
    tree.setFilter("project 1");
    await load(tree);
    const one = row(tree, "project:1");
    assert.equal(tree.isExpanded(one), true);
    assert.deepEqual(await load(tree, one), ["task:2", "task:1"]);
    assert.deepEqual(
      tree.rows(one).map((node) => isObjectNode(node) && tree.isExpanded(node)),
      [false, true],
    );
    tree.setExpanded(one, false);
    tree.setFilter("");
    await load(tree);
    assert.deepEqual(
      tree.rows(undefined).map((node) => isObjectNode(node) && tree.isExpanded(node)),
      [true, false],
    );
  });

  it("does not open what was removed and is there again", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    await load(tree);
    tree.setExpanded(row(tree, "project:1"), true);
    const before = world.projects;
    world.projects = [];
    await tree.refresh(undefined);
    world.projects = before;
    await tree.refresh(undefined);
    assert.equal(tree.isExpanded(row(tree, "project:1")), false);
  });

  it("is empty when it asked without a filter and nothing came", async () => {
    world.tasks = [];
    const { tree } = treeOf(world, "cvat.tasks");
    assert.equal(tree.isEmpty, false);
    assert.deepEqual(await load(tree), []);
    assert.equal(tree.isEmpty, true);
  });

  it("drops an answer for a filter that has been changed meanwhile", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    const reading = tree.load(undefined);
    tree.setFilter("task 3");
    await reading;
    assert.deepEqual(await load(tree), ["task:3"]);
  });

  it("drops an answer that comes after it has gone", async () => {
    const { tree, objects, gone, errors } = treeOf(world, "cvat.tasks");
    const reading = tree.load(undefined);
    gone.abort();
    tree.dispose();
    await reading;
    assert.deepEqual(tree.rows(undefined), []);
    assert.deepEqual([objects.get("task:1"), errors], [undefined, []]);
  });
});

describe("reading a tree again", () => {
  let world: SmallWorld;

  beforeEach(() => {
    world = new SmallWorld();
    world.projects = [project(1, { tasks: { count: 1 } }), project(2, { tasks: { count: 1 } })];
    world.tasks = [task(1, { project_id: 1 }), task(2, { project_id: 2 })];
    world.jobs = [job(1, 1)];
  });

  it("leaves out what is closed, until it is opened", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    await load(tree);
    for (const key of ["project:1", "project:2"]) await load(tree, row(tree, key));
    tree.setExpanded(row(tree, "project:1"), true);
    world.takeAsked();
    await tree.refresh(undefined);
    assert.deepEqual(world.takeAsked(), ["projects", "tasks"]);
    world.tasks.push(task(3, { project_id: 2 }));
    const two = row(tree, "project:2");
    await tree.load(two);
    await tree.branch(two)?.refresh(tree.signal(two));
    assert.deepEqual(names(tree.rows(two)), ["task:3", "task:2"]);
    assert.deepEqual(world.takeAsked(), ["tasks"]);
  });

  it("counts what is open below something closed as closed", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    await load(tree);
    const one = row(tree, "project:1");
    await load(tree, one);
    await load(tree, row(tree, "task:1", one));
    tree.setExpanded(row(tree, "task:1", one), true);
    assert.equal(tree.isUncovered(row(tree, "task:1", one)), false);
    world.takeAsked();
    await tree.refresh(undefined);
    assert.deepEqual(world.takeAsked(), ["projects"]);
  });

  it("can begin at a row, and asks for nothing that was never shown", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    await load(tree);
    const one = row(tree, "project:1");
    tree.setExpanded(one, true);
    world.takeAsked();
    await tree.refresh(row(tree, "project:2"));
    assert.deepEqual(world.takeAsked(), []);
    await load(tree, one);
    world.takeAsked();
    await tree.refresh(one);
    assert.deepEqual(world.takeAsked(), ["tasks"]);
  });

  it("lets go of rows that are gone, and of all that was under them", async () => {
    const { tree, objects } = treeOf(world, "cvat.projects");
    await load(tree);
    const one = row(tree, "project:1");
    await load(tree, one);
    await load(tree, row(tree, "task:1", one));
    world.projects = world.projects.filter(({ id }) => id !== 1);
    await tree.refresh(undefined);
    assert.deepEqual(names(tree.rows(undefined)), ["project:2"]);
    assert.deepEqual(
      [objects.get("project:1"), objects.get("task:1"), objects.get("job:1")],
      [undefined, undefined, undefined],
    );
  });

  it("has all rows of an object show what was read for one of them", async () => {
    const objects = new Objects();
    const redrawn: string[] = [];
    objects.onDidChange((rows) => redrawn.push(...rows.map((one) => one.view)));
    const projects = treeOf(world, "cvat.projects", objects);
    const tasks = treeOf(world, "cvat.tasks", objects);
    await load(projects.tree);
    await load(projects.tree, row(projects.tree, "project:1"));
    await load(tasks.tree);
    assert.deepEqual(redrawn, []);
    world.tasks = world.tasks.map((one) => (one.id === 1 ? { ...one, name: "renamed" } : one));
    await tasks.tree.refresh(undefined);
    assert.deepEqual(redrawn.sort(), ["cvat.projects", "cvat.tasks"]);
    const { object } = row(projects.tree, "task:1", row(projects.tree, "project:1")).shown;
    assert.equal(object.kind === "task" && object.entity.name, "renamed");
  });

  it("removes each row of an object that is known to be gone", async () => {
    const { tree, objects } = treeOf(world, "cvat.projects");
    await load(tree);
    const one = row(tree, "project:1");
    await load(tree, one);
    tree.remove("task:1");
    assert.deepEqual(names(tree.rows(one)), []);
    assert.equal(objects.get("task:1"), undefined);
  });
});

describe("going to a row", () => {
  let world: SmallWorld;

  beforeEach(() => {
    world = new SmallWorld();
    world.tasks = Array.from({ length: 1240 }, (_, index) => task(index + 1));
  });

  it("reads the pages up to it", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    const object = await objectOf(world, 950);
    world.takeAsked();
    const found = await tree.readUpTo(undefined, object, tree.signal(undefined));
    assert.equal(found?.shown.key, "task:950");
    assert.deepEqual(world.takeAsked(), ["tasks", "count tasks", "tasks", "tasks"]);
  });

  it("stops at once when the person calls it off, and the view's own reading goes on", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    const object = await objectOf(world, 950);
    const stop = new AbortController();
    const reading = tree.readUpTo(undefined, object, stop.signal);
    stop.abort();
    await assert.rejects(reading, { name: "AbortError" });
    await load(tree);
    assert.equal(names(tree.rows(undefined))[0], "task:1240");
  });

  it("asks for nothing more when it has been read, or cannot come any more", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    await load(tree);
    const object = await objectOf(world, 1200);
    world.tasks = world.tasks.filter(({ id }) => id !== 1180);
    world.takeAsked();
    assert.ok(await tree.readUpTo(undefined, object, tree.signal(undefined)));
    assert.deepEqual(world.takeAsked(), []);
  });

  it("does not read many pages for one row, but gives it one of its own at the top", async () => {
    const { tree, changed } = treeOf(world, "cvat.tasks");
    const object = await objectOf(world, 7);
    world.takeAsked();
    assert.equal(await tree.readUpTo(undefined, object, tree.signal(undefined)), undefined);
    assert.deepEqual(world.takeAsked(), ["tasks", "count tasks"]);
    const pinned = tree.pin(object);
    assert.ok(pinned && tree.isPinned(pinned));
    assert.deepEqual(names(tree.rows(undefined)).slice(0, 2), ["task:7", "task:1240"]);
    assert.equal(changed.at(-1), "top");
    tree.unpin(pinned);
    assert.equal(names(tree.rows(undefined))[0], "task:1240");
  });

  it("takes back the row at the top when it is read in its own place", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    await load(tree);
    const object = await objectOf(world, 1100);
    const pinned = tree.pin(object);
    assert.ok(pinned);
    assert.equal(names(tree.rows(undefined))[0], "task:1100");
    await tree.branch(undefined)?.more(tree.signal(undefined));
    const all = names(tree.rows(undefined));
    assert.deepEqual([all[0], all.filter((name) => name === "task:1100").length], ["task:1240", 1]);
    assert.equal(tree.isPinned(pinned), false);
    assert.equal(row(tree, "task:1100"), pinned);
  });

  it("keeps the row at the top over a refresh and a filter", async () => {
    const { tree } = treeOf(world, "cvat.tasks");
    await load(tree);
    tree.pin(await objectOf(world, 7));
    await tree.refresh(undefined);
    assert.equal(names(tree.rows(undefined))[0], "task:7");
    tree.setFilter("task 1240");
    assert.deepEqual(await load(tree), ["task:7", "task:1240"]);
  });

  it("gives no row at the top to what does not belong there", async () => {
    const { tree } = treeOf(world, "cvat.projects");
    assert.equal(tree.pin(await objectOf(world, 7)), undefined);
  });
});
