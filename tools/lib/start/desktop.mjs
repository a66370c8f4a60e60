// @ts-check
// VS Code on a desktop: is there one, can one be had, and how it is opened.
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root } from "../paths.mjs";
import { findProgram } from "../programs.mjs";
import { say, saying } from "../say.mjs";
import { environment } from "../vscode/server.mjs";
import { firstSettings, signInBySettings, writeFirstSettings, writeSettings } from "../vscode/settings.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */

/** Whether a window can be opened here: not over a plain remote shell, and not from inside of a Linux of Windows. */
export function hasDesktop() {
  const { env } = process;
  if (env["CI"] || env["VSCODE_IPC_HOOK_CLI"] || env["WSL_DISTRO_NAME"]) return false;
  if (process.platform === "win32") return true;
  if (process.platform === "darwin") return !env["SSH_CONNECTION"];
  return Boolean(env["DISPLAY"] ?? env["WAYLAND_DISPLAY"]);
}

/**
 * The program of a VS Code that is new enough: the installed one, else a downloaded one; undefined when none can be had.
 * @param {Processes} processes
 */
export async function findDesktopCode(processes) {
  const installed = findProgram("code");
  if (installed !== undefined) {
    const version = await versionOf(processes, installed);
    if (version !== undefined && isSupported(version)) return programBehind(installed);
    say(
      `The VS Code that "code" starts is ${version ?? "of an unknown version"}; the extension needs 1.105.`,
    );
  }
  return downloadCode();
}

/**
 * @param {Processes} processes
 * @param {string} command
 */
async function versionOf(processes, command) {
  const child = processes.start(command, ["--version"], {
    env: environment(),
    shell: process.platform === "win32",
  });
  const timer = setTimeout(() => child.kill(), 15_000);
  await child.exited;
  clearTimeout(timer);
  return /^\d+\.\d+\.\d+/m.exec(child.output)?.[0];
}

/** @param {string} version */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 105);
}

/**
 * The window's own program: the command only asks it to open, so ending the command would not end it.
 * @param {string} command
 */
function programBehind(command) {
  const folder = path.dirname(realpathSync(command));
  const candidates = ["../code", "../Code.exe", "../../../MacOS/Electron", "../../../MacOS/Code"];
  return (
    candidates.map((candidate) => path.resolve(folder, candidate)).find((file) => existsSync(file)) ?? command
  );
}

async function downloadCode() {
  try {
    return await saying("Getting VS Code for the desktop", async () => {
      const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
      return downloadAndUnzipVSCode({
        version: "stable",
        cachePath: path.join(root, ".vscode-test"),
        reporter: new SilentReporter(),
      });
    });
  } catch (error) {
    say(`  It cannot be had (${error instanceof Error ? error.message : String(error)}).`);
    return undefined;
  }
}

/**
 * Opens a window of its own, with settings and state of its own, and gives it; it ends when the window is closed.
 * @param {Processes} processes
 * @param {string} program
 * @param {object} options
 * @param {string} options.folder for its state
 * @param {NodeJS.ProcessEnv} options.env
 * @param {boolean} options.signIn with the environment's token
 */
export function openDesktopCode(processes, program, { folder, env, signIn }) {
  const data = path.join(folder, "data");
  const workspace = path.join(folder, "workspace");
  mkdirSync(workspace, { recursive: true });
  const settings = path.join(data, "User/settings.json");
  writeFirstSettings(settings, firstSettings);
  if (signIn) writeSettings(settings, signInBySettings);
  processes.lastly(() => endDetached(data));
  const args = [
    workspace,
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(folder, "extensions")}`,
    `--extensionDevelopmentPath=${root}`,
    "--new-window",
    "--wait",
    "--disable-workspace-trust",
    "--disable-telemetry",
    "--skip-welcome",
    "--skip-release-notes",
    // Its secrets need no key ring of the person's.
    "--password-store=basic",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
  return processes.start(program, args, {
    env: environment(env),
    log: path.join(folder, "vscode.log"),
    shell: program.endsWith(".cmd"),
  });
}

/**
 * Where only the command could be started, the window runs outside of its process group; it writes its number down.
 * @param {string} data
 */
function endDetached(data) {
  const lock = path.join(data, "code.lock");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8"));
  try {
    if (pid > 0) process.kill(pid, "SIGTERM");
  } catch {
    // It has ended already.
  }
}

/**
 * Opens an address in the person's browser: by a page that leads there, since all users of the machine see what programs
 * are started with.
 * @param {Processes} processes
 * @param {string} address
 * @param {string} page the file for it
 */
export function openInBrowser(processes, address, page) {
  rmSync(page, { force: true });
  writeFileSync(page, `<meta http-equiv="refresh" content="0; url=${address}">`, { mode: 0o600 });
  if (process.platform === "win32") processes.start("cmd", ["/c", "start", '""', page.replaceAll("&", "^&")]);
  else if (process.platform === "darwin") processes.start("open", [page]);
  else if (findProgram("xdg-open") !== undefined) processes.start("xdg-open", [page]);
}
