import assert from "node:assert/strict";
import { Client, NotFoundError, OutcomeUnknownError, TimeoutError } from "../../../src/core/index.ts";
import type { ClientOptions } from "../../../src/core/index.ts";
import { ManualClock, turns, until } from "./manual-clock.ts";
import { answer, failed, scripted, streamed } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";
import { jobData, projectData, taskData } from "./samples.ts";
import { origin } from "./session-with.ts";

const day = "Mon, 23 Nov 2026 15:01:20 GMT";
const dated = { headers: { Date: day } };

function clientOf(fetching: typeof fetch, options: Partial<ClientOptions> = {}): Client {
  return new Client({ origin, fetch: fetching, config: { retryDelay: () => 0 }, ...options });
}

function pageOf(...results: readonly unknown[]): Response {
  return answer({ count: results.length, next: null, previous: null, results }, dated);
}

const methodOf = ({ method }: Sent): string => method;
const bodyOf = ({ body }: Sent): unknown => JSON.parse(body ?? "null");

describe("looking for what became of a change", () => {
  it("happens at once and after 1, 2 and 4 s, and ends when it is found", async () => {
    const clock = new ManualClock();
    const [old, made] = [answer(taskData), answer({ ...taskData, name: "dusk" })];
    const { fetch, sent } = scripted(old, failed("ECONNRESET"), old, old, old, made);
    const task = await clientOf(fetch, { clock }).tasks.retrieve(7);
    const update = task.update({ name: " dusk " });
    for (const [wait, looks] of [
      [0, 1],
      [999, 1],
      [1, 2],
      [999, 2],
      [1, 3],
      [1999, 3],
      [1, 4],
    ] as const) {
      await clock.pass(wait);
      await turns();
      assert.deepEqual(sent.map(methodOf).slice(2), new Array(looks).fill("GET"));
    }
    await update;
    assert.equal(task.name, "dusk");
    assert.deepEqual(clock.waits, []);
  });

  it("goes on while the server cannot be asked, and tells why it could not", async () => {
    const clock = new ManualClock();
    const { fetch } = scripted(answer(taskData), failed("ECONNRESET"), failed("ECONNREFUSED"));
    const task = await clientOf(fetch, { clock }).tasks.retrieve(7);
    const update = assert.rejects(task.update({ name: "dusk" }), (error: unknown) => {
      assert.ok(error instanceof OutcomeUnknownError);
      assert.deepEqual(error.found, []);
      assert.equal(error.lookError?.code, "network");
      assert.equal(error.cause.code, "network");
      assert.equal(error.message, "It is not known whether the server did this: update task 7");
      return true;
    });
    await turns();
    await clock.pass(4_000);
    await update;
  });

  it("ends with the first look that is met with silence, as the change was", async () => {
    const clock = new ManualClock();
    const silence = () => new Promise<Response>(() => undefined);
    const { fetch, sent } = scripted(answer(taskData), silence);
    const task = await clientOf(fetch, { clock }).tasks.retrieve(7);
    const update = assert.rejects(
      task.update({ name: "dusk" }),
      (error) => error instanceof OutcomeUnknownError && error.lookError instanceof TimeoutError,
    );
    await turns();
    await clock.pass(30_000);
    await turns();
    await clock.pass(30_000);
    await update;
    assert.equal(sent.length, 3);
  });

  it("ends when the caller gives up", async () => {
    const clock = new ManualClock();
    const { fetch } = scripted(answer(taskData), failed("ECONNRESET"), answer(taskData));
    const task = await clientOf(fetch, { clock }).tasks.retrieve(7);
    const abort = new AbortController();
    const update = task.update({ name: "dusk" }, { signal: abort.signal });
    await turns();
    abort.abort(new Error("enough"));
    await assert.rejects(update, { message: "enough" });
  });

  it("follows a good answer that cannot be read, and none that says no", async () => {
    const clock = new ManualClock();
    const page = new Response("<h1>Welcome</h1>", { headers: { "Content-Type": "text/html" } });
    const odd = scripted(answer(taskData), page, answer({ ...taskData, name: "dusk" }));
    const task = await clientOf(odd.fetch, { clock }).tasks.retrieve(7);
    await task.update({ name: "dusk" });
    assert.equal(task.name, "dusk");
    for (const status of [302, 400, 401, 403, 404, 409, 413, 429]) {
      const { fetch, sent } = scripted(answer(taskData), answer({ detail: "no" }, { status }));
      const copy = await clientOf(fetch, { clock }).tasks.retrieve(7);
      await assert.rejects(copy.update({ name: "dusk" }), { status });
      assert.equal(sent.length, 2);
    }
  });

  it("does not follow what cannot have reached the server", async () => {
    for (const code of ["CERT_HAS_EXPIRED", "ERR_INTERNET_DISCONNECTED", "ERR_TUNNEL_CONNECTION_FAILED"]) {
      const { fetch, sent } = scripted(answer(taskData), failed(code));
      const task = await clientOf(fetch).tasks.retrieve(7);
      await assert.rejects(task.update({ name: "dusk" }), { code: "network", detail: code });
      assert.equal(sent.length, 2);
    }
  });

  it("compares each kind of value with how the server gives it", async () => {
    const storage = { location: "local" } as const;
    const data = {
      ...projectData,
      assignee: null,
      organization: null,
      organization_id: null,
      source_storage: { id: 4, location: "local", cloud_storage_id: null },
    };
    const { fetch } = scripted(answer(data), failed("ECONNRESET"), answer(data));
    const project = await clientOf(fetch).projects.retrieve(3);
    const patch = { owner_id: 2, assignee_id: null, organization_id: null, source_storage: storage };
    await project.update({ ...patch, bug_tracker: "" });

    const contact = { email: "crew@example.org" };
    const crew = {
      id: 5,
      slug: "crew",
      name: "Crew",
      description: "",
      created_date: projectData.created_date,
      updated_date: projectData.updated_date,
      contact,
      owner: null,
    };
    const old = answer({ ...crew, contact: { ...contact, location: "Ulm" } });
    const clock = new ManualClock();
    const second = scripted(old, failed("ECONNRESET"), old, answer(crew));
    const organization = await clientOf(second.fetch, { clock }).organizations.retrieve(5);
    const update = organization.update({ contact });
    await turns();
    await clock.pass(1_000);
    await update;
    assert.deepEqual(organization.contact, contact);

    const me = {
      ...projectData.owner,
      email: "alice@example.org",
      groups: ["user", "admin"],
      is_staff: false,
      is_superuser: false,
      is_active: true,
    };
    const third = scripted(answer(me), failed("ECONNRESET"), answer(me));
    const user = await clientOf(third.fetch).users.me();
    await user.update({ first_name: "Alice", groups: ["admin", "user"], is_active: true });
    assert.deepEqual(
      third.sent.map(({ url }) => url),
      ["self", "2", "self"].map((id) => `${origin}/api/users/${id}`),
    );
  });

  it("finds what was made by the answer's own address, as soon as that has come", async () => {
    const cut = () => {
      const { body } = streamed(['{"id"'], { ends: "cut" });
      return new Response(body, { status: 201, headers: { Location: "http://inside:8080/api/tasks/7" } });
    };
    const { fetch, sent } = scripted(cut, answer(taskData));
    const task = await clientOf(fetch).tasks.create({ name: "night" });
    assert.equal(task.id, 7);
    assert.equal(sent[1]?.url, `${origin}/api/tasks/7`);
  });

  it("takes nothing for new that is older than the request by the server's clock, or another's", async () => {
    const clock = new ManualClock(5_000);
    const at = (created_date: string, change: object = {}) => ({
      ...taskData,
      project_id: 3,
      created_date,
      ...change,
    });
    const fresh = "2026-11-23T15:01:20.5Z";
    const rows = [
      at(fresh),
      at("2026-11-23T15:01:19.9Z", { id: 6 }),
      at(fresh, { id: 8, owner: { ...taskData.owner, id: 9 } }),
      at(fresh, { id: 9, name: "Night" }),
      at(fresh, { id: 10, project_id: 4 }),
      at(fresh, { id: 11, organization: null, organization_id: null, subset: "Test" }),
    ];
    const self = answer(taskData.owner);
    const ends = [self, pageOf(...rows), self, pageOf(), self, pageOf(), self, pageOf(rows[0])] as const;
    const { fetch, sent } = scripted(failed("ECONNRESET"), ...ends);
    const client = clientOf(fetch, { clock, organizationSlug: "crew" });
    const making = client.tasks.create({ name: "night", project_id: 3, subset: "Train" });
    await until(() => sent.length === 3);
    await turns();
    await clock.pass(4_000);
    assert.equal((await making).id, 7);
    const { searchParams } = new URL(sent[2]?.url ?? "");
    assert.deepEqual(Object.fromEntries(searchParams), { name: "night", sort: "-id", page_size: "100" });
    assert.equal(sent[2]?.headers.get("X-Organization"), "crew");
  });

  it("calls it unknown when the server says no time and there are several", async () => {
    const clock = new ManualClock();
    const list = answer({ count: 2, results: [taskData, { ...taskData, id: 8 }] });
    const { fetch } = scripted(failed("ECONNRESET"), answer(taskData.owner), list);
    const making = clientOf(fetch, { clock, organizationSlug: "crew" }).tasks.create({
      name: "night",
      project_id: 3,
    });
    await assert.rejects(making, (error: unknown) => {
      assert.ok(error instanceof OutcomeUnknownError);
      assert.deepEqual(
        error.found.map(({ id }) => id),
        [7, 8],
      );
      return true;
    });
  });

  it("finds the ground truth job of a task", async () => {
    const job = { ...jobData, type: "ground_truth", frame_count: 2, created_date: "2026-11-23T15:01:21Z" };
    const clock = new ManualClock();
    const { fetch, sent } = scripted(failed("ECONNRESET"), pageOf(job));
    const making = clientOf(fetch, { clock }).jobs.createGroundTruth({
      task_id: 7,
      frame_selection_method: "manual",
      frames: [1, 4],
    });
    await until(() => sent.length === 2);
    await turns();
    await clock.pass(4_000);
    assert.equal((await making).id, 11);
    assert.deepEqual(sent[0] && bodyOf(sent[0]), {
      task_id: 7,
      type: "ground_truth",
      frame_selection_method: "manual",
      frames: [1, 4],
    });
    const other = scripted(answer(job, { status: 201 }));
    const selection = { frame_selection_method: "random_uniform", frame_count: 2 } as const;
    assert.equal((await clientOf(other.fetch).jobs.createGroundTruth({ task_id: 7, ...selection })).id, 11);
  });

  it("reports a removal whose looks fail as unknown, and one that the server refuses as failed", async () => {
    const clock = new ManualClock();
    const { fetch, sent } = scripted(failed("ETIMEDOUT"), answer({ detail: "no" }, { status: 403 }));
    const removing = clientOf(fetch, { clock }).tasks.remove([7, 8]);
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
    const [removal] = await clientOf(fetch).tasks.remove([7]);
    assert.equal(removal?.outcome, "failed");
    const gone = scripted(answer("oops", { status: 500 }), answer({ detail: "none" }, { status: 404 }));
    assert.equal((await clientOf(gone.fetch).tasks.remove([7]))[0]?.outcome, "removed");
  });

  it("looks only once more when a look has taken so long that others were due meanwhile", async () => {
    const clock = new ManualClock();
    let looks = 0;
    const slow = async () => {
      looks += 1;
      await clock.pass(looks === 1 ? 5_000 : 0);
      return answer(taskData);
    };
    const { fetch } = scripted(answer(taskData), failed("ECONNRESET"), slow);
    const task = await clientOf(fetch, { clock }).tasks.retrieve(7);
    await assert.rejects(task.update({ name: "dusk" }), OutcomeUnknownError);
    assert.equal(looks, 2);
  });

  it("begins no further removal when the server cannot be reached any more, and says so", async () => {
    const clock = new ManualClock();
    const gone = answer(undefined, { status: 204 });
    const { fetch, sent } = scripted(gone, gone, gone, gone, gone, failed("ECONNREFUSED"));
    const removing = clientOf(fetch, { clock }).tasks.remove([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
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
    const removing = clientOf(fetch, { clock }).tasks.remove([1, 2, 3, 4, 5, 6], {
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
    const none = await clientOf(fetch).tasks.remove([1], { signal: AbortSignal.abort() });
    assert.deepEqual(none, [{ id: 1, outcome: "notTried" }]);
  });

  it("does not keep an alike object waiting behind one that was given up", async () => {
    const waiting: ((answer: Response) => void)[] = [];
    const { fetch, sent } = scripted(() => new Promise<Response>((resolve) => waiting.push(resolve)));
    const client = clientOf(fetch);
    const abort = new AbortController();
    const make = (signal?: AbortSignal) => client.projects.create({ name: "Sky" }, { signal });
    const first = make();
    const second = assert.rejects(make(abort.signal), { name: "AbortError" });
    const third = make();
    await turns();
    abort.abort();
    await second;
    await turns();
    assert.equal(sent.length, 1);
    waiting[0]?.(answer(projectData, { status: 201 }));
    await first;
    await until(() => sent.length === 2);
    waiting[1]?.(answer({ ...projectData, id: 4 }, { status: 201 }));
    assert.equal((await third).id, 4);
  });
});

describe("listening to changes", () => {
  it("reaches all clients of the session and no other, until it ends, whatever a listener does", async () => {
    const errors: string[] = [];
    const noop = (): void => undefined;
    const logger = {
      trace: noop,
      debug: noop,
      info: noop,
      warn: noop,
      error: (text: string) => errors.push(text),
    };
    const { fetch } = scripted(answer(taskData));
    const client = clientOf(fetch, { logger });
    const heard: string[] = [];
    client.withOrganization("crew").onDidChange(() => {
      throw new Error("broken");
    });
    const off = client.onDidChange(({ kind, id }) => heard.push(`${kind} ${id}`));
    clientOf(fetch).onDidChange(() => heard.push("elsewhere"));
    const task = await client.withOrganization("").tasks.retrieve(7);
    await task.update({ name: "night" });
    off();
    await task.update({ name: "dusk" });
    assert.deepEqual(heard, ["updated 7"]);
    assert.match(errors.join("\n"), /^A listener to changes failed: Error: broken$/m);
  });

  it("tells nothing of what failed", async () => {
    const { fetch } = scripted(answer(taskData), answer({ detail: "none" }, { status: 404 }));
    const client = clientOf(fetch);
    client.onDidChange(() => assert.fail("nothing was changed"));
    const task = await client.tasks.retrieve(7);
    await assert.rejects(task.update({ name: "x" }), NotFoundError);
    await assert.rejects(task.remove(), NotFoundError);
    await assert.rejects(client.tasks.create({ name: "x" }), NotFoundError);
  });
});
