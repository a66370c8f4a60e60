import { setCreation } from "../nouns/creation-requests.ts";
import type { CreationState } from "../nouns/creation-requests.ts";
import { deriveTaskStatus } from "../nouns/jobs.ts";
import { stages, states } from "./model.ts";
import type { TaskRow } from "./model.ts";
import type { World } from "./world.ts";

const owner = "alice";
const subsets = ["train", "validation", "test", ""];
const subjects = ["Harbour", "Crossing", "Orchard", "Warehouse", "Meadow", "Quarry", "Station", "Greenhouse"];
const picture = { width: 480, height: 480, name: "sky_00.jpg", related_files: 0, has_related_context: false };

/** Of fifty tasks these have no data, or are on the way to it. */
const unfinished: Readonly<Record<number, CreationState | null>> = {
  7: null,
  17: { status: "queued" },
  27: { status: "started", message: "Media files are being extracted...", progress: 0.4 },
  37: { status: "failed", message: "ValueError: No media data found\n" },
};

/** Adds many tasks, for tests and pictures of long lists. The same number gives the same tasks each time. */
export function addGeneratedTasks(world: World, count: number): void {
  const owner_id = world.users.find((user) => user.username === owner)?.id ?? null;
  for (let index = 1; index <= count; index++) {
    const task = addTask(world, index, owner_id);
    const state = unfinished[index % 50];
    if (state) setCreation(world, task.id, state);
    else if (state === undefined) addMedia(world, task, index);
  }
}

function addTask(world: World, index: number, owner_id: number | null): TaskRow {
  const created_date = world.clock.now();
  return world.tasks.insert((id) => ({
    id,
    name: `${subjects[index % subjects.length] ?? ""} ${String(index).padStart(4, "0")}`,
    owner_id,
    assignee_id: index % 4 === 0 ? owner_id : null,
    assignee_updated_date: index % 4 === 0 ? created_date : null,
    bug_tracker: "",
    created_date,
    updated_date: world.clock.now(),
    status: "annotation",
    guide_id: null,
    organization_id: null,
    target_storage: null,
    source_storage: null,
    project_id: null,
    data_id: null,
    overlap: 0,
    segment_size: 5,
    subset: subsets[index % subsets.length] ?? "",
    validation_mode: null,
    consensus_replicas: 0,
  }));
}

function addMedia(world: World, task: TaskRow, index: number): void {
  const size = 1 + (index % 15);
  const data = world.data.insert((id) => ({
    id,
    media: {
      size,
      chunk_size: 72,
      original_chunk_type: "imageset",
      compressed_chunk_type: "imageset",
      image_quality: 70,
      dimension: "2d",
      mode: "annotation",
      media_type: "image",
      start_frame: 0,
      stop_frame: size - 1,
      frame_filter: "",
      frames: Array.from({ length: size }, () => picture),
      deleted_frames: [],
      chunks_updated_date: task.created_date,
      files: Array.from({ length: size }, () => `sample/sky-survey/${picture.name}`),
    },
  }));
  world.tasks.update(task.id, { data_id: data.id });
  for (let start = 0; start < size; start += 5) {
    const stop = Math.min(start + 5, size) - 1;
    world.jobs.insert((id) => ({
      id,
      task_id: task.id,
      type: "annotation",
      assignee_id: id % 3 === 0 ? task.owner_id : null,
      assignee_updated_date: null,
      stage: stages[index % stages.length] ?? "annotation",
      state: states[(index + start) % states.length] ?? "new",
      start_frame: start,
      stop_frame: stop,
      frame_count: stop - start + 1,
      created_date: world.clock.now(),
      updated_date: world.clock.now(),
      parent_job_id: null,
    }));
  }
  deriveTaskStatus(world, task.id);
}
