import assert from "node:assert/strict";
import fc from "fast-check";
import { apiPath } from "../../../src/core/index.ts";

const origin = "https://cvat.example.org";

describe("a path", () => {
  it("holds numbers and texts", () => {
    assert.equal(apiPath`/api/tasks/${7}/preview`, "/api/tasks/7/preview");
    assert.equal(
      apiPath`/api/requests/${"action=create&target=task"}`,
      "/api/requests/action%3Dcreate%26target%3Dtask",
    );
  });

  for (const part of ["", ".", ".."]) {
    it(`has no part ${JSON.stringify(part)}, which would be another path`, () => {
      assert.throws(() => apiPath`/api/tasks/${part}`, TypeError);
    });
  }

  it("replaces what cannot be written in UTF-8", () => {
    assert.equal(apiPath`/api/requests/${"a\ud800"}`, "/api/requests/a%EF%BF%BD");
  });

  it("keeps every part as one part, whatever is in it", () => {
    const part = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc.constantFrom(
        "../..",
        "a/b",
        "a\\b",
        "?x=1",
        "#x",
        "%2e%2e",
        "%2F",
        "//other.example.org",
        "@",
        "\t",
      ),
    );
    fc.assert(
      fc.property(part, part, (first, second) => {
        fc.pre(![first, second].some((each) => each === "." || each === ".."));
        const url = new URL(apiPath`/api/${first}/x/${second}`, origin);
        assert.equal(url.origin, origin);
        assert.equal(url.search + url.hash, "");
        const parts = url.pathname.split("/").map((each) => decodeURIComponent(each));
        assert.deepEqual(parts, ["", "api", first, "x", second]);
      }),
    );
  });
});
