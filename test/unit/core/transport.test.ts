import assert from "node:assert/strict";
import { apiPath, UnexpectedResponseError } from "../../../src/core/index.ts";
import type { ApiRequest, OrganizationParameter } from "../../../src/core/index.ts";
import { answer, scripted, streamed } from "./scripted-fetch.ts";
import { origin, sessionWith } from "./session-with.ts";

const get = { method: "GET", path: apiPath`/api/tasks` } as const;

/** What goes out for a request. */
async function sentFor(request: ApiRequest) {
  const { fetch, sent } = scripted(answer({}));
  await sessionWith(fetch).transport.json(request);
  const [one] = sent;
  assert.ok(one && sent.length === 1);
  return one;
}

function isFault(fault: string) {
  return (error: unknown) => {
    assert.ok(error instanceof UnexpectedResponseError, String(error));
    assert.equal(error.fault, fault);
    return true;
  };
}

describe("a request", () => {
  it("asks for CVAT's own type, follows no redirect, and carries nothing that is not needed", async () => {
    const sent = await sentFor(get);
    assert.deepEqual(
      {
        method: sent.method,
        url: sent.url,
        body: sent.body,
        redirect: sent.redirect,
        headers: [...sent.headers],
      },
      {
        method: "GET",
        url: `${origin}/api/tasks`,
        body: null,
        redirect: "manual",
        headers: [["accept", "application/vnd.cvat+json"]],
      },
    );
  });

  it("has its parameters in the query, without those that are undefined", async () => {
    const query = { search: "a b&c=ü", page: 2, staff: true, sort: undefined };
    const { url } = await sentFor({ ...get, query });
    assert.equal(url, `${origin}/api/tasks?search=a+b%26c%3D%C3%BC&page=2&staff=true`);
  });

  it("sends a body as JSON", async () => {
    const sent = await sentFor({ method: "POST", path: apiPath`/api/tasks`, json: { name: "ü" } });
    assert.equal(sent.method, "POST");
    assert.equal(sent.headers.get("Content-Type"), "application/json");
    assert.equal(sent.body, '{"name":"ü"}');
  });

  const organizations: readonly (readonly [
    of: OrganizationParameter,
    header: string | null,
    query: string,
  ])[] = [
    [{ slug: null }, null, ""],
    [{ slug: "" }, "", ""],
    [{ slug: "crew" }, "crew", ""],
    [{ slug: "équipe" }, null, "?org=%C3%A9quipe"],
    [{ id: 3 }, null, "?org_id=3"],
    [{ id: null }, null, "?org_id="],
  ];
  for (const [organization, header, query] of organizations) {
    it(`says ${JSON.stringify(organization)} in one place`, async () => {
      const sent = await sentFor({ ...get, organization });
      assert.equal(sent.headers.get("X-Organization"), header);
      assert.equal(sent.url, `${origin}/api/tasks${query}`);
    });
  }

  it("stays with the server of its session", async () => {
    const { fetch, sent } = scripted(answer({}));
    const { transport } = sessionWith(fetch);
    const path = apiPath`//other.example.org/api/tasks`;
    await assert.rejects(transport.json({ method: "GET", path }), TypeError);
    assert.equal(sent.length, 0);
  });
});

describe("an answer", () => {
  it("is given with its status, headers, and the facts for those who complain about it", async () => {
    const headers = { "X-Request-Id": "4eb2e345", "X-Other": "x" };
    const { fetch } = scripted(answer({ id: 7 }, { status: 201, headers }));
    const { status, headers: came, data, facts } = await sessionWith(fetch).transport.json(get);
    assert.deepEqual([status, came.get("X-Other"), data], [201, "x", { id: 7 }]);
    assert.deepEqual(facts, { method: "GET", path: "/api/tasks", requestId: "4eb2e345" });
  });

  it("may be empty where nothing is to be expected", async () => {
    const { fetch } = scripted(new Response(null, { status: 204 }), new Response("", { status: 200 }));
    const { transport } = sessionWith(fetch);
    assert.equal((await transport.json(get)).data, undefined);
    assert.equal(
      (await transport.json({ method: "DELETE", path: apiPath`/api/tasks/${7}` })).data,
      undefined,
    );
  });

  for (const type of ["application/json", "application/vnd.cvat+json; charset=utf-8", "APPLICATION/JSON"]) {
    it(`is JSON as ${type}`, async () => {
      const { fetch } = scripted(new Response("[1]", { headers: { "Content-Type": type } }));
      assert.deepEqual((await sessionWith(fetch).transport.json(get)).data, [1]);
    });
  }

  const unreadable: readonly (readonly [what: string, body: string, type: string])[] = [
    ["a page of HTML", "<html>Sign in</html>", "text/html"],
    ["JSON that says to be HTML", "{}", "text/html; charset=utf-8"],
    ["JSON without a type", "{}", ""],
    ["nothing", "", "application/vnd.cvat+json"],
    ["half of it", '{"id": 7, "na', "application/vnd.cvat+json"],
    ["a picture", "\u0000PNG", "image/png"],
  ];
  for (const [what, body, type] of unreadable) {
    it(`is none with ${what}, and says nothing of what came`, async () => {
      const bytes = new TextEncoder().encode(body);
      const { fetch } = scripted(
        new Response(bytes, { headers: type === "" ? {} : { "Content-Type": type } }),
      );
      await assert.rejects(sessionWith(fetch).transport.json(get), (error: Error) => {
        assert.equal(error.message, "GET /api/tasks: the answer cannot be read (not-json)");
        assert.equal(error.cause, undefined);
        return isFault("not-json")(error);
      });
    });
  }

  it("is read however deep it is", async () => {
    const deep = 200_000;
    const body = `${'{"a":['.repeat(deep)}1${"]}".repeat(deep)}`;
    const { fetch } = scripted(streamed([body]));
    const { data } = await sessionWith(fetch).transport.json(get);
    assert.ok(typeof data === "object");
  });

  it("of JSON is read up to 8 MiB, of anything else up to what the configuration says", async () => {
    const body = `[${" ".repeat(8 * 1024 * 1024)}]`;
    const { fetch } = scripted(streamed([body]), streamed([body]));
    const { transport } = sessionWith(fetch);
    await assert.rejects(transport.json(get), isFault("too-large"));
    assert.equal((await transport.bytes(get)).data.length, body.length);
  });

  it("that comes byte by byte is put together", async () => {
    const text = JSON.stringify({ name: "x".repeat(70_000) });
    const { fetch } = scripted(streamed(Array.from(text)));
    assert.deepEqual((await sessionWith(fetch).transport.json(get)).data, JSON.parse(text));
  });

  it("changes nobody's prototype, however the key is written", async () => {
    const key = String.raw`"\u005f_pr\u006Fto__"`;
    const body = `{"__proto__":{"evil":1},"list":[{${key}:{"evil":1},"b":null}],"name":"x"}`;
    const { fetch } = scripted(streamed([body]));
    const { data } = await sessionWith(fetch).transport.json(get);
    assert.deepEqual(data, { list: [{ b: null }], name: "x" });
    assert.equal("evil" in Object.assign({}, data), false);
  });

  it("that is no JSON is given as bytes with its type", async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0x00]);
    const { fetch } = scripted(
      new Response(bytes, { headers: { "Content-Type": "Image/JPEG; q=1" } }),
      new Response(null, { status: 204 }),
    );
    const { transport } = sessionWith(fetch);
    const picture = await transport.bytes(get);
    assert.deepEqual([[...picture.data], picture.contentType], [[...bytes], "image/jpeg"]);
    const none = await transport.bytes(get);
    assert.deepEqual([none.status, none.data.length, none.contentType], [204, 0, ""]);
  });

  it("is not read beyond its limit", async () => {
    let asked = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        asked += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    const { fetch } = scripted(() => new Response(body));
    const { transport } = sessionWith(fetch, { maxResponseBytes: 10_000 });
    await assert.rejects(transport.json(get), isFault("too-large"));
    assert.ok(asked < 20, `${asked} parts were read`);
  });

  it("may have a limit of its own", async () => {
    const { fetch } = scripted(() => streamed(["12345", "67890"]));
    const { transport } = sessionWith(fetch);
    assert.equal((await transport.bytes({ ...get, maxBytes: 10 })).data.length, 10);
    await assert.rejects(transport.bytes({ ...get, maxBytes: 9 }), isFault("too-large"));
  });

  it("that tells of a failure is known by its status, whatever its body does", async () => {
    const broken = [
      () => streamed(["half"], { status: 404, ends: "cut" }),
      () => streamed([new Uint8Array(300_000)], { status: 404, ends: "never" }),
    ];
    for (const body of broken) {
      const { fetch, sent } = scripted(body);
      await assert.rejects(sessionWith(fetch).transport.json(get), { code: "not-found", status: 404 });
      assert.equal(sent.length, 1);
    }
  });
});
