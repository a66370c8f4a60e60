import assert from "node:assert/strict";
import {
  accessToken,
  basic,
  BadRequestError,
  connect,
  IncompatibleVersionError,
  InsecureConnectionError,
  password,
  UnauthorizedError,
} from "../../../src/core/index.ts";
import type { ConnectOptions } from "../../../src/core/index.ts";
import { ManualClock, turns, until } from "./manual-clock.ts";
import { answer, failed, scripted } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";

const about = answer({ name: "CVAT", description: "", version: "2.73.0" });
const alice = answer({
  id: 2,
  username: "alice",
  first_name: "Alice",
  last_name: "Example",
  email: "alice@example.org",
  groups: ["user"],
  is_superuser: false,
  is_staff: false,
  is_active: true,
});
const token = accessToken("abcdefgh.0123");

/** A server that answers these paths so. */
function serving(answers: Readonly<Record<string, Response | Error | ((sent: Sent) => Promise<Response>)>>) {
  const { fetch, sent } = scripted((one) => {
    const step = answers[new URL(one.url).pathname] ?? new Response("", { status: 404 });
    return typeof step === "function" ? step(one) : step instanceof Error ? step : step.clone();
  });
  const paths = (): string[] => sent.map(({ url }) => new URL(url).pathname);
  return { fetch, sent, paths };
}

const usual = { "/api/server/about": about, "/api/users/self": alice };

describe("connecting", () => {
  it("without a credential only finds the server", async () => {
    const { fetch, paths } = serving(usual);
    const client = await connect("https://cvat.example.org/tasks/7", { fetch, organizationSlug: "crew" });
    assert.equal(client.origin, "https://cvat.example.org");
    assert.deepEqual([client.hasCredentials, client.organizationSlug], [false, "crew"]);
    assert.deepEqual(paths(), ["/api/server/about"]);
  });

  for (const credentials of [token, basic("alice", "wonderland")]) {
    it(`with a ${credentials.kind} has it proven by the server`, async () => {
      const { fetch, sent, paths } = serving(usual);
      const client = await connect("https://cvat.example.org", { fetch, credentials });
      assert.equal(client.hasCredentials, true);
      assert.deepEqual(paths(), ["/api/server/about", "/api/users/self"]);
      assert.deepEqual(
        sent.map(({ headers }) => headers.has("Authorization")),
        [false, true],
      );
    });
  }

  it("with a password opens a session, and ends it with the block", async () => {
    const { fetch, paths } = serving({
      ...usual,
      "/api/auth/login": answer({ key: "" }, { headers: { "Set-Cookie": "sessionid=abcdef" } }),
      "/api/auth/logout": answer({}),
    });
    {
      await using client = await connect("https://cvat.example.org", {
        fetch,
        credentials: password("alice", "wonderland"),
      });
      assert.equal(client.hasCredentials, true);
    }
    assert.deepEqual(paths(), ["/api/server/about", "/api/auth/login", "/api/auth/logout"]);
  });

  it("fails with what the server says to the credential", async () => {
    const refused = serving({
      ...usual,
      "/api/users/self": answer({ detail: "Invalid token." }, { status: 401 }),
    });
    await assert.rejects(
      connect("https://cvat.example.org", { fetch: refused.fetch, credentials: token }),
      UnauthorizedError,
    );
    const wrong = serving({
      ...usual,
      "/api/auth/login": answer({ non_field_errors: ["No."] }, { status: 400 }),
    });
    await assert.rejects(
      connect("https://cvat.example.org", { fetch: wrong.fetch, credentials: password("alice", "x") }),
      BadRequestError,
    );
  });

  it("can be given up while the server is asked, without waiting for it", async () => {
    const { fetch, paths } = serving({ ...usual, "/api/users/self": () => new Promise(() => undefined) });
    const giveUp = new AbortController();
    const clock = new ManualClock();
    const connecting = connect("https://cvat.example.org", {
      fetch,
      clock,
      credentials: token,
      signal: giveUp.signal,
    });
    connecting.catch(() => undefined);
    await until(() => paths().includes("/api/users/self"));
    giveUp.abort(new Error("enough"));
    await assert.rejects(connecting, /enough/);
    await turns();
    assert.deepEqual(clock.waits, []);
  });
});

describe("a credential over plain http that nobody typed", () => {
  const noHttps: typeof fetch = (url, init) => {
    const { fetch } = serving(usual);
    const isHttps = typeof url === "string" && url.startsWith("https:");
    return isHttps ? Promise.reject(failed("ECONNREFUSED")) : fetch(url, init);
  };

  async function connecting(typed: string, options: ConnectOptions = {}) {
    const sent: Headers[] = [];
    const fetch: typeof noHttps = (url, init) => {
      sent.push(new Headers(init?.headers));
      return noHttps(url, init);
    };
    const asked: string[] = [];
    const confirmInsecure = options.confirmInsecure;
    const outcome = await connect(typed, {
      fetch,
      clock: new ManualClock(),
      credentials: token,
      ...options,
      ...(confirmInsecure && {
        confirmInsecure: (origin) => {
          asked.push(origin);
          return confirmInsecure(origin);
        },
      }),
    }).catch((error: unknown) => error);
    return { outcome, asked, carried: sent.some((headers) => headers.has("Authorization")) };
  }

  it("is not sent where nobody was asked, or somebody said no", async () => {
    for (const confirmInsecure of [undefined, () => false, () => Promise.resolve(false)]) {
      const { outcome, carried } = await connecting("cvat.example.org", { confirmInsecure });
      assert.ok(outcome instanceof InsecureConnectionError);
      assert.equal(outcome.origin, "http://cvat.example.org");
      assert.equal(carried, false);
    }
  });

  it("is sent where somebody agreed to that", async () => {
    const { outcome, asked, carried } = await connecting("cvat.example.org", { confirmInsecure: () => true });
    assert.ok(!(outcome instanceof Error));
    assert.deepEqual([asked, carried], [["http://cvat.example.org"], true]);
  });

  it("is no question where http was typed, on this machine, and without a credential", async () => {
    const confirmInsecure = () => false;
    for (const typed of ["http://cvat.example.org", "localhost", "127.0.0.1"]) {
      const { outcome, asked, carried } = await connecting(typed, { confirmInsecure });
      assert.ok(!(outcome instanceof Error), String(outcome));
      assert.deepEqual([asked, carried], [[], true]);
    }
    const none = await connecting("cvat.example.org", { confirmInsecure, credentials: undefined });
    assert.deepEqual([none.asked, none.carried], [[], false]);
  });

  it("is not sent where the connecting was given up over the question", async () => {
    const giveUp = new AbortController();
    const { outcome, carried } = await connecting("cvat.example.org", {
      signal: giveUp.signal,
      confirmInsecure: () => {
        giveUp.abort(new Error("enough"));
        return true;
      },
    });
    assert.deepEqual([String(outcome), carried], ["Error: enough", false]);
  });
});

describe("a server that says its version only to those who are signed in", () => {
  const hiding =
    (version: string) =>
    ({ headers }: Sent): Promise<Response> =>
      Promise.resolve(
        headers.has("Authorization")
          ? answer({ name: "CVAT", description: "", version })
          : answer({ detail: "Authentication credentials were not provided." }, { status: 401 }),
      );

  it("is asked again, and refused if it is too old", async () => {
    const { fetch, paths } = serving({ ...usual, "/api/server/about": hiding("2.2.0") });
    await assert.rejects(
      connect("https://cvat.example.org", { fetch, credentials: basic("alice", "wonderland") }),
      (error) => error instanceof IncompatibleVersionError && error.version === "2.2.0",
    );
    assert.deepEqual(paths(), ["/api/server/about", "/api/users/self", "/api/server/about"]);
  });

  it("is asked again, and taken if it is not", async () => {
    const { fetch } = serving({ ...usual, "/api/server/about": hiding("2.73.0") });
    const client = await connect("https://cvat.example.org", { fetch, credentials: token });
    assert.equal(client.hasCredentials, true);
  });
});
