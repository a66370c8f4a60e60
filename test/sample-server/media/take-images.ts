import type { UploadedFile } from "../http/multipart.ts";
import type { Frame, Media, TaskRow } from "../world/model.ts";
import type { Pictures } from "../world/pictures.ts";
import type { World } from "../world/world.ts";
import { imageSize } from "./image-size.ts";
import { chunkSize, segments } from "./segments.ts";

export const sortings = ["lexicographical", "natural", "predefined", "random"] as const;

export interface UploadParameters {
  readonly image_quality: number | undefined;
  readonly chunk_size: number | null | undefined;
  readonly sorting_method: (typeof sortings)[number] | undefined;
}

/** Why a task could not be made of its files: as the real server says it, in its own tongue. */
export class CreationFailure extends Error {}

/** Makes the media and jobs of a task from uploaded pictures. Throws {@link CreationFailure}. */
export function takeImages(
  world: World,
  pictures: Pictures,
  task: TaskRow,
  files: readonly UploadedFile[],
  parameters: UploadParameters,
): void {
  const media = readMedia(world, pictures, task, files, parameters);
  const { size, overlap, ranges } = segments(media.size, task.segment_size, task.overlap ?? 0);
  const dataId = task.data_id ?? 0;
  world.data.update(dataId, { media });
  const updated_date = world.clock.now();
  world.tasks.update(task.id, { segment_size: size, overlap, updated_date });
  for (const [start, stop] of ranges) {
    const parent = addJob(world, task, start, stop, null);
    for (let replica = 0; replica < task.consensus_replicas; replica++) {
      addJob(world, task, start, stop, parent);
    }
  }
}

function readMedia(
  world: World,
  pictures: Pictures,
  task: TaskRow,
  files: readonly UploadedFile[],
  parameters: UploadParameters,
): Media {
  const { image_quality, chunk_size, sorting_method = "lexicographical" } = parameters;
  const frames: Frame[] = [];
  const stored: string[] = [];
  for (const [index, { name, content }] of inOrder(files, sorting_method).entries()) {
    const size = imageSize(content);
    if (!size) continue;
    frames.push({ ...size, name, related_files: 0, has_related_context: false });
    stored.push(pictures.store(task.data_id ?? 0, index, name, content));
  }
  const [first] = frames;
  if (!first) throw new CreationFailure("ValueError: No media data found\n");
  if (image_quality === undefined) {
    throw new CreationFailure(
      "rest_framework.exceptions.ValidationError: [ErrorDetail(string=\"The 'image_quality' parameter is required for image- and video-based tasks\", code='invalid')]\n",
    );
  }
  return {
    size: frames.length,
    chunk_size: chunk_size ?? chunkSize(first.width, first.height),
    original_chunk_type: "imageset",
    compressed_chunk_type: "imageset",
    image_quality,
    dimension: "2d",
    mode: "annotation",
    media_type: "image",
    start_frame: 0,
    stop_frame: frames.length - 1,
    frame_filter: "",
    frames,
    deleted_frames: [],
    chunks_updated_date: world.clock.now(),
    files: stored,
  };
}

function inOrder(files: readonly UploadedFile[], sorting: (typeof sortings)[number]): UploadedFile[] {
  switch (sorting) {
    case "lexicographical":
      return files.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    case "natural":
      return files.toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    case "predefined":
      return [...files];
    case "random":
      return files.toReversed();
  }
}

function addJob(world: World, task: TaskRow, start: number, stop: number, parent: number | null): number {
  return world.jobs.insert((id) => ({
    id,
    task_id: task.id,
    type: parent === null ? "annotation" : "consensus_replica",
    assignee_id: null,
    assignee_updated_date: null,
    stage: "annotation",
    state: "new",
    start_frame: start,
    stop_frame: stop,
    frame_count: stop - start + 1,
    created_date: world.clock.now(),
    updated_date: world.clock.now(),
    parent_job_id: parent,
  })).id;
}
