import assert from "node:assert/strict";
import { ForbiddenError, NetworkError, TimeoutError } from "../../../src/core/index.ts";
import { explain } from "../../../src/ui/words.ts";

describe("An error whose reason is known where it is met", () => {
  const because = { forbidden: "You need to own it." };

  it("is told by that reason, with the server's status last", () => {
    const request = { method: "PATCH", path: "/api/tasks/7", requestId: null };
    const refused = new ForbiddenError(403, request, { fields: new Map(), messages: [] });
    const { why, short } = explain(refused, "Could not rename task #7", because);
    assert.equal(why, "You need to own it (the server answered 403).");
    assert.equal(short, "not allowed");
  });

  it("is told as ever when it is of another kind", () => {
    const silent = new TimeoutError("https://cvat.example.org", 30_000);
    assert.equal(explain(silent, "x", because).why, "cvat.example.org gave no answer for 30 s.");
  });
});

describe("Trouble at one server", () => {
  it("has one cause for all that fails in the same way", () => {
    const cause = (error: unknown, what: string): string => explain(error, what).cause;
    const refused = new NetworkError("refused", "https://cvat.example.org", "ECONNREFUSED");
    assert.equal(cause(refused, "Could not load tasks"), cause(refused, "Could not load jobs"));
    const elsewhere = new NetworkError("refused", "https://other.example.org", "ECONNREFUSED");
    assert.notEqual(cause(refused, "Could not load tasks"), cause(elsewhere, "Could not load tasks"));
  });
});
