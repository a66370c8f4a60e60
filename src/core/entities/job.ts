import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { List } from "../pages.ts";
import { removableOf } from "./changeable.ts";
import { create } from "./creating.ts";
import type { ReadOptions } from "./entity.ts";
import { labels } from "./label.ts";
import type { Label, LabelsOfParameters } from "./label.ts";
import { listOf } from "./list.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { CreatableNoun } from "./noun.ts";
import { readPreview } from "./preview.ts";
import type { Preview } from "./preview.ts";
import { RemovableRepository } from "./removing.ts";
import { given, id, integer, name, organization, size, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/**
 * The fields of a job. `start_frame` and `stop_frame` count from the first frame of its task, both included (of sound, which
 * has the `dimension` "1d": milliseconds). Dates are in ISO 8601.
 */
export type JobData = Schemas["JobRead"];

/** What can be changed of a job. */
export interface JobPatch {
  /** A user's id; `null`: nobody. */
  readonly assignee?: number | null | undefined;
  /** Another stage makes the state "new" unless a state is given with it. */
  readonly stage?: JobData["stage"] | undefined;
  readonly state?: JobData["state"] | undefined;
}

/** Frames that are chosen by chance. */
interface AtRandom {
  /** From 0; with the same one the same frames are chosen. The server takes any if it is not given. */
  readonly random_seed?: number | undefined;
}

/**
 * The frames of a ground truth job, by the way in which they are chosen: so many of the whole task, or of each of its jobs.
 * Counts are in frames, from 1; shares go from 0 to 1.
 */
export type FrameSelection =
  | {
      readonly frame_selection_method: "manual";
      /** Counted from the first frame of the task, each once. */
      readonly frames: readonly number[];
    }
  | ({ readonly frame_selection_method: "random_uniform" } & AtRandom &
      ({ readonly frame_count: number } | { readonly frame_share: number }))
  | ({ readonly frame_selection_method: "random_per_job" } & AtRandom &
      ({ readonly frames_per_job_count: number } | { readonly frames_per_job_share: number }));

/** A ground truth job that is to be made. */
export type GroundTruthSpec = {
  /** The id of a task that has data, and no ground truth job yet. */
  readonly task_id: number;
  /** A user's id. */
  readonly assignee?: number | undefined;
} & FrameSelection;

interface JobFilters {
  readonly task_id?: number | undefined;
  readonly task_name?: string | undefined;
  readonly project_id?: number | undefined;
  readonly project_name?: string | undefined;
  /** A user name. */
  readonly assignee?: string | undefined;
  readonly type?: JobData["type"] | undefined;
  /** Of copies for comparing: the job that they are copies of. */
  readonly parent_job_id?: number | undefined;
  /** `2d`, `3d`; `1d` for sound. */
  readonly dimension?: string | undefined;
  /** `image` (videos as well), `point_cloud` or `audio`. */
  readonly media_type?: string | undefined;
  /** `annotation` for pictures, `interpolation` for a video. */
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

export const jobs: CreatableNoun<JobData, Job> = {
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
export class Job extends removableOf<JobData, JobPatch>() {
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

  /**
   * The labels of the project or task that it is part of. `/api/labels?job_id=`
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for labels
   */
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
export class Jobs extends RemovableRepository<JobData, Job, JobListParameters> {
  readonly #context: Context;

  constructor(context: Context) {
    super(context, jobs);
    this.#context = context;
  }

  /**
   * Makes the ground truth job of a task, which can have one; other jobs come from the task's data, and only a ground truth
   * job can be removed. The client's organization has to be the task's. If the answer is lost it is looked for during 4 s; it
   * is never made twice.
   *
   * Aborting in the middle leaves open whether it is made.
   *
   * `POST /api/jobs`
   *
   * @throws {BadRequestError} if the task has one already, or no data, or the frames do not fit it
   * @throws {ForbiddenError}
   * @throws {OutcomeUnknownError} if the answer was lost and no such job was found
   */
  async createGroundTruth(spec: GroundTruthSpec, options: ReadOptions = {}): Promise<Job> {
    const { task_id, assignee } = spec;
    const { organization } = this.#context;
    const creation = {
      json: { ...spec, type: "ground_truth" },
      organization,
      query: { task_id, type: "ground_truth" },
      fields: given({ task_id, assignee, type: "ground_truth", frame_count: frameCount(spec) }),
      isOwned: false,
    };
    return await create(this.#context, jobs, creation, options);
  }
}

/** How many frames are chosen, as far as that is said. */
function frameCount(selection: FrameSelection): number | undefined {
  if (selection.frame_selection_method === "manual") return selection.frames.length;
  return "frame_count" in selection ? selection.frame_count : undefined;
}
