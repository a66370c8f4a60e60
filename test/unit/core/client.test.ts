import assert from "node:assert/strict";
import {
  accessToken,
  Client,
  defaultConfig,
  InvalidAddressError,
  password,
} from "../../../src/core/index.ts";
import type { ClientOptions } from "../../../src/core/index.ts";
import { answer, scripted } from "./scripted-fetch.ts";
import type { Sent } from "./scripted-fetch.ts";
import { origin } from "./session-with.ts";

const empty = answer({ count: 0, results: [] });

function clientWith(options: Partial<ClientOptions> = {}): { client: Client; sent: Sent[] } {
  const { fetch, sent } = scripted(empty);
  return { client: new Client({ origin, fetch, ...options }), sent };
}

/** The organization that each request was made in: `null` for none. */
function organizations(sent: readonly Sent[]): (string | null)[] {
  return sent.map(({ headers }) => headers.get("X-Organization"));
}

describe("a client", () => {
  it("asks nothing when it is made", () => {
    const { client, sent } = clientWith({ credentials: accessToken("abcdefgh.0123") });
    assert.deepEqual([client.origin, client.hasCredentials, sent.length], [origin, true, 0]);
    assert.deepEqual(client.config, defaultConfig);
  });

  it("takes a configuration in parts", () => {
    const { client } = clientWith({ config: { timeout: 5 } });
    assert.deepEqual(client.config, { ...defaultConfig, timeout: 5 });
  });

  it("is made for an origin, in whatever way it is written", () => {
    const made = (text: string) => new Client({ origin: text }).origin;
    assert.equal(made("HTTPS://CVAT.example.org:443/tasks"), "https://cvat.example.org");
    assert.equal(made("http://[::1]:8080"), "http://[::1]:8080");
    for (const text of ["cvat.example.org", "", "ftp://cvat.example.org", "https://a:b@cvat.example.org"]) {
      assert.throws(() => made(text), InvalidAddressError);
    }
  });

  it("asks by the global fetch of the moment", async () => {
    const client = new Client({ origin });
    const { fetch, sent } = scripted(empty);
    const before = globalThis.fetch;
    globalThis.fetch = fetch;
    try {
      await client.tasks.list().all();
    } finally {
      globalThis.fetch = before;
    }
    assert.equal(sent.length, 1);
  });

  it("waits longer each time before it asks again, and never equally long", () => {
    const waits = (attempt: number) => Array.from({ length: 50 }, () => defaultConfig.retryDelay(attempt));
    for (const [attempt, least] of [
      [1, 300],
      [2, 900],
      [3, 2_700],
    ] as const) {
      const all = waits(attempt);
      assert.ok(all.every((wait) => wait >= least && wait <= least * 1.5));
      assert.ok(new Set(all).size > 1);
    }
  });

  it("signs in and out", async () => {
    const headers = { "Set-Cookie": "sessionid=abcdef" };
    const { fetch, sent } = scripted(answer({ key: "" }, { headers }), answer({}), empty);
    const client = new Client({ origin, fetch });
    await client.login(password("alice", "wonderland"));
    assert.equal(client.hasCredentials, true);
    await client.logout();
    assert.equal(client.hasCredentials, false);
    assert.equal(sent.length, 2);
  });

  it("is closed at the end of its block, with all that came from it", async () => {
    const headers = { "Set-Cookie": "sessionid=abcdef" };
    const { fetch, sent } = scripted(answer({ key: "" }, { headers }), answer({}));
    let derived: Client;
    {
      await using client = new Client({ origin, fetch });
      derived = client.withOrganization("crew");
      await client.login(password("alice", "wonderland"));
      assert.equal(derived.hasCredentials, true);
    }
    assert.equal(new URL(sent.at(-1)?.url ?? "").pathname, "/api/auth/logout");
    assert.equal(derived.hasCredentials, false);
    await assert.rejects(derived.tasks.list().all(), { name: "AbortError" });
  });
});

describe("the organization of a client", () => {
  it("is none to begin with, and can be set", async () => {
    const { client, sent } = clientWith();
    assert.equal(client.organizationSlug, null);
    await client.tasks.list().all();
    for (const slug of ["crew", "", null]) {
      client.organizationSlug = slug;
      assert.equal(client.organizationSlug, slug);
      await client.tasks.list().all();
    }
    assert.deepEqual(organizations(sent), [null, "crew", "", null]);
  });

  it("can be named when it is made", async () => {
    const { client, sent } = clientWith({ organizationSlug: "crew" });
    await client.projects.list().all();
    assert.deepEqual(organizations(sent), ["crew"]);
  });

  it("is for good in a client that was made for it", async () => {
    const { client, sent } = clientWith();
    const crew = client.withOrganization("crew");
    assert.throws(() => {
      crew.organizationSlug = "other";
    }, TypeError);
    client.organizationSlug = "other";
    await crew.tasks.list().all();
    await client.tasks.list().all();
    await crew.withOrganization("").tasks.list().all();
    await crew.withOrganization(null).tasks.list().all();
    assert.deepEqual(organizations(sent), ["crew", "other", "", null]);
    assert.deepEqual([crew.organizationSlug, crew.origin, crew.config], ["crew", origin, client.config]);
  });

  it("is another one for some work, and the old one afterwards and elsewhere", async () => {
    const { client, sent } = clientWith({ organizationSlug: "mine" });
    const name = await client.organizationContext("crew", async (crew) => {
      await crew.tasks.list().all();
      await client.tasks.list().all();
      await crew.organizationContext("", async (personal) => {
        await personal.tasks.list().all();
        await crew.tasks.list().all();
      });
      return "done";
    });
    await client.tasks.list().all();
    assert.equal(name, "done");
    assert.deepEqual(organizations(sent), ["crew", "mine", "", "crew", "mine"]);
  });

  it("is the old one after an error", async () => {
    const { client, sent } = clientWith({ organizationSlug: "mine" });
    const failing = client.organizationContext("crew", () => {
      throw new Error("failed");
    });
    await assert.rejects(failing, /failed/);
    await client.tasks.list().all();
    assert.deepEqual([client.organizationSlug, organizations(sent)], ["mine", ["mine"]]);
  });

  it("does not change under the feet of work that goes on at the same time", async () => {
    const { client, sent } = clientWith();
    const slugs = ["a", "b", "", "c", null];
    await Promise.all(
      slugs.map((slug) =>
        client.organizationContext(slug, async (its) => {
          for (let time = 0; time < 3; time += 1) await its.tasks.list({ search: slug ?? "none" }).all();
        }),
      ),
    );
    for (const { url, headers } of sent) {
      const searched = new URL(url).searchParams.get("search") ?? "";
      assert.equal(headers.get("X-Organization") ?? "none", searched);
    }
    assert.equal(sent.length, 15);
  });

  it("stays in a list that was begun when another one is set", async () => {
    const { client, sent } = clientWith({ organizationSlug: "crew" });
    const list = client.tasks.list();
    client.organizationSlug = "other";
    await list.all();
    assert.deepEqual(organizations(sent), ["crew"]);
  });

  it("shares its places with the others of the session", async () => {
    let underWay = 0;
    let most = 0;
    const { fetch } = scripted(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      underWay -= 1;
      return empty.clone();
    });
    const client = new Client({ origin, fetch, config: { maxConcurrent: 2 } });
    const others = ["a", "b", "c"].map((slug) => client.withOrganization(slug));
    await Promise.all([client, ...others].map((its) => its.tasks.list().all()));
    assert.equal(most, 2);
  });
});
