import { STATUS_CODES } from "node:http";

/** What a handler answers; {@link send} adds the headers that every answer has. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `Set-Cookie` lines. */
  readonly cookies: readonly string[];
  readonly body: Body;
}

type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly kind: "empty" };

type Headers = Readonly<Record<string, string>>;

export const vendorType = "application/vnd.cvat+json";
const htmlType = "text/html; charset=utf-8";

export function json(status: number, value: unknown, headers: Headers = {}): Reply {
  return { status, headers, cookies: [], body: { kind: "json", value } };
}

export function ok(value: unknown): Reply {
  return json(200, value);
}

/** 201 with the `Location` that objects with an address have. */
export function created(value: unknown, location?: string): Reply {
  return json(201, value, location === undefined ? {} : { Location: location });
}

export function bytes(content: Uint8Array, contentType: string, headers: Headers = {}): Reply {
  return { status: 200, headers, cookies: [], body: { kind: "bytes", bytes: content, contentType } };
}

export function empty(status: number, headers: Headers = {}): Reply {
  return { status, headers, cookies: [], body: { kind: "empty" } };
}

/** A raw text, which this server labels as HTML. */
export function text(status: number, content: string): Reply {
  return { ...bytes(Buffer.from(content), htmlType), status };
}

/** The small page of an unknown path or of a crash. */
export function page(status: number, title: string): Reply {
  const html = `<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n  <h1>${title}</h1><p></p>\n</body>\n</html>\n`;
  return text(status, html);
}

export function statusPage(status: number): Reply {
  return page(status, STATUS_CODES[status] ?? "Error");
}
