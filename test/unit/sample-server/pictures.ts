import type { SampleServer } from "../../sample-server/index.ts";
import { ask, isRecord, numberIn } from "./talk.ts";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The beginning of a PNG, as far as its size; `mark` tells one from another. */
export function picture(mark: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...signature, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 64, 0, 0, 0, 48, mark]);
}

/** A form with pictures of these names, and other fields. */
export function pictureForm(names: readonly string[], others: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [index, name] of names.entries()) {
    form.set(`client_files[${index}]`, new Blob([picture(index)]), name);
  }
  for (const [name, value] of Object.entries(others)) form.set(name, value);
  return form;
}

/** Makes a task of alice's with pictures and gives its id. */
export async function taskWithPictures(
  server: SampleServer,
  names: readonly string[],
  task: Readonly<Record<string, unknown>> = {},
  upload: Readonly<Record<string, string>> = {},
): Promise<number> {
  const as = "alice";
  const made = await ask(server, "/api/tasks", { as, method: "POST", json: { name: "pictures", ...task } });
  const id = numberIn(made, "id");
  const form = pictureForm(names, { image_quality: "70", ...upload });
  await ask(server, `/api/tasks/${id}/data`, { as, method: "POST", form });
  return id;
}

/** The names of a task's frames in their order. */
export async function frameNames(server: SampleServer, task: number): Promise<unknown[]> {
  const { body } = await ask(server, `/api/tasks/${task}/data/meta`, { as: "alice" });
  const frames = isRecord(body) ? body["frames"] : undefined;
  if (!Array.isArray(frames)) throw new Error(`No frames: ${JSON.stringify(body)}`);
  return frames.map((frame: unknown) => (isRecord(frame) ? frame["name"] : undefined));
}
