import assert from "node:assert/strict";
import { ForbiddenError, TimeoutError } from "../../../src/core/index.ts";
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
