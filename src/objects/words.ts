import { l10n } from "vscode";
import type { Job, Project, Task } from "../core/index.ts";
import { formatCount, plainName, plainText, sentenceStart } from "../ui/index.ts";
import type { CvatObject, Kind } from "./object.ts";

/** A name as it stands in a row: one line, never empty. */
export function nameOf(name: string): string {
  return plainText(name) || l10n.t("(no name)");
}

/** What people call an object: its name, jobs their number. */
export function titleOf(object: CvatObject): string {
  return object.kind === "job" ? l10n.t("Job #{0}", object.entity.id) : nameOf(object.entity.name);
}

export function tasksOf(project: Project): string {
  const { count } = project.tasks;
  return count === 1 ? l10n.t("1 task") : l10n.t("{0} tasks", formatCount(count));
}

/** Kind and number: "task #12". */
export function numberOf({ kind, entity }: CvatObject): string {
  switch (kind) {
    case "project":
      return l10n.t("project #{0}", entity.id);
    case "task":
      return l10n.t("task #{0}", entity.id);
    case "job":
      return l10n.t("job #{0}", entity.id);
  }
}

/** `null` where this person may not see the task. */
export function taskOfJob(job: Job): string {
  const name = plainText(job.task_name ?? "");
  return name === "" ? `#${job.task_id}` : name;
}

export function statusWord(status: string): string {
  switch (status) {
    case "annotation":
      return l10n.t("in annotation");
    case "validation":
      return l10n.t("in validation");
    case "completed":
      return l10n.t("completed");
    default:
      return plainText(status, 40);
  }
}

export function stageWord(stage: string): string {
  switch (stage) {
    case "annotation":
      return l10n.t("annotation");
    case "validation":
      return l10n.t("validation");
    case "acceptance":
      return l10n.t("acceptance");
    default:
      return plainText(stage, 40);
  }
}

export function stateWord(state: string): string {
  switch (state) {
    case "new":
      return l10n.t("new");
    case "in progress":
      return l10n.t("in progress");
    case "completed":
      return l10n.t("completed");
    case "rejected":
      return l10n.t("rejected");
    default:
      return plainText(state, 40);
  }
}

export function framesOf(task: Task): string {
  const size = task.size ?? 0;
  if (task.dimension === "1d") return l10n.t("{0} of sound", duration(size));
  return size === 1 ? l10n.t("1 frame") : l10n.t("{0} frames", formatCount(size));
}

/** The frames of a job, "0–99"; of sound, when it begins and ends. */
export function rangeOf(job: Job): string {
  const text = job.dimension === "1d" ? duration : String;
  return `${text(job.start_frame)}–${text(job.stop_frame)}`;
}

/** Sound is counted in milliseconds. */
function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "3 jobs", or "3 projects, tasks or jobs" where they are of several kinds. */
export function countOf(objects: readonly { readonly kind: Kind }[]): string {
  const count = formatCount(objects.length);
  const [only, ...others] = new Set(objects.map(({ kind }) => kind));
  if (only === undefined || others.length > 0) return l10n.t("{0} projects, tasks or jobs", count);
  switch (only) {
    case "project":
      return l10n.t("{0} projects", count);
    case "task":
      return l10n.t("{0} tasks", count);
    case "job":
      return l10n.t("{0} jobs", count);
  }
}

/** One by its number, several by how many. */
export function subjectOf(objects: readonly CvatObject[]): string {
  const [first] = objects;
  return first && objects.length === 1 ? numberOf(first) : countOf(objects);
}

/**
 * "task #12 “night”"; a job by its number alone, and by what kind of job it is if it can go without its task.
 *
 * @param title what it was called when it was chosen
 */
export function fullNameOf(object: CvatObject, title = titleOf(object)): string {
  const number = numberOf(object);
  if (object.kind !== "job") return l10n.t("{0} “{1}”", number, plainName(title, 100));
  return object.entity.type === "ground_truth" ? l10n.t("ground truth {0}", number) : number;
}

export function goneFrom(object: CvatObject, host: string): string {
  return l10n.t("{0} is no longer on {1}.", sentenceStart(numberOf(object)), host);
}
