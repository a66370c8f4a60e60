import type { JobData, LabelData, ProjectData, TaskData } from "../../../src/core/index.ts";

const alice = {
  url: "https://cvat.example.org/api/users/2",
  id: 2,
  username: "alice",
  first_name: "Alice",
  last_name: "Example",
};
const dates = { created_date: "2026-11-23T15:01:18.367289Z", updated_date: "2026-11-23T15:01:18Z" };
const storages = { target_storage: null, source_storage: null };

export const projectData: ProjectData = {
  ...dates,
  ...storages,
  url: "https://cvat.example.org/api/projects/3",
  id: 3,
  name: "Sky",
  owner: alice,
  assignee: null,
  guide_id: null,
  bug_tracker: "",
  status: "annotation",
  dimension: "2d",
  organization: 5,
  organization_id: 5,
  tasks: { count: 2, url: "https://cvat.example.org/api/tasks?project_id=3" },
  labels: { url: "https://cvat.example.org/api/labels?project_id=3" },
  assignee_updated_date: null,
  task_subsets: ["Train"],
};

export const taskData: TaskData = {
  ...dates,
  ...storages,
  url: "https://cvat.example.org/api/tasks/7",
  id: 7,
  name: "night",
  project_id: 3,
  project_name: "Sky",
  owner: alice,
  assignee: null,
  bug_tracker: "",
  overlap: 0,
  segment_size: 10,
  status: "annotation",
  data_chunk_size: 72,
  data_original_chunk_type: "imageset",
  data_compressed_chunk_type: "imageset",
  data_cloud_storage_id: null,
  guide_id: null,
  size: 20,
  image_quality: 70,
  data: 9,
  dimension: "2d",
  mode: "annotation",
  media_type: "image",
  subset: "Train",
  organization: 5,
  organization_id: 5,
  jobs: { count: 2, completed: 0, validation: 1, url: "https://cvat.example.org/api/jobs?task_id=7" },
  labels: { url: "https://cvat.example.org/api/labels?task_id=7" },
  assignee_updated_date: null,
  validation_mode: null,
  consensus_enabled: false,
};

export const jobData: JobData = {
  ...dates,
  ...storages,
  url: "https://cvat.example.org/api/jobs/11",
  id: 11,
  task_id: 7,
  task_name: "night",
  project_id: 3,
  project_name: "Sky",
  assignee: alice,
  guide_id: null,
  dimension: "2d",
  mode: "annotation",
  media_type: "image",
  bug_tracker: null,
  status: "annotation",
  stage: "annotation",
  state: "in progress",
  frame_count: 10,
  start_frame: 0,
  stop_frame: 9,
  data_chunk_size: 72,
  data_compressed_chunk_type: "imageset",
  data_original_chunk_type: "imageset",
  issues: { count: 0, url: "https://cvat.example.org/api/issues?job_id=11" },
  labels: { url: "https://cvat.example.org/api/labels?job_id=11" },
  type: "annotation",
  organization: 5,
  assignee_updated_date: null,
  parent_job_id: null,
  replicas_count: 0,
  consensus_replicas: 0,
};

export const labelData: LabelData = {
  id: 13,
  name: "car",
  color: "#ff6037",
  attributes: [],
  type: "any",
  sublabels: [],
  project_id: 3,
  parent_id: null,
  has_parent: false,
};

export const requestData = {
  id: "action=create&target=task&target_id=7",
  status: "started",
  message: "Images are being extracted",
  operation: {
    type: "create:task",
    target: "task",
    project_id: null,
    task_id: 7,
    job_id: null,
    format: null,
  },
  progress: 0.5,
  created_date: dates.created_date,
  started_date: dates.updated_date,
  finished_date: null,
  expiry_date: null,
  owner: { id: 2, username: "alice" },
  result_url: null,
  result_id: null,
};

export const userData = alice;

/** The data as a server sends them that does not have that field. */
export function without(data: object, field: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== field));
}
