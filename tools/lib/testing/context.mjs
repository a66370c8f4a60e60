// @ts-check
import { createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { node22, root } from "../paths.mjs";
import { ChildFailed } from "../processes.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */
/** @typedef {import("./flags.mjs").Flags} Flags */
/**
 * `again`: titles of those that were tried again, each with what was wrong at the first try.
 * @typedef {{ passed: number, failed: number, skipped: number, again?: readonly string[] }} Counts
 */

/** What the steps of one run share: where things are, and how programs are run. */
export class TestContext {
  /**
   * @param {Processes} processes
   * @param {Flags} flags
   */
  constructor(processes, flags) {
    this.processes = processes;
    this.flags = flags;
    this.out = flags.out;
  }

  /** @param {string} step */
  log(step) {
    return path.join(this.out, "logs", `${step}.log`);
  }

  /** @param {string} step */
  coverage(step) {
    return path.join(this.out, "coverage/raw", step);
  }

  /**
   * Runs programs of the installed packages one after another, under the Node that comes with them.
   * @param {string} step
   * @param {readonly (readonly string[])[]} commands
   */
  async run(step, ...commands) {
    mkdirSync(path.dirname(this.log(step)), { recursive: true });
    const log = createWriteStream(this.log(step));
    try {
      for (const [program = "", ...args] of commands) {
        await this.processes.run(node22, [path.join(root, program), ...args], {
          cwd: root,
          env: this.environment(),
          onOutput: (text) => log.write(text),
        });
      }
    } finally {
      await new Promise((resolve) => log.end(() => resolve(undefined)));
    }
  }

  /**
   * Runs test files by mocha, and gives what it counted.
   * @param {string} step
   * @param {object} options
   * @param {string} options.layer the folder of the tests
   * @param {number} options.timeout of a test, ms
   * @param {number} options.limit of all of them, ms
   * @param {number} [options.retries] tries after the first one
   * @param {string | undefined} [options.file] only files whose path contains this, as the flag says it as well
   * @param {NodeJS.ProcessEnv} [options.env]
   * @returns {Promise<Counts>}
   */
  async mocha(step, { layer, timeout, limit, retries = 0, file = this.flags.file, env }) {
    const child = this.processes.start(
      node22,
      [
        "--enable-source-maps",
        path.join(root, "node_modules/mocha/bin/mocha.js"),
        `--reporter=${path.join(root, "tools/lib/testing/reporter.cjs")}`,
        `--timeout=${timeout}`,
        `--retries=${retries}`,
        ...(process.env["CI"] ? ["--forbid-only"] : []),
        ...(this.flags.grep === undefined ? [] : [`--grep=${this.flags.grep}`]),
        ...this.#files(layer, file ?? ""),
      ],
      {
        cwd: root,
        env: this.environment({ ...this.#results(step), ...env }),
        log: this.log(step),
        patience: 30_000,
      },
    );
    const overdue = setTimeout(limit, undefined, { ref: false });
    const code = await Promise.race([child.exited, overdue]);
    if (code === undefined) {
      await child.stop();
      throw new Error(`The tests did not end within ${limit / 60_000} minutes:\n${child.tail(60)}`);
    }
    return this.#counts(step, code, child);
  }

  /**
   * @param {string} step
   * @param {number} code
   * @param {import("../processes.mjs").Child} child
   */
  #counts(step, code, child) {
    const counts = this.readCounts(step);
    // Mocha's code is the number of failures: anything else means that the run itself broke.
    if (code !== 0 && !counts?.failed) throw new ChildFailed("mocha", code, child);
    return counts ?? { passed: 0, failed: 0, skipped: 0 };
  }

  /**
   * What the reporter of a run wrote down.
   * @param {string} step
   * @returns {Counts | undefined}
   */
  readCounts(step) {
    const file = this.#resultFile(step);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  }

  /** @param {string} step */
  #resultFile(step) {
    return path.join(this.out, "results", `${step}.json`);
  }

  /** @param {string} step */
  #results(step) {
    rmSync(this.#resultFile(step), { force: true });
    return { CVAT_TEST_RESULTS: this.#resultFile(step) };
  }

  /**
   * What the tests inside an extension host are told.
   * @param {string} step
   */
  hostEnvironment(step) {
    return {
      ...this.#results(step),
      ...(process.env["CI"] ? { CI: "true" } : {}),
      ...(this.flags.grep === undefined ? {} : { CVAT_TEST_GREP: this.flags.grep }),
      ...(this.flags.file === undefined ? {} : { CVAT_TEST_FILE: this.flags.file }),
    };
  }

  /**
   * @param {string} layer
   * @param {string} part
   */
  #files(layer, part) {
    const folder = path.join(this.out, "test", layer);
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
    const wanted = names.filter((name) => name.endsWith(".test.js") && name.includes(part));
    if (wanted.length === 0) throw new Error(`There are no such tests in ${folder}`);
    return wanted.sort().map((name) => path.join(folder, name));
  }

  /** @param {NodeJS.ProcessEnv} [more] */
  environment(more = {}) {
    const bin = path.join(root, "node_modules/.bin");
    return {
      ...process.env,
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
      PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}`,
      CVAT_TEST_OUT: this.out,
      ...more,
    };
  }
}
