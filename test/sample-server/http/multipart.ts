import { detail } from "./errors.ts";
import { header } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";

export interface UploadedFile {
  /** The form field, for example `client_files[0]`. */
  readonly field: string;
  /** Without folders, as the server stores it. */
  readonly name: string;
  readonly content: Buffer;
}

export interface Form {
  readonly values: Readonly<Record<string, string>>;
  /** In the order in which they were sent. */
  readonly files: readonly UploadedFile[];
}

const blank = Buffer.from("\r\n\r\n");

/** The fields and files of a multipart request; `undefined` if it is another kind of request. */
export function multipartForm(incoming: Incoming): Form | undefined {
  const type = header(incoming, "content-type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data")) return undefined;
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) {
    throw detail(400, "Multipart form parse error - Invalid boundary in multipart: None");
  }
  const values: Record<string, string> = {};
  const files: UploadedFile[] = [];
  for (const part of split(incoming.body, Buffer.from(`--${boundary}`))) {
    const end = part.indexOf(blank);
    if (end < 0) continue;
    const disposition = part.subarray(0, end).toString("utf8");
    const content = part.subarray(end + blank.length, part.length - 2);
    const field = parameter(disposition, "name") ?? "";
    const filename = parameter(disposition, "filename");
    if (filename === undefined) values[field] = content.toString("utf8");
    else files.push({ field, name: filename.replace(/^.*[/\\]/, ""), content });
  }
  return { values, files };
}

/** What lies between the boundaries, with the line break after the first and before the second. */
function* split(body: Buffer, boundary: Buffer): Generator<Buffer> {
  let start = body.indexOf(boundary);
  while (start >= 0) {
    const next = body.indexOf(boundary, start + boundary.length);
    if (next < 0) return;
    yield body.subarray(start + boundary.length, next);
    start = next;
  }
}

function parameter(disposition: string, name: string): string | undefined {
  return new RegExp(`[; ]${name}="([^"]*)"`, "i").exec(disposition)?.[1];
}
