import { env, l10n } from "vscode";
import type { Job, Organization, Project, Task } from "../../core/index.ts";
import { numberOf } from "../../objects/index.ts";
import { formatCount, plainText, relativeTime, sentenceStart } from "../../ui/index.ts";
import type { Fact, Part } from "../../webviews/form/protocol.ts";
import type { FormObject } from "../model/objects.ts";
import { cvatObjectOf } from "../model/rights.ts";

/** More subsets than this are counted, not named. */
const mostSubsets = 20;

/** What is known beside the object itself. */
export interface Around {
  /** The name of its organization, if it was found out. */
  readonly organization: string | undefined;
  readonly now: number;
}

/** What cannot be changed here, in the order in which one looks for it. */
export function factsOf(object: FormObject, around: Around): readonly Fact[] {
  switch (object.noun) {
    case "project":
      return projectFacts(object.entity, around);
    case "task":
      return taskFacts(object.entity, around);
    case "job":
      return jobFacts(object.entity, around);
    case "organization":
      return organizationFacts(object.entity, around);
  }
}

/** Kind and number, and the way to its page. */
export function subtitleOf(object: FormObject): readonly Part[] {
  if (object.noun === "organization") {
    return [{ text: l10n.t("Organization {0}", plainText(object.entity.slug, 40)) }];
  }
  const way: Part = { text: l10n.t("Open in Browser"), link: "browser" };
  // A job has no name beside its number.
  if (object.noun === "job") return [way];
  return [{ text: sentenceStart(numberOf(cvatObjectOf(object))) }, { text: " · " }, way];
}

function projectFacts(project: Project, around: Around): readonly Fact[] {
  const { count } = project.tasks;
  const subsets = subsetWords(project.task_subsets);
  return [
    organizationFact(project.organization, around),
    fact(l10n.t("Tasks"), count === 1 ? l10n.t("1 task") : l10n.t("{0} tasks", formatCount(count))),
    ...(project.dimension ? [fact(l10n.t("Media"), dimensionWord(project.dimension))] : []),
    ...(subsets === "" ? [] : [fact(l10n.t("Subsets"), subsets)]),
    createdFact(project, around),
    ...storageFacts(project),
  ];
}

function subsetWords(subsets: readonly string[]): string {
  const named = subsets.map((subset) => plainText(subset, 64)).filter((text) => text !== "");
  const words = named.slice(0, mostSubsets);
  const rest = named.length - words.length;
  if (rest > 0) words.push(l10n.t("and {0} more", formatCount(rest)));
  return words.join(", ");
}

function taskFacts(task: Task, around: Around): readonly Fact[] {
  const { project_id, project_name } = task;
  const project = plainText(project_name ?? "", 100) || `#${project_id ?? ""}`;
  return [
    ...(project_id === null ? [] : [linked(l10n.t("Project"), project, `project:${project_id}`)]),
    organizationFact(task.organization, around),
    fact(l10n.t("Status"), statusOf(task)),
    fact(l10n.t("Media"), mediaOf(task)),
    createdFact(task, around),
    ...storageFacts(task),
  ];
}

function jobFacts(job: Job, around: Around): readonly Fact[] {
  const { task_id, task_name, project_id, project_name } = job;
  const task = plainText(task_name ?? "", 100);
  const project = plainText(project_name ?? "", 100) || `#${project_id ?? ""}`;
  return [
    // Who may not see the task would be led nowhere.
    task === ""
      ? fact(l10n.t("Task"), `#${task_id}`)
      : linked(l10n.t("Task"), task, `task:${task_id}`, ` #${task_id}`),
    ...(project_id === null || task === ""
      ? []
      : [linked(l10n.t("Project"), project, `project:${project_id}`)]),
    organizationFact(job.organization, around),
    fact(l10n.t("Status"), statusWord(job.status)),
    fact(l10n.t("Kind"), kindOf(job)),
    fact(l10n.t("Media"), framesOf(job)),
    fact(l10n.t("Issues"), job.issues.count === 0 ? l10n.t("none") : formatCount(job.issues.count)),
    createdFact(job, around),
    ...storageFacts(job),
  ];
}

function organizationFacts(organization: Organization, around: Around): readonly Fact[] {
  return [fact(l10n.t("Short name"), plainText(organization.slug, 40)), createdFact(organization, around)];
}

function fact(term: string, text: string, quiet = ""): Fact {
  return { term, parts: [{ text }, ...(quiet === "" ? [] : [{ text: quiet, quiet: true }])] };
}

function linked(term: string, text: string, link: string, quiet = ""): Fact {
  return { term, parts: [{ text, link }, ...(quiet === "" ? [] : [{ text: quiet, quiet: true }])] };
}

function organizationFact(id: number | null, { organization }: Around): Fact {
  const term = l10n.t("Organization");
  if (id === null) return fact(term, l10n.t("Personal Workspace"));
  return linked(term, organization ?? `#${id}`, `organization:${id}`);
}

function statusWord(status: string): string {
  switch (status) {
    case "annotation":
      return l10n.t("Annotation");
    case "validation":
      return l10n.t("Validation");
    case "completed":
      return l10n.t("Completed");
    default:
      return plainText(status, 40);
  }
}

function statusOf({ status, jobs }: Task): string {
  const { count, completed } = jobs;
  if (count === 0) return statusWord(status);
  const jobsWord = count === 1 ? l10n.t("1 job") : l10n.t("{0} jobs", formatCount(count));
  if (completed === null) return l10n.t("{0}, {1}", statusWord(status), jobsWord);
  return l10n.t("{0}, {1} of {2} completed", statusWord(status), formatCount(completed), jobsWord);
}

function mediaOf(task: Task): string {
  const { size = 0, dimension, mode } = task;
  if (size === 0) return l10n.t("no data");
  if (dimension === "1d") return l10n.t("{0} s of sound", formatCount(Math.round(size / 1000)));
  const count = formatCount(size);
  if (dimension === "3d") return l10n.t("{0} point clouds", count);
  if (mode === "interpolation") return l10n.t("video, {0} frames", count);
  return size === 1 ? l10n.t("1 image") : l10n.t("{0} images", count);
}

function framesOf({ start_frame, stop_frame, frame_count, dimension, mode }: Job): string {
  if (dimension === "1d") {
    return l10n.t("{0} s of sound", formatCount(Math.round((stop_frame - start_frame) / 1000)));
  }
  const range = l10n.t("frames {0}–{1} ({2})", start_frame, stop_frame, formatCount(frame_count));
  if (dimension === "3d") return l10n.t("{0} of point clouds", range);
  return mode === "interpolation" ? l10n.t("{0} of a video", range) : range;
}

function dimensionWord(dimension: string): string {
  switch (dimension) {
    case "1d":
      return l10n.t("sound");
    case "2d":
      return l10n.t("images and video");
    case "3d":
      return l10n.t("point clouds");
    default:
      return plainText(dimension, 20);
  }
}

function kindOf(job: Job): string {
  if (job.type === "ground_truth") return l10n.t("ground truth");
  if (job.isReplica) return l10n.t("replica of job #{0}", job.parent_job_id ?? "");
  return job.type === "annotation" ? l10n.t("annotation job") : plainText(job.type, 40);
}

interface Dated {
  readonly created_date: string;
  readonly updated_date: string;
  readonly owner?: { readonly username: string } | null;
}

function createdFact({ created_date, updated_date, owner }: Dated, { now }: Around): Fact {
  const created = Date.parse(created_date);
  const updated = Date.parse(updated_date);
  const day = Number.isNaN(created) ? plainText(created_date, 40) : dayOf(created);
  const text = owner ? l10n.t("{0} by {1}", day, plainText(owner.username, 150)) : day;
  const quiet = Number.isNaN(updated) ? "" : l10n.t(", updated {0}", relativeTime(updated, now));
  return fact(l10n.t("Created"), text, quiet);
}

function dayOf(date: number): string {
  return new Intl.DateTimeFormat(env.language, { dateStyle: "medium" }).format(date);
}

interface Stored {
  readonly source_storage: unknown;
  readonly target_storage: unknown;
}

/** Most objects have none of their own. */
function storageFacts({ source_storage, target_storage }: Stored): readonly Fact[] {
  const source = storageWords(source_storage);
  const target = storageWords(target_storage);
  if (source === "" && target === "") return [];
  const none = l10n.t("the server");
  return [fact(l10n.t("Storage"), l10n.t("from {0}, to {1}", source || none, target || none))];
}

function storageWords(storage: unknown): string {
  if (typeof storage !== "object" || storage === null) return "";
  const id: unknown = Reflect.get(storage, "cloud_storage_id");
  return typeof id === "number" ? l10n.t("cloud storage #{0}", id) : l10n.t("the server");
}
