import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { List } from "../pages.ts";
import { entityOf } from "./entity.ts";
import type { ReadOptions } from "./entity.ts";
import { labels } from "./label.ts";
import type { Label, LabelsOfParameters } from "./label.ts";
import { listOf } from "./list.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { ListedNoun } from "./noun.ts";
import { readPreview } from "./preview.ts";
import type { Preview } from "./preview.ts";
import { Repository } from "./repository.ts";
import { id, integer, name, organization, size, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/**
 * The fields of a job. `start_frame` and `stop_frame` count from the first frame of its task, both included (of sound, which
 * has the `dimension` "1d": milliseconds). Dates are in ISO 8601.
 */
export type JobData = Schemas["JobRead"];

interface JobFilters {
  readonly task_id?: number | undefined;
  readonly task_name?: string | undefined;
  readonly project_id?: number | undefined;
  readonly project_name?: string | undefined;
  /** A user name. */
  readonly assignee?: string | undefined;
  readonly type?: JobData["type"] | undefined;
  readonly parent_job_id?: number | undefined;
  readonly dimension?: string | undefined;
  readonly media_type?: string | undefined;
  readonly mode?: string | undefined;
  readonly state?: JobData["state"] | undefined;
  readonly stage?: JobData["stage"] | undefined;
}

/** What the list of jobs can be narrowed to and sorted by. */
export type JobListParameters = ListParameters<keyof JobFilters | "id" | "updated_date"> & JobFilters;

const filters = namesOf<JobFilters>({
  task_id: true,
  task_name: true,
  project_id: true,
  project_name: true,
  assignee: true,
  type: true,
  parent_job_id: true,
  dimension: true,
  media_type: true,
  mode: true,
  state: true,
  stage: true,
});

export const jobs: ListedNoun<JobData, Job> = {
  name: "job",
  path: (id) => apiPath`/api/jobs/${id}`,
  collection: apiPath`/api/jobs`,
  shape: v.object({
    id,
    task_id: id,
    task_name: v.exactOptional(name),
    project_id: v.nullable(id),
    project_name: v.exactOptional(name),
    assignee: user,
    status: text,
    stage: text,
    state: text,
    type: text,
    dimension: text,
    frame_count: size,
    start_frame: integer,
    stop_frame: integer,
    created_date: text,
    updated_date: text,
    issues: v.object({ count: size }),
    organization,
    parent_job_id: v.exactOptional(v.nullable(id)),
  }),
  parameters: filters,
  sortable: [...filters, "id", "updated_date"],
  defaultSort: "-id",
  make: (context, data) => new Job(context, data),
};

/** Part of a task that one person annotates. */
export class Job extends entityOf<JobData>() {
  constructor(context: Context, data: JobData) {
    super(context, jobs, data);
  }

  /** The job's page in CVAT's own web interface. */
  get webUrl(): string {
    return `${this.context.origin}/tasks/${this.task_id}/jobs/${this.id}`;
  }

  /** Whether it is one of several copies of another job, for comparing what people make of it. */
  get isReplica(): boolean {
    // The first is the name since 2.80.
    return this.type === "replica" || this.type === "consensus_replica";
  }

  /** The labels of the project or task that it is part of. `/api/labels?job_id=` */
  listLabels(parameters: LabelsOfParameters = {}): List<Label> {
    return listOf(this.context, labels, parameters, {
      organization: { id: this.organization },
      only: { job_id: this.id },
    });
  }

  /** Its first frame as a small picture; `null` if there is none. `/api/jobs/{id}/preview` */
  async preview(options: ReadOptions = {}): Promise<Preview | null> {
    return await readPreview(this.context, apiPath`/api/jobs/${this.id}/preview`, options);
  }
}

/** `/api/jobs` */
export class Jobs extends Repository<JobData, Job, JobListParameters> {
  constructor(context: Context) {
    super(context, jobs);
  }
}
