import assert from "node:assert/strict";
import {
  AccessTokens,
  BackgroundRequest,
  BadRequestError,
  ForbiddenError,
  Job,
  Jobs,
  Labels,
  Memberships,
  Organizations,
  Project,
  Projects,
  Requests,
  Server,
  Task,
  Tasks,
  UnexpectedResponseError,
  Users,
} from "../../../src/core/index.ts";
import { FakeTransport, factsOf, forbidden, notFound, pageOf } from "./fake-transport.ts";
import { jobData, labelData, projectData, requestData, taskData, userData, without } from "./samples.ts";

const preparing = { ...taskData, size: 0, data: 9 };
const idle = new FakeTransport(() => undefined).context();

describe("a project, a task and a job", () => {
  it("give what belongs to them", async () => {
    const transport = new FakeTransport(({ path }) =>
      pageOf({ "/api/tasks": taskData, "/api/jobs": jobData, "/api/labels": labelData }[String(path)]),
    );
    const context = transport.context();
    const lists = [
      new Project(context, projectData).listTasks(),
      new Project(context, projectData).listLabels(),
      new Task(context, taskData).listJobs({ state: "new" }),
      new Task(context, taskData).listLabels(),
      new Job(context, jobData).listLabels({ name: "car" }),
    ];
    for (const list of lists) assert.equal((await list.all()).length, 1);
    assert.deepEqual(
      transport.asked.map(({ path, query, organization }) => {
        const { project_id, task_id, job_id } = query ?? {};
        return [path, project_id ?? "", task_id ?? "", job_id ?? "", JSON.stringify(organization)].join(" ");
      }),
      [
        '/api/tasks 3   {"id":5}',
        '/api/labels 3   {"id":5}',
        '/api/jobs  7  {"id":5}',
        '/api/labels  7  {"id":5}',
        '/api/labels   11 {"id":5}',
      ],
    );
  });

  it("are retrieved by their ids, without an organization", async () => {
    const transport = new FakeTransport(({ path }) => (path === "/api/jobs/11" ? jobData : projectData));
    const context = transport.context({ slug: "crew" });
    assert.equal((await new Jobs(context).retrieve(11)).task_name, "night");
    assert.equal((await new Projects(context).retrieve(3)).name, "Sky");
    assert.ok(transport.asked.every(({ organization }) => organization === undefined));
  });

  it("have a preview, or none", async () => {
    const answers: unknown[] = [
      Uint8Array.of(255, 216),
      new Uint8Array(),
      "Task image preview not found",
      "forbidden",
    ];
    const transport = new FakeTransport((request) => {
      const answer = answers.shift();
      if (answer === "forbidden") throw forbidden(request);
      if (typeof answer === "string") throw notFound(request, answer);
      return answer;
    });
    const context = transport.context();
    const preview = await new Project(context, projectData).preview();
    assert.deepEqual(preview, { bytes: Uint8Array.of(255, 216), contentType: "image/jpeg" });
    assert.equal(await new Task(context, taskData).preview(), null);
    assert.equal(await new Job(context, jobData).preview(), null);
    await assert.rejects(new Job(context, jobData).preview(), ForbiddenError);
    assert.deepEqual(
      transport.asked.map(({ path }) => path),
      ["/api/projects/3/preview", "/api/tasks/7/preview", "/api/jobs/11/preview", "/api/jobs/11/preview"],
    );
  });

  it("know replicas by both their names", () => {
    const types = ["annotation", "ground_truth", "consensus_replica", "replica"];
    assert.deepEqual(
      types.map((type) => new Job(idle, { ...jobData, type }).isReplica),
      [false, false, true, true],
    );
  });
});

describe("the data of a task", () => {
  it("are there if it has frames", () => {
    assert.equal(new Task(idle, taskData).hasData, true);
    assert.equal(new Task(idle, preparing).hasData, false);
  });

  it("are not there if the server does not tell a size", async () => {
    const bare = { ...without(taskData, "size"), data: null };
    const task = await new Tasks(new FakeTransport(() => bare).context()).retrieve(7);
    assert.equal(task.hasData, false);
    assert.equal(task.dataState(null), "none");
  });

  it("are told apart by the request that makes them", () => {
    const request = (status: string | null): BackgroundRequest =>
      new BackgroundRequest(idle, { ...requestData, status });
    const task = new Task(idle, preparing);
    assert.equal(task.dataState(null), "none");
    assert.equal(task.dataState(request("queued")), "preparing");
    assert.equal(task.dataState(request("started")), "preparing");
    assert.equal(task.dataState(request(null)), "preparing");
    assert.equal(task.dataState(request("failed")), "failed");
    assert.equal(task.dataState(request("finished")), "ready");
    assert.equal(new Task(idle, taskData).dataState(null), "ready");
  });

  it("come by a request that is asked for by the task's id", async () => {
    const transport = new FakeTransport(() => requestData);
    const request = await new Task(transport.context(), preparing).creationRequest();
    assert.ok(request instanceof BackgroundRequest);
    assert.equal(request.message, "Images are being extracted");
    await request.fetch();
    const path = "/api/requests/action%3Dcreate%26target%3Dtask%26target_id%3D7";
    assert.deepEqual(
      transport.asked.map((asked) => asked.path),
      [path, path],
    );
  });

  it("were never begun if there is no such request", async () => {
    const transport = new FakeTransport((request) => {
      throw notFound(request, "There is no request with specified id");
    });
    assert.equal(await new Task(transport.context(), preparing).creationRequest(), null);
  });

  it("are not known if the request cannot be read", async () => {
    const messages = ["Task matching query does not exist."];
    const transport = new FakeTransport((request) => {
      throw new BadRequestError(400, factsOf(request), { fields: new Map([["", messages]]), messages });
    });
    await assert.rejects(new Task(transport.context(), preparing).creationRequest(), BadRequestError);
    const odd = new FakeTransport(() => ({ ...requestData, status: 5 }));
    await assert.rejects(new Requests(odd.context()).retrieve("x"), UnexpectedResponseError);
  });
});

describe("people, organizations and the server", () => {
  const self = {
    ...userData,
    email: "alice@example.org",
    groups: ["user"],
    is_staff: false,
    is_superuser: false,
    is_active: true,
    last_login: null,
    date_joined: "2026-11-23T15:01:18Z",
    has_analytics_access: false,
  };

  it("tell who is signed in, in full", async () => {
    const transport = new FakeTransport(() => self);
    const me = await new Users(transport.context({ slug: "crew" })).me();
    assert.equal(me.email, "alice@example.org");
    assert.deepEqual(me.groups, ["user"]);
    await me.fetch();
    assert.deepEqual(
      transport.asked.map(({ path, organization }) => [path, organization]),
      [
        ["/api/users/self", undefined],
        ["/api/users/self", undefined],
      ],
    );
  });

  it("show another person in the client's organization", async () => {
    const transport = new FakeTransport(() => userData);
    const user = await new Users(transport.context({ slug: "crew" })).retrieve(2);
    assert.equal(user.username, "alice");
    assert.equal(user.email, undefined);
    await user.fetch();
    assert.deepEqual(
      transport.asked.map(({ path, organization }) => [path, organization]),
      [
        ["/api/users/2", { slug: "crew" }],
        ["/api/users/2", { slug: "crew" }],
      ],
    );
  });

  it("say what the server is", async () => {
    const about = { name: "Computer Vision Annotation Tool", description: "CVAT is …", version: "2.16.0" };
    assert.deepEqual(await new Server(new FakeTransport(() => about).context()).about(), about);
    const odd = new FakeTransport(() => ({ name: "Something else" }));
    await assert.rejects(new Server(odd.context()).about(), UnexpectedResponseError);
  });

  it("tell what the client's token may do", async () => {
    const token = {
      id: 3,
      name: "ci",
      created_date: "2026-11-23T15:01:18Z",
      updated_date: "2026-11-23T15:01:18Z",
      expiry_date: "2027-01-01T00:00:00Z",
      last_used_date: null,
      read_only: true,
      owner: userData,
    };
    const transport = new FakeTransport(() => token);
    const self = await new AccessTokens(transport.context()).self();
    assert.equal(self.read_only, true);
    assert.equal(self.expiry_date, "2027-01-01T00:00:00Z");
    assert.equal(transport.asked[0]?.path, "/api/auth/access_tokens/self");
    await self.fetch();
    assert.equal(transport.asked[1]?.path, "/api/auth/access_tokens/3");
  });

  it("tell who is in an organization, and in which role", async () => {
    const membership = {
      id: 18,
      user: userData,
      organization: 5,
      is_active: true,
      joined_date: null,
      role: "guest",
      invitation: null,
    };
    const transport = new FakeTransport(({ path }) =>
      path === "/api/memberships" ? pageOf(membership) : membership,
    );
    const memberships = new Memberships(transport.context({ slug: "crew" }));
    const [first] = await memberships.list({ user: "alice" }).all();
    assert.equal(first?.role, "guest");
    assert.equal(first.user.username, "alice");
    assert.equal((await memberships.retrieve(18)).organization, 5);
    const nobody = new FakeTransport(() => ({ ...membership, user: null }));
    await assert.rejects(new Memberships(nobody.context()).retrieve(18), UnexpectedResponseError);
  });

  it("can be without an owner, whose account was removed", async () => {
    const organization = {
      id: 5,
      slug: "crew",
      name: "Crew",
      description: "",
      created_date: "2026-11-23T15:01:18Z",
      updated_date: "2026-11-23T15:01:18Z",
      contact: {},
      owner: null,
    };
    const [crew] = await new Organizations(new FakeTransport(() => [organization]).context()).list().all();
    assert.equal(crew?.owner, null);
    assert.equal(
      (await new Organizations(new FakeTransport(() => organization).context()).retrieve(5)).slug,
      "crew",
    );
  });
});

describe("a label", () => {
  it("has its attributes, and the parts of a skeleton", async () => {
    const attribute = {
      id: 29,
      name: "colour",
      mutable: false,
      input_type: "select",
      default_value: "red",
      values: ["red", "blue"],
    };
    const part = { id: 14, name: "head", color: "#112233", type: "points", attributes: [], has_parent: true };
    const skeleton = {
      ...labelData,
      type: "skeleton",
      attributes: [attribute],
      sublabels: [part],
      svg: "<line />",
    };
    const label = await new Labels(new FakeTransport(() => skeleton).context()).retrieve(13);
    assert.equal(label.attributes[0]?.values[1], "blue");
    assert.equal(label.sublabels[0]?.name, "head");
    await label.fetch();
  });
});
