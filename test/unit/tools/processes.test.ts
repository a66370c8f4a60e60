import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { root } from "../../../tools/lib/paths.mjs";
import { ChildFailed, Processes } from "../../../tools/lib/processes.mjs";

/** Starts another program, and tells both their numbers. */
const parent = `
const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
console.log("numbers " + process.pid + " " + child.pid);
setInterval(() => {}, 1000);
`;
const stubborn = `process.on("SIGTERM", () => undefined); console.log("ready"); setInterval(() => {}, 1000);`;

/** One that has ended and that nobody has asked about yet is still found by its number, but takes no memory. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/status`;
    return !(existsSync(status) && /^State:\tZ/m.test(readFileSync(status, "utf8")));
  } catch {
    return false;
  }
}

describe("Programs that tools start", () => {
  let processes: Processes;

  beforeEach(() => {
    processes = new Processes();
  });

  afterEach(async () => {
    await processes.end();
  });

  it("end with all that they started themselves", async () => {
    const child = processes.start(process.execPath, ["-e", parent]);
    const [, own, inner] = await child.said(/numbers (\d+) (\d+)/);
    const numbers = [Number(own), Number(inner)];
    assert.deepEqual(numbers.map(isAlive), [true, true]);
    await processes.end();
    assert.deepEqual(numbers.map(isAlive), [false, false]);
  });

  it("are forced to end when they do not want to", async () => {
    const child = processes.start(process.execPath, ["-e", stubborn]);
    await child.said(/ready/);
    await child.stop(1);
    assert.equal(child.ended, true);
  });

  it("give what they wrote", async () => {
    assert.equal(await processes.run(process.execPath, ["-e", "console.log('done')"]), "done\n");
  });

  it("write what they say into a file that nobody else reads, whatever stood there", async function () {
    if (process.platform === "win32") this.skip();
    const folder = mkdtempSync(path.join(tmpdir(), "cvat-log-"));
    processes.lastly(() => {
      rmSync(folder, { recursive: true });
    });
    const log = path.join(folder, "logs/program.log");
    for (const text of ["first", "second"]) {
      await processes.run(process.execPath, ["-e", `console.log("${text}")`], { log });
      assert.equal(readFileSync(log, "utf8"), `${text}\n`);
      assert.equal(statSync(log).mode & 0o777, 0o600);
      chmodSync(log, 0o644);
    }
  });

  it("tell the end of what they wrote when they fail", async () => {
    await assert.rejects(
      processes.run(process.execPath, ["-e", "console.error('why'); process.exit(3)"]),
      (error) => {
        assert.ok(error instanceof ChildFailed);
        assert.equal(error.code, 3);
        assert.match(error.message, /why/);
        return true;
      },
    );
  });

  it("are not waited for when they ended before they were ready", async () => {
    const child = processes.start(process.execPath, ["-e", "console.log('no luck')"]);
    await assert.rejects(child.said(/ready/), /ended before it was ready:\nno luck/);
  });

  it("may be missing", async () => {
    await assert.rejects(processes.run("no-such-program-anywhere", []), /ENOENT/);
  });

  it("are followed by what was put off to the end", async () => {
    const order: string[] = [];
    const child = processes.start(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    void child.exited.then(() => order.push("ended"));
    processes.lastly(() => {
      order.push("lastly");
    });
    await processes.end();
    assert.deepEqual(order, ["ended", "lastly"]);
  });

  it("all end with the process that started them, whatever ended before", async () => {
    const lib = pathToFileURL(path.join(root, "tools/lib/processes.mjs")).href;
    const tool = `
      import { Processes } from ${JSON.stringify(lib)};
      for (let count = 0; count < 20; count += 1) {
        const over = new Processes();
        over.endOnSignals();
        await over.end();
      }
      for (let count = 0; count < 2; count += 1) {
        const processes = new Processes();
        processes.endOnSignals();
        const child = processes.start(process.execPath, ["-e", ${JSON.stringify(parent)}]);
        const [numbers] = await child.said(/numbers .*/);
        console.log(numbers);
        processes.lastly(() => console.log("lastly"));
      }
      console.log("ready");
    `;
    const child = processes.start(process.execPath, ["--input-type=module", "-e", tool]);
    await child.said(/ready/);
    const numbers = [...child.output.matchAll(/numbers (\d+) (\d+)/g)].flatMap(([, ...two]) =>
      two.map(Number),
    );
    assert.equal(numbers.length, 4);
    assert.deepEqual(numbers.filter(isAlive), numbers);
    await child.stop();
    assert.deepEqual(numbers.filter(isAlive), []);
    assert.equal(await child.exited, 143);
    assert.equal(child.output.match(/lastly/g)?.length, 2);
    assert.doesNotMatch(child.output, /Warning/);
  });
});
