import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isRecord } from "../world/world.ts";
import { crash, detail } from "./errors.ts";
import { describeJsonFault } from "./python-json.ts";
import { Query } from "./query.ts";

/** A request as it begins. */
export interface IncomingHead {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly headers: IncomingHttpHeaders;
  /** The server's address as the client named it, for example `http://localhost:8080`. */
  readonly base: string;
}

/** A request with its whole body. */
export interface Incoming extends IncomingHead {
  readonly body: Buffer;
}

export async function receive(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
  return { ...headOf(message), body: Buffer.concat(chunks) };
}

export function headOf(message: IncomingMessage): IncomingHead {
  const target = message.url ?? "/";
  const mark = target.indexOf("?");
  const scheme = message.headers["x-forwarded-proto"] === "https" ? "https" : "http";
  return {
    method: message.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: new Query(mark < 0 ? "" : target.slice(mark + 1)),
    headers: message.headers,
    base: `${scheme}://${message.headers.host ?? "localhost"}`,
  };
}

export function header(incoming: IncomingHead, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

export function cookies(incoming: IncomingHead): ReadonlyMap<string, string> {
  const pairs = (incoming.headers.cookie ?? "").split(";").map((pair): [string, string] => {
    const equals = pair.indexOf("=");
    return equals < 0 ? ["", pair.trim()] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  });
  return new Map(pairs);
}

/** The JSON object in the body; an empty body is an empty object. */
export function jsonObject(incoming: Incoming): Readonly<Record<string, unknown>> {
  if (incoming.body.length === 0) return {};
  const type = header(incoming, "content-type") ?? "";
  if (type.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    throw detail(415, `Unsupported media type "${type}" in request.`);
  }
  const value = parseJson(incoming.body.toString("utf8"));
  if (!isRecord(value)) throw crash();
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw detail(400, `JSON parse error - ${describeJsonFault(text)}`);
  }
}
