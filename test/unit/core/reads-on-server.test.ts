import assert from "node:assert/strict";
import { Client, NotFoundError, UnauthorizedError, accessToken, basic } from "../../../src/core/index.ts";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";

describe("reading from a server", function () {
  let server: SampleServer;

  before(async () => {
    server = await startSampleServer({ tasks: 1240 });
  });

  beforeEach(() => {
    server.requests.clear();
  });

  after(async () => {
    await server.close();
  });

  function clientOf(username: string, fetching: typeof fetch = fetch): Client {
    const { token } = server.account(username);
    return new Client({ origin: server.origin, credentials: accessToken(token), fetch: fetching });
  }

  /** What somebody else does at the same time. */
  async function asAlice(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(server.origin + path, {
      method,
      headers: {
        Authorization: `Bearer ${server.account("alice").token}`,
        "Content-Type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return response;
  }

  it("gives a long list by one request for each hundred rows, in every way", async () => {
    await using client = clientOf("alice");
    const list = client.tasks.list();
    const total = await list.count();
    const ids = (await list.all()).map(({ id }) => id);
    assert.equal(ids.length, total);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => b - a),
    );
    const iterated: number[] = [];
    for await (const { id } of list) iterated.push(id);
    assert.deepEqual(iterated, ids);
    const upwards = await client.tasks.list({ sort: "id" }).all();
    assert.deepEqual(upwards.map(({ id }) => id).reverse(), ids);
    const byName = await client.tasks.list({ sort: ["name", "-id"] }).all();
    assert.deepEqual(
      byName.map(({ id }) => id).sort((a, b) => b - a),
      ids,
    );
    assert.equal(server.requests.all({ path: "/api/tasks" }).length, 1 + 4 * Math.ceil(total / 100));
  });

  it("narrows a list from page to page within the caller's own filter and search", async () => {
    await using client = clientOf("alice");
    const all = await client.tasks.list().all();
    const wanted = all.filter(({ id, name }) => id % 2 === 0 && name.includes("1")).map(({ id }) => id);
    const evens = all.filter(({ id }) => id % 2 === 0).map(({ id }) => id);
    const list = client.tasks.list({ search: "1", filter: { in: [{ var: "id" }, evens] }, pageSize: 50 });
    assert.deepEqual(
      (await list.all()).map(({ id }) => id),
      wanted,
    );
  });

  it("loses and doubles no row while somebody else adds and removes tasks", async () => {
    let turn = 0;
    const torn: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      turn += 1;
      const victim = turn % 2 === 0 ? ids.shift() : ids.pop();
      if (victim !== undefined) {
        removed.add(victim);
        await asAlice("DELETE", `/api/tasks/${victim}`);
      }
      await asAlice("POST", "/api/tasks", { name: `meanwhile ${turn}`, labels: [] });
      return response;
    };
    const removed = new Set<number>();
    await using calm = clientOf("alice");
    const before = (await calm.tasks.list().all()).map(({ id }) => id);
    const ids = before.slice(2, 200);
    await using client = clientOf("alice", torn);
    const one: number[] = [];
    for await (const { id } of client.tasks.list({ pageSize: 50 })) one.push(id);
    const other = (await client.tasks.list({ pageSize: 50 }).all()).map(({ id }) => id);
    for (const found of [one, other]) {
      assert.equal(new Set(found).size, found.length);
      const seen = new Set(found);
      assert.deepEqual(
        before.filter((id) => !removed.has(id) && !seen.has(id)),
        [],
      );
    }
    assert.ok(removed.size > 40);
  });

  it("shows what is in an organization to its maintainer, who did not name it", async () => {
    await using alice = clientOf("alice");
    const [sky] = await alice.projects.list({ name: "Sky" }).all();
    assert.ok(sky);
    await using bob = clientOf("bob");
    assert.deepEqual(await bob.projects.list({ name: "Sky" }).all(), []);
    const project = await bob.projects.retrieve(sky.id);
    const tasks = await project.listTasks().all();
    assert.equal(tasks.length, project.tasks.count);
    const [task] = tasks;
    assert.ok(task);
    const jobs = await task.listJobs().all();
    assert.equal(jobs.length, task.jobs.count);
    assert.ok((await project.listLabels().all()).length > 0);
    assert.deepEqual(
      (await task.listLabels().all()).map(({ name }) => name),
      (await jobs[0]?.listLabels().all())?.map(({ name }) => name),
    );
  });

  it("shows a picture of an object, and what became of its data", async () => {
    await using client = clientOf("alice");
    const [full] = await client.withOrganization("crew").tasks.list({ pageSize: 1 }).all();
    const preview = await full?.preview();
    assert.match(preview?.contentType ?? "", /^image\//);
    assert.ok((preview?.bytes.length ?? 0) > 100);

    const { id } = (await (await asAlice("POST", "/api/tasks", { name: "bare", labels: [] })).json()) as {
      id: number;
    };
    const bare = await client.tasks.retrieve(id);
    assert.equal(await bare.preview(), null);
    assert.equal(bare.dataState(await bare.creationRequest()), "none");
    server.setCreationRequest(id, { status: "failed", message: "ValueError: No media data found\n" });
    const request = await bare.creationRequest();
    assert.equal(bare.dataState(request), "failed");
    assert.match(request?.message ?? "", /No media data found/);
  });

  it("brings a copy up to date until the object is gone", async () => {
    await using client = clientOf("alice");
    const { id } = (await (await asAlice("POST", "/api/tasks", { name: "first", labels: [] })).json()) as {
      id: number;
    };
    const task = await client.tasks.retrieve(id);
    await asAlice("PATCH", `/api/tasks/${id}`, { name: "second" });
    assert.equal(task.name, "first");
    await task.fetch();
    assert.equal(task.name, "second");
    await asAlice("DELETE", `/api/tasks/${id}`);
    await assert.rejects(task.fetch(), NotFoundError);
    assert.equal(task.name, "second");
  });

  it("tells who and what is signed in", async () => {
    await using client = clientOf("alice");
    const me = await client.users.me();
    assert.equal(me.username, "alice");
    assert.equal((await client.accessTokens.self()).read_only, false);
    const slugs = (await client.organizations.list().all()).map(({ slug }) => slug);
    assert.deepEqual(slugs.sort(), ["beta", "crew"]);
    const mine = await client.memberships.list({ user: "alice" }).all();
    assert.deepEqual(mine.map(({ role }) => role).sort(), ["owner", "supervisor"]);
    const crew = await client.withOrganization("crew").users.list().all();
    assert.ok(crew.some(({ username }) => username === "bob"));
    assert.match((await client.server.about()).version, /^2\.\d+/);

    const { username, password } = server.account("alice");
    await using other = new Client({ origin: server.origin, credentials: basic(username, password) });
    await assert.rejects(other.accessTokens.self(), UnauthorizedError);
  });
});
