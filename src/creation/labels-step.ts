import {
  env,
  l10n,
  Position,
  type QuickPickItem,
  Selection,
  type TextDocument,
  ThemeIcon,
  window,
  workspace,
} from "vscode";
import { labelsForCreation, type LabelSpec } from "../core/index.ts";
import type { ObjectPicker } from "../explorer/index.ts";
import { type Answer, askChoice, askText, escapeIcons, plainText, sentenceStart } from "../ui/index.ts";
import { type LabelProblem, readLabelJson, readLabelNames } from "./label-text.ts";
import { labelFaultWords, labelProblemWords } from "./words.ts";

export interface LabelsStep {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly picker: ObjectPicker;
  readonly gone: AbortSignal;
}

type Way = "names" | "project" | "clipboard" | "editor" | "none";

interface WayItem extends QuickPickItem {
  readonly way: Way;
}

/** What came of one way; `again` asks for the way once more, and tells why. */
type Outcome =
  | { readonly kind: "done"; readonly labels: readonly LabelSpec[] }
  | { readonly kind: "again"; readonly note?: string; readonly way?: Way }
  | { readonly kind: "cancelled" };

/** Asks for the labels of what is to be created. */
export async function askForLabels(step: LabelsStep): Promise<Answer<readonly LabelSpec[]>> {
  const steps = new Labels(step);
  let note: { readonly way: Way; readonly text: string } | undefined;
  for (;;) {
    const answer = await steps.askForWay(note);
    if (answer.kind !== "done") return answer;
    const outcome = await steps.take(answer.value.way);
    if (outcome.kind === "cancelled") return outcome;
    if (outcome.kind === "done") return { kind: "done", value: outcome.labels };
    note =
      outcome.note === undefined ? undefined : { way: outcome.way ?? answer.value.way, text: outcome.note };
  }
}

class Labels {
  readonly #step: LabelsStep;
  #typed = "";

  constructor(step: LabelsStep) {
    this.#step = step;
  }

  /** @param note what was wrong with the last choice */
  askForWay(note: { readonly way: Way; readonly text: string } | undefined): Promise<Answer<WayItem>> {
    const item = (way: Way, icon: string, label: string, description: string): WayItem => {
      const problem = note?.way === way ? note.text : undefined;
      return {
        way,
        label,
        description: escapeIcons(description),
        iconPath: new ThemeIcon(problem === undefined ? icon : "warning"),
        ...(problem !== undefined && { detail: escapeIcons(problem) }),
      };
    };
    const editor = window.activeTextEditor;
    const items = [
      item("names", "list-flat", l10n.t("Names…"), l10n.t("typed, with commas between them")),
      item(
        "project",
        "project",
        l10n.t("From Another Project…"),
        l10n.t("a copy with attributes and colors"),
      ),
      item(
        "clipboard",
        "clippy",
        l10n.t("Label JSON in the Clipboard"),
        l10n.t("as CVAT shows it under Raw"),
      ),
      ...(editor
        ? [item("editor", "json", l10n.t("Label JSON in the Editor"), nameOf(editor.document))]
        : []),
      item("none", "circle-slash", l10n.t("No Labels Yet"), l10n.t("they can be added later")),
    ];
    const first = items.find(({ way }) => way === note?.way);
    const { title, step, totalSteps, gone } = this.#step;
    return askChoice<WayItem>({
      title,
      step,
      totalSteps,
      placeholder: l10n.t("Type to choose where the labels come from"),
      items: first ? [first, ...items.filter((one) => one !== first)] : items,
      // Somebody mends the JSON in the editor, or copies another one.
      ignoreFocusOut: true,
      gone,
    });
  }

  async take(way: Way): Promise<Outcome> {
    switch (way) {
      case "none":
        return { kind: "done", labels: [] };
      case "names":
        return await this.#names();
      case "project":
        return await this.#fromProject();
      case "clipboard":
        return await takeJson(await env.clipboard.readText());
      case "editor": {
        const document = window.activeTextEditor?.document;
        return document ? await takeJson(document.getText(), document) : { kind: "again" };
      }
    }
  }

  async #names(): Promise<Outcome> {
    const { title, step, totalSteps, gone } = this.#step;
    const answer = await askText<readonly LabelSpec[]>({
      title,
      step: step + 1,
      totalSteps,
      back: true,
      value: this.#typed,
      placeholder: l10n.t("car, person, traffic light"),
      prompt: l10n.t("Names with commas between them"),
      gone,
      // What was typed is there again after a step back.
      doubt: (typed) => {
        this.#typed = typed;
        return undefined;
      },
      submit: (typed) => {
        this.#typed = typed;
        const read = readLabelNames(typed);
        if (read.ok) return Promise.resolve({ ok: true, value: read.labels });
        const problem = l10n.t("Names with commas between them: {0}.", labelFaultWords(read.fault));
        return Promise.resolve({ ok: false, problem });
      },
    });
    if (answer.kind === "back") return { kind: "again" };
    return answer.kind === "done" ? { kind: "done", labels: answer.value } : answer;
  }

  async #fromProject(): Promise<Outcome> {
    const { picker, gone } = this.#step;
    const [chosen] = (await picker.pick(l10n.t("Copy Labels from a Project"), ["project"])) ?? [];
    if (chosen?.kind !== "project") return gone.aborted ? { kind: "cancelled" } : { kind: "again" };
    const { name } = chosen.entity;
    const labels = labelsForCreation(await chosen.entity.listLabels().all({ signal: gone }));
    if (labels.length === 0) {
      return { kind: "again", note: l10n.t("“{0}” has no labels.", plainText(name, 60)) };
    }
    return { kind: "done", labels };
  }
}

/** What is wrong is shown where it stands. */
async function takeJson(text: string, document?: TextDocument): Promise<Outcome> {
  const read = readLabelJson(text);
  if (read.ok) return { kind: "done", labels: read.labels };
  // A password may have been copied last, and VS Code keeps what it shows in a new editor.
  if (!document && !/^[\ufeff\s]*[[{]/.test(text)) {
    return { kind: "again", note: l10n.t("The clipboard holds no label JSON.") };
  }
  await show(
    read.problem,
    document ?? (await workspace.openTextDocument({ language: "json", content: text })),
  );
  return { kind: "again", way: "editor", note: problemWords(read.problem) };
}

function problemWords(problem: LabelProblem): string {
  return sentenceStart(labelProblemWords(problem));
}

async function show({ position }: LabelProblem, document: TextDocument): Promise<void> {
  const at = new Position(position.line - 1, position.column - 1);
  await window.showTextDocument(document, { selection: new Selection(at, at), preview: false });
}

function nameOf({ fileName }: TextDocument): string {
  return plainText(fileName.split(/[/\\]/).at(-1) ?? "", 60);
}
