import assert from "node:assert/strict";
import fc from "fast-check";
import { numberOfMessage, readRequest } from "../../../src/forms/page/messages.ts";

describe("What the page of a form says", () => {
  it("is read when it is what a form asks for", () => {
    const message = { id: 1, request: { kind: "change", field: "name", value: "x", change: 1 } };
    assert.deepEqual(readRequest(message), message);
    assert.deepEqual(readRequest({ id: 2, request: { kind: "save" } }), { id: 2, request: { kind: "save" } });
  });

  for (const odd of [
    undefined,
    null,
    "save",
    [],
    { id: 1 },
    { id: "1", request: { kind: "save" } },
    { id: -1, request: { kind: "save" } },
    { id: 1, request: { kind: "remove" } },
    { id: 1, request: { kind: "save", field: "name" } },
    { id: 1, request: { kind: "save" }, also: 1 },
    { id: 1, request: { kind: "change", field: "assignee", value: { id: 1, username: "x" }, change: 1 } },
    { id: 1, request: { kind: "change", field: "name", value: "x".repeat(200_001), change: 1 } },
    { id: 1, request: { kind: "reset", field: "n".repeat(41) } },
    { id: 1, request: { kind: "follow", link: "l".repeat(41) } },
    { id: 1, request: { kind: "keep", field: "name", which: "both" } },
    { id: 1, request: { kind: "act", action: "remove" } },
  ]) {
    it(`is not read when it is ${JSON.stringify([odd]).slice(1, 90)}`, () => {
      assert.equal(readRequest(odd), undefined);
    });
  }

  it("is never trusted, whatever it is, and has a number only if it has one", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        assert.equal(readRequest(anything), undefined);
        const id = numberOfMessage(anything);
        assert.ok(id === undefined || Number.isSafeInteger(id));
      }),
    );
  });
});
