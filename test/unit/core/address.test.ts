import assert from "node:assert/strict";
import fc from "fast-check";
import { candidates, InvalidAddressError, parseAddress } from "../../../src/core/index.ts";
import type { AddressFault } from "../../../src/core/index.ts";

/** What is typed, what is kept of it, what is cut off. */
const taken: readonly (readonly [typed: string, kept: string, cut?: string])[] = [
  ["cvat.example.org", "cvat.example.org"],
  ["CVAT.Example.ORG", "cvat.example.org"],
  ["  cvat.example.org\n", "cvat.example.org"],
  ["\u00a0cvat.example.org\ufeff", "cvat.example.org"],
  ["cvat.example.org.", "cvat.example.org"],
  ["localhost", "localhost"],
  ["cvat_server", "cvat_server"],
  ["a-b.c-d", "a-b.c-d"],
  ["cvat.example.org:8080", "cvat.example.org:8080"],
  ["cvat.example.org:1", "cvat.example.org:1"],
  ["cvat.example.org:65535", "cvat.example.org:65535"],
  ["cvat.example.org:0443", "cvat.example.org:443"],
  ["http:8080", "http:8080"],
  ["https:443/", "https:443"],
  ["data:8080", "data:8080"],
  ["https://cvat.example.org", "https://cvat.example.org"],
  ["http://cvat.example.org", "http://cvat.example.org"],
  ["HTTPS://CVAT.EXAMPLE.ORG", "https://cvat.example.org"],
  ["HtTp://localhost:8080", "http://localhost:8080"],
  ["https:/cvat.example.org", "https://cvat.example.org"],
  ["https:cvat.example.org", "https://cvat.example.org"],
  ["https//cvat.example.org", "https://cvat.example.org"],
  ["https:///cvat.example.org", "https://cvat.example.org"],
  ["http:\\\\cvat.example.org", "http://cvat.example.org"],
  ["//cvat.example.org", "cvat.example.org"],
  ["https://cvat.example.org:443", "https://cvat.example.org:443"],
  ["cvat.example.org/", "cvat.example.org"],
  ["cvat.example.org\\", "cvat.example.org"],
  ["https://app.cvat.ai/tasks/12/jobs/34", "https://app.cvat.ai", "/tasks/12/jobs/34"],
  ["cvat.example.org:8080/tasks?page=2#top", "cvat.example.org:8080", "/tasks?page=2#top"],
  ["cvat.example.org?x=1", "cvat.example.org", "?x=1"],
  ["cvat.example.org#x", "cvat.example.org", "#x"],
  ["cvat.example.org\\tasks", "cvat.example.org", "\\tasks"],
  ["cvat.example.org/@alice", "cvat.example.org", "/@alice"],
  ["cvat.example.org/a:b", "cvat.example.org", "/a:b"],
  [
    "https://cvat.example.org/?next=https://other.org",
    "https://cvat.example.org",
    "/?next=https://other.org",
  ],
  ["bücher.example", "xn--bcher-kva.example"],
  ["BÜCHER.example", "xn--bcher-kva.example"],
  ["https://пример.испытание:8080/x", "https://xn--e1afmkfd.xn--80akhbyknj4f:8080", "/x"],
  ["例え。テスト", "xn--r8jz45g.xn--zckzah"],
  ["ｃｖａｔ.example", "cvat.example"],
  ["xn--bcher-kva.example", "xn--bcher-kva.example"],
  ["192.168.0.10", "192.168.0.10"],
  ["192.168.0.10:8080", "192.168.0.10:8080"],
  ["127.1", "127.0.0.1"],
  ["[::1]", "[::1]"],
  ["[::1]:8080", "[::1]:8080"],
  ["[2001:DB8:0:0::1]", "[2001:db8::1]"],
  ["https://[2001:db8::1]:8443/tasks", "https://[2001:db8::1]:8443", "/tasks"],
  ["[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
  ["::1", "[::1]"],
  ["::", "[::]"],
  ["2001:db8::1", "[2001:db8::1]"],
  ["2001:db8:1:2:3:4:5:6", "[2001:db8:1:2:3:4:5:6]"],
  ["2001:db8::a:b", "[2001:db8::a:b]"],
  ["http://::1/x", "http://[::1]", "/x"],
  ["1:2:3:4:5:6:7:8:8080", "[1:2:3:4:5:6:7:8]:8080"],
  ["::1:65535", "[::1]:65535"],
  ["::ffff:10.0.0.1", "[::ffff:a00:1]"],
];

const refused: readonly (readonly [typed: string, fault: AddressFault])[] = [
  ["", "empty"],
  ["  \t\n", "empty"],
  ["cvat example.org", "spaces"],
  ["cvat.example.org /x", "spaces"],
  ["https:// cvat.example.org", "spaces"],
  ["cvat.example.org/a b", "spaces"],
  ["cvat\texample.org", "spaces"],
  ["cvat.exam\nple.org", "spaces"],
  ["cvat\u0000.example.org", "spaces"],
  ["cvat\u2003example.org", "spaces"],
  ["ftp://cvat.example.org", "scheme"],
  ["ws://cvat.example.org", "scheme"],
  ["ssh://git@cvat.example.org", "scheme"],
  ["file:///etc/passwd", "scheme"],
  ["file:/etc/passwd", "scheme"],
  ["mailto:alice@example.org", "scheme"],
  ["javascript:alert(1)", "scheme"],
  ["data:text/html,x", "scheme"],
  ["AbCd1234.0123456789abcdefABCDEF0123456789", "token"],
  ["AbCd1234.0123456789abcdefABCDEF0123456789:8080", "token"],
  ["https://AbCd1234.0123456789abcdefABCDEF0123456789/", "token"],
  ["alice@cvat.example.org", "user-info"],
  ["alice:secret@cvat.example.org", "user-info"],
  ["https://alice:secret@cvat.example.org:8080/x", "user-info"],
  ["https://@cvat.example.org", "user-info"],
  ["cvat.example.org:0", "port"],
  ["cvat.example.org:65536", "port"],
  ["cvat.example.org:99999", "port"],
  ["cvat.example.org:99999999999999999999", "port"],
  ["cvat.example.org:", "port"],
  ["cvat.example.org:/tasks", "port"],
  ["cvat.example.org:-1", "port"],
  ["cvat.example.org:80a", "port"],
  ["cvat.example.org:８０", "port"],
  ["[::1]:", "port"],
  ["[::1]:99999", "port"],
  ["::1:99999", "port"],
  ["https://", "host"],
  ["https:///", "host"],
  ["/tasks/1", "host"],
  ["?", "host"],
  [":8080", "host"],
  ["8080", "host"],
  [".", "host"],
  ["a..b", "host"],
  [".example.org", "host"],
  ["cvat,example,org", "host"],
  ["cvat.example.org;x", "host"],
  ["<cvat.example.org>", "host"],
  ["cvat*.example.org", "host"],
  ["c%76at.example.org", "host"],
  ["256.256.256.256", "host"],
  ["1.2.3.4.5", "host"],
  ["xn--a", "host"],
  [`${"a".repeat(64)}.example.org`, "host"],
  [`${"a.".repeat(130)}org`, "host"],
  ["[::1", "host"],
  ["::1]", "host"],
  ["[::1]x", "host"],
  ["[]", "host"],
  ["[cvat.example.org]", "host"],
  ["[1.2.3.4]", "host"],
  ["[fe80::1%eth0]", "host"],
  ["[fe80::1%25eth0]:8080", "host"],
  ["fe80::1%eth0", "host"],
  // An address of its own, and an address with a port: nobody can know.
  ["::1:8080", "host"],
  ["2001:db8::1:8080", "host"],
  ["a:b:c", "host"],
  ["cvat:8080:9090", "host"],
];

const places: readonly (readonly [typed: string, origins: readonly string[]])[] = [
  [
    "cvat.example.org",
    [
      "https://cvat.example.org:8080",
      "https://cvat.example.org",
      "http://cvat.example.org",
      "http://cvat.example.org:8080",
    ],
  ],
  ["cvat.example.org:9000", ["https://cvat.example.org:9000", "http://cvat.example.org:9000"]],
  ["cvat.example.org:443", ["https://cvat.example.org", "http://cvat.example.org:443"]],
  ["cvat.example.org:80", ["https://cvat.example.org:80", "http://cvat.example.org"]],
  ["https://cvat.example.org", ["https://cvat.example.org"]],
  ["http://cvat.example.org", ["http://cvat.example.org"]],
  ["http://cvat.example.org:8080/x", ["http://cvat.example.org:8080"]],
  ["https://cvat.example.org:443", ["https://cvat.example.org"]],
  ["::1", ["https://[::1]:8080", "https://[::1]", "http://[::1]", "http://[::1]:8080"]],
];

function faultOf(typed: string): AddressFault {
  try {
    parseAddress(typed);
  } catch (error) {
    assert.ok(error instanceof InvalidAddressError, String(error));
    return error.fault;
  }
  assert.fail(`"${typed}" was taken`);
}

describe("an address", () => {
  for (const [typed, kept, cut = ""] of taken) {
    it(`${JSON.stringify(typed)} is read as ${kept}${cut === "" ? "" : `, without ${cut}`}`, () => {
      const address = parseAddress(typed);
      assert.deepEqual({ kept: address.kept, cut: address.cut }, { kept, cut });
    });
  }

  for (const [typed, fault] of refused) {
    it(`${JSON.stringify(typed).slice(0, 60)} is refused (${fault})`, () => {
      assert.equal(faultOf(typed), fault);
    });
  }

  for (const [typed, origins] of places) {
    it(`${typed} may be at ${origins.join(", ")}`, () => {
      assert.deepEqual(candidates(parseAddress(typed)), origins);
    });
  }

  it("is told in its parts", () => {
    assert.deepEqual(parseAddress(" HTTP://[::1]:8080/tasks "), {
      scheme: "http",
      host: "[::1]",
      port: 8080,
      kept: "http://[::1]:8080",
      cut: "/tasks",
      loopback: true,
    });
    const { scheme, port, loopback } = parseAddress("cvat.example.org");
    assert.deepEqual({ scheme, port, loopback }, { scheme: null, port: null, loopback: false });
  });

  it("is this machine's own only if no name service can make it another's", () => {
    const local = ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.255.0.3", "127.1", "[::1]", "::1"];
    const mapped = "[::ffff:127.0.0.1]";
    const foreign = ["localhost.example.org", "cvat.localhost", "128.0.0.1", "0.0.0.0", "10.0.0.1", "[::2]"];
    for (const typed of [...local, mapped]) assert.equal(parseAddress(typed).loopback, true, typed);
    for (const typed of foreign) assert.equal(parseAddress(typed).loopback, false, typed);
  });

  it("is refused without being repeated, because it may hold a password", () => {
    assert.throws(
      () => parseAddress("https://alice:secret@cvat.example.org"),
      (error: Error) => !`${error.message}${error.stack ?? ""}${JSON.stringify(error)}`.includes("secret"),
    );
  });

  it("is read or refused whatever is typed, and what is kept of it is read as the same", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "http",
        "https",
        "://",
        ":",
        "/",
        "//",
        "@",
        "[",
        "]",
        "::",
        "%",
        "?",
        "#",
        ".",
        "\\",
        " ",
      ),
      fc.domain(),
      fc.ipV4(),
      fc.ipV6(),
      fc.integer({ min: -1, max: 70_000 }).map(String),
      fc.string({ unit: "grapheme" }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
    );
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 6 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        let address;
        try {
          address = parseAddress(text);
        } catch (error) {
          return error instanceof InvalidAddressError;
        }
        assert.deepEqual(parseAddress(address.kept), { ...address, cut: "" });
        for (const origin of candidates(address)) {
          const url = new URL(origin);
          assert.equal(url.hostname, address.host);
          assert.equal(url.origin, origin);
        }
        return true;
      }),
      { numRuns: 3_000 },
    );
  });
});
