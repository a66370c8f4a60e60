// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { shown } from "../paths.mjs";
import { Refusal, say, seconds } from "../say.mjs";
import { TestContext } from "./context.mjs";

/** @typedef {import("../processes.mjs").Processes} Processes */
/** @typedef {import("./context.mjs").Counts} Counts */
/** @typedef {import("./flags.mjs").Flags} Flags */
/** @typedef {import("./steps.mjs").Step} Step */

/**
 * @typedef {object} Result
 * @property {Step} step
 * @property {"passed" | "failed" | "skipped"} outcome skipped when something that it needs did not pass
 * @property {Counts} counts
 */

/**
 * Runs these steps, says how each went, and gives whether all passed. The last line is "N passed, N failed".
 * @param {Processes} processes
 * @param {readonly Step[]} steps
 * @param {Flags} flags
 */
export async function runSteps(processes, steps, flags) {
  const context = new TestContext(processes, flags);
  mkdirSync(path.dirname(context.log("any")), { recursive: true });
  const began = performance.now();
  const results = await schedule(steps, (step, done) => runAfter(step, done, context));
  return summarize(results, seconds(began));
}

/**
 * Two steps at a time, in their order as far as what they need allows; one with a window at a time.
 * @param {readonly Step[]} steps
 * @param {(step: Step, done: ReadonlyMap<string, Result>) => Promise<Result>} work
 */
async function schedule(steps, work) {
  const pending = [...steps];
  /** @type {Map<string, Result>} */
  const done = new Map();
  /** @type {Map<Step, Promise<void>>} */
  const running = new Map();
  const isReady = (/** @type {Step} */ step) =>
    running.size < 2 &&
    step.needs.every((name) => done.has(name)) &&
    !(step.window && [...running.keys()].some((other) => other.window));
  while (pending.length + running.size > 0) {
    for (let next = pending.find(isReady); next; next = pending.find(isReady)) {
      const step = next;
      pending.splice(pending.indexOf(step), 1);
      const finished = work(step, done).then((result) => {
        done.set(step.name, result);
        running.delete(step);
      });
      running.set(step, finished);
    }
    await Promise.race(running.values());
  }
  return steps.flatMap((step) => done.get(step.name) ?? []);
}

/**
 * @param {Step} step
 * @param {ReadonlyMap<string, Result>} done
 * @param {TestContext} context
 * @returns {Promise<Result>}
 */
async function runAfter(step, done, context) {
  const lacking = step.needs.map((name) => done.get(name)).find((result) => result?.outcome !== "passed");
  if (lacking) {
    say(line(step, "not run", `${lacking.step.name} did not pass`));
    return { step, outcome: "skipped", counts: { passed: 0, failed: 0, skipped: 1 } };
  }
  const began = performance.now();
  try {
    const outcome = await step.run(context);
    if (typeof outcome !== "object") {
      if (!step.install || performance.now() - began > 1000)
        say(line(step, seconds(began), outcome ?? "passed"));
      return { step, outcome: "passed", counts: { passed: 1, failed: 0, skipped: 0 } };
    }
    say(line(step, seconds(began), words(outcome)));
    for (const failure of outcome.again ?? []) say(`  Failed at the first try: ${failure.slice(0, 600)}`);
    if (outcome.failed > 0) explain(context.log(step.name));
    return { step, outcome: outcome.failed > 0 ? "failed" : "passed", counts: outcome };
  } catch (error) {
    say(line(step, seconds(began), "FAILED"));
    tell(context.log(step.name), error);
    return { step, outcome: "failed", counts: { passed: 0, failed: 1, skipped: 0 } };
  }
}

/**
 * @param {Step} step
 * @param {string} time
 * @param {string} text
 */
function line(step, time, text) {
  return `${step.name.padEnd(28)} ${time.padStart(8)}   ${text}`;
}

/** @param {Counts} counts */
function words({ passed, failed, skipped }) {
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} FAILED`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return parts.join(", ");
}

/**
 * Shows what mocha wrote about the tests that failed, and where they said that pictures and logs are.
 * @param {string} log
 */
function explain(log) {
  const text = readFileSync(log, "utf8");
  const list = text.slice(Math.max(text.search(/^ +\d+ failing/m), 0));
  const kept = text.split("\n").filter((each) => each.includes("look at "));
  say(indent([...kept, list.trim()].join("\n")));
  say(`  The whole log: ${shown(log)}`);
}

/**
 * @param {string} log
 * @param {unknown} error
 */
function tell(log, error) {
  const text = error instanceof Refusal || error instanceof Error ? error.message : String(error);
  say(indent(text));
  if (existsSync(log)) say(`  The whole log: ${shown(log)}`);
  else writeFileSync(log, error instanceof Error ? (error.stack ?? text) : text);
}

/** @param {string} text */
function indent(text) {
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .map((each) => each.slice(0, 300));
  const cut = lines.length > 80 ? [...lines.slice(0, 80), "…"] : lines;
  return cut.map((each) => `  ${each}`).join("\n");
}

/**
 * @param {readonly Result[]} results
 * @param {string} time
 */
function summarize(results, time) {
  const counted = results.filter(({ step, outcome }) => !(step.install && outcome === "passed"));
  const total = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
    counted.reduce((sum, { counts }) => sum + counts[key], 0);
  const [passed, failed, skipped] = [total("passed"), total("failed"), total("skipped")];
  say(`\nIn ${time}:`);
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0;
}

/**
 * The steps that were asked for with all that they need, in their order.
 * @param {readonly Step[]} steps
 * @param {readonly string[]} names
 */
export function select(steps, names) {
  const known = steps.map((step) => step.name);
  for (const name of names) {
    if (!known.includes(name)) throw new Refusal(`There is no step "${name}". Steps: ${known.join("; ")}`);
  }
  /** @type {Set<string>} */
  const wanted = new Set(names);
  for (const step of [...steps].reverse())
    if (wanted.has(step.name)) for (const need of step.needs) wanted.add(need);
  return steps.filter((step) => wanted.has(step.name));
}
