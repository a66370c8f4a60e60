// @ts-check
import process from "node:process";

/** Something that the person can do something about; shown without a stack. */
export class Refusal extends Error {}

/** @param {string} [line] */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

/**
 * Says what is being done, and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 */
export async function saying(what, work) {
  say(`${what} …`);
  const began = performance.now();
  const result = await work();
  // Named again, because something else may be under way beside it.
  say(`${what.replace(/ \(.*\)$/, "")}: done in ${seconds(began)}`);
  return result;
}

/**
 * The time since then.
 * @param {number} began of `performance.now()`
 */
export function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/**
 * Runs a program's main function: what it threw is told, and becomes the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    const text =
      error instanceof Refusal ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
  }
}
