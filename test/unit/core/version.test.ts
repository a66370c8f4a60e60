import assert from "node:assert/strict";
import { classifyVersion } from "../../../src/core/index.ts";
import type { Support } from "../../../src/core/index.ts";

const known: readonly (readonly [text: string, support: Support])[] = [
  ["1.7.0", "refused"],
  ["2.0.0", "refused"],
  ["2.3.0", "refused"],
  ["2.3.99", "refused"],
  ["2.4.0", "unsupported"],
  ["2.4.6", "unsupported"],
  ["2.14.4", "unsupported"],
  ["2.15.0.dev20240607120000", "unsupported"],
  ["2.15.99", "unsupported"],
  ["2.16.0", "password-only"],
  ["2.16.0rc1", "password-only"],
  ["2.47.9", "password-only"],
  ["2.48.0", "supported"],
  ["2.48", "supported"],
  ["2.73.0", "supported"],
  ["v2.73.0", "supported"],
  ["2.73.0-alpha", "supported"],
  ["2.80.0", "supported"],
  ["2.80.7", "supported"],
  ["2.81.0", "newer"],
  ["2.100.0", "newer"],
  ["3.0.0", "newer"],
];

describe("a server's version", () => {
  for (const [text, support] of known) {
    it(`${text} is ${support}`, () => {
      assert.deepEqual(classifyVersion(text), { text, support });
    });
  }

  for (const text of ["unknown", "2", "develop-2.73.0", "x.y.z", `${"9".repeat(400)}.1`]) {
    it(`${text.slice(0, 20)} is unknown`, () => {
      assert.equal(classifyVersion(text).support, "unknown");
    });
  }

  it("is unknown when the server says none", () => {
    assert.deepEqual(classifyVersion(null), { text: null, support: "unknown" });
    assert.deepEqual(classifyVersion(" \n"), { text: null, support: "unknown" });
  });

  it("is told in one short line, whatever the server says", () => {
    const { text } = classifyVersion(` 2.73.0\r\nSet-Cookie: x\u001b[31m${"y".repeat(500)}`);
    assert.match(text ?? "", /^2\.73\.0 Set-Cookie: x \[31my+$/);
    assert.equal(text?.length, 100);
  });
});
