/** Runs the tests of this folder inside the extension host; started by the npm test's step "host". */
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import CountingReporter from "../../tools/lib/testing/reporter.cjs";

/** VS Code calls this, and ends the run with a failure when it rejects. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  // An ES module: what require() gives for it differs between the Nodes of the newest and the oldest VS Code.
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 20_000,
    reporter: CountingReporter,
    // As in the steps of windows: a machine that is busy may keep VS Code from drawing for seconds.
    retries: process.env["CI"] === undefined ? 0 : 1,
    forbidOnly: process.env["CI"] !== undefined,
    color: false,
  });
  const pattern = process.env["CVAT_TEST_GREP"];
  if (pattern !== undefined) mocha.grep(new RegExp(pattern));
  const part = process.env["CVAT_TEST_FILE"] ?? "";
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.includes(part),
  );
  for (const file of files.sort()) if (file.endsWith(".test.cjs")) mocha.addFile(path.join(__dirname, file));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
