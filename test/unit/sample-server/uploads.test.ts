import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { frameNames, picture, pictureForm } from "./pictures.ts";
import { ask, isRecord, numberIn } from "./talk.ts";
import type { Answer, Question } from "./talk.ts";

const as = "alice";

describe("The sample server's uploads", () => {
  let server: SampleServer;
  let task: number;

  beforeEach(async () => {
    server = await startSampleServer();
    task = numberIn(await ask(server, "/api/tasks", { as, method: "POST", json: { name: "t" } }), "id");
  });

  afterEach(async () => {
    await server.close();
  });

  function send(kind: string, question: Question = {}): Promise<Answer> {
    const headers = { ...(kind === "" ? {} : { [kind]: "" }), ...question.headers };
    return ask(server, `/api/tasks/${task}/data`, { as, method: "POST", ...question, headers });
  }

  async function place(name: string, length: number): Promise<string> {
    const metadata = `filename ${Buffer.from(name).toString("base64")}`;
    const answer = await send("", {
      headers: { "Upload-Length": String(length), "Upload-Metadata": metadata },
    });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get("Upload-Filename"), name);
    return answer.headers.get("Location") ?? "";
  }

  function piece(location: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    const headers = {
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
    };
    return ask(server, location, { as, method: "PATCH", headers, bytes });
  }

  async function request(): Promise<unknown> {
    const path = `/api/requests/action=create&target=task&target_id=${task}`;
    const { body } = await ask(server, path, { as });
    return isRecord(body) ? [body["status"], body["message"]] : body;
  }

  it("take a file in pieces beside files in one request, and make a task of both", async () => {
    assert.equal((await send("Upload-Start")).status, 202);
    const bytes = picture(7);
    const location = await place("b.png", bytes.length);
    assert.equal((await piece(location, 0, bytes.slice(0, 10))).headers.get("Upload-Offset"), "10");
    const probe = await ask(server, location, { as, method: "HEAD" });
    assert.equal(probe.headers.get("Upload-Offset"), "10");
    assert.equal((await piece(location, 3, bytes.slice(3))).status, 409);
    assert.equal((await piece(location, 10, bytes.slice(10))).status, 204);
    assert.equal((await ask(server, location, { as, method: "HEAD" })).status, 404);
    const bundle = pictureForm(["c.png", "a.png"], {});
    assert.equal((await send("Upload-Multiple", { form: bundle })).status, 200);
    assert.equal((await send("Upload-Finish", { json: { image_quality: 70 } })).status, 202);
    assert.deepEqual(await request(), ["finished", ""]);
    assert.deepEqual(await frameNames(server, task), ["a.png", "b.png", "c.png"]);
    assert.deepEqual((await send("Upload-Start")).body, ["Adding more data is not supported"]);
  });

  it("refuse what is no piece of a file", async () => {
    const location = await place("a.png", 4);
    const wrongType = { "Content-Type": "text/plain", "Upload-Offset": "0" };
    const typed = await ask(server, location, { as, method: "PATCH", headers: wrongType });
    assert.equal(typed.status, 415);
    assert.equal((await piece(location, 0, new Uint8Array(5))).status, 413);
    assert.equal((await ask(server, location, { as, method: "DELETE" })).status, 405);
    assert.equal((await send("", { headers: { "Upload-Length": "4" } })).status, 400);
    const outside = `filename ${Buffer.from("../x").toString("base64")}`;
    const escape = await send("", { headers: { "Upload-Length": "4", "Upload-Metadata": outside } });
    assert.equal(escape.body, "File name ../x is not allowed");
  });

  it("keep nothing of a bundle with a name that is already there", async () => {
    await send("Upload-Multiple", { form: pictureForm(["a.png"], {}) });
    assert.equal((await send("Upload-Multiple", { form: pictureForm(["b.png", "a.png"], {}) })).status, 500);
    const order = ["a.png", "b.png"];
    const json = { image_quality: 70, sorting_method: "predefined", upload_file_order: order };
    const early = await send("Upload-Finish", { json });
    assert.equal(early.status, 400);
    assert.match(JSON.stringify(early.body), /Mismatching files: b\.png \(missing\)/);
    await send("Upload-Multiple", { form: pictureForm(["b.png"], {}) });
    assert.equal((await send("Upload-Finish", { json })).status, 202);
    assert.deepEqual(await frameNames(server, task), order);
  });

  it("say in the background why no task could be made", async () => {
    assert.equal((await send("Upload-Finish", { json: { image_quality: 70 } })).status, 202);
    assert.deepEqual(await request(), ["failed", "ValueError: No media data found\n"]);
    await send("", { form: pictureForm(["a.png"], {}) });
    const [status, message] = (await request()) as [unknown, string];
    assert.equal(status, "failed");
    assert.match(message, /The 'image_quality' parameter is required/);
  });
});
