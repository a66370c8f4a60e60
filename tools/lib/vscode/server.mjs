// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root } from "../paths.mjs";
import { anyFree } from "../ports.mjs";
import { writeFirstSettings, writeSettings } from "./settings.mjs";
import { connectionToken } from "./token.mjs";

/** @typedef {import("../processes.mjs").Child} Child */
/** @typedef {import("../processes.mjs").Processes} Processes */
/** @typedef {import("./builds.mjs").Build} Build */
/** @typedef {import("./settings.mjs").Settings} Settings */

/**
 * @typedef {object} ServerOptions
 * @property {Build} build
 * @property {string} folder holds its data, extensions, workspace and log
 * @property {string} extension the extension's folder
 * @property {number} [port] else a free one
 * @property {Settings} [first] settings of the user, who may change them later
 * @property {Settings} [settings] those that are set at every start
 * @property {Settings} [machine] settings with the scope "machine"
 * @property {NodeJS.ProcessEnv} [env] additional variables
 * @property {boolean} [front] whether it serves a person (secrets outlive a reload) rather than tests
 * @property {boolean} [driver] whether tests run inside the extension host, which also hands it the extension; toasts are
 *   suppressed then
 */

/** A VS Code that is used by a browser. */
export class VsCodeServer {
  /**
   * @param {Child} child
   * @param {ReturnType<typeof layout>} places
   * @param {string} origin
   * @param {string} token
   */
  constructor(child, places, origin, token) {
    this.child = child;
    this.places = places;
    this.origin = origin;
    this.#token = token;
  }

  #token;

  /** The address that a person opens, with the token: whoever knows it is let in. */
  get link() {
    return `${this.origin}/?tkn=${this.#token}`;
  }

  /**
   * The address of a window whose extension host runs tests; the server needs the driver for it.
   * @param {string} extension the extension's folder
   * @param {string} tests the module that runs them
   */
  addressOfTests(extension, tests) {
    const remote = (/** @type {string} */ file) => `vscode-remote://${new URL(this.origin).host}${file}`;
    const payload = [
      ["extensionDevelopmentPath", remote(extension)],
      ["extensionTestsPath", remote(tests)],
      ["skipWelcome", "true"],
    ];
    return `${this.address}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  }

  /** The address of its window on the workspace. */
  get address() {
    return this.addressOf(this.places.workspace);
  }

  /**
   * The address of a window on a folder, which is made if it is not there.
   * @param {string} folder
   */
  addressOf(folder) {
    mkdirSync(folder, { recursive: true });
    return `${this.link}&folder=${encodeURIComponent(folder)}`;
  }

  stop() {
    return this.child.stop();
  }
}

/**
 * Gives a VS Code that answers.
 * @param {Processes} processes
 * @param {ServerOptions} options
 */
export async function startVsCode(processes, options) {
  const front = options.front ?? false;
  const places = layout(options.folder, front);
  mkdirSync(places.workspace, { recursive: true });
  mkdirSync(places.data, { recursive: true });
  if (options.first) writeFirstSettings(places.settings, options.first);
  if (options.settings) writeSettings(places.settings, options.settings);
  if (options.machine) writeSettings(places.machine, options.machine);
  if (!options.driver) linkExtension(places.extensions, options.extension);
  const token = connectionToken(places.token);
  const port = options.port ?? (await anyFree());
  const args = [
    ...(front ? frontArguments(options.build, places) : serverArguments(options, places)),
    "--host=127.0.0.1",
    `--port=${port}`,
    `--connection-token-file=${places.token}`,
    `--extensions-dir=${places.extensions}`,
    "--accept-server-license-terms",
    "--disable-telemetry",
    "--disable-workspace-trust",
  ];
  const child = processes.start(options.build.node, args, {
    cwd: places.workspace,
    env: environment(options.env),
    log: places.log,
  });
  await child.said(front ? /^Listening$/m : /Extension host agent started/);
  return new VsCodeServer(child, places, `http://127.0.0.1:${port}`, token);
}

/**
 * @param {string} folder
 * @param {boolean} front
 */
function layout(folder, front) {
  const data = path.join(folder, "data");
  const inside = front ? data : path.join(data, "data");
  return {
    data,
    settings: path.join(inside, "User/settings.json"),
    machine: path.join(inside, "Machine/settings.json"),
    logs: path.join(inside, "logs"),
    extensions: path.join(folder, "extensions"),
    workspace: path.join(folder, "workspace"),
    token: path.join(folder, "connection-token"),
    log: path.join(folder, "vscode.log"),
  };
}

/**
 * @param {Build} build
 * @param {ReturnType<typeof layout>} places
 */
function frontArguments(build, places) {
  return [
    path.join(root, "tools/lib/vscode/front.mjs"),
    build.server,
    `--user-data-dir=${places.data}`,
    `--default-folder=${places.workspace}`,
    "--disable-update-check",
    "--disable-getting-started-override",
  ];
}

/**
 * @param {ServerOptions} options
 * @param {ReturnType<typeof layout>} places
 */
function serverArguments(options, places) {
  return [
    options.build.server,
    // Else an extension host lives on for hours after its window was closed.
    ...(options.build.name === "floor" ? [] : ["--reconnection-grace-time=5"]),
    `--server-data-dir=${places.data}`,
    ...(options.driver ? ["--enable-smoke-test-driver"] : []),
  ];
}

/**
 * This process's variables without those that would lead VS Code elsewhere: it may have been started in a terminal of
 * another VS Code.
 * @param {NodeJS.ProcessEnv} [more]
 */
export function environment(more = {}) {
  const leading = /^(VSCODE_|ELECTRON_|CODE_SERVER_|npm_|PORT$|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$)/;
  const kept = Object.entries(process.env).filter(([name]) => !leading.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

/**
 * Installs the extension as a link to its folder.
 * @param {string} extensions
 * @param {string} extension
 */
function linkExtension(extensions, extension) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
  mkdirSync(extensions, { recursive: true });
  for (const entry of readdirSync(extensions)) {
    if (entry.startsWith(`${publisher}.${name}-`)) rmSync(path.join(extensions, entry), { recursive: true });
  }
  // VS Code's own list of what is installed, made anew from the folders when it is not there.
  const list = path.join(extensions, "extensions.json");
  if (existsSync(list)) rmSync(list);
  const link = path.join(extensions, `${publisher}.${name}-${version}`);
  symlinkSync(extension, link, process.platform === "win32" ? "junction" : "dir");
}
