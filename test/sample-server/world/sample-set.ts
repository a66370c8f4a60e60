import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDate } from "./clock.ts";
import type { AttributeSpec, Frame, InputType, LabelType } from "./model.ts";
import type { World } from "./world.ts";

/** `sample.json`: what a real server answered for the sample set; ids there are the real server's. */
interface SampleFile {
  readonly objects: readonly (
    | { readonly project: SampleProject; readonly labels: readonly SampleLabel[] }
    | { readonly task: SampleTask; readonly jobs: readonly SampleJob[]; readonly meta: SampleMeta }
  )[];
}

interface SampleProject {
  readonly id: number;
  readonly name: string;
  readonly created_date: string;
  readonly updated_date: string;
}

interface SampleLabel {
  readonly name: string;
  readonly color: string;
  readonly type: LabelType;
  readonly attributes: readonly {
    readonly name: string;
    readonly mutable: boolean;
    readonly input_type: InputType;
    readonly default_value: string;
    readonly values: readonly string[];
  }[];
  readonly id: number;
  readonly sublabels?: readonly SampleLabel[];
  readonly svg?: string;
}

interface SampleTask extends SampleProject {
  readonly project_id: number;
  readonly segment_size: number;
  readonly overlap: number;
  readonly subset: string;
}

interface SampleJob {
  readonly start_frame: number;
  readonly stop_frame: number;
  readonly frame_count: number;
  readonly created_date: string;
  readonly updated_date: string;
}

interface SampleMeta {
  readonly size: number;
  readonly chunk_size: number;
  readonly image_quality: number;
  readonly start_frame: number;
  readonly stop_frame: number;
  readonly chunks_updated_date: string;
  readonly frames: readonly Frame[];
}

/** Projects of the set that belong to an organization; the others are their owner's own. */
const organizationOfProject: Readonly<Record<string, string>> = { Sky: "crew" };
const owner = "alice";

/** Puts the sample set into a world that has its owner and organization. Its ids are new and small. */
export function addSampleSet(world: World, folder: string): void {
  const file = JSON.parse(readFileSync(path.join(folder, "sample.json"), "utf8")) as SampleFile;
  const ownerId = world.users.find((user) => user.username === owner)?.id ?? null;
  const projects = new Map<number, number>();
  for (const object of file.objects) {
    if ("project" in object) {
      projects.set(object.project.id, addProject(world, object.project, object.labels, ownerId));
    }
  }
  for (const object of file.objects) {
    if ("task" in object) {
      const projectId = projects.get(object.task.project_id) ?? null;
      addTask(world, object.task, object.jobs, object.meta, { ownerId, projectId });
    }
  }
}

function stored(date: string): string {
  const parsed = parseDate(date);
  if (parsed === null) throw new Error(`The sample set has a date that is none: ${date}`);
  return parsed;
}

function common(sample: SampleProject, ownerId: number | null, organization_id: number | null) {
  return {
    name: sample.name,
    owner_id: ownerId,
    assignee_id: null,
    assignee_updated_date: null,
    bug_tracker: "",
    created_date: stored(sample.created_date),
    updated_date: stored(sample.updated_date),
    status: "annotation" as const,
    guide_id: null,
    organization_id,
    target_storage: null,
    source_storage: null,
  };
}

function addProject(
  world: World,
  sample: SampleProject,
  labels: readonly SampleLabel[],
  ownerId: number | null,
): number {
  const slug = organizationOfProject[sample.name];
  const organization = world.organizations.find((each) => each.slug === slug);
  const { id } = world.projects.insert((next) => ({
    id: next,
    ...common(sample, ownerId, organization?.id ?? null),
  }));
  for (const label of labels) addLabel(world, label, id, null);
  return id;
}

function addLabel(world: World, sample: SampleLabel, project_id: number, parent_id: number | null): number {
  const attributes: AttributeSpec[] = sample.attributes.map((each) => ({ ...each, id: world.innerId() }));
  const { id } = world.labels.insert((next) => ({
    id: next,
    name: sample.name,
    color: sample.color,
    type: sample.type,
    attributes,
    project_id,
    task_id: null,
    parent_id,
    svg: sample.svg ?? null,
  }));
  const sublabels = (sample.sublabels ?? []).map((each) => [each.id, addLabel(world, each, project_id, id)]);
  const newIds = new Map(sublabels.map(([old, own]) => [String(old), own]));
  if (sample.svg !== undefined) {
    const svg = sample.svg.replace(
      /data-label-id="(\d+)"/g,
      (_, old: string) => `data-label-id="${newIds.get(old) ?? old}"`,
    );
    world.labels.update(id, { svg });
  }
  return id;
}

interface Place {
  readonly ownerId: number | null;
  readonly projectId: number | null;
}

function addTask(
  world: World,
  sample: SampleTask,
  jobs: readonly SampleJob[],
  meta: SampleMeta,
  { ownerId, projectId }: Place,
): void {
  const data = world.data.insert((id) => ({
    id,
    media: {
      size: meta.size,
      chunk_size: meta.chunk_size,
      original_chunk_type: "imageset",
      compressed_chunk_type: "imageset",
      image_quality: meta.image_quality,
      dimension: "2d",
      mode: "annotation",
      media_type: "image",
      start_frame: meta.start_frame,
      stop_frame: meta.stop_frame,
      frame_filter: "",
      frames: meta.frames,
      deleted_frames: [],
      chunks_updated_date: stored(meta.chunks_updated_date),
      files: meta.frames.map((frame) => `sample/${sample.name}/${frame.name}`),
    },
  }));
  const task = world.tasks.insert((id) => ({
    id,
    ...common(sample, ownerId, world.projects.get(projectId)?.organization_id ?? null),
    project_id: projectId,
    data_id: data.id,
    overlap: sample.overlap,
    segment_size: sample.segment_size,
    subset: sample.subset,
    validation_mode: null,
    consensus_replicas: 0,
  }));
  for (const job of jobs) {
    world.jobs.insert((id) => ({
      id,
      task_id: task.id,
      type: "annotation",
      assignee_id: null,
      assignee_updated_date: null,
      stage: "annotation",
      state: "new",
      start_frame: job.start_frame,
      stop_frame: job.stop_frame,
      frame_count: job.frame_count,
      created_date: stored(job.created_date),
      updated_date: stored(job.updated_date),
      parent_job_id: null,
    }));
  }
}
