// @ts-check
// Mocha's own reporter, which also writes down what npm test adds up; used by Node and inside the extension host.
const { mkdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const process = require("node:process");
const { reporters } = require("mocha");

class CountingReporter extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const file = process.env["CVAT_TEST_RESULTS"];
    if (file === undefined) return;
    /** @type {string[]} */
    const again = [];
    runner.on("retry", (test, { message }) => {
      again.push(`${test.fullTitle()}: ${message.split("\n").slice(0, 8).join(" ")}`);
    });
    runner.once("end", () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, again }));
    });
  }
}

module.exports = CountingReporter;
