import { randomUUID } from "node:crypto";
import type { Call } from "../http/call.ts";
import { crash } from "../http/errors.ts";
import type { UploadedFile } from "../http/multipart.ts";
import { imageSize } from "../media/image-size.ts";
import { unzip } from "../media/unzip.ts";
import type { ClientFile, DataRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

/** The record of a task's data, which the first request about them makes. */
export function dataOf(world: World, task: TaskRow): DataRow {
  const known = world.data.get(world.tasks.get(task.id)?.data_id ?? null);
  if (known) return known;
  const data = world.data.insert((id) => ({ id, media: null }));
  world.tasks.update(task.id, { data_id: data.id });
  return data;
}

/** Keeps all files of a request, or none: the real server stumbles over a name that is already there. */
export function addFiles(call: Call, data: DataRow, files: readonly UploadedFile[]): void {
  const names = new Set((data.client_files ?? []).map((each) => each.name));
  for (const { name } of files) {
    if (names.has(name)) throw crash();
    names.add(name);
  }
  for (const { name, content } of files) {
    const stored = call.pictures.store(data.id, randomUUID(), name, content);
    addFile(call, data.id, name, stored, content);
  }
}

/** Makes a stored file one of the task's; of an archive what is in it as well. */
export function addFile(
  { world, pictures }: Call,
  dataId: number,
  name: string,
  stored: string,
  content: Buffer,
): void {
  const entries = /\.zip$/i.test(name) ? unzip(content) : undefined;
  const unpacked = entries?.map((entry): ClientFile => {
    const own = pictures.store(dataId, randomUUID(), entry.name, entry.content);
    return { name: entry.name, stored: own, size: imageSize(entry.content) ?? null };
  });
  const file = { name, stored, size: imageSize(content) ?? null, ...(unpacked ? { entries: unpacked } : {}) };
  world.data.update(dataId, { client_files: [...(world.data.get(dataId)?.client_files ?? []), file] });
}
