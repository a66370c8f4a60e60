import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { List } from "../pages.ts";
import { removableOf } from "./changeable.ts";
import type { Found } from "./changeable.ts";
import { hasAll } from "./comparing.ts";
import { create, homeOf } from "./creating.ts";
import type { Creation } from "./creating.ts";
import type { ReadOptions } from "./entity.ts";
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
import type { StorageSpec } from "./storage.ts";
import { tasks } from "./task.ts";
import type { Task, TaskListParameters } from "./task.ts";
import { given, id, organization, size, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of a project. `organization` is a number, `null` for a personal project. Dates are in ISO 8601. */
export type ProjectData = Schemas["ProjectRead"];

/** What can be changed of a project. */
export interface ProjectPatch {
  /** Its labels: what is to be added, changed, removed. */
  readonly labels?: readonly LabelChange[] | undefined;
  /** 1 to 256 characters. */
  readonly name?: string | undefined;
  /** A user's id; `null`: nobody. */
  readonly assignee_id?: number | null | undefined;
  /** A user's id. For maintainers of an organization, and administrators. */
  readonly owner_id?: number | undefined;
  /** Up to 2000 characters, an address as a rule. */
  readonly bug_tracker?: string | undefined;
  /** Kept only by a project that was made with one; the server says yes all the same. */
  readonly source_storage?: StorageSpec | undefined;
  /** As `source_storage`. */
  readonly target_storage?: StorageSpec | undefined;
  /** Moves it to another organization (`null`: to the personal workspace); it goes along with storages only. */
  readonly organization_id?: number | null | undefined;
}

/** A project that is to be made. */
export interface ProjectSpec extends Omit<ProjectPatch, "labels" | "name" | "organization_id"> {
  /** 1 to 256 characters. Several projects can have the same. */
  readonly name: string;
  /** None if not given; they can be added later. */
  readonly labels?: readonly LabelSpec[] | undefined;
}

interface ProjectFilters {
  readonly name?: string | undefined;
  /** A user name. */
  readonly owner?: string | undefined;
  /** A user name. */
  readonly assignee?: string | undefined;
  readonly status?: ProjectData["status"] | undefined;
}

/** What the list of projects can be narrowed to and sorted by. */
export type ProjectListParameters = ListParameters<keyof ProjectFilters | "id" | "updated_date"> &
  ProjectFilters;

const filters = namesOf<ProjectFilters>({ name: true, owner: true, assignee: true, status: true });

const projects: CreatableNoun<ProjectData, Project> = {
  name: "project",
  path: (id) => apiPath`/api/projects/${id}`,
  collection: apiPath`/api/projects`,
  shape: v.object({
    id,
    name: text,
    owner: user,
    assignee: user,
    status: text,
    dimension: v.nullable(text),
    created_date: text,
    updated_date: text,
    tasks: v.object({ count: size }),
    task_subsets: v.array(text),
    organization,
    organization_id: v.exactOptional(organization),
  }),
  parameters: filters,
  sortable: [...filters, "id", "updated_date"],
  defaultSort: "-id",
  make: (context, data) => new Project(context, data),
};

/** Tasks that have their labels in common. */
export class Project extends removableOf<ProjectData, ProjectPatch>() {
  constructor(context: Context, data: ProjectData) {
    super(context, projects, data);
  }

  /** The project's page in CVAT's own web interface. */
  get webUrl(): string {
    return `${this.context.origin}/projects/${this.id}`;
  }

  /**
   * Its tasks, newest first. `/api/tasks?project_id=`
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for tasks
   */
  listTasks(parameters: Omit<TaskListParameters, "project_id"> = {}): List<Task> {
    return listOf(this.context, tasks, parameters, {
      organization: { id: this.organization },
      only: { project_id: this.id },
    });
  }

  /**
   * Its labels. `/api/labels?project_id=`
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for labels
   */
  listLabels(parameters: LabelsOfParameters = {}): List<Label> {
    return listOf(this.context, labels, parameters, {
      organization: { id: this.organization },
      only: { project_id: this.id },
    });
  }

  protected override async isChanged({
    data,
    patch,
    signal,
  }: Found<ProjectData, ProjectPatch>): Promise<boolean> {
    const { labels, ...fields } = patch;
    return hasAll(data, fields) && (await areChanged(this.listLabels(), labels, signal));
  }

  /** A frame of its first task as a small picture; `null` if there is none. `/api/projects/{id}/preview` */
  async preview(options: ReadOptions = {}): Promise<Preview | null> {
    return await readPreview(this.context, apiPath`/api/projects/${this.id}/preview`, options);
  }
}

/** `/api/projects` */
export class Projects extends RemovableRepository<ProjectData, Project, ProjectListParameters> {
  readonly #context: Context;

  constructor(context: Context) {
    super(context, projects);
    this.#context = context;
  }

  /**
   * Makes a project in the client's organization. If the answer is lost it is looked for during 4 s; it is never made twice.
   *
   * Aborting in the middle leaves open whether it is made.
   *
   * `POST /api/projects`
   *
   * @throws {BadRequestError} if the server refuses a value; `body.fields` says which, for example `labels.0.name`
   * @throws {ForbiddenError}
   * @throws {OutcomeUnknownError} if the answer was lost and none, or several that may be it, were found
   */
  async create(spec: ProjectSpec, options: ReadOptions = {}): Promise<Project> {
    const { name, assignee_id, owner_id, bug_tracker } = spec;
    const { organization } = this.#context;
    const fields = given({ name, assignee_id, owner_id, bug_tracker, ...homeOf(organization) });
    const creation: Creation<Project> = {
      json: spec,
      organization,
      query: { name: name.trim() },
      fields,
      isOwned: owner_id === undefined,
      accepts: (project, signal) => areLabels(project.listLabels(), spec.labels, signal),
    };
    return await create(this.#context, projects, creation, options);
  }
}
