import { NetworkError, TimeoutError } from "../errors.ts";
import type { NetworkFault } from "../errors.ts";

/** By the codes of Node, of undici, of OpenSSL and of Chromium (whose network stack VS Code may put behind `fetch`). */
const faults: readonly (readonly [NetworkFault, RegExp])[] = [
  [
    "not-tls",
    /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|PROTOCOL_ERROR|RECORD_LAYER_FAILURE))$/,
  ],
  // All that is left of TLS: a certificate, or two sides that do not agree. Plain http must not be the way out.
  [
    "tls",
    /^(ERR_SSL_|ERR_TLS_|ERR_CERT_|CERT_|CRL_|ERROR_IN_C|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_BAD_SSL_|ERR_ECH_)/,
  ],
  [
    "proxy",
    /^(ERR_PROXY_|ERR_TUNNEL_|ERR_SOCKS_|ERR_HTTPS_PROXY_|ERR_(NO_SUPPORTED_PROXIES|MANDATORY_PROXY_|UNEXPECTED_PROXY_)|UND_ERR_PRX_|PROXY_)/,
  ],
  ["refused", /^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/],
  [
    "cut",
    /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_(SOCKET|RES_CONTENT_LENGTH_MISMATCH|DESTROYED|CLOSED)|ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|CONTENT_|INCOMPLETE_|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|STREAM_|HTTP2_|QUIC_|INVALID_(HTTP|CHUNKED)_|RESPONSE_HEADERS_)|HPE_|Z_)/,
  ],
  [
    "unreachable",
    /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL|ETIMEDOUT|EACCES|EPERM|UND_ERR_CONNECT_TIMEOUT|ERR_(CONNECTION_(TIMED_OUT|FAILED)|TIMED_OUT|ADDRESS_|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED|UNSAFE_PORT|BLOCKED_)|BAD_PORT)/,
  ],
  ["name-look-up", /^(ENOTFOUND|ENODATA|EAI_|ERR_NAME_|ERR_DNS_|ERR_ICANN_)/],
];

/** These come before a connection is there, or while it is made. */
const unsentFaults: ReadonlySet<NetworkFault> = new Set(["name-look-up", "refused", "proxy"]);
const unsentCodes =
  /^(UND_ERR_CONNECT_TIMEOUT|EADDRNOTAVAIL|BAD_PORT|ERR_(INTERNET_DISCONNECTED|ADDRESS_|CONNECTION_(TIMED_OUT|FAILED)|UNSAFE_PORT|BLOCKED_)|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$)/;
/** Two sides can fall out in the middle as well; a certificate is looked at before. */
const lateTls = /^ERR_(SSL|BAD_SSL|ECH|TLS_(?!CERT_))/;

/** What is known of a failure: the codes and texts of the error, of its causes, and of those it is made of. */
interface Evidence {
  readonly codes: string[];
  readonly texts: string[];
  /** What the system was asked for when it failed. */
  readonly calls: string[];
}

const mostErrors = 30;

/**
 * Why `fetch`, or the reading of an answer, failed. The error itself is not kept: what is in it is not known.
 *
 * @param waited since the request was sent, in milliseconds
 */
export function networkError(error: unknown, origin: string, waited: number): NetworkError | TimeoutError {
  const { codes, texts, calls } = gather(error);
  if (codes.some((code) => /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code)))
    return new TimeoutError(origin, waited);
  for (const [fault, pattern] of faults) {
    const code = codes.find((each) => pattern.test(each));
    if (code === undefined) continue;
    const unsent = calls.includes("connect") || isUnsent(fault, code);
    return new NetworkError(fault, origin, code, { unsent });
  }
  if (texts.some((text) => text === "terminated")) return new NetworkError("cut", origin, "");
  return new NetworkError("unreachable", origin, codes[0] ?? "");
}

function isUnsent(fault: NetworkFault, code: string): boolean {
  return unsentFaults.has(fault) || unsentCodes.test(code) || (fault === "tls" && !lateTls.test(code));
}

function gather(error: unknown): Evidence {
  const evidence: Evidence = { codes: [], texts: [], calls: [] };
  const open: unknown[] = [error];
  for (let looked = 0; open.length > 0 && looked < mostErrors; looked += 1) {
    const one = open.shift();
    if (!(one instanceof Error)) continue;
    evidence.texts.push(one.message);
    evidence.codes.push(...codesOf(one));
    if ("syscall" in one && typeof one.syscall === "string") evidence.calls.push(one.syscall);
    open.push(one.cause);
    if (one instanceof AggregateError) open.push(...(one.errors as unknown[]).slice(0, mostErrors));
  }
  return evidence;
}

function codesOf(error: Error): string[] {
  const codes: string[] = [];
  if ("code" in error && typeof error.code === "string" && /^[A-Z][A-Z0-9_]{0,60}$/.test(error.code)) {
    codes.push(error.code);
  }
  for (const [name] of error.message.matchAll(/\bnet::ERR_[A-Z0-9_]{1,60}/g)) {
    codes.push(name.slice("net::".length));
  }
  // Of undici, when a proxy refuses to pass the connection on: "Proxy response (403) !== 200 when HTTP Tunneling".
  const refusal = /(?<=^Proxy response \()\d{3}(?=\))/.exec(error.message);
  if (refusal) codes.push(`PROXY_${refusal[0]}`);
  if (error.message === "bad port") codes.push("BAD_PORT");
  return codes;
}
