// @ts-check
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "node:util";
import { launchChromium } from "../chromium.mjs";
import { startSampleServer } from "../sample-server.mjs";
import { prepareBuild } from "../vscode/builds.mjs";
import { startVsCode } from "../vscode/server.mjs";
import { quietSettings } from "../vscode/settings.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */
/** @typedef {import("../vscode/builds.mjs").BuildName} BuildName */

/** What VS Code says of itself in every run and nobody needs to read. */
const noise = [
  /%c/,
  /open-vsx|extensionquery|getaddrinfo/i,
  /authentication provider/i,
  /ServiceWorker|sandbox attribute/,
];

/**
 * Runs test/host inside an extension host, and gives the exit code.
 * @param {Processes} processes
 * @param {object} options
 * @param {BuildName} options.build
 * @param {string} options.out where the tests and the extension were built
 * @param {string} options.log
 * @param {NodeJS.ProcessEnv} options.env what the tests are told
 * @param {number} [options.milliseconds]
 */
export async function runHostTests(processes, { build, out, log, env, milliseconds = 300_000 }) {
  const folder = mkdtempSync(path.join(tmpdir(), "cvat-host-"));
  mkdirSync(path.dirname(log), { recursive: true });
  const output = createWriteStream(log);
  try {
    const sample = await startSampleServer(processes, {
      control: true,
      log: path.join(folder, "sample-server.log"),
    });
    const vscode = await startVsCode(processes, {
      build: await prepareBuild(processes, build),
      folder,
      extension: path.join(out, "extension"),
      settings: quietSettings,
      env: { CVAT_TEST_SERVER: sample.origin, ...env },
      driver: true,
    });
    const address = vscode.addressOfTests(path.join(out, "extension"), path.join(out, "test/host/index.cjs"));
    const code = await runInWindow(address, output, milliseconds);
    // It writes its coverage as it ends, and it ends a little after its window.
    await vscode.child.said(/Extension Host Process exited/, 15_000).catch(() => undefined);
    await vscode.stop();
    await sample.child.stop();
    return code;
  } finally {
    await new Promise((resolve) => output.end(() => resolve(undefined)));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Opens the window whose extension host runs the tests.
 * @param {string} address
 * @param {import("node:fs").WriteStream} output
 * @param {number} milliseconds
 */
async function runInWindow(address, output, milliseconds) {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    await context.route("**/mint-key", (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
    const page = await context.newPage();
    await page.exposeFunction(
      "codeAutomationLog",
      (/** @type {string} */ _, /** @type {unknown[]} */ args) => {
        const line = format(...args);
        if (!noise.some((pattern) => pattern.test(String(args[0])) || pattern.test(line)))
          output.write(`${line}\n`);
      },
    );
    /** @type {Promise<number>} */
    const ended = new Promise((resolve) => {
      const timer = setTimeout(() => {
        output.write(`The tests did not end within ${milliseconds / 1000} s\n`);
        resolve(1);
      }, milliseconds);
      const end = (/** @type {number} */ code) => {
        clearTimeout(timer);
        resolve(code);
      };
      void page.exposeFunction("codeAutomationExit", end).then(() => page.goto(address));
      page.on("crash", () => end(1));
    });
    const code = await ended;
    await page.close();
    return code;
  } finally {
    await browser.close();
  }
}
