import assert from "node:assert/strict";
import fc from "fast-check";
import { HostLink } from "../../../src/webviews/form/host-link.ts";
import type { RequestMessage } from "../../../src/webviews/form/protocol.ts";

const view = { heard: 3, title: "coins", subtitle: [], facts: [], fields: [] };

describe("What the page of a form hears from the extension", () => {
  let sent: RequestMessage[];
  let kept: unknown[];
  let link: HostLink;

  beforeEach(() => {
    sent = [];
    kept = [];
    link = new HostLink({
      postMessage: (message) => void sent.push(message),
      setState: (state) => void kept.push(state),
    });
  });

  it("are answers to what it asked, each to its own request and once", async () => {
    const [first, second] = [link.ask({ kind: "save" }), link.ask({ kind: "ready" })];
    assert.deepEqual(sent, [
      { id: 1, request: { kind: "save" } },
      { id: 2, request: { kind: "ready" } },
    ]);
    assert.equal(link.take({ kind: "answer", id: 2, ok: true }), undefined);
    link.take({ kind: "answer", id: 2, ok: false });
    link.take({ kind: "answer", id: 1, ok: false });
    assert.deepEqual([await first, await second], [false, true]);
  });

  it("is not done unless that is said", async () => {
    const asked = link.ask({ kind: "save" });
    link.take({ kind: "answer", id: "1", ok: true });
    link.take({ kind: "answer", id: 7, ok: true });
    link.take({ kind: "answer", id: 1, ok: "true" });
    assert.equal(await asked, false);
  });

  it("are views and where the focus goes", () => {
    assert.deepEqual(link.take({ kind: "view", view, also: 1 }), { kind: "view", view });
    assert.deepEqual(link.take({ kind: "focus", field: "name" }), { kind: "focus", field: "name" });
  });

  for (const garbage of [
    undefined,
    null,
    "view",
    [],
    { kind: "view" },
    { kind: "view", view: null },
    { kind: "view", view: { ...view, heard: "3" } },
    { kind: "view", view: { ...view, fields: {} } },
    { kind: "view", view: { ...view, title: undefined } },
    { kind: "focus" },
    { kind: "focus", field: 1 },
    { kind: "remove" },
    { type: "message-of-the-editor" },
  ]) {
    it(`is nothing to be shown when it is ${JSON.stringify(garbage)}`, () => {
      assert.equal(link.take(garbage), undefined);
    });
  }

  it("is never trusted, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        assert.equal(link.take(anything), undefined);
      }),
    );
  });

  it("has VS Code keep only what it is told to", () => {
    const identity = { account: "https://cvat.example.org alice", noun: "task", id: 1 };
    link.keep(identity);
    assert.deepEqual(kept, [identity]);
  });
});
