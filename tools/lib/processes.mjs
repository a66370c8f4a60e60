// @ts-check
// Child processes, each in a group of its own: ending one ends whatever it started, and nothing else.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { signals } from "./signals.mjs";

const keptOutput = 200_000;

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] in place of this process's environment
 * @property {string | undefined} [log] a file that gets all output, for this user alone
 * @property {(text: string) => void} [onOutput]
 * @property {number} [patience] how long it may take to end when it is asked to, ms; default 5,000. Longer for a program
 *   that has to end others, which run in groups of their own
 * @property {boolean} [shell] needed for `npm` on Windows only
 */

/** A running program. */
export class Child {
  #process;
  #what;
  #log;
  #patience;
  /** @type {(text: string) => void} */
  #onOutput;
  /** @type {Set<() => void>} */
  #waiting = new Set();
  #ended = false;
  /** The last 200 kB of what it wrote, on both streams. */
  output = "";

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {ChildOptions} [options]
   */
  constructor(command, args, options = {}) {
    this.#what = [path.basename(command), ...args].join(" ");
    this.#log = options.log ? privateLog(options.log) : undefined;
    this.#patience = options.patience ?? 5_000;
    this.#onOutput = options.onOutput ?? (() => undefined);
    this.#process = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    /** @type {Promise<number>} the exit code, 128 and more after a signal; never rejects */
    this.exited = new Promise((resolve) => {
      this.#process.once("error", (error) => {
        this.#hear(`${error.message}\n`);
        this.#end(resolve, 127);
      });
      this.#process.once("close", (code) => this.#end(resolve, code ?? 128));
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => this.#hear(text));
    }
  }

  get ended() {
    return this.#ended;
  }

  /**
   * Waits until it has written something, and gives the match. Throws when it ends before, or says nothing for too long.
   * @param {RegExp} pattern
   * @param {number} [milliseconds]
   */
  async said(pattern, milliseconds = 30_000) {
    const until = performance.now() + milliseconds;
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (this.#ended) throw new Error(`${this.#what} ended before it was ready:\n${this.tail()}`);
      const left = until - performance.now();
      if (left <= 0) throw new Error(`${this.#what} is not ready after ${milliseconds} ms:\n${this.tail()}`);
      await this.#news(left);
    }
  }

  /** The last lines of what it wrote. */
  tail(lines = 30) {
    return this.output.trimEnd().split("\n").slice(-lines).join("\n");
  }

  /** Ends it with all that it started: asked first, then forced. */
  async stop(milliseconds = this.#patience) {
    const until = performance.now() + milliseconds;
    this.#signal("SIGTERM");
    while (this.#isAlive() && performance.now() < until) await delay(30);
    if (this.#isAlive()) this.#signal("SIGKILL");
    await this.exited;
  }

  /** Forces the end at once, for those who cannot wait. */
  kill() {
    this.#signal("SIGKILL");
  }

  /**
   * Reaches the whole group.
   * @param {NodeJS.Signals} signal
   */
  #signal(signal) {
    const { pid } = this.#process;
    if (pid === undefined) return;
    if (process.platform === "win32") {
      if (this.#ended) return;
      spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore", windowsHide: true });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // Nothing of it is left.
    }
  }

  /** Whether anything of the group still runs. */
  #isAlive() {
    const { pid } = this.#process;
    if (pid === undefined) return false;
    if (process.platform === "win32") return !this.#ended;
    if (process.platform === "linux") return groupRuns(pid);
    try {
      process.kill(-pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} text */
  #hear(text) {
    this.output = (this.output + text).slice(-keptOutput);
    this.#log?.write(text);
    this.#onOutput(text);
    this.#wake();
  }

  /**
   * @param {(code: number) => void} resolve
   * @param {number} code
   */
  #end(resolve, code) {
    if (this.#ended) return;
    this.#ended = true;
    this.#wake();
    if (this.#log) this.#log.end(() => resolve(code));
    else resolve(code);
  }

  #wake() {
    for (const wake of [...this.#waiting]) wake();
  }

  /** @param {number} milliseconds */
  #news(milliseconds) {
    return /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        this.#waiting.add(wake);
      })
    );
  }
}

/**
 * Programs write secrets as well: a VS Code server its address with the connection token. A file that is there keeps the
 * rights it has, so it is made anew.
 * @param {string} file
 */
function privateLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return createWriteStream(file, { mode: 0o600 });
}

/**
 * Whether a process of this group runs. A signal would also find those that have ended and that nobody has asked about
 * yet; where the first process of the machine is slow to ask, each end would take seconds.
 * @param {number} group
 */
function groupRuns(group) {
  return readdirSync("/proc").some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, , groupOfIt] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(groupOfIt) === group && state !== "Z" && state !== "X";
    } catch {
      return false;
    }
  });
}

/** A program that ended with another code than 0. */
export class ChildFailed extends Error {
  /**
   * @param {string} what
   * @param {number} code
   * @param {Child} child
   */
  constructor(what, code, child) {
    super(`${what} ended with ${code}:\n${child.tail()}`);
    this.code = code;
    this.output = child.output;
  }
}

/** All that a program started, so that it can leave nothing behind. */
export class Processes {
  /** @type {Set<Child>} */
  #children = new Set();
  /** @type {(() => Promise<unknown> | void)[]} */
  #last = [];
  #ending = false;
  #end = Promise.resolve();

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {ChildOptions} [options]
   */
  start(command, args, options) {
    if (this.#ending) throw new Error("ending");
    const child = new Child(command, args, options);
    this.#children.add(child);
    void child.exited.then(() => this.#children.delete(child));
    return child;
  }

  /** Whether all are being ended. */
  get ending() {
    return this.#ending;
  }

  /**
   * Runs a program to its end and gives what it wrote; throws `ChildFailed`.
   * @param {string} command
   * @param {readonly string[]} args
   * @param {ChildOptions} [options]
   */
  async run(command, args, options) {
    const child = this.start(command, args, options);
    const code = await child.exited;
    if (code !== 0) throw new ChildFailed([path.basename(command), ...args].join(" "), code, child);
    return child.output;
  }

  /**
   * Something to do once all have ended.
   * @param {() => Promise<unknown> | void} work
   */
  lastly(work) {
    this.#last.push(work);
  }

  /** Ends all of them, in the reverse order of their start. */
  end() {
    this.#ending = true;
    // Whoever calls it again waits for what is under way, and for what has come since.
    this.#end = this.#end.then(() => this.#endAll());
    return this.#end;
  }

  async #endAll() {
    await Promise.all([...this.#children].reverse().map((child) => child.stop()));
    for (const work of this.#last.splice(0)) await work();
    signals.remove(this);
  }

  /** Forces the end of all at once, for those who cannot wait. */
  kill() {
    for (const child of this.#children) child.kill();
  }

  /**
   * A signal ends all, then this process; a second one does not wait.
   * @param {() => void} [tell]
   */
  endOnSignals(tell = () => undefined) {
    signals.add(this, tell);
  }
}
