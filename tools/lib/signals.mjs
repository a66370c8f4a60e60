// @ts-check
import process from "node:process";
import { watchNpm } from "./npm-process.mjs";

/** @typedef {import("./processes.mjs").Processes} Processes */

/**
 * Ends what was started when this process has to end. There is one for the process, which listens once, however many
 * groups of programs come and go: all of them have ended before the process does.
 */
class Signals {
  /** @type {Map<Processes, () => void>} */
  #followers = new Map();
  #listening = false;
  #ending = false;

  /**
   * @param {Processes} processes
   * @param {() => void} tell
   */
  add(processes, tell) {
    this.#followers.set(processes, tell);
    if (!this.#listening) this.#listen();
  }

  /** @param {Processes} processes that have ended */
  remove(processes) {
    this.#followers.delete(processes);
  }

  /** SIGHUP comes when the terminal closes; whoever reads what is written here, and npm, may be gone without any signal. */
  #listen() {
    this.#listening = true;
    for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
      process.on(signal, () => this.#end(128 + number));
    }
    const alone = () => {
      if (!this.#ending) this.#end(1);
    };
    for (const stream of [process.stdout, process.stderr]) stream.on("error", alone);
    watchNpm(alone);
  }

  /**
   * The second time it does not wait.
   * @param {number} code
   */
  #end(code) {
    if (this.#ending) {
      for (const processes of this.#followers.keys()) processes.kill();
      process.exit(code);
    }
    this.#ending = true;
    for (const tell of this.#followers.values()) tell();
    const all = [...this.#followers.keys()].map((processes) => processes.end());
    void Promise.allSettled(all).then(() => process.exit(code));
  }
}

export const signals = new Signals();
