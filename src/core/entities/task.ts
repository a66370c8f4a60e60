import * as v from "valibot";
import type { Context } from "../context.ts";
import { NotFoundError } from "../errors.ts";
import { apiPath } from "../http/path.ts";
import type { List } from "../pages.ts";
import { removableOf } from "./changeable.ts";
import type { Found } from "./changeable.ts";
import { hasAll } from "./comparing.ts";
import { create, homeOf } from "./creating.ts";
import type { Creation } from "./creating.ts";
import type { ReadOptions } from "./entity.ts";
import { jobs } from "./job.ts";
import type { Job, JobListParameters } from "./job.ts";
import { labels } from "./label.ts";
import type { Label, LabelsOfParameters } from "./label.ts";
import { areChanged } from "./label-change.ts";
import type { LabelChange } from "./label-change.ts";
import { areLabels } from "./label-spec.ts";
import type { LabelSpec } from "./label-spec.ts";
import { listOf } from "./list.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { CreatableNoun } from "./noun.ts";
import { readPreview } from "./preview.ts";
import type { Preview } from "./preview.ts";
import { RemovableRepository } from "./removing.ts";
import { Requests } from "./request.ts";
import type { BackgroundRequest } from "./request.ts";
import type { StorageSpec } from "./storage.ts";
import { given, id, name, organization, size, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/**
 * The fields of a task. `size` is in frames (of sound, which has the `dimension` "1d": in milliseconds). Dates are in
 * ISO 8601.
 */
export type TaskData = Schemas["TaskRead"];

/** What can be changed of a task. */
export interface TaskPatch {
  /** The labels of a task that is in no project: what is to be added, changed, removed. */
  readonly labels?: readonly LabelChange[] | undefined;
  /** 1 to 256 characters. */
  readonly name?: string | undefined;
  /** A user's id; `null`: nobody. */
  readonly assignee_id?: number | null | undefined;
  /** A user's id. */
  readonly owner_id?: number | undefined;
  /** Up to 2000 characters, an address as a rule. */
  readonly bug_tracker?: string | undefined;
  /** Up to 64 characters, in which upper and lower case differ. */
  readonly subset?: string | undefined;
  /** Moves it into a project that has labels of the same names; it cannot leave a project. */
  readonly project_id?: number | undefined;
  /** Kept only by a task that was made with one; the server says yes all the same. */
  readonly source_storage?: StorageSpec | undefined;
  /** As `source_storage`. */
  readonly target_storage?: StorageSpec | undefined;
  /** Moves it to another organization (`null`: to the personal workspace); it goes along with storages only. */
  readonly organization_id?: number | null | undefined;
}

/** A task that is to be made, without data. */
export type TaskSpec = NewTask &
  (
    | {
        /** A project of the same organization, whose labels it then has. */
        readonly project_id: number;
        readonly labels?: undefined;
      }
    | { readonly project_id?: undefined; readonly labels?: readonly LabelSpec[] | undefined }
  );

interface NewTask extends Omit<TaskPatch, "labels" | "name" | "organization_id" | "project_id"> {
  /** 1 to 256 characters. Several tasks can have the same. */
  readonly name: string;
  /** Frames in a job; 0: all in one. */
  readonly segment_size?: number | undefined;
  /** How many frames one job has in common with the next. */
  readonly overlap?: number | undefined;
  /** How many copies each job has for comparing; 0, or 2 to 11. */
  readonly consensus_replicas?: number | undefined;
}

interface TaskFilters {
  readonly project_id?: number | undefined;
  readonly project_name?: string | undefined;
  readonly name?: string | undefined;
  /** A user name. */
  readonly owner?: string | undefined;
  /** A user name. */
  readonly assignee?: string | undefined;
  readonly subset?: string | undefined;
  /** The task's `bug_tracker`. */
  readonly tracker_link?: string | undefined;
  readonly status?: TaskData["status"] | undefined;
  /** `image` (videos as well), `point_cloud` or `audio`. */
  readonly media_type?: string | undefined;
  /** `annotation` for pictures, `interpolation` for a video. */
  readonly mode?: string | undefined;
  /** `2d`, `3d`; `1d` for sound. */
  readonly dimension?: string | undefined;
  /** `gt`: with a ground truth job; `gt_pool`: with honeypots. */
  readonly validation_mode?: string | undefined;
}

/** What the list of tasks can be narrowed to and sorted by. */
export type TaskListParameters = ListParameters<keyof TaskFilters | "id" | "updated_date"> & TaskFilters;

const filters = namesOf<TaskFilters>({
  project_id: true,
  project_name: true,
  name: true,
  owner: true,
  assignee: true,
  subset: true,
  tracker_link: true,
  status: true,
  media_type: true,
  mode: true,
  dimension: true,
  validation_mode: true,
});

export const tasks: CreatableNoun<TaskData, Task> = {
  name: "task",
  path: (id) => apiPath`/api/tasks/${id}`,
  collection: apiPath`/api/tasks`,
  shape: v.object({
    id,
    name: text,
    project_id: v.nullable(id),
    project_name: v.exactOptional(name),
    owner: user,
    assignee: user,
    status: text,
    subset: text,
    mode: text,
    dimension: text,
    data: v.nullable(id),
    size: v.exactOptional(size),
    created_date: text,
    updated_date: text,
    jobs: v.object({ count: size, completed: v.nullable(size), validation: v.nullable(size) }),
    organization,
    organization_id: v.exactOptional(organization),
  }),
  parameters: filters,
  sortable: [...filters, "id", "updated_date"],
  defaultSort: "-id",
  make: (context, data) => new Task(context, data),
};

/**
 * What there is of a task's data. `none`: never any, or what was begun was given up; `preparing`: the server works on
 * them; `failed`: it could not, the request's `message` says why.
 */
export type TaskDataState = "ready" | "none" | "preparing" | "failed";

/** Frames to be annotated. */
export class Task extends removableOf<TaskData, TaskPatch>() {
  constructor(context: Context, data: TaskData) {
    super(context, tasks, data);
  }

  /** The task's page in CVAT's own web interface. */
  get webUrl(): string {
    return `${this.context.origin}/tasks/${this.id}`;
  }

  /** Whether it has frames. If not, {@link creationRequest} tells why. */
  get hasData(): boolean {
    return (this.size ?? 0) > 0;
  }

  /**
   * What there is of its data, as far as this copy and that request tell. Asks nothing.
   *
   * @param request what {@link creationRequest} gave; a task that has data needs none
   */
  dataState(request: BackgroundRequest | null): TaskDataState {
    if (this.hasData) return "ready";
    if (request === null) return "none";
    // A request that has just finished is newer than this copy.
    if (request.status === "finished") return "ready";
    return request.status === "failed" ? "failed" : "preparing";
  }

  /**
   * Its jobs, newest first. `/api/jobs?task_id=`
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for jobs
   */
  listJobs(parameters: Omit<JobListParameters, "task_id"> = {}): List<Job> {
    return listOf(this.context, jobs, parameters, {
      organization: { id: this.organization },
      only: { task_id: this.id },
    });
  }

  /**
   * Its labels: those of its project if it is in one. `/api/labels?task_id=`
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for labels
   */
  listLabels(parameters: LabelsOfParameters = {}): List<Label> {
    return listOf(this.context, labels, parameters, {
      organization: { id: this.organization },
      only: { task_id: this.id },
    });
  }

  protected override async isChanged({ data, patch, signal }: Found<TaskData, TaskPatch>): Promise<boolean> {
    const { labels, ...fields } = patch;
    return hasAll(data, fields) && (await areChanged(this.listLabels(), labels, signal));
  }

  /** Its first frame as a small picture; `null` if there is none. `/api/tasks/{id}/preview` */
  async preview(options: ReadOptions = {}): Promise<Preview | null> {
    return await readPreview(this.context, apiPath`/api/tasks/${this.id}/preview`, options);
  }

  /**
   * The request by which the server made, makes, or failed to make its data; `null` if there is none: it never got data,
   * or they were made more than some minutes ago.
   *
   * `/api/requests/{id}` with the id `action=create&target=task&target_id=` and the task's own.
   *
   * @throws {BadRequestError} if the task was removed
   */
  async creationRequest(options: ReadOptions = {}): Promise<BackgroundRequest | null> {
    try {
      const requests = new Requests(this.context);
      return await requests.retrieve(`action=create&target=task&target_id=${this.id}`, options);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }
}

/** `/api/tasks` */
export class Tasks extends RemovableRepository<TaskData, Task, TaskListParameters> {
  readonly #context: Context;

  constructor(context: Context) {
    super(context, tasks);
    this.#context = context;
  }

  /**
   * Makes a task without data in the client's organization. If the answer is lost it is looked for during 4 s; it is never
   * made twice.
   *
   * Aborting in the middle leaves open whether it is made.
   *
   * `POST /api/tasks`
   *
   * @throws {BadRequestError} if the server refuses a value; `body.fields` says which, for example `labels.0.name`
   * @throws {ForbiddenError}
   * @throws {OutcomeUnknownError} if the answer was lost and none, or several that may be it, were found
   */
  async create(spec: TaskSpec, options: ReadOptions = {}): Promise<Task> {
    const { name, assignee_id, owner_id, bug_tracker, subset, project_id = null } = spec;
    const { organization } = this.#context;
    const sent = { name, assignee_id, owner_id, bug_tracker, subset, project_id };
    const fields = given({ ...sent, ...homeOf(organization) });
    const creation: Creation<Task> = {
      json: spec,
      organization,
      query: { name: name.trim() },
      fields,
      isOwned: owner_id === undefined,
      // Those of a project are not its own.
      accepts: async (task, signal) =>
        project_id !== null || (await areLabels(task.listLabels(), spec.labels, signal)),
    };
    return await create(this.#context, tasks, creation, options);
  }
}
