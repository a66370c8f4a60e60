import assert from "node:assert/strict";
import {
  ForbiddenError,
  InvalidParameterError,
  Jobs,
  Labels,
  Memberships,
  Organizations,
  Project,
  Projects,
  Tasks,
  Users,
} from "../../../src/core/index.ts";
import { FakeTransport, forbidden, pageOf } from "./fake-transport.ts";
import { projectData, taskData, without } from "./samples.ts";

const nothing = new FakeTransport(() => pageOf());
const context = nothing.context();

function refused(list: string, parameter: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof InvalidParameterError &&
    error.parameter === parameter &&
    error.message === `The list of ${list} has no parameter "${parameter}"`;
}

describe("the parameters of a list", () => {
  it("are sent as they are, with an order and a page", async () => {
    const transport = new FakeTransport(() => pageOf(taskData));
    const tasks = new Tasks(transport.context({ slug: "crew" }));
    const list = tasks.list({
      search: "night",
      project_id: 3,
      status: "completed",
      subset: undefined,
      pageSize: 20,
    });
    assert.equal((await list.all())[0]?.name, "night");
    const [request] = transport.asked;
    assert.equal(request?.path, "/api/tasks");
    assert.deepEqual(request.query, {
      search: "night",
      project_id: 3,
      status: "completed",
      subset: undefined,
      filter: undefined,
      sort: "-id",
      page: 1,
      page_size: 20,
    });
    assert.deepEqual(request.organization, { slug: "crew" });
  });

  it("order labels by age and everything else newest first", async () => {
    const transport = new FakeTransport(() => pageOf());
    const some = transport.context();
    const lists = [
      new Projects(some).list(),
      new Tasks(some).list(),
      new Jobs(some).list(),
      new Users(some).list(),
      new Organizations(some).list(),
      new Memberships(some).list(),
      new Labels(some).list(),
    ];
    for (const list of lists) assert.deepEqual((await list.pager().next()).items, []);
    assert.deepEqual(
      transport.asked.map(
        ({ path, query }) => `${path} ${String(query?.["sort"])} ${String(query?.["page_size"])}`,
      ),
      [
        "/api/projects -id 100",
        "/api/tasks -id 100",
        "/api/jobs -id 100",
        "/api/users -id 100",
        "/api/organizations -id 100",
        "/api/memberships -id 100",
        "/api/labels id 100",
      ],
    );
  });

  it("can sort by several fields, always to the id in the end", async () => {
    const transport = new FakeTransport(() => pageOf());
    const tasks = new Tasks(transport.context());
    await tasks.list({ sort: ["status", "-updated_date"] }).all();
    await tasks.list({ sort: ["name", "-id"] }).all();
    await tasks.list({ sort: [] }).all();
    assert.deepEqual(
      transport.asked.map(({ query }) => query?.["sort"]),
      ["status,-updated_date,id", "name,-id", "-id"],
    );
  });

  it("take a filter as text or as a rule", async () => {
    const transport = new FakeTransport(() => pageOf());
    const tasks = new Tasks(transport.context());
    await tasks.list({ filter: '{"==":[{"var":"id"},7]}' }).all();
    await tasks.list({ filter: { "==": [{ var: "id" }, 7] } }).all();
    await tasks.list({ filter: "" }).all();
    assert.deepEqual(
      transport.asked.map(({ query }) => query?.["filter"]),
      ['{"==":[{"var":"id"},7]}', '{"==":[{"var":"id"},7]}', undefined],
    );
  });

  it("are refused when the server would ignore them", () => {
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Projects(context).list({ owner_id: 2 }), refused("projects", "owner_id"));
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Tasks(context).list({ id: 2 }), refused("tasks", "id"));
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Jobs(context).list({ owner: "alice" }), refused("jobs", "owner"));
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Labels(context).list({ svg: "" }), refused("labels", "svg"));
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Users(context).list({ email: "x" }), refused("users", "email"));
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Organizations(context).list({ id: 4 }), refused("organizations", "id"));
    // @ts-expect-error the server has no such parameter
    assert.throws(() => new Memberships(context).list({ slug: "x" }), refused("memberships", "slug"));
    assert.deepEqual(nothing.asked, []);
  });

  it("are refused when the list belongs to something that decides them", () => {
    const project = new Project(context, projectData);
    // @ts-expect-error it is the project's own
    assert.throws(() => project.listTasks({ project_id: 4 }), refused("tasks", "project_id"));
  });

  it("are refused when the list cannot be sorted by that", () => {
    const tasks = new Tasks(context);
    // @ts-expect-error the server cannot sort by it
    assert.throws(() => tasks.list({ sort: "created_date" }), refused("tasks", "sort=created_date"));
    const labels = new Labels(context);
    // @ts-expect-error the server cannot sort by it
    assert.throws(() => labels.list({ sort: ["name", "-task_id"] }), refused("labels", "sort=-task_id"));
  });

  it("allow pages of one row to a thousand", () => {
    for (const pageSize of [0, -1, 1.5, 1001, NaN]) {
      assert.throws(() => new Tasks(context).list({ pageSize }), refused("tasks", `pageSize=${pageSize}`));
    }
    new Tasks(context).list({ pageSize: 1 });
    new Tasks(context).list({ pageSize: 1000 });
  });
});

describe("the organization of a list", () => {
  it("is the one that the client had when the list was made", async () => {
    const transport = new FakeTransport(() => pageOf());
    const changing = { ...transport.context(), organization: { slug: "crew" } };
    const list = new Tasks(changing).list();
    changing.organization = { slug: "beta" };
    await list.all();
    assert.deepEqual(transport.asked[0]?.organization, { slug: "crew" });
  });

  it("is not named for the organizations themselves, since it could be gone", async () => {
    const transport = new FakeTransport(() => pageOf());
    await new Organizations(transport.context({ slug: "gone" })).list().all();
    assert.deepEqual(transport.asked[0]?.organization, { slug: null });
  });

  it("is the object's own for what belongs to an object, whatever the client's is", async () => {
    const transport = new FakeTransport(() => pageOf());
    const project = new Project(transport.context({ slug: "beta" }), projectData);
    await project.listTasks({ status: "completed" }).all();
    assert.deepEqual(transport.asked[0]?.organization, { id: 5 });
    assert.equal(transport.asked[0].query?.["project_id"], 3);
    assert.equal(transport.asked[0].query["status"], "completed");
  });

  it("is the personal workspace for what belongs to a personal object", async () => {
    const transport = new FakeTransport(() => pageOf());
    const personal = { ...projectData, organization: null, organization_id: null };
    await new Project(transport.context({ slug: "beta" }), personal).listLabels().all();
    assert.deepEqual(transport.asked[0]?.organization, { id: null });
  });

  it("is known from servers that have the older name only", async () => {
    const older = without(projectData, "organization_id");
    const transport = new FakeTransport(({ path }) => (path === "/api/projects/3" ? older : pageOf()));
    const project = await new Projects(transport.context()).retrieve(3);
    await project.listLabels().all();
    assert.deepEqual(transport.asked[1]?.organization, { id: 5 });
  });

  it("is left away when the person is no member of it, for all pages", async () => {
    const rows = [9, 8, 7].map((id) => ({ ...taskData, id }));
    const transport = new FakeTransport((request) => {
      if (request.organization && "id" in request.organization) throw forbidden(request);
      return { count: rows.length, results: rows.splice(0, 1) };
    });
    const list = new Project(transport.context({ slug: "beta" }), projectData).listTasks({ pageSize: 1 });
    const ids: number[] = [];
    for await (const { id } of list) ids.push(id);
    assert.deepEqual(ids, [9, 8, 7]);
    assert.deepEqual(
      transport.asked.map(({ organization }) => organization),
      [{ id: 5 }, { slug: null }, { slug: null }, { slug: null }],
    );
  });

  it("is not looked for elsewhere when nothing helps", async () => {
    const transport = new FakeTransport((request) => {
      throw forbidden(request);
    });
    const project = new Project(transport.context(), projectData);
    const list = project.listTasks();
    await assert.rejects(list.all(), ForbiddenError);
    assert.equal(transport.asked.length, 2);
    await assert.rejects(list.all(), ForbiddenError);
    assert.equal(transport.asked.length, 3);
    await assert.rejects(new Tasks(transport.context({ slug: "crew" })).list().all(), ForbiddenError);
    assert.equal(transport.asked.length, 4);
  });
});
