// @ts-check
import path from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "../say.mjs";

export const usage = `npm start -- [options]

Opens VS Code with the extension in it, signed in to a sample CVAT server as alice: your desktop's VS Code where there
is one, else VS Code in the browser. What you do is kept in .state/ from start to start; Ctrl+C ends all of it.

  --server ADDRESS    your own CVAT server in place of the sample; the access token is taken from the environment
                      variable CVAT_ACCESS_TOKEN, else you sign in by hand
  --port N            of VS Code in the browser; default: 8790, or the next free one
  --screenshot FILE   opens no window: waits until the three views hold rows, writes a picture of 1280x800 and ends
  --help              this text`;

/**
 * @typedef {object} Flags
 * @property {string | undefined} server
 * @property {number | undefined} port
 * @property {string | undefined} screenshot an absolute path
 * @property {boolean} help
 */

/**
 * Reads the command line; throws a refusal that names what is wrong.
 * @param {readonly string[]} args
 * @returns {Flags}
 */
export function readFlags(args) {
  const { server, port, screenshot, help } = parse(args);
  if (server?.trim() === "") throw new Refusal("--server needs an address");
  if (screenshot?.trim() === "") throw new Refusal("--screenshot needs a file");
  return {
    server: server?.trim(),
    port: port === undefined ? undefined : readPort(port),
    screenshot: screenshot === undefined ? undefined : path.resolve(screenshot),
    help: help ?? false,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        server: { type: "string" },
        port: { type: "string" },
        screenshot: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** @param {string} text */
function readPort(text) {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new Refusal(`--port needs a number from 1 to 65535, not "${text}"`);
  return port;
}

/**
 * An address as it may be shown: without the password that somebody wrote before the `@`, and without a query.
 * @param {string} address
 */
export function shownAddress(address) {
  const [, scheme = "", rest = ""] = /^([a-z]+:\/\/)?(.*)$/is.exec(address) ?? [];
  return scheme + rest.replace(/^.*@/s, "").replace(/[?#].*$/s, "");
}
