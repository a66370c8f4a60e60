import assert from "node:assert/strict";
import { InvalidAddressError, NetworkError, ServerNotFoundError } from "../../../src/core/index.ts";
import { noting } from "../../support/doubles.ts";
import { turns, until } from "./manual-clock.ts";
import { failed } from "./scripted-fetch.ts";
import {
  causeOf,
  cvat,
  fails,
  found,
  late,
  page,
  plain80,
  plain8080,
  search,
  silent,
  tls443,
  tls8080,
} from "./searching.ts";

describe("looking for a server", () => {
  it("tries https before http, and CVAT's own port before the usual one", async () => {
    const { tried, end } = search({});
    await end();
    assert.deepEqual(
      tried.map(([, origin]) => origin),
      [tls8080, tls443, plain80, plain8080],
    );
  });

  it("begins with the next 300 ms after the one before, while nothing is heard", async () => {
    const everywhere = { [tls8080]: silent, [tls443]: silent, [plain80]: silent, [plain8080]: silent };
    const { tried, end } = search(everywhere);
    await end();
    assert.deepEqual(tried, [
      [0, tls8080],
      [300, tls443],
      [600, plain80],
      [900, plain8080],
    ]);
  });

  it("warns of nothing when it finds nothing at most places, but notes it", async () => {
    for (const elsewhere of [fails("ECONNREFUSED"), page(502)]) {
      const { lines, end } = search({ [tls8080]: elsewhere, [tls443]: elsewhere, [plain80]: cvat() });
      await end();
      assert.deepEqual(
        lines.map((line) => line.replace(/ .* GET /, " ").split(": ")[0]),
        [
          `info ${tls8080}/api/server/about`,
          `info ${tls443}/api/server/about`,
          `debug ${plain80}/api/server/about`,
        ],
      );
    }
  });

  it("begins with the next at once when the one before has failed", async () => {
    const { tried, end } = search({ [tls443]: silent, [plain80]: cvat() });
    await end();
    assert.deepEqual(tried, [
      [0, tls8080],
      [0, tls443],
      [300, plain80],
    ]);
  });

  it("gives up on each after 3 s", async () => {
    const everywhere = { [tls8080]: silent, [tls443]: silent, [plain80]: silent, [plain8080]: silent };
    const searching = search(everywhere);
    const error = await searching.end();
    assert.ok(error instanceof ServerNotFoundError);
    assert.equal(searching.clock.now(), 3_900);
    assert.deepEqual(
      error.attempts.map((attempt) => attempt.origin),
      [tls8080, tls443, plain80, plain8080],
    );
    for (const attempt of error.attempts) assert.match(attempt.error.message, /kept silent for 3000 ms$/);
    assert.ok(searching.sent.every((one) => one.signal.aborted));
  });

  it("takes the first at once, and ends what else is under way", async () => {
    const searching = search({ [tls8080]: late(500, cvat()), [tls443]: silent, [plain80]: silent });
    await searching.end();
    assert.equal(await searching.origin(), tls8080);
    assert.equal(searching.clock.now(), 500);
    assert.deepEqual(
      searching.tried.map(([, origin]) => origin),
      [tls8080, tls443],
    );
    assert.equal(searching.sent[1]?.signal.aborted, true);
  });

  it("gives those before the one that answered a second more, and takes the best", async () => {
    assert.equal(await found({ [tls8080]: late(1_200, cvat()), [tls443]: cvat() }), tls8080);
    assert.equal(await found({ [tls8080]: late(1_400, cvat()), [tls443]: cvat() }), tls443);
    const three = { [tls8080]: silent, [tls443]: late(1_000, cvat()), [plain80]: cvat() };
    assert.equal(await found(three), tls443);
  });

  it("does not wait for those before when all have failed", async () => {
    const searching = search({ [tls8080]: late(400, fails("ECONNREFUSED")), [tls443]: cvat() });
    await searching.end();
    assert.equal(await searching.origin(), tls443);
    assert.equal(searching.clock.now(), 400);
  });

  it("begins with no other when one has answered", async () => {
    const { tried, end } = search({ [tls8080]: silent, [tls443]: cvat() });
    await end();
    assert.deepEqual(
      tried.map(([, origin]) => origin),
      [tls8080, tls443],
    );
  });

  it("finds plain http where there is no https", async () => {
    assert.equal(
      await found({ [tls8080]: fails("ERR_SSL_WRONG_VERSION_NUMBER"), [plain8080]: cvat() }),
      plain8080,
    );
    assert.equal(await found({ [plain80]: cvat() }), plain80);
  });

  it("stays with what was typed: a scheme, a port", async () => {
    assert.equal(await found({ [plain8080]: cvat() }, "cvat.example.org:8080/tasks"), plain8080);
    assert.equal(await found({ [plain80]: cvat(), [tls443]: cvat() }, "http://cvat.example.org"), plain80);
    const { tried, end } = search({}, "https://cvat.example.org");
    await end();
    assert.deepEqual(tried, [[0, tls443]]);
  });

  it("asks without a credential, and follows no redirect", async () => {
    const { sent, end } = search({ [tls8080]: cvat() });
    await end();
    assert.deepEqual(
      sent.map(({ url, redirect, headers }) => [url, redirect, [...headers]]),
      [[`${tls8080}/api/server/about`, "manual", [["accept", "application/vnd.cvat+json"]]]],
    );
  });

  it("asks nothing at all for what is no address", async () => {
    for (const typed of [
      "",
      "a b",
      "ftp://cvat.example.org",
      "alice@cvat.example.org",
      "cvat.example.org:99999",
    ]) {
      const { sent, end } = search({}, typed);
      assert.ok((await end()) instanceof InvalidAddressError);
      assert.equal(sent.length, 0);
    }
  });

  it("tells what was found", async () => {
    const searching = search({ [tls8080]: cvat("2.73.0") }, "cvat.example.org/tasks/7");
    const server = await searching.end();
    assert.deepEqual(server, {
      origin: tls8080,
      about: { name: "CVAT", description: "", version: "2.73.0" },
      version: { text: "2.73.0", support: "supported" },
      address: {
        scheme: null,
        host: "cvat.example.org",
        port: null,
        kept: "cvat.example.org",
        cut: "/tasks/7",
        loopback: false,
      },
      insecure: false,
      typedScheme: false,
    });
  });

  it("tells whether what is sent can be read on its way, and whether that was typed", async () => {
    const told = async (typed: string, origin: string) => {
      const server = await search({ [origin]: cvat() }, typed).end();
      assert.ok(typeof server === "object" && server && "insecure" in server && "typedScheme" in server);
      return [server.insecure, server.typedScheme];
    };
    assert.deepEqual(await told("cvat.example.org", plain80), [true, false]);
    assert.deepEqual(await told("http://cvat.example.org", plain80), [true, true]);
    assert.deepEqual(await told("cvat.example.org", tls443), [false, false]);
    assert.deepEqual(await told("localhost:8080", "http://localhost:8080"), [false, false]);
    assert.deepEqual(await told("127.0.0.1", "http://127.0.0.1"), [false, false]);
  });
});

describe("a certificate that is not trusted", () => {
  const distrusted = fails("DEPTH_ZERO_SELF_SIGNED_CERT");

  it("ends the search, and http is never tried behind it", async () => {
    const searching = search({ [tls8080]: distrusted, [plain80]: cvat(), [plain8080]: cvat() });
    const error = await searching.end();
    assert.ok(error instanceof NetworkError);
    assert.deepEqual(
      [error.fault, error.origin, error.detail],
      ["tls", tls8080, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    );
    assert.equal(searching.sent.length, 1);
  });

  it("outweighs an answer over http that came before", async () => {
    const slow = { [tls443]: late(900, distrusted), [plain80]: cvat(), [plain8080]: cvat() };
    const error = await search(slow).end();
    assert.ok(error instanceof NetworkError && error.fault === "tls");
  });

  it("outweighs http at a port that was typed", async () => {
    const both = { [tls8080]: late(1_000, distrusted), [plain8080]: cvat() };
    const error = await search(both, "cvat.example.org:8080").end();
    assert.ok(error instanceof NetworkError && error.fault === "tls");
  });

  it("outweighs what else fails in the same moment: nothing new is tried", async () => {
    const gate = new AbortController();
    const atTheGate = (code: string) => async (): Promise<Response> => {
      await new Promise((resolve) => {
        gate.signal.addEventListener("abort", resolve);
      });
      throw failed(code);
    };
    const searching = search({
      [tls8080]: atTheGate("DEPTH_ZERO_SELF_SIGNED_CERT"),
      [tls443]: atTheGate("ECONNREFUSED"),
    });
    await turns();
    await searching.clock.pass(300);
    assert.equal(searching.sent.length, 2);
    gate.abort();
    const error = await searching.end();
    assert.ok(error instanceof NetworkError && error.fault === "tls");
    assert.deepEqual(
      searching.sent.map(({ url }) => new URL(url).origin),
      [tls8080, tls443],
    );
  });

  it("counts behind a redirect, too", async () => {
    const redirecting = { [plain80]: page(301, { Location: "https://cvat.example.org:8443/" }) };
    const error = await search({
      ...redirecting,
      "https://cvat.example.org:8443": distrusted,
      [plain8080]: cvat(),
    }).end();
    assert.ok(error instanceof NetworkError && error.fault === "tls");
  });
});

describe("a redirect while a server is looked for", () => {
  it("to https on the same host corrects the address", async () => {
    const safer = "https://cvat.example.org:8443";
    const redirecting = page(301, { Location: `${safer}/api/server/about?x=1` });
    assert.equal(await found({ [plain80]: redirecting, [safer]: cvat() }), safer);
    assert.equal(await found({ [plain80]: redirecting, [safer]: cvat() }, "http://cvat.example.org"), safer);
  });

  it("is taken once", async () => {
    const next = (port: number) => page(301, { Location: `https://cvat.example.org:${port}/` });
    const error = await causeOf({ [plain80]: next(1111), "https://cvat.example.org:1111": next(2222) });
    assert.equal(error.name, "RedirectError");
  });

  for (const location of [
    "https://other.example.org/api/server/about",
    "http://cvat.example.org:9000/",
    "/login",
    "https://evil.org/cvat.example.org",
    "https://cvat.example.org.evil.org/",
    "javascript:alert(1)",
  ]) {
    it(`to ${location} is an error`, async () => {
      const { sent, end } = search(
        { [tls443]: page(302, { Location: location }) },
        "https://cvat.example.org",
      );
      const error = await end();
      assert.ok(error instanceof ServerNotFoundError);
      assert.equal(error.cause.name, "RedirectError");
      assert.equal(sent.length, 1);
    });
  }
});

describe("a search that is given up", () => {
  it("ends at once with the caller's own reason, and leaves nothing", async () => {
    const giveUp = new AbortController();
    const everywhere = { [tls8080]: silent, [tls443]: silent, [plain80]: silent, [plain8080]: silent };
    const searching = search(everywhere, undefined, { signal: giveUp.signal });
    await until(() => searching.sent.length === 1);
    await searching.clock.pass(700);
    const reason = new Error("enough");
    giveUp.abort(reason);
    await turns();
    assert.equal(await searching.end(), reason);
    assert.equal(searching.sent.length, 3);
    assert.ok(searching.sent.every((one) => one.signal.aborted));
  });

  it("before it begins, asks nothing", async () => {
    const reason = new Error("enough");
    const searching = search({}, undefined, { signal: AbortSignal.abort(reason) });
    assert.equal(await searching.end(), reason);
    assert.equal(searching.sent.length, 0);
  });

  it("by a mistake of whoever is told what is tried, is not called a server that was not found", async () => {
    let told = 0;
    const searching = search({ [tls8080]: silent }, undefined, {
      onAttempt: () => {
        told += 1;
        if (told === 2) throw new RangeError("mistake");
      },
    });
    assert.ok((await searching.end()) instanceof RangeError);
  });

  it("by a mistake in the program is not called a server that was not found", async () => {
    const searching = search({}, undefined, {
      logger: {
        ...noting().logger,
        info: () => {
          throw new RangeError("mistake");
        },
      },
    });
    assert.ok((await searching.end()) instanceof RangeError);
  });
});
