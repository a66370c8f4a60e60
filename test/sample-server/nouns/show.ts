import { shownDate } from "../world/clock.ts";
import type { JobRow, LabelRow, ProjectRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { basicUser } from "./people.ts";

/** Rows as answers show them. */

/** `mayAssign`: to others the date of the assignment is kept back. */
export function showProject(world: World, project: ProjectRow, base: string, mayAssign: boolean): object {
  const tasks = world.tasks.where((task) => task.project_id === project.id);
  const media = tasks.map((task) => world.data.get(task.data_id)?.media).find((each) => each);
  return {
    url: `${base}/api/projects/${project.id}`,
    id: project.id,
    name: project.name,
    owner: basicUser(world, project.owner_id, base),
    assignee: basicUser(world, project.assignee_id, base),
    guide_id: project.guide_id,
    bug_tracker: project.bug_tracker,
    created_date: shownDate(project.created_date),
    updated_date: shownDate(project.updated_date),
    status: project.status,
    dimension: media?.dimension ?? null,
    organization: project.organization_id,
    organization_id: project.organization_id,
    target_storage: project.target_storage,
    source_storage: project.source_storage,
    tasks: { count: tasks.length, url: `${base}/api/tasks?project_id=${project.id}` },
    labels: { url: `${base}/api/labels?project_id=${project.id}` },
    assignee_updated_date: mayAssign ? shownDate(project.assignee_updated_date) : null,
    task_subsets: [...new Set(tasks.map((task) => task.subset).filter((subset) => subset !== ""))],
  };
}

/** The keys about media are absent until there are any. */
function showData(world: World, task: TaskRow): object {
  const data = world.data.get(task.data_id);
  if (!data) return {};
  const { media } = data;
  if (!media) return { data_cloud_storage_id: null, size: 0 };
  return {
    data_chunk_size: media.chunk_size,
    data_original_chunk_type: media.original_chunk_type,
    data_compressed_chunk_type: media.compressed_chunk_type,
    data_cloud_storage_id: null,
    size: media.size,
    ...(media.image_quality === null ? {} : { image_quality: media.image_quality }),
  };
}

/** `mayAssign`: as with projects. */
export function showTask(world: World, task: TaskRow, base: string, mayAssign: boolean): object {
  const media = world.data.get(task.data_id)?.media;
  const jobs = world.jobs.where((job) => job.task_id === task.id);
  return {
    url: `${base}/api/tasks/${task.id}`,
    id: task.id,
    name: task.name,
    project_id: task.project_id,
    project_name: world.projects.get(task.project_id)?.name ?? null,
    owner: basicUser(world, task.owner_id, base),
    assignee: basicUser(world, task.assignee_id, base),
    bug_tracker: task.bug_tracker,
    created_date: shownDate(task.created_date),
    updated_date: shownDate(task.updated_date),
    overlap: task.overlap,
    segment_size: task.segment_size,
    status: task.status,
    ...showData(world, task),
    guide_id: task.guide_id,
    data: task.data_id,
    dimension: media?.dimension ?? "",
    mode: media?.mode ?? "",
    media_type: media?.media_type ?? "",
    subset: task.subset,
    organization_id: task.organization_id,
    organization: task.organization_id,
    target_storage: task.target_storage,
    source_storage: task.source_storage,
    jobs: {
      count: jobs.length,
      completed: jobs.filter((job) => job.stage === "acceptance" && job.state === "completed").length,
      validation: jobs.filter((job) => job.stage === "validation").length,
      url: `${base}/api/jobs?task_id=${task.id}`,
    },
    labels: { url: `${base}/api/labels?task_id=${task.id}` },
    assignee_updated_date: mayAssign ? shownDate(task.assignee_updated_date) : null,
    validation_mode: task.validation_mode,
    consensus_enabled: task.consensus_replicas > 0,
  };
}

/** `mayViewTask`: without it the task's name and storages are kept back. */
export function showJob(world: World, job: JobRow, base: string, mayViewTask: boolean): object {
  const task = world.tasks.get(job.task_id);
  const project = world.projects.get(task?.project_id ?? null);
  const media = world.data.get(task?.data_id ?? null)?.media;
  const replicas = world.jobs.where((each) => each.parent_job_id === job.id).length;
  const storages = project ?? task;
  return {
    url: `${base}/api/jobs/${job.id}`,
    id: job.id,
    task_id: job.task_id,
    task_name: mayViewTask ? (task?.name ?? null) : null,
    project_id: project?.id ?? null,
    project_name: project?.name ?? null,
    assignee: basicUser(world, job.assignee_id, base),
    guide_id: (project ?? task)?.guide_id ?? null,
    dimension: media?.dimension ?? "",
    mode: media?.mode ?? "",
    media_type: media?.media_type ?? "",
    // Blank in a project, and missing outside of one.
    bug_tracker: task?.bug_tracker === "" ? (project?.bug_tracker ?? null) : (task?.bug_tracker ?? null),
    status: jobStatus(job),
    stage: job.stage,
    state: job.state,
    frame_count: job.frame_count,
    start_frame: job.start_frame,
    stop_frame: job.stop_frame,
    data_chunk_size: media?.chunk_size ?? null,
    data_compressed_chunk_type: media?.compressed_chunk_type ?? null,
    data_original_chunk_type: media?.original_chunk_type ?? null,
    created_date: shownDate(job.created_date),
    updated_date: shownDate(job.updated_date),
    issues: {
      url: `${base}/api/issues?job_id=${job.id}`,
      count: world.issues.where((issue) => issue.job_id === job.id).length,
    },
    labels: { url: `${base}/api/labels?job_id=${job.id}` },
    type: job.type,
    organization: task?.organization_id ?? null,
    target_storage: mayViewTask ? (storages?.target_storage ?? null) : null,
    source_storage: mayViewTask ? (storages?.source_storage ?? null) : null,
    assignee_updated_date: shownDate(job.assignee_updated_date),
    parent_job_id: job.parent_job_id,
    replicas_count: replicas,
    consensus_replicas: replicas,
  };
}

export function jobStatus(job: JobRow): "annotation" | "validation" | "completed" {
  if (job.stage === "annotation") return "annotation";
  return job.stage === "acceptance" && job.state === "completed" ? "completed" : "validation";
}

export function showLabel(world: World, label: LabelRow): object {
  const sublabels = world.labels.where((each) => each.parent_id === label.id);
  return {
    ...labelCore(label),
    sublabels: sublabels.map((each) => ({ ...labelCore(each), has_parent: true })),
    ...(label.project_id === null ? { task_id: label.task_id } : { project_id: label.project_id }),
    parent_id: label.parent_id,
    has_parent: label.parent_id !== null,
    ...(label.svg === null ? {} : { svg: label.svg }),
  };
}

function labelCore(label: LabelRow): object {
  const { id, name, color, attributes, type } = label;
  return { id, name, color, attributes, type };
}
