import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { root } from "../../../tools/lib/paths.mjs";
import { anyFree } from "../../../tools/lib/ports.mjs";
import { type Child, Processes } from "../../../tools/lib/processes.mjs";

const token = "0123456789abcdef";

/** A server of VS Code's that only says that it was asked. */
const main = `
export async function loadCodeWithNls() {
  return { createServer: async () => ({ handleRequest: (_, answer) => answer.end("VS Code"), handleUpgrade() {} }) };
}
`;

/** Another program of this machine, which says what it was asked, and what it saw end. */
class Other {
  readonly server: Server = createServer((incoming, outgoing) => {
    if (incoming.url === "/cut") {
      outgoing.writeHead(200, { "Content-Length": 100 });
      outgoing.write("half", () => outgoing.destroy());
    } else if (incoming.url === "/endless") {
      outgoing.write("on and on");
      outgoing.on("close", () => this.server.emit("left"));
    } else if (incoming.url === "/silent") {
      this.server.emit("asked");
      outgoing.on("close", () => this.server.emit("left"));
    } else {
      outgoing.end(`${incoming.method} ${incoming.url} ${incoming.headers.cookie}`);
    }
  });

  async listen(): Promise<number> {
    await once(this.server.listen(0, "127.0.0.1"), "listening");
    const address = this.server.address();
    assert.ok(typeof address === "object" && address !== null);
    return address.port;
  }
}

describe("The front of VS Code in a person's browser", () => {
  let processes: Processes;
  let front: Child;
  let port: number;
  let other: Other;
  let otherPort: number;

  before(async () => {
    processes = new Processes();
    other = new Other();
    otherPort = await other.listen();
    const folder = mkdtempSync(path.join(tmpdir(), "cvat-front-"));
    processes.lastly(() => {
      rmSync(folder, { recursive: true });
    });
    mkdirSync(path.join(folder, "data"));
    writeFileSync(path.join(folder, "main.mjs"), main);
    writeFileSync(path.join(folder, "token"), token);
    port = await anyFree();
    front = processes.start(process.execPath, [
      path.join(root, "tools/lib/vscode/front.mjs"),
      path.join(folder, "main.mjs"),
      `--port=${port}`,
      `--user-data-dir=${path.join(folder, "data")}`,
      `--connection-token-file=${path.join(folder, "token")}`,
    ]);
    await front.said(/^Listening$/m);
  });

  after(async () => {
    other.server.close();
    await processes.end();
  });

  function send(place: string, cookie = `a=1; vscode-tkn=${token}`, method = "GET") {
    return request({ host: "127.0.0.1", port, path: place, method, headers: { cookie } });
  }

  async function ask(place: string, cookie?: string): Promise<string> {
    const sent = send(place, cookie).end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    let text = "";
    for await (const part of answer.setEncoding("utf8")) text += String(part);
    return `${answer.statusCode} ${text}`;
  }

  it("hands requests to other programs of this machine, without the token, for those who know it", async () => {
    assert.equal(await ask("/"), "200 VS Code");
    assert.equal(await ask(`/proxy/${otherPort}/tasks?x=1`), "200 GET /tasks?x=1 a=1");
    assert.equal(await ask(`/proxy/${otherPort}/`, "vscode-tkn=wrong"), "403 Forbidden.");
  });

  it("goes on after it was asked for a port that there is none of, or where nobody listens", async () => {
    for (const none of [99_999, 65_536, 0]) assert.match(await ask(`/proxy/${none}/`), /^502 /);
    const closed = await anyFree();
    assert.equal(await ask(`/proxy/${closed}/`), "502 No answer.");
    const upload = send(`/proxy/${closed}/`, undefined, "POST");
    upload.write("a part");
    const [answer] = (await once(upload, "response")) as [IncomingMessage];
    assert.equal(answer.statusCode, 502);
    upload.destroy();
    assert.equal(await ask("/"), "200 VS Code");
  });

  it("cuts an answer that was cut, and goes on", async () => {
    await assert.rejects(ask(`/proxy/${otherPort}/cut`), /aborted/);
    assert.equal(await ask("/"), "200 VS Code");
  });

  for (const place of ["endless", "silent"]) {
    it(`lets go of the other program when the browser leaves: ${place}`, async () => {
      const left = once(other.server, "left");
      const sent = send(`/proxy/${otherPort}/${place}`);
      sent.on("error", () => undefined);
      const begun = place === "endless" ? once(sent, "response") : once(other.server, "asked");
      sent.end();
      await begun;
      sent.destroy();
      await left;
      assert.equal(front.ended, false);
    });
  }
});
