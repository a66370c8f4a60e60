import { l10n } from "vscode";
import type { BackgroundRequest, Job, Project, Task } from "../../core/index.ts";
import { formatCount, plainText } from "../../ui/index.ts";
import type { CvatObject, Kind } from "../model/nodes.ts";

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

/** "task #12" as it begins a sentence. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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

/** Progress in percent; `undefined` as long as there is none. */
export function percentOf(request: BackgroundRequest): number | undefined {
  const progress = request.progress ?? 0;
  return progress > 0 ? Math.min(100, Math.floor(progress * 100)) : undefined;
}

/** Why the server could not make a task's data, without the names of Python's classes around it. */
export function failureOf(request: BackgroundRequest, max: number): string {
  const message = request.message.slice(0, 4000);
  const detail = /ErrorDetail\(string=(["'])(.*?)\1, code=/s.exec(message)?.[2];
  const text =
    detail ?? message.trim().replace(/^(?:[\w.]+(?:Error|Exception|Warning)|[a-z_]\w*(?:\.\w+)+): /i, "");
  return plainText(text, max) || l10n.t("failed");
}

export function couldNotRead(kind: Kind): string {
  switch (kind) {
    case "project":
      return l10n.t("Could not load projects");
    case "task":
      return l10n.t("Could not load tasks");
    case "job":
      return l10n.t("Could not load jobs");
  }
}

export function loadingOf(kind: Kind): string {
  switch (kind) {
    case "project":
      return l10n.t("Loading projects");
    case "task":
      return l10n.t("Loading tasks");
    case "job":
      return l10n.t("Loading jobs");
  }
}

/** @param place the name of an organization */
export function nothingYet(kind: Kind, place: string): string {
  switch (kind) {
    case "project":
      return l10n.t("No projects in {0} yet.", place);
    case "task":
      return l10n.t("No tasks in {0} yet.", place);
    case "job":
      return l10n.t("No jobs in {0} yet.", place);
  }
}
