// @ts-check
// A program: serves VS Code to a person's browser. Its arguments are the server's main module, and then the server's own.
//
// The server itself asks for the connection token. Beside it a browser needs what the makers of VS Code leave to a front:
// half of the key under which the browser keeps secrets, so that they outlive a reload, and a way to other programs that
// listen on this machine, which is where links to them lead.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import path from "node:path";
import process from "node:process";
import { pipeline } from "node:stream";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

/** @typedef {import("node:http").IncomingMessage} Incoming */
/** @typedef {import("node:http").ServerResponse} Outgoing */

const cookie = /(?:^|;)\s*vscode-tkn=([^;]*)/;

const [main = ""] = process.argv.splice(2, 1);
const { values } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  options: {
    port: { type: "string" },
    "user-data-dir": { type: "string" },
    "connection-token-file": { type: "string" },
  },
});
const token = readFileSync(String(values["connection-token-file"]));
const key = keptKey(path.join(String(values["user-data-dir"]), "serve-web-key-half"));

// Else the server would begin to listen by itself.
process.env["CODE_SERVER_PARENT_PID"] = String(process.pid);
const { loadCodeWithNls } = await import(pathToFileURL(main).href);
delete process.env["CODE_SERVER_PARENT_PID"];
const code = await (await loadCodeWithNls()).createServer(null);

const front = createServer((incoming, outgoing) => {
  const url = incoming.url ?? "/";
  const other = /^\/proxy\/(\d{1,5})(\/.*)$/.exec(url);
  if (url !== "/mint-key" && !other) code.handleRequest(incoming, outgoing);
  else if (!isKnown(incoming)) outgoing.writeHead(403).end("Forbidden.");
  else if (other) passOn(incoming, outgoing, Number(other[1]), other[2] ?? "/");
  else outgoing.end(key);
});
front.on("upgrade", (incoming, socket) => code.handleUpgrade(incoming, socket));
front.listen(Number(values.port), "127.0.0.1", () => console.log("Listening"));

/**
 * Whether a request comes from a browser that was opened with the token.
 * @param {Incoming} incoming
 */
function isKnown({ headers }) {
  const given = Buffer.from(cookie.exec(headers.cookie ?? "")?.[1] ?? "");
  return given.length === token.length && timingSafeEqual(given, token);
}

/**
 * Hands a request to another program of this machine, without the token.
 * @param {Incoming} incoming
 * @param {Outgoing} outgoing
 * @param {number} port
 * @param {string} place
 */
function passOn(incoming, outgoing, port, place) {
  if (port < 1 || port > 65_535) {
    outgoing.writeHead(502).end("No such port.");
    return;
  }
  const { method, headers } = incoming;
  const cookies = (headers.cookie ?? "").replace(cookie, "");
  const host = `127.0.0.1:${port}`;
  const sent = request({
    host: "127.0.0.1",
    port,
    path: place,
    method,
    headers: { ...headers, host, cookie: cookies },
  });
  sent.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    // Ends both when either breaks.
    pipeline(answer, outgoing, () => undefined);
  });
  sent.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end("No answer.");
  });
  // Whoever leaves does not keep the other program at work.
  outgoing.on("close", () => sent.destroy());
  // Not a pipeline: that would also end the connection over which it is said that there is no answer.
  incoming.pipe(sent);
}

/**
 * @param {string} file
 * @returns {Buffer} 256 bits, the same from start to start
 */
function keptKey(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}
