import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ForbiddenError, UnauthorizedError } from "../../../src/core/index.ts";
import type { Node, ObjectNode } from "../../../src/explorer/model/nodes.ts";
import { contextValue, type Looks, looksOf } from "../../../src/explorer/rows/looks.ts";
import { pictureOf, tooltipOf } from "../../../src/explorer/rows/tooltip.ts";
import type { CvatObject } from "../../../src/objects/index.ts";
import type { BrowseView } from "../../../src/ui/index.ts";
import { findSampleFolder } from "../../sample-server/index.ts";
import { bob, creation, emptyTask, job, project, SmallWorld, task } from "./small-world.ts";

const world = new SmallWorld();

function node(
  object: CvatObject,
  view: BrowseView = "cvat.projects",
  request?: ObjectNode["shown"]["creation"],
): ObjectNode {
  const key = `${object.kind}:${object.entity.id}` as const;
  const shown = { key, object, creation: request, expected: {}, namesAbove: {}, refusal: undefined };
  return { id: "row", view, parent: undefined, kind: object.kind, shown };
}

async function taskNode(
  fields: ReturnType<typeof task>,
  request?: Record<string, unknown>,
): Promise<ObjectNode> {
  world.tasks = [fields];
  world.creations.clear();
  if (request) world.creations.set(fields.id, request);
  const entity = await world.task(fields.id);
  return node({ kind: "task", entity }, "cvat.tasks", await world.creation(entity));
}

/** A task that nobody asked about yet. */
async function unaskedNode(fields: ReturnType<typeof task>): Promise<ObjectNode> {
  const { shown } = await taskNode(fields);
  return node(shown.object, "cvat.tasks");
}

async function jobNode(
  fields: Record<string, unknown>,
  view: BrowseView = "cvat.tasks",
): Promise<ObjectNode> {
  world.jobs = [job(45, 12, fields)];
  return node({ kind: "job", entity: await world.job(45) }, view);
}

async function projectNode(fields: Record<string, unknown>): Promise<ObjectNode> {
  world.projects = [project(3, fields)];
  return node({ kind: "project", entity: await world.project(3) });
}

function drawn({ icon, color, label, description }: Looks): string {
  return [icon, ...(color === undefined ? [] : [`(${color})`]), label, "|", description].join(" ");
}

const hostile = `$(trash) **bold** [x](command:cvat.signOut)\u202e\r\n<b>${"long ".repeat(2000)}`;

describe("how a row looks", () => {
  it("shows a project with the number of its tasks and its assignee", async () => {
    const looks = looksOf(await projectNode({ name: "Objects", tasks: { count: 1240 }, assignee: bob }));
    assert.equal(drawn(looks), "project Objects | 1,240 tasks · bob");
    assert.equal(looks.spoken, "Project Objects, 1,240 tasks, assigned to bob");
    assert.equal(looks.opens, true);
    const small = looksOf(await projectNode({ tasks: { count: 1 } }));
    assert.equal(drawn(small), "project project 3 | 1 task");
    assert.equal(looksOf(await projectNode({ tasks: { count: 0 } })).opens, false);
  });

  it("shows a task by its status, with its jobs, its assignee and its number", async () => {
    const jobs = { count: 8, completed: 3, validation: 0 };
    const rows = [
      task(123, { name: "night", jobs, assignee: bob }),
      task(123, { name: "night", status: "validation", size: 240, assignee: bob }),
      task(123, { name: "night", status: "completed" }),
      task(123, { name: "night", status: "something new" }),
    ];
    const looks: Looks[] = [];
    for (const fields of rows) looks.push(looksOf(await taskNode(fields)));
    assert.deepEqual(looks.map(drawn), [
      "tasklist night | 3/8 jobs · bob · #123",
      "eye night | 1/2 jobs · bob · #123",
      "pass-filled (charts.green) night | 1/2 jobs · #123",
      "tasklist night | 1/2 jobs · #123",
    ]);
    assert.equal(looks[1]?.spoken, "Task night, 240 frames, in validation, assigned to bob");
  });

  it("tells tasks without data apart, the state first", async () => {
    const failed =
      "rest_framework.exceptions.ValidationError: [ErrorDetail(string=\"No media\", code='invalid')]\n";
    const looks = [
      looksOf(await taskNode(emptyTask(9))),
      looksOf(await taskNode(emptyTask(9), creation(9, { status: "queued" }))),
      looksOf(await taskNode(emptyTask(9), creation(9, { progress: 0.409 }))),
      looksOf(await taskNode(emptyTask(9), creation(9, { status: "failed", message: failed }))),
      looksOf(
        await taskNode(
          emptyTask(9),
          creation(9, { status: "failed", message: "ValueError: 3 files unreadable\n" }),
        ),
      ),
    ];
    assert.deepEqual(looks.map(drawn), [
      "circle-slash task 9 | no data · #9",
      "sync~spin task 9 | preparing · #9",
      "sync~spin task 9 | preparing, 40 % · #9",
      "error (charts.red) task 9 | No media · #9",
      "error (charts.red) task 9 | 3 files unreadable · #9",
    ]);
    assert.deepEqual(
      looks.map(({ flags, opens }) => [...(flags ?? []), opens]),
      [
        ["noData", undefined],
        ["preparing", undefined],
        ["preparing", undefined],
        ["failed", undefined],
        ["failed", undefined],
      ],
    );
    assert.equal(looks[3]?.spoken, "Task task 9, failed: No media");
    assert.equal(drawn(looksOf(await unaskedNode(emptyTask(9)))), "circle-slash task 9 | #9");
  });

  it("shows a job by its state, with its frames, its stage and its assignee", async () => {
    const looks = [
      looksOf(await jobNode({ stage: "validation", assignee: bob, stop_frame: 99 })),
      looksOf(await jobNode({ state: "in progress" })),
      looksOf(await jobNode({ state: "completed", stage: "acceptance" })),
      looksOf(await jobNode({ state: "rejected" })),
      looksOf(await jobNode({ state: "brand new", stage: "odd" })),
      looksOf(await jobNode({ type: "ground_truth" })),
      looksOf(await jobNode({ type: "consensus_replica" })),
      looksOf(await jobNode({ dimension: "1d", stop_frame: 65_500 })),
    ];
    assert.deepEqual(looks.map(drawn), [
      "circle-large-outline Job #45 | 0–99 · validation · bob",
      "play-circle (charts.blue) Job #45 | 0–4 · annotation",
      "pass-filled (charts.green) Job #45 | 0–4 · acceptance",
      "error (charts.red) Job #45 | 0–4 · annotation",
      "circle-large-outline Job #45 | 0–4 · odd · brand new",
      "verified Job #45 | ground truth · new",
      "circle-large-outline Job #45 | 0–4 · replica · annotation",
      "circle-large-outline Job #45 | 0:00–1:05 · annotation",
    ]);
    assert.equal(looks[0]?.spoken, "Job 45, frames 0 to 99, validation, new, assigned to bob");
  });

  it("names the task of a job where jobs stand alone, by its number if it is hidden", async () => {
    const named = looksOf(await jobNode({ task_name: "coins" }, "cvat.jobs"));
    assert.equal(named.description, "coins · 0–4 · annotation");
    const hidden = looksOf(await jobNode({ task_name: null }, "cvat.jobs"));
    assert.equal(hidden.description, "#12 · 0–4 · annotation");
    assert.equal(hidden.spoken, "Job 45 of #12, frames 0 to 4, annotation, new");
  });

  it("shows odd names as text on one line, of bounded length", async () => {
    for (const fields of [task(1, { name: hostile }), emptyTask(1, { name: hostile })]) {
      const { label, spoken } = looksOf(await taskNode(fields));
      assert.ok(label.startsWith("$(trash) **bold** [x](command:cvat.signOut)"), label);
      assert.ok(label.length <= 300 && label.endsWith("…"));
      assert.doesNotMatch(label + spoken, /[\r\n\u202e]/);
    }
    assert.equal(looksOf(await taskNode(task(1, { name: "" }))).label, "(no name)");
    assert.equal(looksOf(await taskNode(task(1, { name: " \u200f\n" }))).label, "(no name)");
    const { description } = looksOf(await jobNode({ task_name: hostile }, "cvat.jobs"));
    assert.ok(description.length < 300 && description.endsWith("… · 0–4 · annotation"));
  });

  it("shows what else can stand in a view", () => {
    const place = { id: "row", view: "cvat.tasks", parent: undefined } as const;
    const facts = { method: "GET", path: "/api/tasks", requestId: null };
    const body = { fields: new Map(), messages: [] };
    const error = (step: "read" | "more", trouble: Error): Node => ({
      ...place,
      kind: "error",
      children: "task",
      failure: { step, error: trouble },
    });
    const looks = [
      looksOf({ ...place, kind: "loadMore", loaded: 300, total: 1240 }),
      looksOf({ ...place, kind: "nothingMatches", filter: "night" }),
      looksOf(error("read", new ForbiddenError(403, facts, body))),
      looksOf(error("more", new UnauthorizedError(401, facts, body))),
    ];
    assert.deepEqual(looks.map(drawn), [
      "ellipsis Load More | 300 of 1,240",
      "filter Nothing Matches | “night”",
      "warning (list.warningForeground) Could not load tasks | not allowed",
      "warning (list.warningForeground) Could not load tasks | signed out",
    ]);
    assert.equal(
      looks[2]?.tooltip,
      "Could not load tasks. You are not allowed to do this (the server answered 403).",
    );
    assert.deepEqual(
      looks.map(({ click }) => click),
      ["cvat.loadMore", "cvat.clearFilter", "cvat.retry", "cvat.signIn"],
    );
    assert.equal(looks[0]?.tooltip, "300 of 1,240 loaded");
    assert.equal(contextValue("error", looks[3]?.flags ?? []), "error+signIn");
    assert.equal(contextValue("project", []), "project");
  });
});

describe("a tooltip", () => {
  it("says what there is to know of a task, shows its picture and leads to its page", async () => {
    const fields = task(1807, {
      name: "coins",
      project_id: 3,
      project_name: "Objects",
      subset: "train",
      assignee: bob,
      updated_date: "2026-11-24T10:12:00Z",
    });
    const { shown } = await taskNode(fields);
    const text = tooltipOf(shown, "data:image/png;base64,AAAA");
    assert.match(
      text.replaceAll("\\", ""),
      /^\*\*coins\*\*\n\nTask #1807 in Objects · subset train {2}\n10 frames · 1 of 2 jobs completed · in annotation {2}\nAssigned to bob · updated Nov 24, 2026, .*\n\n!\[\]\(data:image\/png;base64,AAAA\|width=240\)\n\n\[Open in Browser\]\(<https:\/\/cvat.example.org\/tasks\/1807>\)$/,
    );
    assert.doesNotMatch(tooltipOf(shown, undefined), /!\[/);
  });

  it("tells what is personal from what is in an organization, and why a row stands at the top", async () => {
    const of = async (organization: number | null) =>
      tooltipOf((await projectNode({ name: "Sky", organization })).shown, undefined, "Put here").replaceAll(
        "\\",
        "",
      );
    assert.match(await of(null), /^\*\*Sky\*\*\n\nPut here\n\nProject #3 · 0 tasks · in no organization/);
    assert.doesNotMatch(await of(4), /in no organization/);
  });

  it("says why a task has no data", async () => {
    const failed = await taskNode(
      emptyTask(9),
      creation(9, { status: "failed", message: "ValueError: no _media_" }),
    );
    assert.match(tooltipOf(failed.shown, undefined), /Its data could not be prepared\\: no \\_media\\_/);
    const none = await taskNode(emptyTask(9));
    assert.match(tooltipOf(none.shown, undefined), /No data yet/);
    const preparing = await taskNode(emptyTask(9), creation(9, { progress: 0.4 }));
    assert.match(tooltipOf(preparing.shown, undefined), /Being prepared\\, 40 \\%/);
  });

  it("says what there is to know of projects and jobs", async () => {
    const of = (one: ObjectNode) => tooltipOf(one.shown, undefined).replaceAll("\\", "");
    assert.match(
      of(await projectNode({ name: "Sky" })),
      /^\*\*Sky\*\*\n\nProject #3 · 0 tasks · in no organization {2}\nOwned by alice {2}\nAssigned to nobody/,
    );
    assert.match(
      of(await jobNode({ task_name: "coins", project_id: 3, project_name: "Sky", state: "in progress" })),
      /^\*\*Job #45\*\*\n\nTask coins \(#12\) · project Sky {2}\nFrames 0–4 · stage annotation · in progress {2}\n/,
    );
    assert.match(
      of(await jobNode({ task_name: null, type: "ground_truth" })),
      /\n\nTask #12 {2}\nGround truth · /,
    );
  });

  it("has nothing in it that does something, whatever names and dates the server gives", async () => {
    const fields = task(1, {
      name: hostile,
      subset: hostile,
      project_id: 1,
      project_name: hostile,
      updated_date: "never",
    });
    const text = tooltipOf((await taskNode(fields)).shown, undefined);
    // Links, images, code and HTML begin with one of these, if there is no backslash before it.
    const bare = text.replaceAll(/\\[^\n]/g, "");
    assert.deepEqual(bare.match(/[[\]`<>!]|\$\(/g)?.join(""), "[]<>");
    assert.doesNotMatch(text, /updated/);
  });

  it("holds a picture only if it is one, and not too large", () => {
    const bytes = jpeg(256, 192);
    const text = Buffer.from(bytes).toString("base64");
    assert.equal(pictureOf({ bytes, contentType: "image/jpeg; x=y" }), `data:image/jpeg;base64,${text}`);
    assert.match(pictureOf({ bytes: png(256, 192), contentType: "image/png" }) ?? "", /^data:image\/png;/);
    assert.equal(pictureOf({ bytes, contentType: "image/svg+xml" }), undefined);
    assert.equal(pictureOf({ bytes, contentType: "text/html" }), undefined);
    const long = new Uint8Array([...bytes, ...new Uint8Array(600_000)]);
    assert.equal(pictureOf({ bytes: long, contentType: "image/jpeg" }), undefined);
  });

  for (const [kind, bytes] of [
    ["a JPEG of billions of pixels", jpeg(65_000, 65_000)],
    ["a PNG of billions of pixels", png(2 ** 31 - 1, 2 ** 31 - 1)],
    ["a JPEG that ends in its head", jpeg(256, 192).subarray(0, 8)],
    ["a JPEG without a frame", Uint8Array.of(0xff, 0xd8, ...new Uint8Array(40).fill(0xff))],
    ["what is none", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["nothing", new Uint8Array()],
  ] as const) {
    it(`holds no picture that is ${kind}`, () => {
      assert.equal(pictureOf({ bytes, contentType: "image/png" }), undefined);
    });
  }

  it("holds the previews that CVAT makes", () => {
    const file = path.join(findSampleFolder(), "images", "coins", "coin_01.jpg");
    assert.notEqual(pictureOf({ bytes: readFileSync(file), contentType: "image/jpeg" }), undefined);
  });
});

/** As far as the frame's head, with a segment and a fill byte before it. */
function jpeg(width: number, height: number): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, ...size, 1, 1, 17, 0);
}

/** As far as its head. */
function png(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(33);
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return new Uint8Array(head);
}
