import assert from "node:assert/strict";
import { wrongEntries, wrongSizes } from "../../../tools/lib/packing/vsix.mjs";

const right = [
  "[Content_Types].xml",
  "extension.vsixmanifest",
  "extension/package.json",
  "extension/package.nls.json",
  "extension/package.nls.de.json",
  "extension/l10n/bundle.l10n.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/media/icon.png",
  "extension/media/cvat.svg",
  "extension/dist/extension.cjs",
  "extension/dist/webviews/form/form.js",
  "extension/dist/webviews/form/form.css",
].map((name) => ({ name, size: 1000 }));

describe("The check of the package", () => {
  it("accepts what belongs into it", () => {
    assert.deepEqual(wrongEntries(right), []);
  });

  for (const name of [
    "extension/src/extension.ts",
    "extension/dist/extension.cjs.map",
    "extension/dist/webviews/form/form.js.map",
    "extension/test/sample-server/main.ts",
    "extension/node_modules/ky/package.json",
    "extension/out/test/unit/a.test.js",
    "extension/tools/start.mjs",
  ]) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(wrongEntries([...right, { name, size: 1 }]), [`${name} does not belong into it`]);
    });
  }

  it("misses what must be in it", () => {
    const [missing, ...rest] = right.filter(({ name }) => name !== "extension/LICENSE.txt").reverse();
    assert.deepEqual(wrongEntries(rest), [
      "extension/LICENSE.txt is missing",
      `${missing?.name ?? ""} is missing`,
    ]);
  });

  it("refuses the script of a webview over 180 kB", () => {
    const script = { name: "extension/dist/webviews/form/form.js", size: 180_001 };
    assert.deepEqual(wrongSizes([script], 999_999), [`${script.name} has 180 kB, more than 180 kB`]);
    assert.deepEqual(wrongSizes([{ ...script, size: 180_000 }], 999_999), []);
  });

  it("refuses code over 300 kB and a package over 1 MB", () => {
    const code = { name: "extension/dist/extension.cjs", size: 300_001 };
    assert.deepEqual(wrongSizes([code], 999_999), ["the code has 300 kB, more than 300 kB"]);
    assert.deepEqual(wrongSizes([{ ...code, size: 300_000 }], 1_000_001), [
      "it has 1000 kB, more than 1000 kB",
    ]);
    assert.deepEqual(wrongSizes([{ ...code, size: 300_000 }], 1_000_000), []);
  });
});
