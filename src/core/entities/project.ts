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
import { organizationOf, tasks } from "./task.ts";
import type { Task, TaskListParameters } from "./task.ts";
import { id, organization, size, text, user } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of a project. `organization` is a number, `null` for a personal project. Dates are in ISO 8601. */
export type ProjectData = Schemas["ProjectRead"];

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

const projects: ListedNoun<ProjectData, Project> = {
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
export class Project extends entityOf<ProjectData>() {
  constructor(context: Context, data: ProjectData) {
    super(context, projects, data);
  }

  /** The project's page in CVAT's own web interface. */
  get webUrl(): string {
    return `${this.context.origin}/projects/${this.id}`;
  }

  /** Its tasks, newest first. `/api/tasks?project_id=` */
  listTasks(parameters: Omit<TaskListParameters, "project_id"> = {}): List<Task> {
    return listOf(this.context, tasks, parameters, {
      organization: organizationOf(this),
      only: { project_id: this.id },
    });
  }

  /** Its labels. `/api/labels?project_id=` */
  listLabels(parameters: LabelsOfParameters = {}): List<Label> {
    return listOf(this.context, labels, parameters, {
      organization: organizationOf(this),
      only: { project_id: this.id },
    });
  }

  /** A frame of its first task as a small picture; `null` if there is none. `/api/projects/{id}/preview` */
  async preview(options: ReadOptions = {}): Promise<Preview | null> {
    return await readPreview(this.context, apiPath`/api/projects/${this.id}/preview`, options);
  }
}

/** `/api/projects` */
export class Projects extends Repository<ProjectData, Project, ProjectListParameters> {
  constructor(context: Context) {
    super(context, projects);
  }
}
