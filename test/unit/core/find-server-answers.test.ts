import assert from "node:assert/strict";
import { IncompatibleVersionError, NetworkError, ServerNotFoundError } from "../../../src/core/index.ts";
import type { FindOptions } from "../../../src/core/index.ts";
import { answer } from "./scripted-fetch.ts";
import {
  type Behaviour,
  causeOf,
  cvat,
  fails,
  page,
  plain80,
  search,
  silent,
  tls443,
  tls8080,
  plain8080,
} from "./searching.ts";

describe("what answers and is no CVAT", () => {
  const others: Readonly<Record<string, Behaviour>> = {
    "a web page": page(200),
    "a page that is not found": page(404),
    "a page that wants a sign-in": page(401),
    "a page that is forbidden": page(403),
    "plain http at a port of https": page(400),
    "other JSON": () => answer({ version: 3 }, { headers: { "Content-Type": "application/json" } }),
    "a list": () => answer(["2.73.0"], { headers: { "Content-Type": "application/json" } }),
    "a text": () => answer("2.73.0", { headers: { "Content-Type": "application/json" } }),
    "broken JSON": () => new Response("{", { headers: { "Content-Type": "application/json" } }),
  };
  for (const [what, behaviour] of Object.entries(others)) {
    it(`is told apart: ${what}`, async () => {
      const error = await causeOf({ [tls443]: behaviour });
      assert.deepEqual(
        [error.name, error.message],
        ["NotCvatError", `What answers at ${tls443} is no CVAT server`],
      );
    });
  }

  it("is told as what it is where it says more: busy, broken, in between, endless", async () => {
    const cases: readonly (readonly [behaviour: Behaviour, name: string])[] = [
      [page(502), "ServerError"],
      [page(500), "ServerError"],
      [page(429), "TooManyRequestsError"],
      [page(407), "NetworkError"],
      [() => new Response("x".repeat(2_000_000)), "UnexpectedResponseError"],
    ];
    for (const [behaviour, name] of cases) {
      assert.equal((await causeOf({ [tls443]: behaviour })).name, name);
    }
  });

  it("is told by the attempt that says most", async () => {
    const order: readonly Behaviour[] = [
      page(502),
      page(302, { Location: "https://other.example.org" }),
      page(200),
      () => new Response("x".repeat(2_000_000)),
      fails("ERR_TUNNEL_CONNECTION_FAILED"),
      fails("ECONNRESET"),
      fails("ERR_SSL_WRONG_VERSION_NUMBER"),
      fails("ECONNREFUSED"),
      silent,
      fails("EHOSTUNREACH"),
      fails("ENOTFOUND"),
    ];
    for (const [place, most] of order.entries()) {
      const alone = await causeOf({ [tls443]: most }, "https://cvat.example.org");
      for (const less of order.slice(place)) {
        const places = { [tls8080]: less, [tls443]: less, [plain80]: most, [plain8080]: less };
        const cause = await causeOf(places);
        assert.equal(cause.name, alone.name);
        const faults = [cause, alone].map((error) => (error instanceof NetworkError ? error.fault : ""));
        assert.equal(faults[0], faults[1]);
      }
    }
  });

  it("is told for the place that is preferred, of equals", async () => {
    const error = await causeOf({ [tls443]: page(200), [plain80]: page(200) });
    assert.match(error.message, /https:/);
  });
});

describe("the version of a server that is looked for", () => {
  async function look(behaviour: Behaviour, options?: FindOptions) {
    const searching = search({ [tls443]: behaviour }, "https://cvat.example.org", options);
    return { outcome: await searching.end(), lines: searching.lines, sent: searching.sent };
  }
  const strict = { config: { allowUnsupportedServer: false } };

  it("below 2.4 is always refused", async () => {
    const { outcome } = await look(cvat("2.3.0"));
    assert.ok(outcome instanceof IncompatibleVersionError);
    assert.equal(outcome.version, "2.3.0");
  });

  it("that is not supported is a warning, or an error where that is wanted", async () => {
    for (const version of ["2.14.4", "whatever"]) {
      const { outcome, lines } = await look(cvat(version));
      assert.ok(!(outcome instanceof Error));
      assert.ok(lines.includes(`warn CVAT ${version} is not supported: something may not work`));
      assert.ok((await look(cvat(version), strict)).outcome instanceof IncompatibleVersionError);
    }
  });

  it("that has no access tokens, or is newer, is only noted", async () => {
    const { outcome, lines } = await look(cvat("2.20.0"), strict);
    assert.ok(!(outcome instanceof Error));
    assert.ok(lines.includes("warn CVAT 2.20.0 knows no access tokens: sign in with a password"));
    const newer = await look(cvat("2.99.0"), strict);
    assert.ok(!(newer.outcome instanceof Error));
    assert.ok(newer.lines.includes("info CVAT 2.99.0 is newer than this client"));
    const supported = await look(cvat("2.73.0"), strict);
    assert.equal(supported.lines.filter((line) => line.includes("this client")).length, 0);
  });

  it("is unknown of a CVAT that does not say it", async () => {
    const { outcome, lines } = await look(() => answer({ name: "CVAT" }));
    assert.ok(typeof outcome === "object" && outcome && "version" in outcome);
    assert.deepEqual(outcome.version, { text: null, support: "unknown" });
    assert.ok(lines.includes("warn CVAT of an unknown version is not supported: something may not work"));
  });

  it("is unknown of a CVAT that says it only to those who are signed in", async () => {
    const { outcome } = await look(() => answer({ detail: "No." }, { status: 401 }));
    assert.ok(typeof outcome === "object" && outcome && "version" in outcome && "about" in outcome);
    assert.deepEqual([outcome.version, outcome.about], [{ text: null, support: "unknown" }, null]);
  });

  const old =
    (behaviour: Behaviour): Behaviour =>
    (sent, clock) =>
      sent.url.endsWith("/api/v1/server/about") ? behaviour(sent, clock) : page(404)(sent, clock);
  const asJson = { headers: { "Content-Type": "application/json" } };

  it("before 2.0 is found out at its old place, and refused", async () => {
    const says = await look(old(() => answer({ name: "CVAT", version: "1.7.0" }, asJson)));
    assert.ok(says.outcome instanceof IncompatibleVersionError);
    assert.equal(says.outcome.version, "1.7.0");
    const hides = await look(old(() => answer({ detail: "No." }, { status: 403, ...asJson })));
    assert.ok(hides.outcome instanceof IncompatibleVersionError);
    assert.equal(hides.outcome.version, null);
  });

  it("is not looked for in what is at the old place of something else", async () => {
    const others = [
      page(404),
      page(200),
      page(401),
      () => answer({ error: "No." }, { status: 401, ...asJson }),
      () => answer({ version: 1 }, asJson),
    ];
    for (const behaviour of others) {
      const { outcome } = await look(old(behaviour));
      assert.ok(outcome instanceof ServerNotFoundError && outcome.cause.name === "NotCvatError");
    }
  });
});
