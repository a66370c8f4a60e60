import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Dispatched } from "./dispatch.ts";
import { header } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";
import { vendorType } from "./reply.ts";
import type { Reply } from "./reply.ts";

const compress = promisify(gzip);
const worthCompressing = 200;

/** An answer as it goes over the wire. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Renders an answer and gives it the headers that all answers have. */
export async function render(incoming: Incoming, { reply, renderer, allow }: Dispatched): Promise<Wire> {
  const rendered = renderBody(reply, renderer === "html");
  const compressed = /\bgzip\b/.test(header(incoming, "accept-encoding") ?? "");
  const zip = compressed && rendered.body.length >= worthCompressing && reply.status !== 206;
  const body = zip ? await compress(rendered.body) : rendered.body;
  const headers: Record<string, string | readonly string[]> = {
    "Content-Length": String(body.length),
    Vary: vary(compressed, incoming.path),
    ...(allow === undefined ? {} : { Allow: allow }),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Request-Id": randomUUID(),
    ...(rendered.contentType === undefined ? {} : { "Content-Type": rendered.contentType }),
    ...(zip ? { "Content-Encoding": "gzip" } : {}),
    ...reply.headers,
  };
  if (reply.cookies.length > 0) headers["Set-Cookie"] = reply.cookies;
  return { status: reply.status, headers, body };
}

export function send(response: ServerResponse, wire: Wire, withoutBody: boolean): void {
  for (const [name, value] of Object.entries(wire.headers)) {
    response.setHeader(name, typeof value === "string" ? value : [...value]);
  }
  response.writeHead(wire.status);
  response.end(withoutBody ? undefined : wire.body);
}

function vary(compressed: boolean, path: string): string {
  const names = ["Accept", "Origin", "Cookie"];
  if (compressed) names.push("Accept-Encoding");
  if (path.endsWith("/preview")) names.push("Prefer");
  return names.join(", ");
}

function renderBody(reply: Reply, asPage: boolean): { body: Buffer; contentType: string | undefined } {
  const { body } = reply;
  if (body.kind === "empty") return { body: Buffer.alloc(0), contentType: undefined };
  if (body.kind === "bytes") return { body: Buffer.from(body.bytes), contentType: body.contentType };
  if (asPage) {
    return { body: Buffer.from(browsable(body.value)), contentType: "text/html; charset=utf-8" };
  }
  return { body: Buffer.from(JSON.stringify(body.value)), contentType: vendorType };
}

/** What a browser gets: the framework's page around the answer, here without its adornments. */
function browsable(value: unknown): string {
  const shown = JSON.stringify(value, null, 4).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>\n<html lang="en">\n<head><title>CVAT REST API</title></head>\n<body><pre>${shown}</pre></body>\n</html>\n`;
}
