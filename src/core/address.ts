import { isIPv6 } from "node:net";
import { InvalidAddressError } from "./errors.ts";

/** Where a server is, as a person wrote it. */
export interface Address {
  /** `null` if none was written: it has to be found out. */
  readonly scheme: "http" | "https" | null;
  /** In ASCII and lower case; an IPv6 address in brackets. */
  readonly host: string;
  /** `null` if none was written. */
  readonly port: number | null;
  /** What is used of the text: `cvat.example.org:8080`, `https://cvat.example.org`. */
  readonly kept: string;
  /** What is not: path, query and fragment; empty if there was none. It can hold a secret. */
  readonly cut: string;
  /** Whether the host is this machine. */
  readonly loopback: boolean;
}

/**
 * Reads a server's address: a host, if need be with a scheme before it and a port behind it. A path, query or fragment
 * behind that is cut off.
 *
 * @example parseAddress("cvat.example.org:8080/tasks/12").kept // "cvat.example.org:8080"
 * @throws {InvalidAddressError}
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed === "") throw new InvalidAddressError("empty");
  if (/[\s\p{Cc}]/u.test(trimmed)) throw new InvalidAddressError("spaces");
  const { scheme, rest } = splitScheme(trimmed);
  const authority = rest.slice(0, rest.search(/[/\\?#]|$/));
  const cut = rest.slice(authority.length);
  if (authority.includes("@")) throw new InvalidAddressError("user-info");
  const { name, port } = splitPort(authority);
  // It passes for a name, and would be asked for in public.
  if (looksLikeToken(name)) throw new InvalidAddressError("token");
  const host = asciiHost(name);
  const kept = `${scheme === null ? "" : `${scheme}://`}${host}${port === null ? "" : `:${port}`}`;
  return { scheme, host, port, kept, cut: /^[/\\]$/.test(cut) ? "" : cut, loopback: isLoopback(host) };
}

/** The origins where the server of an address may be, those preferred first. */
export function candidates({ scheme, host, port }: Address): readonly string[] {
  const origin = (scheme: "http" | "https", port: number | null): string =>
    new URL(`${scheme}://${host}${port === null ? "" : `:${port}`}`).origin;
  if (scheme !== null) return [origin(scheme, port)];
  if (port !== null) return [origin("https", port), origin("http", port)];
  return [origin("https", 8080), origin("https", null), origin("http", null), origin("http", 8080)];
}

function splitScheme(text: string): { scheme: Address["scheme"]; rest: string } {
  // A slash or a colon too few is a slip of the finger; but "https:8443" has the look of a host and its port.
  const web = /^(https?)(?::(?!\d+(?:[/\\?#]|$))[/\\]*|[/\\]{2,})/i.exec(text);
  if (web) {
    const rest = text.slice(web[0].length);
    return { scheme: web[1]?.toLowerCase() === "https" ? "https" : "http", rest };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^(?:mailto|file|data|javascript):(?!\d)/i.test(text)) {
    throw new InvalidAddressError("scheme");
  }
  return { scheme: null, rest: text.replace(/^\/\//, "") };
}

/** An IPv6 address without brackets is taken where it can be read in one way only. */
function splitPort(authority: string): { name: string; port: number | null } {
  if (authority.startsWith("[")) {
    const end = authority.indexOf("]") + 1;
    const rest = authority.slice(end);
    if (rest !== "" && !rest.startsWith(":")) throw new InvalidAddressError("host");
    return { name: authority.slice(0, end), port: rest === "" ? null : portOf(rest.slice(1)) };
  }
  const colon = authority.lastIndexOf(":");
  if (colon === -1) return { name: authority, port: null };
  const before = authority.slice(0, colon);
  const after = authority.slice(colon + 1);
  if (!before.includes(":")) return { name: before, port: portOf(after) };
  const asPort = isIPv6(before) && /^[1-9]\d*$/.test(after);
  if (isIPv6(authority) && !(asPort && Number(after) <= 65_535))
    return { name: `[${authority}]`, port: null };
  if (!isIPv6(authority) && asPort) return { name: `[${before}]`, port: portOf(after) };
  throw new InvalidAddressError("host");
}

function portOf(digits: string): number {
  const port = /^\d{1,10}$/.test(digits) ? Number(digits) : 0;
  if (port < 1 || port > 65_535) throw new InvalidAddressError("port");
  return port;
}

function asciiHost(name: string): string {
  // A zone id, or a percent code that browsers would resolve.
  if (name.includes("%") || !URL.canParse(`http://${name}`)) throw new InvalidAddressError("host");
  const host = new URL(`http://${name}`).hostname.replace(/\.$/, "");
  const isName = host.length <= 253 && /^(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/.test(host);
  // A number alone is an IPv4 address to browsers, and a forgotten name to people.
  if (/^\d+$/.test(name) || !(isName || host.startsWith("["))) throw new InvalidAddressError("host");
  return host;
}

/** As CVAT makes access tokens; the last part of no name is so long. */
function looksLikeToken(name: string): boolean {
  return /^[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}$/.test(name);
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/.test(host);
}
