import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import type { Job, JobData } from "../core/index.ts";
import { jobIcon } from "../explorer/index.ts";
import { type CvatObject, stageWord, stateWord, subjectOf } from "../objects/index.ts";
import { askUntil } from "../ui/index.ts";
import type { Begun } from "./editor.ts";
import type { Edit } from "./edit.ts";

type Stage = JobData["stage"];
type State = JobData["state"];

const stages = ["annotation", "validation", "acceptance"] as const satisfies readonly Stage[];
const states = ["new", "in progress", "completed", "rejected"] as const satisfies readonly State[];

interface Wanted {
  readonly stage?: Stage;
  readonly state: State;
}

interface Item extends QuickPickItem {
  readonly wanted?: Wanted;
}

/** Asks for the state of jobs; `undefined` if the person gave it up. */
export async function askForState(
  { objects }: Pick<Begun, "objects">,
  gone: AbortSignal,
): Promise<readonly Edit[] | undefined> {
  const jobs = jobsOf(objects);
  const current = common(jobs.map(({ state }) => state));
  const items = currentFirst(states, current).map((state) => stateItem(state, state === current));
  const wanted = await pick(items, gone, {
    title: l10n.t("Set the State of {0}", subjectOf(objects)),
    placeHolder: l10n.t("Type to filter the states"),
  });
  if (!wanted) return undefined;
  const { state } = wanted;
  return jobs
    .filter((job) => job.state !== state)
    .map((entity): Edit => {
      const object: CvatObject = { kind: "job", entity };
      return { action: "setState", object, started: { state: entity.state }, wanted: { state } };
    });
}

/** Asks for the stage of jobs and, in the same step, for a state that is not the one which comes with it. */
export async function askForStage(
  { objects }: Pick<Begun, "objects">,
  gone: AbortSignal,
): Promise<readonly Edit[] | undefined> {
  const jobs = jobsOf(objects);
  const current = common(jobs.map(({ stage }) => stage));
  const plain = currentFirst(stages, current).map((stage) => stageItem(stage, stage === current));
  const others = stages.filter((stage) => stage !== current);
  const withState = others.flatMap((stage) =>
    states.filter((state) => state !== "new").map((state) => pairItem(stage, state)),
  );
  const separator: Item = { label: l10n.t("with another state"), kind: QuickPickItemKind.Separator };
  const wanted = await pick([...plain, separator, ...withState], gone, {
    title: l10n.t("Set the Stage of {0}", subjectOf(objects)),
    placeHolder: l10n.t("Type to filter by stage and state"),
  });
  if (!wanted) return undefined;
  const { stage, state } = wanted;
  // A job that is in the stage already stays as it is: nothing is begun anew there.
  return jobs
    .filter((job) => stage !== undefined && job.stage !== stage)
    .map((entity): Edit => {
      const object: CvatObject = { kind: "job", entity };
      const started = { stage: entity.stage, state: entity.state };
      return { action: "setStage", object, started, wanted: { ...(stage && { stage }), state } };
    });
}

function jobsOf(objects: readonly CvatObject[]): readonly Job[] {
  return objects.flatMap((object) => (object.kind === "job" ? [object.entity] : []));
}

/** The value that all have. */
function common<T>(values: readonly T[]): T | undefined {
  const [only, another] = new Set(values);
  return another === undefined ? only : undefined;
}

function currentFirst<T>(values: readonly T[], current: T | undefined): readonly T[] {
  return [...values.filter((value) => value === current), ...values.filter((value) => value !== current)];
}

function stateItem(state: State, isCurrent: boolean): Item {
  return {
    label: stateWord(state),
    description: isCurrent ? l10n.t("current") : "",
    iconPath: iconOf(state),
    wanted: { state },
  };
}

function stageItem(stage: Stage, isCurrent: boolean): Item {
  return {
    label: stageWord(stage),
    description: isCurrent ? l10n.t("current") : l10n.t("the state becomes new"),
    iconPath: iconOf("new"),
    wanted: { stage, state: "new" },
  };
}

function pairItem(stage: Stage, state: State): Item {
  return {
    label: l10n.t("{0}, {1}", stageWord(stage), stateWord(state)),
    iconPath: iconOf(state),
    wanted: { stage, state },
  };
}

function iconOf(state: State): ThemeIcon {
  return new ThemeIcon(jobIcon(state)?.icon ?? "circle-large-outline");
}

async function pick(
  items: readonly Item[],
  gone: AbortSignal,
  options: { readonly title: string; readonly placeHolder: string },
): Promise<Wanted | undefined> {
  const chosen = await askUntil(gone, (token) =>
    window.showQuickPick(items, { ...options, matchOnDescription: true }, token),
  );
  return chosen?.wanted;
}
