import assert from "node:assert/strict";
import { select } from "../../../tools/lib/testing/run.mjs";
import { steps } from "../../../tools/lib/testing/steps.mjs";

describe("Choosing steps of npm test", () => {
  it("brings along what a step needs, in the order of the whole run", () => {
    assert.deepEqual(
      select(steps, ["coverage"]).map(({ name }) => name),
      ["install", "build", "install VS Code", "host", "unit", "contract", "coverage"],
    );
  });

  it("refuses a step that there is not, and names those that there are", () => {
    assert.throws(() => select(steps, ["e3e"]), /There is no step "e3e"\. Steps: install; build; .*e2e/);
  });

  it("is possible among the quick ones, too, which need nothing but each other", () => {
    const quick = steps.filter((step) => step.quick);
    assert.deepEqual(
      select(quick, ["unit"]).map(({ name }) => name),
      ["install", "build", "unit"],
    );
    assert.throws(() => select(quick, ["e2e"]), /There is no step "e2e"\. Steps: install; build; .*unit/);
  });

  it("runs everything in an order in which what is needed comes first", () => {
    const seen = new Set<string>();
    for (const { name, needs } of steps) {
      for (const need of needs) assert.ok(seen.has(need), `${name} comes before ${need}`);
      seen.add(name);
    }
  });
});
