import assert from "node:assert/strict";
import { NotFoundError } from "../../../src/core/index.ts";
import { clientWith } from "./client-with.ts";
import { taskData } from "./samples.ts";
import { answer, scripted } from "./scripted-fetch.ts";

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
    const client = clientWith(fetch, { logger });
    const heard: string[] = [];
    client.withOrganization("crew").onDidChange(() => {
      throw new Error("broken");
    });
    const off = client.onDidChange(({ kind, id }) => heard.push(`${kind} ${id}`));
    clientWith(fetch).onDidChange(() => heard.push("elsewhere"));
    const task = await client.withOrganization("").tasks.retrieve(7);
    await task.update({ name: "night" });
    off();
    await task.update({ name: "dusk" });
    assert.deepEqual(heard, ["updated 7"]);
    assert.match(errors.join("\n"), /^A listener to changes failed: Error: broken$/m);
  });

  it("tells nothing of what failed", async () => {
    const { fetch } = scripted(answer(taskData), answer({ detail: "none" }, { status: 404 }));
    const client = clientWith(fetch);
    client.onDidChange(() => assert.fail("nothing was changed"));
    const task = await client.tasks.retrieve(7);
    await assert.rejects(task.update({ name: "x" }), NotFoundError);
    await assert.rejects(task.remove(), NotFoundError);
    await assert.rejects(client.tasks.create({ name: "x" }), NotFoundError);
  });
});
