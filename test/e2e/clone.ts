import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { root } from "../../tools/lib/paths.mjs";
import { eventually } from "./workbench/index.ts";

const left = new Set([".git", ".state", ".vscode-test", "dist", "node_modules", "out"]);
const installed = ["node_modules", "tools/vscode/node_modules"];

/** A copy of the checkout in which a person runs npm, so that nothing of the checkout's own state is touched. */
export class Clone {
  readonly folder = mkdtempSync(path.join(tmpdir(), "cvat-clone-"));
  readonly #runs: Run[] = [];

  constructor() {
    const isCopied = (file: string): boolean => !left.has(path.basename(file));
    cpSync(root, this.folder, { recursive: true, filter: isCopied });
    for (const place of installed) symlinkSync(path.join(root, place), path.join(this.folder, place));
  }

  /** Runs `npm start` in a terminal of its own. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const run = new Run(this.folder, args, env);
    this.#runs.push(run);
    return run;
  }

  async remove(): Promise<void> {
    for (const run of this.#runs) await run.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One run of `npm start`. */
export class Run {
  /** All that it wrote. */
  output = "";
  /** Its exit code, or the signal that ended it, once nobody writes for it any more. */
  readonly exited: Promise<number | string | null>;
  readonly #process: ChildProcess;
  readonly #mark = `CVAT_TEST_RUN=${process.pid}-${performance.now()}`;

  constructor(folder: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    const [name = "", value = ""] = this.#mark.split("=");
    this.#process = spawn("npm", ["start", "--silent", "--", ...args], {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      // As where there is no desktop.
      env: { ...process.env, CI: "1", CVAT_ACCESS_TOKEN: undefined, ...env, [name]: value },
    });
    this.exited = new Promise((resolve) => {
      this.#process.once("close", (code, signal) => {
        resolve(code ?? signal);
      });
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    }
  }

  /** Waits until it has written this, and gives the match. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const match = await eventually(
      () => pattern.exec(this.output),
      (found) => {
        if (!found) throw new Error(`npm start does not say ${String(pattern)}:\n${this.output}`);
      },
      60_000,
    );
    assert.ok(match);
    return match;
  }

  /** Ctrl+C: the terminal tells all programs in its foreground, and npm ends as it was told to. */
  async interrupt(): Promise<number | string | null> {
    this.#signal("SIGINT");
    return this.exited;
  }

  /** The command lines of what it started, itself too, and what these started; only Linux tells. */
  alive(): string[] {
    if (process.platform !== "linux") return [];
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(this.#mark))
      .map((name) => read(`/proc/${name}/cmdline`).replaceAll("\0", " ").trim());
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#signal("SIGTERM");
    await this.exited;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#process.pid !== undefined) process.kill(-this.#process.pid, signal);
  }
}

/** What ended in the meantime has nothing to say. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
