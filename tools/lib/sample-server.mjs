// @ts-check
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { node22, root } from "./paths.mjs";

/** @typedef {import("./processes.mjs").Processes} Processes */

/**
 * @typedef {object} Account
 * @property {string} username
 * @property {string} password
 * @property {string} token a writing access token
 */

/**
 * Starts the sample CVAT server; what it serves is built for it.
 * @param {Processes} processes
 * @param {object} [options]
 * @param {number} [options.port] else a free one
 * @param {string} [options.data] a folder that keeps its state from start to start
 * @param {boolean} [options.control] whether tests may ask it for faults and for the requests that it got
 * @param {string} [options.log]
 */
export async function startSampleServer(processes, options = {}) {
  const args = [path.join(root, "tools/sample-server.mjs"), `--port=${options.port ?? 0}`];
  if (options.data !== undefined) args.push(`--data=${options.data}`);
  if (options.control) args.push("--control");
  const env = {
    ...process.env,
    PATH: `${path.dirname(node22)}${path.delimiter}${process.env["PATH"] ?? ""}`,
  };
  const child = processes.start(node22, args, { cwd: root, env, log: options.log });
  const [, origin = ""] = await child.said(/^(http:\/\/127\.0\.0\.1:\d+)\s*$/m);
  return { child, origin };
}

/**
 * Who can sign in to it.
 * @returns {Account[]}
 */
export function sampleAccounts() {
  const file = path.join(root, "test/sample-server/sample/world.json");
  /** @type {{ users: Record<string, { password: string, token: string }> }} */
  const { users } = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(users).map(([username, { password, token }]) => ({ username, password, token }));
}

/** @param {string} username */
export function sampleAccount(username) {
  const account = sampleAccounts().find((each) => each.username === username);
  if (!account) throw new Error(`The sample server has no user ${username}`);
  return account;
}
