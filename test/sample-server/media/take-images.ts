import type { UploadParameters } from "./upload-parameters.ts";
import type { ClientFile, Frame, Media, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { CreationFailure } from "./creation-failure.ts";
import { frameStep, inRange } from "./frame-range.ts";
import { chunkSize, segments, segmentsOf } from "./segments.ts";
import { sortFiles } from "./sort-files.ts";
import { addGroundTruth, randomFrames } from "./validation-frames.ts";

/**
 * Makes the media and jobs of a task from the pictures that were sent, with a ground truth job if one is wanted. Throws
 * {@link CreationFailure}.
 */
export function takeImages(world: World, task: TaskRow, parameters: UploadParameters): void {
  const media = takeFrames(world, task, parameters);
  const { validation_params: wanted } = parameters;
  if (!wanted) return;
  const made = world.tasks.get(task.id) ?? task;
  const invalid = (text: string) => CreationFailure.invalid(text);
  const frames =
    wanted.frame_selection_method === "manual"
      ? frameNumbers(media, wanted.frames ?? [])
      : randomFrames(world, made, media.size, wanted, invalid);
  addGroundTruth(world, made, media.size, frames);
}

function frameNumbers(media: Media, names: readonly string[]): readonly number[] {
  const all = media.frames.map((frame) => frame.name);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw CreationFailure.invalid(`Unknown validation frames requested: ${unknown.join(", ")}`);
  }
  return names.map((name) => all.indexOf(name)).toSorted((a, b) => a - b);
}

function takeFrames(world: World, task: TaskRow, parameters: UploadParameters): Media {
  const { job_file_mapping: mapping } = parameters;
  if (mapping) refuseBesideMapping(task, parameters);
  const dataId = task.data_id ?? 0;
  const media = readMedia(world, world.data.get(dataId)?.client_files ?? [], parameters);
  const { size, overlap, ranges } = mapping
    ? segmentsOf(mapping.map((names) => names.length))
    : segments(media.size, task.segment_size, task.overlap ?? 0);
  world.data.update(dataId, { media });
  world.tasks.update(task.id, { segment_size: size, overlap, updated_date: world.clock.now() });
  for (const [start, stop] of ranges) {
    const parent = addJob(world, task, start, stop, null);
    for (let replica = 0; replica < task.consensus_replicas; replica++) {
      addJob(world, task, start, stop, parent);
    }
  }
  return media;
}

function refuseBesideMapping(task: TaskRow, parameters: UploadParameters): void {
  const { sorting_method = "lexicographical" } = parameters;
  const beside: [string, boolean][] = [
    ["segment_size", task.segment_size !== 0],
    ["sorting_method", sorting_method !== "lexicographical"],
    ["start_frame", !!parameters.start_frame],
    ["stop_frame", !!parameters.stop_frame],
    ["frame_filter", !!parameters.frame_filter],
    ["filename_pattern", !!parameters.filename_pattern],
    ["server_files_exclude", !!parameters.server_files_exclude?.length],
  ];
  const [wrong] = beside.find(([, given]) => given) ?? [];
  if (wrong !== undefined) {
    throw CreationFailure.invalid(`job_file_mapping cannot be used with ${wrong}`);
  }
}

const oneArchiveOnly = "Only one archive or many images can be used simultaneously";

interface Picture extends ClientFile {
  readonly size: NonNullable<ClientFile["size"]>;
}

function isPicture(file: ClientFile): file is Picture {
  return file.size !== null;
}

function readMedia(world: World, files: readonly ClientFile[], parameters: UploadParameters): Media {
  const { image_quality, chunk_size, start_frame = 0, stop_frame = 0, frame_filter = "" } = parameters;
  const step = frameStep(frame_filter) ?? 1;
  const archive = files.find((file) => file.entries);
  if (archive && files.length > 1) throw new CreationFailure("ValueError", oneArchiveOnly);
  const sources = ordered((archive?.entries ?? files).filter(isPicture), parameters);
  if (sources.length === 0) throw new CreationFailure("ValueError", "No media data found");
  if (image_quality === undefined) {
    throw CreationFailure.invalid(
      "The 'image_quality' parameter is required for image- and video-based tasks",
    );
  }
  const taken = inRange(sources, { start: start_frame, stop: stop_frame, step });
  const [first] = taken;
  // What the real server checks without a word to say.
  if (!first) throw new CreationFailure("AssertionError", "");
  return {
    size: taken.length,
    chunk_size: chunk_size ?? chunkSize(first.size.width, first.size.height),
    original_chunk_type: "imageset",
    compressed_chunk_type: "imageset",
    image_quality,
    dimension: "2d",
    mode: "annotation",
    media_type: "image",
    start_frame,
    stop_frame: start_frame + (taken.length - 1) * step,
    frame_filter,
    frames: taken.map(frameOf),
    deleted_frames: [],
    chunks_updated_date: world.clock.now(),
    files: taken.map(({ stored }) => stored),
  };
}

function frameOf({ name, size }: Picture): Frame {
  return { ...size, name, related_files: 0, has_related_context: false };
}

function ordered(pictures: readonly Picture[], parameters: UploadParameters): Picture[] {
  const { job_file_mapping: mapping, upload_file_order: order } = parameters;
  const { sorting_method = "lexicographical" } = parameters;
  if (mapping) return named(pictures, mapping.flat());
  if (order && sorting_method === "predefined") return named(pictures, order);
  return sortFiles(pictures, sorting_method);
}

function named(pictures: readonly Picture[], names: readonly string[]): Picture[] {
  return names.map((name) => {
    const found = pictures.find((each) => each.name === name);
    if (!found) throw CreationFailure.invalid(`Can't find file '${name}' in the input files`);
    return found;
  });
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
