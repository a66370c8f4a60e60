import assert from "node:assert/strict";
import { titleOfForm } from "../../../src/forms/model/objects.ts";
import { subtitleOf } from "../../../src/forms/page/facts.ts";
import { factLines, objectOf, textOf } from "./objects.ts";

const created = "Created: Nov 20, 2026 by alice, updated 3 h ago";
/** Turns writing round, breaks the line, hides a blank, and goes on for long. */
const hostile = `\u202Egnp\u2066\nsecond\u0000\u200B${"x".repeat(400)}`;

describe("What a form tells of an object", () => {
  it("is about a project how many tasks it has, of which kind and in which subsets", async () => {
    const object = await objectOf("project", { tasks: { count: 1240 }, task_subsets: ["train", "", "test"] });
    assert.deepEqual(factLines(object), [
      "Organization: Personal Workspace",
      "Tasks: 1,240 tasks",
      "Media: images and video",
      "Subsets: train, test",
      created,
    ]);
    assert.equal(textOf(subtitleOf(object)), "Project #1 · [Open in Browser](browser)");
  });

  it("is about an empty project no more than there is", async () => {
    const object = await objectOf("project", { dimension: null, owner: null, tasks: { count: 1 } });
    assert.deepEqual(factLines(object), [
      "Organization: Personal Workspace",
      "Tasks: 1 task",
      "Created: Nov 20, 2026, updated 3 h ago",
    ]);
  });

  it("is about a task where it lies and how far it is", async () => {
    const object = await objectOf("task", {
      project_id: 4,
      project_name: "Objects",
      organization: 3,
      jobs: { count: 2, completed: 1, validation: 0 },
    });
    assert.deepEqual(factLines(object, "Crew"), [
      "Project: [Objects](project:4)",
      "Organization: [Crew](organization:3)",
      "Status: Annotation, 1 of 2 jobs completed",
      "Media: 10 images",
      created,
    ]);
    assert.match(factLines(object)[1] ?? "", /\[#3\]\(organization:3\)$/);
  });

  const media: [string, Readonly<Record<string, unknown>>, string][] = [
    ["without data", { size: undefined, data: null, dimension: "", mode: "" }, "no data"],
    ["of no frames", { size: 0 }, "no data"],
    ["of one image", { size: 1 }, "1 image"],
    ["of many images", { size: 12_345 }, "12,345 images"],
    ["of a video", { size: 300, mode: "interpolation" }, "video, 300 frames"],
    ["of point clouds", { size: 12, dimension: "3d" }, "12 point clouds"],
    ["of sound", { size: 61_400, dimension: "1d" }, "61 s of sound"],
  ];
  for (const [what, fields, words] of media) {
    it(`says of a task ${what}: ${words}`, async () => {
      assert.ok(factLines(await objectOf("task", fields)).includes(`Media: ${words}`));
    });
  }

  const statuses: [Readonly<Record<string, unknown>>, string][] = [
    [
      { status: "validation", jobs: { count: 1, completed: 0, validation: 1 } },
      "Validation, 0 of 1 job completed",
    ],
    [{ status: "completed", jobs: { count: 3, completed: null, validation: null } }, "Completed, 3 jobs"],
    [{ jobs: { count: 0, completed: 0, validation: 0 } }, "Annotation"],
    [{ status: hostile, jobs: { count: 0, completed: 0, validation: 0 } }, `gnp second ${"x".repeat(28)}…`],
  ];
  for (const [fields, words] of statuses) {
    it(`says how far a task is: ${words}`, async () => {
      assert.ok(factLines(await objectOf("task", fields)).includes(`Status: ${words}`));
    });
  }

  it("is about a job which part of which task it is", async () => {
    const fields = { project_id: 4, project_name: "Objects", organization: 3, issues: { count: 2 } };
    const object = await objectOf("job", fields);
    assert.deepEqual(factLines(object, "Crew"), [
      "Task: [task 7](task:7) #7",
      "Project: [Objects](project:4)",
      "Organization: [Crew](organization:3)",
      "Status: Annotation",
      "Kind: annotation job",
      "Media: frames 0–4 (5)",
      "Issues: 2",
      created.replace(" by alice", ""),
    ]);
    // Its number is its name: it is not said twice.
    assert.equal(titleOfForm(object), "Job #1");
    assert.equal(textOf(subtitleOf(object)), "[Open in Browser](browser)");
  });

  it("leads nobody to the task of a job that is only lent to them", async () => {
    const lines = factLines(await objectOf("job", { task_name: null, project_id: 4, project_name: null }));
    assert.deepEqual(lines.slice(0, 2), ["Task: #7", "Organization: Personal Workspace"]);
  });

  const jobs: [Readonly<Record<string, unknown>>, string][] = [
    [{ type: "ground_truth" }, "Kind: ground truth"],
    [{ type: "consensus_replica", parent_job_id: 5 }, "Kind: replica of job #5"],
    [{ type: hostile }, `Kind: gnp second ${"x".repeat(28)}…`],
    [{ mode: "interpolation" }, "Media: frames 0–4 (5) of a video"],
    [{ dimension: "3d" }, "Media: frames 0–4 (5) of point clouds"],
    [{ dimension: "1d", start_frame: 1000, stop_frame: 3600 }, "Media: 3 s of sound"],
    [{ issues: { count: 0 } }, "Issues: none"],
    [{ status: "completed" }, "Status: Completed"],
  ];
  for (const [fields, line] of jobs) {
    it(`says of a job: ${line}`, async () => {
      assert.ok(factLines(await objectOf("job", fields)).includes(line));
    });
  }

  it("is about an organization its short name and its beginning", async () => {
    const object = await objectOf("organization");
    assert.deepEqual(factLines(object), ["Short name: crew", created]);
    assert.equal(textOf(subtitleOf(object)), "Organization crew");
    assert.equal(titleOfForm(object), "Crew");
    assert.equal(titleOfForm(await objectOf("organization", { name: "\u200B" })), "crew");
  });

  for (const [source, target, words] of [
    [{ location: "cloud_storage", cloud_storage_id: 8 }, null, "from cloud storage #8, to the server"],
    [{ location: "local" }, { cloud_storage_id: 9 }, "from the server, to cloud storage #9"],
    ["garbage", { cloud_storage_id: "9" }, "from the server, to the server"],
  ] as const) {
    it(`says where data is kept: ${words}`, async () => {
      const object = await objectOf("task", { source_storage: source, target_storage: target });
      assert.equal(factLines(object).at(-1), `Storage: ${words}`);
    });
  }

  it("has a date that is none as it is given, and leaves out when it was updated", async () => {
    const object = await objectOf("project", { created_date: "some\nday", updated_date: "" });
    assert.equal(factLines(object).at(-1), "Created: some day by alice");
  });

  it("names the kind of what a newer server knows", async () => {
    assert.ok(factLines(await objectOf("project", { dimension: "4d" })).includes("Media: 4d"));
    assert.ok(factLines(await objectOf("project", { dimension: "3d" })).includes("Media: point clouds"));
    assert.ok(factLines(await objectOf("project", { dimension: "1d" })).includes("Media: sound"));
  });

  for (const [noun, fields] of [
    ["project", { name: hostile, task_subsets: [hostile], dimension: hostile, created_date: hostile }],
    ["task", { name: hostile, project_id: 4, project_name: hostile, status: hostile }],
    ["job", { task_name: hostile, project_id: 4, project_name: hostile, status: hostile, type: hostile }],
    ["organization", { name: hostile, slug: hostile }],
  ] as const) {
    it(`stays on one line and in its direction whatever the names of a ${noun} are`, async () => {
      const object = await objectOf(noun, {
        ...fields,
        owner: { id: 1, username: hostile, first_name: "", last_name: "" },
      });
      const lines = [...factLines(object), textOf(subtitleOf(object)), titleOfForm(object)];
      for (const line of lines) {
        assert.doesNotMatch(line, /[\p{Cc}\u200b\u202a-\u202e\u2060-\u2069]/u);
        assert.ok(line.length < 320, line);
      }
    });
  }

  it("stays readable where a project has subsets without end", async () => {
    const task_subsets = Array.from({ length: 5000 }, (_, at) => `subset ${at}`);
    const line = factLines(await objectOf("project", { task_subsets })).find((one) =>
      one.startsWith("Subsets"),
    );
    assert.match(line ?? "", /^Subsets: subset 0, subset 1, .*, and 4,980 more$/);
  });

  it("has a name for what has none", async () => {
    assert.equal(titleOfForm(await objectOf("task", { name: " \u202E\n" })), "(no name)");
    const lines = factLines(await objectOf("task", { project_id: 4, project_name: "" }));
    assert.equal(lines[0], "Project: [#4](project:4)");
  });
});
