import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { connect, findServer, NetworkError, password, ServerNotFoundError } from "../../../src/core/index.ts";
import { LocalServers } from "./local-server.ts";
import { until } from "./manual-clock.ts";

const cvat: RequestListener = (request, response) => {
  response.setHeader("Content-Type", "application/vnd.cvat+json");
  if (request.url === "/api/server/about") {
    response.end('{"name":"CVAT","description":"","version":"2.73.0"}');
  } else if (request.url === "/api/auth/login") {
    response.setHeader("Set-Cookie", ["sessionid=s1", "csrftoken=c1"]);
    response.end('{"key":""}');
  } else response.end("{}");
};

describe("looking for a server on a real network", () => {
  const servers = new LocalServers();

  afterEach(async () => {
    await servers.end();
  });

  it("finds one that speaks plain http, on this machine without a question", async () => {
    const { port } = await servers.http(cvat);
    const tried: string[] = [];
    await using client = await connect(`127.0.0.1:${port}/tasks`, {
      credentials: password("alice", "wonderland"),
      onAttempt: (origin) => tried.push(origin),
    });
    assert.equal(client.origin, `http://127.0.0.1:${port}`);
    assert.deepEqual(tried, [`https://127.0.0.1:${port}`, `http://127.0.0.1:${port}`]);
  });

  it("finds one that speaks https with a trusted certificate", async () => {
    const { port } = await servers.https(cvat, { trusted: true });
    const { origin, insecure } = await findServer(`127.0.0.1:${port}`);
    assert.deepEqual([origin, insecure], [`https://127.0.0.1:${port}`, false]);
  });

  it("is led to https by http on the same host", async () => {
    const safe = await servers.https(cvat, { trusted: true });
    const { port } = await servers.http((_, response) => {
      response.writeHead(308, { Location: `https://127.0.0.1:${safe.port}/api/server/about` }).end();
    });
    assert.equal((await findServer(`127.0.0.1:${port}`)).origin, `https://127.0.0.1:${safe.port}`);
  });

  it("is led to https by http on the same host, and ends where that is not trusted", async () => {
    const safe = await servers.https(cvat);
    const { port } = await servers.http((_, response) => {
      response.writeHead(301, { Location: `https://127.0.0.1:${safe.port}/` }).end();
    });
    await assert.rejects(
      findServer(`http://127.0.0.1:${port}`),
      (error) => error instanceof NetworkError && error.fault === "tls",
    );
  });

  it("never tries http where https is not trusted", async () => {
    const requests: string[] = [];
    const { port } = await servers.https((request, response) => {
      requests.push(request.url ?? "");
      response.end();
    });
    const tried: string[] = [];
    await assert.rejects(
      findServer(`127.0.0.1:${port}`, { onAttempt: (origin) => tried.push(origin) }),
      (error) => error instanceof NetworkError && error.fault === "tls" && error.origin.startsWith("https:"),
    );
    assert.deepEqual([requests, tried], [[], [`https://127.0.0.1:${port}`]]);
  });

  it("goes on behind a port that speaks no https, and tells what it found there", async () => {
    const { port } = await servers.http((_, response) => {
      response.writeHead(502, { "Content-Type": "text/html" }).end("<html>Bad Gateway</html>");
    });
    await assert.rejects(findServer(`127.0.0.1:${port}`), (error) => {
      assert.ok(error instanceof ServerNotFoundError);
      const names = error.attempts.map((attempt) => attempt.error.code);
      assert.deepEqual(names, ["network", "server-error"]);
      assert.equal(error.cause.message, "GET /api/server/about: 502");
      return true;
    });
  });

  it("tells that nobody listens", async () => {
    const port = await servers.closedPort();
    await assert.rejects(findServer(`127.0.0.1:${port}`), (error) => {
      assert.ok(error instanceof ServerNotFoundError && error.cause instanceof NetworkError);
      assert.deepEqual([error.cause.fault, error.cause.detail], ["refused", "ECONNREFUSED"]);
      return true;
    });
  });

  it("closes its connections when it is given up", async () => {
    const open = new Set<unknown>();
    let asked = 0;
    const { port } = await servers.http(({ socket }) => {
      asked += 1;
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    });
    const giveUp = new AbortController();
    const finding = findServer(`http://127.0.0.1:${port}`, { signal: giveUp.signal });
    finding.catch(() => undefined);
    await until(() => asked > 0);
    giveUp.abort(new Error("enough"));
    await assert.rejects(finding, /enough/);
    await until(() => open.size === 0);
  });
});
