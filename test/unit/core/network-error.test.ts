import assert from "node:assert/strict";
import { NetworkError, TimeoutError } from "../../../src/core/index.ts";
import type { NetworkFault } from "../../../src/core/index.ts";
import { networkError } from "../../../src/core/http/network-error.ts";
import { coded, failed } from "./scripted-fetch.ts";

const origin = "https://cvat.example.org";

const faults: Readonly<Record<NetworkFault, readonly string[]>> = {
  "name-look-up": ["ENOTFOUND", "EAI_AGAIN", "ENODATA", "ERR_NAME_NOT_RESOLVED", "ERR_DNS_TIMED_OUT"],
  refused: ["ECONNREFUSED", "ERR_CONNECTION_REFUSED"],
  unreachable: [
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ETIMEDOUT",
    "EADDRNOTAVAIL",
    "UND_ERR_CONNECT_TIMEOUT",
    "ERR_ADDRESS_UNREACHABLE",
    "ERR_CONNECTION_TIMED_OUT",
    "ERR_INTERNET_DISCONNECTED",
    "ERR_UNSAFE_PORT",
    "E_SOMETHING_NEW",
  ],
  tls: [
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "CERT_HAS_EXPIRED",
    "CERT_NOT_YET_VALID",
    "CERT_REVOKED",
    "HOSTNAME_MISMATCH",
    "INVALID_CA",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
    "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
    "ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
    "ERR_CERT_AUTHORITY_INVALID",
    "ERR_CERT_COMMON_NAME_INVALID",
    "ERR_CERT_DATE_INVALID",
    "ERR_BAD_SSL_CLIENT_AUTH_CERT",
  ],
  "not-tls": [
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "ERR_SSL_PACKET_LENGTH_TOO_LONG",
    "ERR_SSL_PROTOCOL_ERROR",
    "EPROTO",
  ],
  proxy: [
    "ERR_PROXY_CONNECTION_FAILED",
    "ERR_TUNNEL_CONNECTION_FAILED",
    "UND_ERR_PRX_TLS",
    "ERR_SOCKS_CONNECTION_FAILED",
  ],
  cut: [
    "ECONNRESET",
    "EPIPE",
    "UND_ERR_SOCKET",
    "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
    "HPE_INVALID_CONSTANT",
    "Z_DATA_ERROR",
    "ERR_CONNECTION_RESET",
    "ERR_CONNECTION_CLOSED",
    "ERR_EMPTY_RESPONSE",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "ERR_CONTENT_LENGTH_MISMATCH",
    "ERR_HTTP2_PROTOCOL_ERROR",
    "ERR_NETWORK_CHANGED",
  ],
};

function faultOf(error: unknown): readonly [NetworkFault, string] {
  const told = networkError(error, origin, 5);
  assert.ok(told instanceof NetworkError, told.name);
  assert.equal(told.origin, origin);
  assert.equal(told.cause, undefined);
  return [told.fault, told.detail];
}

describe("a connection that fails", () => {
  for (const [fault, codes] of Object.entries(faults)) {
    for (const code of codes) {
      it(`is "${fault}" at ${code}, as Node says it and as Chromium does`, () => {
        assert.deepEqual(faultOf(failed(code)), [fault, code]);
        assert.deepEqual(faultOf(coded(code)), [fault, code]);
        if (code.startsWith("ERR_")) {
          assert.deepEqual(faultOf(new TypeError(`Failed to fetch: net::${code}`)), [fault, code]);
          assert.deepEqual(faultOf(new TypeError("fetch failed", { cause: new Error(`net::${code}`) })), [
            fault,
            code,
          ]);
        }
      });
    }
  }

  it("is what says most of all addresses of the host that were tried", () => {
    const tried = new AggregateError([coded("ENETUNREACH"), coded("ECONNREFUSED")], "");
    assert.deepEqual(faultOf(new TypeError("fetch failed", { cause: tried })), ["refused", "ECONNREFUSED"]);
    const distrusted = new AggregateError([coded("ECONNREFUSED"), coded("CERT_HAS_EXPIRED")], "");
    assert.deepEqual(faultOf(distrusted), ["tls", "CERT_HAS_EXPIRED"]);
  });

  it("is a proxy that does not let it through", () => {
    const error = new TypeError("fetch failed", {
      cause: new Error("Proxy response (403) !== 200 when HTTP Tunneling"),
    });
    assert.deepEqual(faultOf(error), ["proxy", "PROXY_403"]);
  });

  it("is a port that fetch does not go to", () => {
    assert.deepEqual(faultOf(new TypeError("fetch failed", { cause: new Error("bad port") })), [
      "unreachable",
      "BAD_PORT",
    ]);
  });

  it("is a cut where nothing more is known", () => {
    assert.deepEqual(faultOf(new TypeError("terminated")), ["cut", ""]);
  });

  it("is known to have let nothing of the request out where there was no connection yet", () => {
    const isUnsent = (error: unknown): unknown => {
      const told = networkError(error, origin, 5);
      return told instanceof NetworkError && told.unsent;
    };
    const before = [
      ...faults["name-look-up"],
      ...faults.refused,
      ...faults.proxy,
      "UND_ERR_CONNECT_TIMEOUT",
      "ERR_INTERNET_DISCONNECTED",
      "CERT_HAS_EXPIRED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      "ERR_SSL_WRONG_VERSION_NUMBER",
    ];
    for (const code of before) assert.equal(isUnsent(failed(code)), true, code);
    const perhapsAfter = [...faults.cut, "EHOSTUNREACH", "ETIMEDOUT", "EPROTO", "E_SOMETHING_NEW"];
    for (const code of [...perhapsAfter, "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"]) {
      assert.equal(isUnsent(failed(code)), false, code);
    }
    const connecting = Object.assign(coded("EHOSTUNREACH"), { syscall: "connect" });
    assert.equal(isUnsent(new TypeError("fetch failed", { cause: connecting })), true);
    const reading = Object.assign(coded("EHOSTUNREACH"), { syscall: "read" });
    assert.equal(isUnsent(new TypeError("fetch failed", { cause: reading })), false);
    assert.equal(isUnsent(new TypeError("terminated")), false);
  });

  it("is a silence where another's patience ended before ours", () => {
    for (const code of ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]) {
      const told = networkError(failed(code), origin, 300_000);
      assert.ok(told instanceof TimeoutError);
      assert.deepEqual([told.origin, told.waited], [origin, 300_000]);
    }
  });

  it("is told without what may stand in its texts", () => {
    const odd: readonly unknown[] = [
      "a text",
      undefined,
      new Error("Bearer abcd"),
      coded("secret token"),
      Object.assign(new Error("x"), { code: 7 }),
    ];
    for (const error of odd) assert.deepEqual(faultOf(error), ["unreachable", ""]);
  });

  it("is looked into only so far", () => {
    const round = new Error("round");
    round.cause = round;
    assert.deepEqual(faultOf(round), ["unreachable", ""]);
    const wide = new AggregateError(
      Array.from({ length: 10_000 }, () => new Error("x")),
      "",
    );
    assert.deepEqual(faultOf(wide), ["unreachable", ""]);
  });
});
