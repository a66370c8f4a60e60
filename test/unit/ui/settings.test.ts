import assert from "node:assert/strict";
import * as v from "valibot";
import { readStored, Settings } from "../../../src/ui/settings.ts";
import { memoryOf, noting } from "../../support/doubles.ts";

describe("settings", () => {
  it("are taken as they are when they are right", () => {
    const settings = new Settings(memoryOf({ "cvat.useEnvironmentToken": "always" }), noting().logger);
    assert.equal(settings.get("cvat.useEnvironmentToken"), "always");
  });

  for (const wrong of [true, 3, "sometimes", null, {}, ["ask"], undefined]) {
    it(`of a wrong type (${JSON.stringify(wrong)}) are the default, with a word in the log`, () => {
      const { logger, lines } = noting();
      const settings = new Settings(memoryOf({ "cvat.useEnvironmentToken": wrong }), logger);
      assert.equal(settings.get("cvat.useEnvironmentToken"), "ask");
      assert.equal(lines.filter((line) => line.startsWith("warn")).length, 1);
    });
  }
});

describe("stored state", () => {
  const schema = v.object({ name: v.string() });

  it("is read as it was written", () => {
    const { logger, lines } = noting();
    assert.deepEqual(readStored(memoryOf({ key: { name: "a" } }), "key", schema, { name: "" }, logger), {
      name: "a",
    });
    assert.deepEqual(lines, []);
  });

  it("that is missing is the default, without a word", () => {
    const { logger, lines } = noting();
    assert.deepEqual(readStored(memoryOf({}), "key", schema, { name: "none" }, logger), { name: "none" });
    assert.deepEqual(lines, []);
  });

  it("that is damaged is the default, with a word in the log that does not repeat it", () => {
    const { logger, lines } = noting();
    const memory = memoryOf({ key: { name: 7, secret: "s3cret" } });
    assert.deepEqual(readStored(memory, "key", schema, { name: "none" }, logger), { name: "none" });
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines.join(), /s3cret/);
  });
});
