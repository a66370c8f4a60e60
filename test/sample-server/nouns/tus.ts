import { randomUUID } from "node:crypto";
import type { Call } from "../http/call.ts";
import { ApiError, crash, detail, unknownPath } from "../http/errors.ts";
import { header } from "../http/incoming.ts";
import { bytes, empty, json } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import type { DataRow, TusUploadRow } from "../world/model.ts";
import { addFile } from "./client-files.ts";

/** Files in pieces, by the core of the TUS protocol and its creation. */

const largest = 26_843_545_600;

const always = {
  "Tus-Resumable": "1.0.0",
  "Tus-Version": "1.0.0",
  "Tus-Extension": "",
  "Tus-Max-Size": String(largest),
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "PATCH,HEAD,GET,POST,OPTIONS",
  "Access-Control-Expose-Headers": "Tus-Resumable,upload-length,upload-metadata,Location,Upload-Offset",
  "Access-Control-Allow-Headers":
    "Tus-Resumable,upload-length,upload-metadata,Location,Upload-Offset,content-type",
  "Cache-Control": "no-store",
} as const;

function tus(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return empty(status, { ...always, ...headers });
}

function tusRefusal(status: number, message: string): ApiError {
  return new ApiError(json(status, message, always));
}

/** What the server can, for `OPTIONS`. */
export function describeTus(): Reply {
  return tus(204);
}

/** Makes the place of a file; its length and name come in headers. */
export function createTusUpload(call: Call, data: DataRow): Reply {
  const { world, incoming, access } = call;
  const name = fileName(header(incoming, "upload-metadata") ?? "");
  if (name === undefined) throw tusRefusal(400, "Metadata is expected to contain 'filename' key");
  if (leadsOut(name)) {
    const reply = bytes(Buffer.from(`"File name ${name} is not allowed"`), "text/plain");
    throw new ApiError({ ...reply, status: 400 });
  }
  if (name === "" || data.client_files?.some((file) => file.name === name)) {
    throw tusRefusal(409, "File with same name already exists");
  }
  const length = wholeNumber(header(incoming, "upload-length"));
  if (length > largest) throw tusRefusal(413, `File size exceeds max limit of ${largest} bytes`);
  // The real server stumbles over empty files.
  if (length < 1) throw crash();
  const key = `${access.user.id}_${randomUUID()}`;
  const stored = call.pictures.store(data.id, key, name, Buffer.alloc(0));
  world.tusUploads.insert((id) => ({
    id,
    key,
    data_id: data.id,
    user_id: access.user.id,
    name,
    stored,
    length,
    offset: 0,
  }));
  const location = `${incoming.base}${incoming.path.replace(/\/$/, "")}/${key}`;
  return tus(201, { Location: location, "Upload-Filename": name });
}

/** `undefined`: the metadata have none. */
function fileName(metadata: string): string | undefined {
  const pairs = metadata.split(",").map((pair) => pair.trim().split(" "));
  const found = pairs.find(([key]) => key === "filename");
  return found && Buffer.from(found[1] ?? "", "base64").toString("utf8");
}

function leadsOut(name: string): boolean {
  if (name.startsWith("/")) return true;
  let depth = 0;
  for (const segment of name.split("/")) {
    if (segment === "..") depth--;
    else if (segment !== "." && segment !== "") depth++;
    if (depth < 0) return true;
  }
  return false;
}

function wholeNumber(text: string | undefined, missing = "0"): number {
  const given = (text ?? missing).trim();
  if (!/^[-+]?\d+$/.test(given)) throw crash();
  return Number(given);
}

/** The upload that the path names, which only its own sender may touch. */
function find(call: Call): TusUploadRow {
  const { world, access, params } = call;
  const key = params["file"] ?? "";
  const owner = /^(\d+)_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(key)?.[1];
  if (owner === undefined) throw unknownPath();
  if (Number(owner) !== access.user.id) throw new ApiError(tus(403));
  const upload = world.tusUploads.find((each) => each.key === key);
  if (!upload) throw new ApiError(tus(404));
  return upload;
}

/** How much of the file has come. */
export function probeTusUpload(call: Call): Reply {
  const { offset, length } = find(call);
  return tus(200, { "Upload-Offset": String(offset), "Upload-Length": String(length) });
}

/** Takes the next piece of a file; the last one makes it one of the task's files. */
export async function appendTusChunk(call: Call): Promise<Reply> {
  const { world, incoming, pictures } = call;
  const type = header(incoming, "content-type") ?? "";
  if (type.split(";")[0]?.trim().toLowerCase() !== "application/offset+octet-stream") {
    throw detail(415, `Unsupported media type "${type}" in request.`);
  }
  const upload = find(call);
  if (wholeNumber(header(incoming, "upload-offset")) !== upload.offset) return tus(409);
  const offset = upload.offset + incoming.body.length;
  if (offset > upload.length) return tus(413);
  pictures.append(upload.stored, incoming.body);
  if (offset < upload.length) world.tusUploads.update(upload.id, { offset });
  else {
    world.tusUploads.remove(upload.id);
    await finish(call, upload);
  }
  return tus(204, { "Upload-Offset": String(offset) });
}

/** Of a name that has come before in another upload the first file counts. */
async function finish(call: Call, { data_id, name, stored }: TusUploadRow): Promise<void> {
  // A folder in the name is made on no disk of the real server, which then cannot put the file there.
  if (name.includes("/")) throw crash();
  const content = await call.pictures.read(stored);
  const files = call.world.data.get(data_id)?.client_files ?? [];
  if (!content || files.some((file) => file.name === name)) return;
  addFile(call, data_id, name, stored, content);
}
