import assert from "node:assert/strict";
import { ServerError, UnauthorizedError } from "../../../src/core/index.ts";
import { find } from "../../../src/goto/find.ts";
import { parseQuery } from "../../../src/goto/query.ts";
import { keyOf } from "../../../src/objects/index.ts";
import { job, project, SmallWorld, task } from "../explorer/small-world.ts";

const { signal } = new AbortController();

async function found(world: SmallWorld, typed: string, everywhere?: SmallWorld): Promise<string[]> {
  const query = parseQuery(typed, "https://cvat.example.org");
  const place = { client: world.client, everywhere: everywhere?.client };
  const { objects, hasMore } = await find(query, place, signal);
  return [...objects.map(keyOf), ...(hasMore ? ["more"] : [])];
}

describe("finding an object", () => {
  let world: SmallWorld;

  beforeEach(() => {
    world = new SmallWorld();
    world.projects = [project(12, { name: "Sky" }), project(2, { name: "Objects" })];
    world.tasks = [
      task(12, { name: "coins" }),
      task(3, { name: "sky at night" }),
      task(4, { name: "scene 12" }),
    ];
    world.jobs = [job(45, 12, { name: "" })];
  });

  it("by its number asks for each kind, and leaves out what is not there", async () => {
    assert.deepEqual(await found(world, "#12"), ["project:12", "task:12"]);
    assert.deepEqual(world.takeAsked().sort(), ["job 12", "project 12", "task 12"]);
    assert.deepEqual(await found(world, "task #3"), ["task:3"]);
    assert.deepEqual(world.takeAsked(), ["task 3"]);
  });

  it("by a number that may be part of a name finds both, numbers first", async () => {
    assert.deepEqual(await found(world, "12"), ["project:12", "task:12", "task:4"]);
  });

  it("by a link asks for that object alone", async () => {
    assert.deepEqual(await found(world, "https://cvat.example.org/tasks/12/jobs/45"), ["job:45"]);
    assert.deepEqual(world.takeAsked(), ["job 45"]);
    assert.deepEqual(await found(world, "https://cvat.example.org/tasks/99"), []);
  });

  it("by a link to somewhere else asks for nothing", async () => {
    assert.deepEqual(await found(world, "https://app.cvat.ai/tasks/12"), []);
    assert.deepEqual(await found(world, "https://cvat.example.org/models"), []);
    assert.deepEqual(world.asked, []);
  });

  it("by its name has the server look into all three kinds", async () => {
    assert.deepEqual(await found(world, "sky"), ["project:12", "task:3"]);
    assert.deepEqual(world.takeAsked().sort(), ["jobs", "projects", "tasks"]);
  });

  it("by its name looks among the person's own objects as well, and names each once", async () => {
    const everywhere = new SmallWorld();
    everywhere.tasks = [task(3, { name: "sky at night" }), task(99, { name: "skyline" })];
    assert.deepEqual(await found(world, "sky", everywhere), ["project:12", "task:3", "task:99"]);
  });

  it("gives ten of a kind, and says that there are more", async () => {
    world.tasks = Array.from({ length: 30 }, (_, index) => task(index + 100, { name: "many" }));
    const all = await found(world, "many");
    assert.deepEqual([all.length, all[0], all.at(-1)], [11, "task:129", "more"]);
  });

  it("takes what is hidden for not found", async () => {
    world.trouble = 403;
    assert.deepEqual(await found(world, "#12"), []);
    assert.deepEqual(await found(world, "sky"), []);
  });

  it("does not take trouble for emptiness", async () => {
    world.trouble = 401;
    await assert.rejects(found(world, "#12"), UnauthorizedError);
    world.trouble = 500;
    await assert.rejects(found(world, "sky"), ServerError);
  });
});
