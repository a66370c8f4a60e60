import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { RequestListener } from "node:http";
import {
  accessToken,
  apiPath,
  Client,
  NetworkError,
  TimeoutError,
  UnexpectedResponseError,
} from "../../../src/core/index.ts";
import type { Config, NetworkFault } from "../../../src/core/index.ts";
import { defaultConfig, silentLogger } from "../../../src/core/index.ts";
import { Session } from "../../../src/core/session.ts";
import { LocalServers } from "./local-server.ts";
import { ManualClock, until } from "./manual-clock.ts";

const get = { method: "GET", path: apiPath`/api/tasks` } as const;
const json = { "Content-Type": "application/vnd.cvat+json" };

describe("on a real network,", () => {
  const servers = new LocalServers();
  const sessions: Session[] = [];

  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
    await servers.end();
  });

  function sessionAt(origin: string, config: Partial<Config> = {}, clock = new ManualClock()): Session {
    const session = new Session({
      origin,
      config: { ...defaultConfig, retryDelay: () => 0, ...config },
      logger: silentLogger,
      fetch: globalThis.fetch,
      clock,
    });
    sessions.push(session);
    return session;
  }

  async function sessionWith(answer: RequestListener, config?: Partial<Config>): Promise<Session> {
    const { port } = await servers.http(answer);
    return sessionAt(`http://127.0.0.1:${port}`, config);
  }

  async function assertFault(session: Session, fault: NetworkFault, detail?: RegExp): Promise<void> {
    await assert.rejects(session.transport.json(get), (error) => {
      assert.ok(error instanceof NetworkError, String(error));
      assert.equal(error.fault, fault, error.message);
      if (detail) assert.match(error.detail, detail);
      return true;
    });
  }

  it("a request arrives as it was meant", async () => {
    const heads: string[][] = [];
    const bodies: string[] = [];
    const { port } = await servers.http((request, response) => {
      heads.push(request.rawHeaders);
      let body = "";
      request.on("data", (part) => (body += String(part)));
      request.on("end", () => {
        bodies.push(body);
        response.writeHead(200, json).end("{}");
      });
    });
    const session = sessionAt(`http://127.0.0.1:${port}`);
    await session.login(accessToken("abcdefgh.0123"));
    await session.transport.json({ ...get, organization: { slug: "" } });
    await session.transport.json({ method: "POST", path: apiPath`/api/tasks`, json: { name: "ü" } });
    const [read = [], write = []] = heads.map((head) => head.map((text) => text.toLowerCase()));
    const valueOf = (head: readonly string[], name: string) => head[head.indexOf(name) + 1];
    assert.equal(valueOf(read, "x-organization"), "");
    assert.equal(valueOf(read, "accept"), "application/vnd.cvat+json");
    assert.equal(valueOf(read, "authorization"), "bearer abcdefgh.0123");
    assert.equal(write.includes("x-organization"), false);
    assert.equal(valueOf(write, "content-type"), "application/json");
    assert.deepEqual(bodies, ["", '{"name":"ü"}']);
  });

  it("a session by password works with cookies and their protection", async () => {
    const seen: string[] = [];
    const { port } = await servers.http((request, response) => {
      const { cookie = "-", origin = "-", referer = "-", "x-csrftoken": token = "-" } = request.headers;
      seen.push([request.url, cookie, origin, referer, token].join(" "));
      response.setHeader("Set-Cookie", ["sessionid=s1; HttpOnly", "csrftoken=c1"]);
      response.writeHead(200, json).end("{}");
    });
    const origin = `http://127.0.0.1:${port}`;
    await using client = new Client({ origin });
    await client.login({ kind: "password", username: "alice", password: "wonderland" });
    await client.logout();
    assert.deepEqual(seen, [
      `/api/auth/login - ${origin} ${origin}/ -`,
      `/api/auth/logout sessionid=s1; csrftoken=c1 ${origin} ${origin}/ c1`,
    ]);
  });

  it("connections are used again and again", async () => {
    const used = new Set<unknown>();
    const { transport } = await sessionWith((request, response) => {
      used.add(request.socket);
      response.writeHead(200, json).end("[]");
    });
    for (let time = 0; time < 20; time += 1) await transport.json(get);
    // The platform begins a second one when the first is not free in the very moment.
    assert.ok(used.size <= 2, `${used.size} connections`);
  });

  it("a packed answer is read, and counted as unpacked", async () => {
    const packed = gzipSync(JSON.stringify("x".repeat(1_000_000)));
    const session = await sessionWith((_, response) => {
      response.writeHead(200, { ...json, "Content-Encoding": "gzip" }).end(packed);
    });
    assert.equal(String((await session.transport.json(get)).data).length, 1_000_000);
    const small = await sessionWith(
      (_, response) => {
        response.writeHead(200, { ...json, "Content-Encoding": "gzip" }).end(packed);
      },
      { maxResponseBytes: 100_000 },
    );
    await assert.rejects(
      small.transport.json(get),
      (error) => error instanceof UnexpectedResponseError && error.fault === "too-large",
    );
  });

  it("an answer that does not unpack is cut", async () => {
    const session = await sessionWith((_, response) => {
      response.writeHead(200, { ...json, "Content-Encoding": "gzip" }).end("no gzip at all");
    });
    await assertFault(session, "cut");
  });

  it("an endless answer ends, and the connection with it", async () => {
    let closed = false;
    const { transport } = await sessionWith(
      (request, response) => {
        request.socket.on("close", () => (closed = true));
        response.writeHead(200, json);
        const more = (): void => {
          if (!response.destroyed) response.write("x".repeat(10_000), more);
        };
        more();
      },
      { maxResponseBytes: 1_000_000 },
    );
    await assert.rejects(
      transport.json(get),
      (error) => error instanceof UnexpectedResponseError && error.fault === "too-large",
    );
    await until(() => closed);
  });

  it("an answer that is cut is asked for again", async () => {
    let asked = 0;
    const session = await sessionWith((_, response) => {
      asked += 1;
      response.writeHead(200, { ...json, "Content-Length": 10 });
      if (asked === 3) response.end("[1,2,3,45]");
      else response.write("[1,2", () => response.destroy());
    });
    assert.deepEqual((await session.transport.json(get)).data, [1, 2, 3, 45]);
    assert.equal(asked, 3);
  });

  it("a connection that breaks is a cut", async () => {
    let asked = 0;
    const { port } = await servers.raw((socket) => {
      asked += 1;
      socket.once("data", () => socket.resetAndDestroy());
    });
    await assertFault(sessionAt(`http://127.0.0.1:${port}`), "cut", /^(ECONNRESET|UND_ERR_SOCKET)$/);
    assert.equal(asked, 4);
  });

  it("what is no http is a cut", async () => {
    const { port } = await servers.raw((socket) => socket.end("SSH-2.0-OpenSSH\r\n\r\n"));
    await assertFault(sessionAt(`http://127.0.0.1:${port}`), "cut", /^HPE_/);
  });

  it("a port at which nobody listens refuses", async () => {
    const port = await servers.closedPort();
    await assertFault(sessionAt(`http://127.0.0.1:${port}`), "refused", /^ECONNREFUSED$/);
    await assertFault(sessionAt(`https://localhost:${port}`), "refused", /^ECONNREFUSED$/);
  });

  it("a certificate that is not trusted is told, and nothing is sent", async () => {
    let asked = 0;
    const { port } = await servers.https((_, response) => {
      asked += 1;
      response.end();
    });
    const session = sessionAt(`https://127.0.0.1:${port}`);
    await session.login(accessToken("abcdefgh.0123"));
    await assertFault(session, "tls", /^DEPTH_ZERO_SELF_SIGNED_CERT$/);
    assert.equal(asked, 0);
  });

  it("https to a port of plain http is no matter of trust", async () => {
    const { port } = await servers.http((_, response) => response.end());
    await assertFault(sessionAt(`https://127.0.0.1:${port}`), "not-tls", /^ERR_SSL_/);
  });

  it("plain http to a port of https is cut", async () => {
    const { port } = await servers.https((_, response) => response.end());
    await assertFault(sessionAt(`http://127.0.0.1:${port}`), "cut");
  });

  it("a port that fetch does not go to is not reached", async () => {
    await assertFault(sessionAt("http://127.0.0.1:6000"), "unreachable", /^BAD_PORT$/);
  });

  it("a server that keeps silent is given up, and the connection closed", async () => {
    const clock = new ManualClock();
    let asked = 0;
    let closed = false;
    const { port } = await servers.http((request) => {
      asked += 1;
      request.socket.on("close", () => (closed = true));
    });
    const asking = sessionAt(`http://127.0.0.1:${port}`, { timeout: 1_000 }, clock).transport.json(get);
    asking.catch(() => undefined);
    await until(() => asked === 1);
    await clock.pass(1_000);
    await assert.rejects(asking, TimeoutError);
    await until(() => closed);
    assert.deepEqual(clock.waits, []);
  });

  it("a request that is given up closes its connection, before and in the middle of the answer", async () => {
    for (const begin of [false, true]) {
      let asked = 0;
      let closed = false;
      const { transport } = await sessionWith((request, response) => {
        asked += 1;
        request.socket.on("close", () => (closed = true));
        if (begin) response.writeHead(200, json).write("[1,");
      });
      const giveUp = new AbortController();
      const asking = transport.json({ ...get, signal: giveUp.signal });
      asking.catch(() => undefined);
      await until(() => asked === 1);
      giveUp.abort(new Error("enough"));
      await assert.rejects(asking, /enough/);
      await until(() => closed);
    }
  });

  it("no redirect is followed, wherever it leads", async () => {
    const foreign: string[] = [];
    const other = await servers.http((request, response) => {
      foreign.push(request.url ?? "");
      response.writeHead(200, json).end("{}");
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `http://127.0.0.1:${other.port}/login?next=/api`;
      const session = await sessionWith((_, response) => {
        response.writeHead(status, { Location: location }).end();
      });
      await session.login(accessToken("abcdefgh.0123"));
      await assert.rejects(session.transport.json(get), {
        code: "redirect",
        status,
        location: `http://127.0.0.1:${other.port}/login`,
      });
    }
    assert.deepEqual(foreign, []);
  });
});
