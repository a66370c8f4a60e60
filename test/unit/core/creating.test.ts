import assert from "node:assert/strict";
import { OutcomeUnknownError } from "../../../src/core/index.ts";
import { clientWith, datedPage } from "./client-with.ts";
import { ManualClock, turns, until } from "./manual-clock.ts";
import { jobData, projectData, taskData } from "./samples.ts";
import { answer, failed, scripted, streamed } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";
import { origin } from "./session-with.ts";

const bodyOf = ({ body }: Sent): unknown => JSON.parse(body ?? "null");

describe("looking for what was made", () => {
  it("finds what was made by the answer's own address, as soon as that has come", async () => {
    const cut = () => {
      const { body } = streamed(['{"id"'], { ends: "cut" });
      return new Response(body, { status: 201, headers: { Location: "http://inside:8080/api/tasks/7" } });
    };
    const { fetch, sent } = scripted(cut, answer(taskData));
    const task = await clientWith(fetch).tasks.create({ name: "night" });
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
    const ends = [
      self,
      datedPage(...rows),
      self,
      datedPage(),
      self,
      datedPage(),
      self,
      datedPage(rows[0]),
    ] as const;
    const { fetch, sent } = scripted(failed("ECONNRESET"), ...ends);
    const client = clientWith(fetch, { clock, organizationSlug: "crew" });
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
    const making = clientWith(fetch, { clock, organizationSlug: "crew" }).tasks.create({
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
    const { fetch, sent } = scripted(failed("ECONNRESET"), datedPage(job));
    const making = clientWith(fetch, { clock }).jobs.createGroundTruth({
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
    assert.equal((await clientWith(other.fetch).jobs.createGroundTruth({ task_id: 7, ...selection })).id, 11);
  });

  it("does not keep an alike object waiting behind one that was given up", async () => {
    const waiting: ((answer: Response) => void)[] = [];
    const { fetch, sent } = scripted(() => new Promise<Response>((resolve) => waiting.push(resolve)));
    const client = clientWith(fetch);
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
