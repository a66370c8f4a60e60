// @ts-check
// npm start: VS Code with the extension in it, signed in to a sample CVAT server. Runs on bare Node 20.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { installMain, takeMark } from "./lib/npm.mjs";
import { ensureChromium } from "./lib/packages.mjs";
import { node22, root, shown } from "./lib/paths.mjs";
import { isFree, nextFree } from "./lib/ports.mjs";
import { Processes } from "./lib/processes.mjs";
import { sampleAccount, sampleAccounts, startSampleServer } from "./lib/sample-server.mjs";
import { Refusal, runMain, say, saying } from "./lib/say.mjs";
import { findDesktopCode, hasDesktop, openDesktopCode, openInBrowser } from "./lib/start/desktop.mjs";
import { readFlags, shownAddress, usage } from "./lib/start/flags.mjs";
import { takePicture } from "./lib/start/screenshot.mjs";
import { prepareBuild } from "./lib/vscode/builds.mjs";
import { startVsCode } from "./lib/vscode/server.mjs";
import { firstSettings, quietSettings, signInBySettings } from "./lib/vscode/settings.mjs";

/** @typedef {import("./lib/start/flags.mjs").Flags} Flags */
/** @typedef {{ address: string, token: string | undefined, who: string }} Server with words for who is signed in */

const ports = { vscode: 8790, sample: 8791 };

await runMain(async () => {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    say(usage);
    return;
  }
  const processes = new Processes();
  processes.endOnSignals(() => say("\nEnding …"));
  try {
    const inBrowser = flags.screenshot !== undefined || !hasDesktop();
    await Promise.all([installMain(processes), ...(inBrowser ? [prepareBuild(processes, "current")] : [])]);
    await saying("Building the extension", () => processes.run(node22, ["esbuild.mjs"], { cwd: root }));
    if (flags.screenshot !== undefined) await takeScreenshot(processes, flags, flags.screenshot);
    else await openForPerson(processes, flags);
  } finally {
    await processes.end();
  }
});

/**
 * @param {Processes} processes
 * @param {Flags} flags
 */
async function openForPerson(processes, flags) {
  const state = path.join(root, ".state");
  takeState(processes, state);
  const program = hasDesktop() ? await findDesktopCode(processes) : undefined;
  const server = await provideServer(processes, flags, state, ports.sample);
  const opened = program !== undefined && (await useDesktop(processes, program, state, server));
  if (!opened && !processes.ending) await useBrowser(processes, flags, state, server);
}

/**
 * Opens a window until it is closed; false when it does not open.
 * @param {Processes} processes
 * @param {string} program
 * @param {string} state
 * @param {Server} server
 */
async function useDesktop(processes, program, state, server) {
  const window = openDesktopCode(processes, program, {
    folder: path.join(state, "desktop"),
    env: variables(server),
    signIn: server.token !== undefined,
  });
  say(`\nVS Code, ${server.who}, opens in a window of its own. Closing it, or Ctrl+C, ends all.`);
  if ((await window.exited) === 0 || processes.ending) return true;
  say(`VS Code ended by itself:\n${window.tail(10)}\nSo it is opened in the browser.`);
  return false;
}

/**
 * Serves VS Code until it is ended from outside.
 * @param {Processes} processes
 * @param {Flags} flags
 * @param {string} state
 * @param {Server} server
 */
async function useBrowser(processes, flags, state, server) {
  const build = await prepareBuild(processes, "current");
  const vscode = await startVsCode(processes, {
    build,
    folder: path.join(state, "browser"),
    extension: root,
    port: await choosePort(flags),
    first: firstSettings,
    machine: server.token === undefined ? {} : signInBySettings,
    env: variables(server),
    front: true,
  });
  say(`\nVS Code, ${server.who}: ${vscode.link}`);
  say("Ctrl+C ends all.");
  if (hasDesktop()) openInBrowser(processes, vscode.link, path.join(state, "open.html"));
  await vscode.child.exited;
  if (!processes.ending) throw new Refusal(`VS Code ended by itself:\n${vscode.child.tail()}`);
}

/** @param {Server} server */
function variables({ address, token }) {
  return { CVAT_SERVER: address, CVAT_ACCESS_TOKEN: token };
}

/**
 * Leaves the person's own state alone.
 * @param {Processes} processes
 * @param {Flags} flags
 * @param {string} file
 */
async function takeScreenshot(processes, flags, file) {
  const chromium = await ensureChromium(processes, "pictures");
  const build = await prepareBuild(processes, "current");
  const state = mkdtempSync(path.join(tmpdir(), "cvat-picture-"));
  processes.lastly(() => rmSync(state, { recursive: true, force: true }));
  const server = await provideServer(processes, flags, state, 0);
  if (server.token === undefined) throw new Refusal("A picture needs a token in CVAT_ACCESS_TOKEN");
  const vscode = await startVsCode(processes, {
    build,
    folder: path.join(state, "browser"),
    extension: root,
    ...(flags.port === undefined ? {} : { port: await choosePort(flags) }),
    settings: quietSettings,
    machine: signInBySettings,
    env: variables(server),
    front: true,
  });
  await takePicture(chromium, vscode.address, file);
}

/**
 * The sample server, or the person's own.
 * @param {Processes} processes
 * @param {Flags} flags
 * @param {string} state
 * @param {number} wanted its port; 0: any
 * @returns {Promise<Server>}
 */
async function provideServer(processes, flags, state, wanted) {
  if (flags.server !== undefined) {
    const token = process.env["CVAT_ACCESS_TOKEN"]?.trim() ?? "";
    const server = shownAddress(flags.server);
    return token === ""
      ? { address: flags.server, token: undefined, who: `signed out; Sign In… begins with ${server}` }
      : { address: flags.server, token, who: `signed in to ${server} by CVAT_ACCESS_TOKEN` };
  }
  const port = wanted === 0 ? 0 : await nextFree(wanted);
  if (port !== wanted) say(`Port ${wanted} is in use; the sample server takes ${port}.`);
  const data = path.join(state, "sample-server");
  mkdirSync(data, { recursive: true });
  const { origin } = await startSampleServer(processes, {
    port,
    data,
    log: path.join(state, "sample-server.log"),
  });
  if (wanted !== 0) introduce(origin);
  return { address: origin, token: sampleAccount("alice").token, who: "signed in as alice" };
}

/** @param {string} origin */
function introduce(origin) {
  const rows = sampleAccounts().map(({ username, password, token }) => [username, password, token]);
  say(`\nSample CVAT server: ${origin}`);
  for (const [user = "", password = "", token] of [["user", "password", "access token"], ...rows]) {
    say(`  ${user.padEnd(8)} ${password.padEnd(16)} ${token}`);
  }
}

/** @param {Flags} flags */
async function choosePort(flags) {
  if (flags.port !== undefined) {
    if (!(await isFree(flags.port))) throw new Refusal(`Port ${flags.port} is in use`);
    return flags.port;
  }
  const port = await nextFree(ports.vscode);
  if (port !== ports.vscode) {
    say(
      `Port ${ports.vscode} is in use; VS Code takes ${port}. What a browser keeps for the other port is not seen there.`,
    );
  }
  return port;
}

/**
 * The state is for one start at a time.
 * @param {Processes} processes
 * @param {string} state
 */
function takeState(processes, state) {
  mkdirSync(state, { recursive: true });
  const mark = path.join(state, "running");
  if (!takeMark(mark)) {
    throw new Refusal(`It is running already, as process ${readFileSync(mark, "utf8")} (${shown(mark)})`);
  }
  processes.lastly(() => rmSync(mark, { force: true }));
}
