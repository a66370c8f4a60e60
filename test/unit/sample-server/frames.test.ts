import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { archiveOf } from "./archive.ts";
import { frameNames, picture, pictureForm, taskWithPictures } from "./pictures.ts";
import { ask, column, isRecord, numberIn } from "./talk.ts";
import type { Answer } from "./talk.ts";

const as = "alice";
const names = ["im10.png", "im2.png", "im1.png", "im3.png"];

describe("The sample server's frames and jobs", () => {
  let server: SampleServer;

  before(async () => {
    server = await startSampleServer();
  });

  after(async () => {
    await server.close();
  });

  function patch(path: string, json: unknown): Promise<Answer> {
    return ask(server, path, { as, method: "PATCH", json });
  }

  async function jobs(task: number): Promise<Answer> {
    return ask(server, `/api/jobs?task_id=${task}&sort=id`, { as });
  }

  function part(answer: Answer, key: string): unknown {
    return isRecord(answer.body) ? answer.body[key] : undefined;
  }

  it("are ordered as the upload says", async () => {
    const lexicographical = await taskWithPictures(server, names);
    assert.deepEqual(await frameNames(server, lexicographical), [
      "im1.png",
      "im10.png",
      "im2.png",
      "im3.png",
    ]);
    const natural = await taskWithPictures(server, names, {}, { sorting_method: "natural" });
    assert.deepEqual(await frameNames(server, natural), ["im1.png", "im2.png", "im3.png", "im10.png"]);
  });

  it("are those of the range and step that the upload names", async () => {
    const task = await taskWithPictures(
      server,
      ["0.png", "1.png", "2.png", "3.png", "4.png", "5.png"],
      { segment_size: 2 },
      { start_frame: "1", stop_frame: "5", frame_filter: "step=2" },
    );
    assert.deepEqual(await frameNames(server, task), ["1.png", "3.png", "5.png"]);
    const [, second] = column(await jobs(task), "id");
    const meta = await ask(server, `/api/jobs/${String(second)}/data/meta`, { as });
    assert.deepEqual([part(meta, "start_frame"), part(meta, "stop_frame")], [5, 5]);
  });

  it("are cut into jobs by a mapping of files", async () => {
    const task = await taskWithPictures(server, [], {}, {});
    const form = pictureForm(names, {});
    const headers = { "Upload-Multiple": "" };
    await ask(server, `/api/tasks/${task}/data`, { as, method: "POST", form, headers });
    const mapping = [["im3.png"], ["im1.png", "im2.png"]];
    const json = { image_quality: 70, job_file_mapping: mapping };
    await ask(server, `/api/tasks/${task}/data`, { as, method: "POST", json });
    assert.deepEqual(await frameNames(server, task), mapping.flat());
    assert.deepEqual(column(await jobs(task), "frame_count"), [1, 2]);
  });

  it("come out of an archive by their paths, without what is no picture", async () => {
    const task = numberIn(
      await ask(server, "/api/tasks", { as, method: "POST", json: { name: "packed" } }),
      "id",
    );
    const form = new FormData();
    const notes = new TextEncoder().encode("no picture");
    const archive = archiveOf({ "b/2.png": picture(2), "notes.txt": notes, "a/1.png": picture(1) });
    form.set("client_files[0]", new Blob([archive]), "all.zip");
    form.set("image_quality", "70");
    await ask(server, `/api/tasks/${task}/data`, { as, method: "POST", form });
    assert.deepEqual(await frameNames(server, task), ["a/1.png", "b/2.png"]);
  });

  it("are left out by the task as a whole, and by a job for its part", async () => {
    const task = await taskWithPictures(server, names, { segment_size: 2 });
    const path = `/api/tasks/${task}/data/meta`;
    assert.deepEqual(part(await patch(path, { deleted_frames: [3, 0] }), "deleted_frames"), [0, 3]);
    const [, second] = column(await jobs(task), "id");
    const own = `/api/jobs/${String(second)}/data/meta`;
    assert.deepEqual((await patch(own, { deleted_frames: [0] })).body, ["Frames 0 do not belong to the job"]);
    assert.deepEqual(part(await patch(own, { deleted_frames: [2] }), "deleted_frames"), [2]);
    assert.deepEqual(part(await ask(server, path, { as }), "deleted_frames"), [0, 2]);
    assert.equal((await patch(path, { deleted_frames: [4] })).status, 400);
  });

  it("of a ground truth job count for validation until they are disabled", async () => {
    const task = await taskWithPictures(server, names, { segment_size: 2 });
    const json = { type: "ground_truth", task_id: task, frame_selection_method: "manual", frames: [3, 1] };
    const made = await ask(server, "/api/jobs", { as, method: "POST", json });
    const path = `/api/jobs/${numberIn(made, "id")}/data/meta`;
    assert.deepEqual(part(await patch(path, { deleted_frames: [3] }), "deleted_frames"), [3]);
    assert.deepEqual((await ask(server, `/api/tasks/${task}/validation_layout`, { as })).body, {
      mode: "gt",
      frames_per_job_count: null,
      validation_frames: [1, 3],
      disabled_frames: [3],
    });
    const meta = await ask(server, `/api/tasks/${task}/data/meta`, { as });
    assert.deepEqual(part(meta, "deleted_frames"), []);
  });

  it("can be chosen for validation with the upload", async () => {
    const task = await taskWithPictures(server, []);
    const form = pictureForm(names, {});
    const headers = { "Upload-Multiple": "" };
    await ask(server, `/api/tasks/${task}/data`, { as, method: "POST", form, headers });
    const validation = { mode: "gt", frame_selection_method: "manual", frames: ["im2.png"] };
    const json = { image_quality: 70, validation_params: validation };
    await ask(server, `/api/tasks/${task}/data`, { as, method: "POST", json });
    assert.equal(part(await ask(server, `/api/tasks/${task}`, { as }), "validation_mode"), "gt");
    assert.deepEqual(column(await jobs(task), "type"), ["annotation", "ground_truth"]);
  });
});
