import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "../../tools/lib/chromium.mjs";
import { anyFree } from "../../tools/lib/ports.mjs";
import { sampleAccount, sampleAccounts } from "../../tools/lib/sample-server.mjs";
import { type SampleServer, startSampleServer } from "../sample-server/index.ts";
import { written } from "./browser-state.ts";
import { Clone } from "./clone.ts";
import { Person } from "./people.ts";
import { testOutput } from "./workbench/tested.ts";
import { eventually, Workbench } from "./workbench/index.ts";

describe("npm start", () => {
  let clone: Clone;
  let server: SampleServer;
  let browser: Browser | undefined;

  before("copies the checkout", async function () {
    this.timeout(60_000);
    clone = new Clone();
    server = await startSampleServer();
  });

  afterEach("asks nothing more of the server", () => {
    server.faults.clear();
    server.requests.clear();
  });

  after("takes it away", async () => {
    await browser?.close();
    await clone.remove();
    await server.close();
  });

  async function open(context: BrowserContext, address: string): Promise<Workbench> {
    const page = await context.newPage();
    await page.goto(address);
    const workbench = new Workbench(page, path.join(testOutput, "screenshots"));
    await workbench.waitUntilReady();
    return workbench;
  }

  async function shows(
    workbench: Workbench,
    organization: string,
    projects: readonly string[],
  ): Promise<void> {
    await eventually(
      async () => [await workbench.statusBar.texts(), await workbench.projects.labels()],
      (shown) => {
        assert.deepEqual(shown, [[`alice · ${organization}`], projects]);
      },
      30_000,
    );
  }

  it("opens VS Code signed in to the sample server, whose users it names; Ctrl+C leaves nothing running, and all is there again next time", async function () {
    this.timeout(180_000);
    const port = await anyFree();
    const first = clone.start([`--port=${port}`]);
    const [, origin = ""] = await first.says(/^Sample CVAT server: (http:\/\/127\.0\.0\.1:\d+)$/m);
    for (const { username, password, token } of sampleAccounts()) {
      await first.says(new RegExp(`^ +${username} +${password} +${token}$`, "m"));
    }
    const printed = `^VS Code, signed in as alice: (http://127\\.0\\.0\\.1:${port}/\\?tkn=[0-9a-f]{64})$`;
    const [, address = ""] = await first.says(new RegExp(printed, "m"));
    browser = await launchChromium();
    const context = await browser.newContext();
    const window = await open(context, address);
    // The views come to sight by themselves.
    await shows(window, "All Organizations", ["Sky", "Objects"]);
    await window.tasks.row("coins");
    await window.jobs.row("Job #9");
    await window.picture("npm-start");
    await window.run("CVAT: Switch Organization…");
    await window.quickInput.pick("Crew");
    await shows(window, "Crew", ["Sky"]);
    await new Person({ origin, account: sampleAccount }, "alice").makeOrganization("second", "Second Start");
    await written(window.page, String.raw`\"slug\":\"crew\"`);
    assert.notDeepEqual(first.alive(), []);
    assert.equal(await first.interrupt(), "SIGINT", first.output);
    assert.deepEqual(first.alive(), []);
    await window.page.close();

    const second = clone.start([`--port=${port}`]);
    const [, same] = await second.says(new RegExp(printed, "m"));
    assert.equal(same, address);
    const again = await open(context, address);
    await again.openContainer();
    await shows(again, "Crew", ["Sky"]);
    await again.statusBar.click("alice");
    await again.quickInput.pick("Second Start");
    await shows(again, "Second Start", []);
    await second.interrupt();
    assert.deepEqual(second.alive(), []);
  });

  it("lets only those in who know the address that it printed", async function () {
    this.timeout(90_000);
    const port = await anyFree();
    const run = clone.start([`--server=${server.origin}`, `--port=${port}`]);
    const [, token = ""] = await run.says(/^VS Code, signed out; .*: http.*\?tkn=([0-9a-f]{64})$/m);
    const ask = async (method: string, place: string, given: string): Promise<number> => {
      const headers = { Cookie: `vscode-tkn=${given}` };
      const answer = await fetch(`http://127.0.0.1:${port}${place}`, { method, headers });
      await answer.body?.cancel();
      return answer.status;
    };
    const other = `/proxy/${new URL(server.origin).port}/api/server/about`;
    for (const [method, place] of [
      ["GET", "/"],
      ["POST", "/mint-key"],
      ["GET", other],
    ] as const) {
      assert.equal(await ask(method, place, ""), 403, place);
      assert.equal(await ask(method, place, "0".repeat(64)), 403, place);
      assert.equal(await ask(method, place, token), 200, place);
    }
    assert.equal(statSync(path.join(clone.folder, ".state/browser/connection-token")).mode & 0o777, 0o600);
    await run.interrupt();
  });

  it("refuses a flag that it does not know, and says which there are", async () => {
    const run = clone.start(["--prot=8790"]);
    assert.equal(await run.exited, 1);
    assert.match(run.output, /Unknown option '--prot/);
    assert.match(run.output, /--port N/);
    assert.deepEqual(run.alive(), []);
  });

  it("starts no sample server beside the server that it is given", async function () {
    this.timeout(90_000);
    const run = clone.start([`--server=${server.origin}`, `--port=${await anyFree()}`]);
    await run.says(/^VS Code, signed out; Sign In… begins with .*: http/m);
    assert.doesNotMatch(run.output, /Sample CVAT server/);
    assert.deepEqual(
      run.alive().filter((line) => line.includes("sample-server")),
      [],
    );
    await run.interrupt();
    assert.deepEqual(run.alive(), []);
  });

  it("takes a picture of 1280x800 with rows in the three views, and ends", async function () {
    this.timeout(120_000);
    const state = path.join(clone.folder, ".state");
    const before = existsSync(state);
    const file = path.join(clone.folder, "out/picture.png");
    const run = clone.start([`--screenshot=${file}`]);
    assert.equal(await run.exited, 0, run.output);
    const picture = readFileSync(file);
    assert.equal(picture.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [1280, 800]);
    assert.ok(picture.length > 30_000, "It is not empty");
    assert.deepEqual(run.alive(), []);
    assert.equal(existsSync(state), before);
  });

  it("says why there is no picture when the views do not fill", async function () {
    this.timeout(120_000);
    server.faults.add({
      kind: "status",
      status: 500,
      body: "<h1>Oops</h1>",
      match: { path: "/api/tasks" },
      times: 9,
    });
    const file = path.join(clone.folder, "out/none.png");
    const token = server.account("alice").token;
    const run = clone.start([`--screenshot=${file}`, `--server=${server.origin}`], {
      CVAT_ACCESS_TOKEN: token,
    });
    assert.equal(await run.exited, 1, run.output);
    assert.match(
      run.output,
      /^No picture: The view Tasks shows trouble: Could not load tasks\. The server failed/m,
    );
    assert.equal(existsSync(file), false);
    assert.deepEqual(run.alive(), []);
    assert.ok(!run.output.includes(token));
  });
});
