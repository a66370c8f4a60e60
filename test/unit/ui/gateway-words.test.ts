import assert from "node:assert/strict";
import { HttpError, ServerError, UnexpectedResponseError } from "../../../src/core/index.ts";
import { explain } from "../../../src/ui/index.ts";

describe("an answer of somebody before the server", () => {
  const request = { method: "GET", path: "/api/tasks", requestId: null };
  const nothing = { fields: new Map(), messages: [] };

  for (const status of [408, 502, 503, 504, 520, 522, 524, 598]) {
    it(`is told as such: ${status}`, () => {
      const Class = status < 500 ? HttpError : ServerError;
      const { short, why, next } = explain(new Class(status, request, nothing), "Could not load tasks");
      assert.deepEqual(
        { short, why, next },
        {
          short: "server down",
          why: `A proxy answers, but not the CVAT server behind it: it is down or starting (the server answered ${status}).`,
          next: "retry",
        },
      );
    });
  }

  it("is told as such: a 404 that is not CVAT's", () => {
    const { short, why, next } = explain(
      new UnexpectedResponseError("foreign", request),
      "Could not load tasks",
    );
    assert.deepEqual(
      { short, why, next },
      {
        short: "no CVAT",
        why: "What answers is no CVAT server: perhaps a proxy before it, while the server is down or starting.",
        next: "retry",
      },
    );
  });

  it("is told as the server's own when the server failed", () => {
    for (const status of [500, 501, 505]) {
      const { short } = explain(new ServerError(status, request, nothing), "Could not load tasks");
      assert.equal(short, "server error");
    }
  });
});
