import type { Call } from "../http/call.ts";
import { bareString, plainText } from "../http/errors.ts";
import { header } from "../http/incoming.ts";
import { bytes, empty } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import type { TaskRow } from "../world/model.ts";

/** The picture of a task's frame as it was uploaded, or the 404 of the noun that has none. */
export async function answerPreview(
  call: Call,
  noun: "Project" | "Task" | "Job",
  task: TaskRow | undefined,
  frame: number,
): Promise<Reply> {
  const media = call.world.data.get(task?.data_id ?? null)?.media;
  if (noun === "Project" && task && !media) throw bareString(404, "Task has no media");
  const stored = media?.files[frame];
  const picture = stored === undefined ? undefined : await call.pictures.read(stored);
  if (picture) return bytes(picture, stored?.endsWith(".png") ? "image/png" : "image/jpeg");
  if (media && /(^|,)\s*handling=empty\s*(,|$)/.test(header(call.incoming, "prefer") ?? "")) {
    return empty(204, { "Preference-Applied": "handling=empty" });
  }
  throw plainText(404, `${noun} image preview not found`);
}
