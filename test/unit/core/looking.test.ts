import assert from "node:assert/strict";
import { OutcomeUnknownError, TimeoutError } from "../../../src/core/index.ts";
import { clientWith } from "./client-with.ts";
import { ManualClock, turns } from "./manual-clock.ts";
import { projectData, taskData } from "./samples.ts";
import { answer, failed, scripted } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";
import { origin } from "./session-with.ts";

const methodOf = ({ method }: Sent): string => method;

describe("looking for what became of a change", () => {
  it("happens at once and after 1, 2 and 4 s, and ends when it is found", async () => {
    const clock = new ManualClock();
    const [old, made] = [answer(taskData), answer({ ...taskData, name: "dusk" })];
    const { fetch, sent } = scripted(old, failed("ECONNRESET"), old, old, old, made);
    const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
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
    const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
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
    const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
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
    const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
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
    const task = await clientWith(odd.fetch, { clock }).tasks.retrieve(7);
    await task.update({ name: "dusk" });
    assert.equal(task.name, "dusk");
    for (const status of [302, 400, 401, 403, 404, 409, 413, 429]) {
      const { fetch, sent } = scripted(answer(taskData), answer({ detail: "no" }, { status }));
      const copy = await clientWith(fetch, { clock }).tasks.retrieve(7);
      await assert.rejects(copy.update({ name: "dusk" }), { status });
      assert.equal(sent.length, 2);
    }
  });

  it("happens at all times when somebody on the way gave up, and once when the server itself failed", async () => {
    const old = answer(taskData);
    for (const [status, looks] of [
      [408, 4],
      [502, 4],
      [520, 4],
      [522, 4],
      [524, 4],
      [598, 4],
      [500, 1],
      [501, 1],
      [505, 1],
    ] as const) {
      const clock = new ManualClock();
      const { fetch, sent } = scripted(old, answer({}, { status }), old);
      const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
      const update = task.update({ name: "dusk" }).catch((error: unknown) => error);
      for (const wait of [0, 1_000, 1_000, 2_000]) {
        await turns();
        await clock.pass(wait);
      }
      assert.equal((await update) instanceof OutcomeUnknownError, looks === 4, String(status));
      assert.deepEqual(sent.map(methodOf).slice(2), new Array(looks).fill("GET"));
    }
  });

  it("is not settled by another object", async () => {
    const clock = new ManualClock();
    const other = answer({ ...taskData, id: 8, name: "dusk" });
    const { fetch } = scripted(answer(taskData), other);
    const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
    const update = assert.rejects(
      task.update({ name: "dusk" }),
      (error) => error instanceof OutcomeUnknownError && error.lookError?.code === "unexpected-response",
    );
    await turns();
    await clock.pass(4_000);
    await update;
    assert.deepEqual([task.id, task.name], [7, "night"]);
  });

  it("does not follow what cannot have reached the server", async () => {
    for (const code of ["CERT_HAS_EXPIRED", "ERR_INTERNET_DISCONNECTED", "ERR_TUNNEL_CONNECTION_FAILED"]) {
      const { fetch, sent } = scripted(answer(taskData), failed(code));
      const task = await clientWith(fetch).tasks.retrieve(7);
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
    const project = await clientWith(fetch).projects.retrieve(3);
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
    const organization = await clientWith(second.fetch, { clock }).organizations.retrieve(5);
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
    const user = await clientWith(third.fetch).users.me();
    await user.update({ first_name: "Alice", groups: ["admin", "user"], is_active: true });
    assert.deepEqual(
      third.sent.map(({ url }) => url),
      ["self", "2", "self"].map((id) => `${origin}/api/users/${id}`),
    );
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
    const task = await clientWith(fetch, { clock }).tasks.retrieve(7);
    await assert.rejects(task.update({ name: "dusk" }), OutcomeUnknownError);
    assert.equal(looks, 2);
  });
});
