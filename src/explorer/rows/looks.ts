import { l10n } from "vscode";
import type { Job, Project, Task, TaskDataState } from "../../core/index.ts";
import {
  type CvatObject,
  framesOf,
  nameOf,
  rangeOf,
  stageWord,
  stateWord,
  statusWord,
  taskOfJob,
  tasksOf,
} from "../../objects/index.ts";
import { type CommandId, explain, formatCount, plainText, sentence } from "../../ui/index.ts";
import { seenOf } from "../model/expected.ts";
import { isObjectNode, type Node, type Shown } from "../model/nodes.ts";
import { couldNotRead, failureOf, percentOf } from "./words.ts";

/** How a row looks and sounds. All texts are plain: VS Code shows them as they are. */
export interface Looks {
  readonly label: string;
  readonly description: string;
  /** A codicon. */
  readonly icon: string;
  /** A theme colour; the icon tells the same by its shape. */
  readonly color?: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** What a click does where it does not select an object. */
  readonly click?: CommandId;
  /** Whether there is, or may be, something under the row. */
  readonly opens?: boolean;
  /** What `when` clauses may ask of the row beside its kind. */
  readonly flags?: readonly string[];
  /** Where it is no matter of hovering. */
  readonly tooltip?: string;
}

const dot = " · ";

export function looksOf(node: Node): Looks {
  if (isObjectNode(node)) {
    const { creation, refusal } = node.shown;
    const looks = looksOfObject(seenOf(node.shown), { creation, isAlone: node.view === "cvat.jobs" });
    return refusal === undefined ? looks : { ...looks, spoken: `${looks.spoken}. ${refusal}` };
  }
  switch (node.kind) {
    case "loadMore": {
      const description = l10n.t("{0} of {1}", formatCount(node.loaded), formatCount(node.total));
      const label = l10n.t("Load More");
      const tooltip = l10n.t("{0} loaded", description);
      return {
        label,
        description,
        icon: "ellipsis",
        spoken: `${label}, ${description}`,
        tooltip,
        click: "cvat.loadMore",
      };
    }
    case "error": {
      const words = explain(node.failure.error, couldNotRead(node.children));
      return {
        label: words.what,
        description: words.short,
        icon: "warning",
        color: "list.warningForeground",
        spoken: sentence(words),
        tooltip: sentence(words),
        click: words.next === "signIn" ? "cvat.signIn" : "cvat.retry",
        flags: words.next === "signIn" ? ["signIn"] : [],
      };
    }
    case "nothingMatches": {
      const label = l10n.t("Nothing Matches");
      const description = quoted(node.filter);
      const tooltip = l10n.t("Click to clear the filter.");
      const spoken = `${label}, ${description}`;
      return { label, description, icon: "filter", spoken, tooltip, click: "cvat.clearFilter" };
    }
    case "draft": {
      const label = nameOf(node.draft.title);
      const description = l10n.t("not saved");
      const tooltip = l10n.t("Click to go on with what was typed.");
      const spoken = `${label}, ${description}`;
      return { label, description, icon: "circle-filled", spoken, tooltip, click: "cvat.reopenDraft" };
    }
  }
}

/** A person's filter as it is shown. */
export function quoted(filter: string): string {
  return l10n.t("“{0}”", plainText(filter, 100));
}

/** `kind+flag+flag`, the only place that makes it. */
export function contextValue(kind: string, flags: readonly string[]): string {
  return [kind, ...flags].join("+");
}

/** @param where what is known of the object's surroundings; alone, a job names its task */
export function looksOfObject(
  object: CvatObject,
  where: { readonly creation?: Shown["creation"]; readonly isAlone: boolean } = { isAlone: true },
): Looks {
  switch (object.kind) {
    case "project":
      return projectLooks(object.entity);
    case "task":
      return taskLooks(object.entity, where.creation);
    case "job":
      return jobLooks(object.entity, where.isAlone);
  }
}

function projectLooks(project: Project): Looks {
  const label = nameOf(project.name);
  const tasks = tasksOf(project);
  return {
    label,
    description: join([tasks, project.assignee?.username]),
    icon: "project",
    spoken: spoken([l10n.t("Project {0}", label), tasks], project.assignee?.username),
    opens: project.tasks.count > 0,
  };
}

/** How it stands with a task's data; none as long as nothing else is known. */
export function dataStateOf(task: Task, creation: Shown["creation"]): TaskDataState {
  return task.dataState(creation ?? null);
}

function taskLooks(task: Task, creation: Shown["creation"]): Looks {
  const label = nameOf(task.name);
  const name = l10n.t("Task {0}", label);
  const number = `#${task.id}`;
  const person = task.assignee?.username;
  switch (dataStateOf(task, creation)) {
    case "preparing": {
      const percent = creation ? percentOf(creation) : undefined;
      const state =
        percent === undefined ? l10n.t("preparing") : l10n.t("preparing, {0} %", formatCount(percent));
      return {
        label,
        description: join([state, number]),
        icon: "sync~spin",
        spoken: spoken([name, state], person),
        flags: ["preparing"],
      };
    }
    case "failed": {
      const reason = creation ? failureOf(creation, 60) : "";
      return {
        label,
        description: join([reason, number]),
        icon: "error",
        color: "charts.red",
        spoken: spoken([name, l10n.t("failed: {0}", reason)], person),
        flags: ["failed"],
      };
    }
    case "none": {
      // As long as nobody asked why it has none, only the icon says so.
      const state = creation === undefined ? undefined : l10n.t("no data");
      return {
        label,
        description: join([state, number]),
        icon: "circle-slash",
        spoken: spoken([name, state], person),
        flags: ["noData"],
      };
    }
    case "ready":
      return {
        label,
        description: join([jobsOf(task), person, number]),
        ...taskIcon(task.status),
        spoken: spoken([name, framesOf(task), statusWord(task.status)], person),
        opens: task.jobs.count > 0,
      };
  }
}

function jobsOf(task: Task): string {
  const { count, completed } = task.jobs;
  if (completed === null) return count === 1 ? l10n.t("1 job") : l10n.t("{0} jobs", formatCount(count));
  return l10n.t("{0}/{1} jobs", formatCount(completed), formatCount(count));
}

function taskIcon(status: string): Pick<Looks, "icon" | "color"> {
  switch (status) {
    case "validation":
      return { icon: "eye" };
    case "completed":
      return { icon: "pass-filled", color: "charts.green" };
    default:
      return { icon: "tasklist" };
  }
}

function jobLooks(job: Job, withTask: boolean): Looks {
  const label = l10n.t("Job #{0}", job.id);
  const task = withTask ? taskOfJob(job) : undefined;
  const person = job.assignee?.username;
  const stage = stageWord(job.stage);
  const state = stateWord(job.state);
  const name = task === undefined ? l10n.t("Job {0}", job.id) : l10n.t("Job {0} of {1}", job.id, task);
  if (job.type === "ground_truth") {
    const type = l10n.t("ground truth");
    return {
      label,
      description: join([task, type, state]),
      icon: "verified",
      spoken: spoken([name, type, stage, state], person),
      flags: ["groundTruth"],
    };
  }
  const icon = jobIcon(job.state);
  const replica = job.isReplica ? l10n.t("replica") : undefined;
  return {
    label,
    description: join([task, rangeOf(job), replica, stage, icon ? undefined : state, person]),
    ...(icon ?? { icon: "circle-large-outline" }),
    spoken: spoken([name, framesSpoken(job), replica, stage, state], person),
    flags: job.isReplica ? ["replica"] : [],
  };
}

/** `undefined` for a state that only newer servers know: it is said in words then. */
export function jobIcon(state: string): Pick<Looks, "icon" | "color"> | undefined {
  switch (state) {
    case "new":
      return { icon: "circle-large-outline" };
    case "in progress":
      return { icon: "play-circle", color: "charts.blue" };
    case "completed":
      return { icon: "pass-filled", color: "charts.green" };
    case "rejected":
      return { icon: "error", color: "charts.red" };
    default:
      return undefined;
  }
}

function framesSpoken(job: Job): string {
  return job.dimension === "1d" ? rangeOf(job) : l10n.t("frames {0} to {1}", job.start_frame, job.stop_frame);
}

function spoken(parts: readonly (string | undefined)[], person: string | undefined): string {
  const assigned = person === undefined ? undefined : l10n.t("assigned to {0}", plainText(person, 150));
  return [...parts, assigned].filter((part) => part !== undefined && part !== "").join(", ");
}

function join(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== "")
    .map((part) => plainText(part ?? "", 200))
    .join(dot);
}
