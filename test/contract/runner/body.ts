import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Json, Part, StepRequest } from "./scenario.ts";
import type { Variables } from "./variables.ts";

/** Where the files of requests are had from. */
export interface Files {
  /** The sample set's pictures. */
  readonly images: string;
  readonly fixtures: string;
  /** Bodies that were saved, by the name of their variable. */
  readonly saved: ReadonlyMap<string, Buffer>;
}

export interface Body {
  readonly content: Buffer | undefined;
  readonly type: string | undefined;
}

/** The body of a step's request. Throws when a file is missing. */
export function bodyOf(request: StepRequest, variables: Variables, files: Files): Body {
  if (request.json !== undefined) {
    const json = JSON.stringify(variables.fill(request.json));
    return { content: Buffer.from(json), type: "application/json" };
  }
  if (request.text !== undefined)
    return { content: Buffer.from(variables.text(request.text)), type: undefined };
  if (request.base64 !== undefined)
    return { content: Buffer.from(request.base64, "base64"), type: undefined };
  if (request.file !== undefined) {
    const whole = readNamed(variables.text(request.file), files);
    return { content: whole.subarray(...(request.slice ?? [])), type: undefined };
  }
  return request.multipart
    ? multipart(request.multipart, variables, files)
    : { content: undefined, type: undefined };
}

function readNamed(name: string, { images, fixtures, saved }: Files): Buffer {
  const [, kind, rest = ""] = /^(?:(saved|fixture):)?(.+)$/.exec(name) ?? [];
  if (kind === "saved") {
    const content = saved.get(rest);
    if (!content) throw new Error(`Nothing was saved as ${rest}`);
    return content;
  }
  const file = path.join(kind === "fixture" ? fixtures : images, rest);
  if (!existsSync(file)) throw new Error(`There is no file ${name}`);
  return readFileSync(file);
}

function multipart(parts: readonly Part[], variables: Variables, files: Files): Body {
  const boundary = randomBytes(16).toString("hex");
  const chunks = parts.flatMap((part) => {
    const [disposition, content] = partOf(part, variables, files);
    const type = part.type === undefined ? "" : `Content-Type: ${part.type}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n`;
    return [Buffer.from(head), content, Buffer.from("\r\n")];
  });
  const content = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
  return { content, type: `multipart/form-data; boundary=${boundary}` };
}

function partOf(part: Part, variables: Variables, files: Files): [string, Buffer] {
  const name = `name="${variables.text(part.name)}"`;
  if (part.file === undefined) {
    return [name, Buffer.from(plain(variables.fill(part.value ?? "")))];
  }
  const file = variables.text(part.file);
  const filename =
    part.filename === undefined
      ? path.posix.basename(file.replace(/^\w+:/, ""))
      : variables.text(part.filename);
  return [`${name}; filename="${filename}"`, readNamed(file, files)];
}

function plain(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
