import { env, l10n, type QuickPickItem, type TextDocument, ThemeIcon, window, workspace } from "vscode";
import { labelsForCreation, type LabelSpec } from "../core/index.ts";
import type { ObjectPicker } from "../explorer/index.ts";
import { type Answer, askChoice, askText, escapeIcons, plainText } from "../ui/index.ts";
import { readLabelJson, readLabelNames } from "./label-text.ts";
import { labelFaultWords } from "./words.ts";

export interface LabelsStep {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly picker: ObjectPicker;
  readonly gone: AbortSignal;
}

/** The labels, or the document in which they are to be written first. */
export type Labelling =
  | { readonly kind: "labels"; readonly labels: readonly LabelSpec[] }
  | { readonly kind: "document"; readonly document: TextDocument };

type Way = "names" | "project" | "clipboard" | "editor" | "document" | "none";

interface WayItem extends QuickPickItem {
  readonly way: Way;
}

/** What came of one way; `again` asks for the way once more, and tells why. */
type Outcome =
  Labelling | { readonly kind: "again"; readonly note?: string } | { readonly kind: "cancelled" };

/** Asks for the labels of what is to be created. */
export async function askForLabels(step: LabelsStep): Promise<Answer<Labelling>> {
  const steps = new Labels(step);
  let note: { readonly way: Way; readonly text: string } | undefined;
  for (;;) {
    const answer = await steps.askForWay(note);
    if (answer.kind !== "done") return answer;
    const outcome = await steps.take(answer.value.way);
    if (outcome.kind === "cancelled") return outcome;
    if (outcome.kind !== "again") return { kind: "done", value: outcome };
    note = outcome.note === undefined ? undefined : { way: answer.value.way, text: outcome.note };
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
      item("names", "list-flat", l10n.t("Names…"), l10n.t("typed, with commas or semicolons between")),
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
      item(
        "document",
        "new-file",
        l10n.t("Label JSON in a New Document"),
        l10n.t("to be pasted or written there"),
      ),
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
      // Somebody copies the JSON elsewhere.
      ignoreFocusOut: true,
      gone,
    });
  }

  async take(way: Way): Promise<Outcome> {
    switch (way) {
      case "none":
        return { kind: "labels", labels: [] };
      case "names":
        return await this.#names();
      case "project":
        return await this.#fromProject();
      case "clipboard":
        return await fromClipboard();
      case "editor": {
        const document = window.activeTextEditor?.document;
        return document ? await takeJson(document.getText(), document) : { kind: "again" };
      }
      case "document":
        return {
          kind: "document",
          document: await workspace.openTextDocument({ language: "json", content: "" }),
        };
    }
  }

  async #names(): Promise<Outcome> {
    const { title, step, totalSteps, gone } = this.#step;
    const prompt = l10n.t("Names with commas or semicolons between them");
    const answer = await askText<readonly LabelSpec[]>({
      title,
      step: step + 1,
      totalSteps,
      back: true,
      value: this.#typed,
      placeholder: l10n.t("car, person, traffic light"),
      prompt,
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
        const problem = `${prompt}: ${labelFaultWords(read.fault)}.`;
        return Promise.resolve({ ok: false, problem });
      },
    });
    if (answer.kind === "back") return { kind: "again" };
    return answer.kind === "done" ? { kind: "labels", labels: answer.value } : answer;
  }

  async #fromProject(): Promise<Outcome> {
    const { picker, step, totalSteps, gone } = this.#step;
    const title = l10n.t("Copy Labels from a Project");
    const place = { step: step + 1, totalSteps };
    const [chosen] = (await picker.pick(title, ["project"], undefined, place)) ?? [];
    if (chosen?.kind !== "project") return gone.aborted ? { kind: "cancelled" } : { kind: "again" };
    const { name } = chosen.entity;
    const labels = labelsForCreation(await chosen.entity.listLabels().all({ signal: gone }));
    if (labels.length === 0) {
      return { kind: "again", note: l10n.t("“{0}” has no labels.", plainText(name, 60)) };
    }
    return { kind: "labels", labels };
  }
}

async function fromClipboard(): Promise<Outcome> {
  let text: string;
  try {
    text = await env.clipboard.readText();
  } catch (error) {
    const why = error instanceof Error ? plainText(error.message, 100) : "";
    return { kind: "again", note: l10n.t("The clipboard could not be read. {0}", why).trim() };
  }
  // In a browser VS Code gives an empty text as well where it may not read it.
  if (text === "") return { kind: "again", note: l10n.t("The clipboard is empty, or may not be read here.") };
  return await takeJson(text);
}

/** What is wrong is to be mended where it stands. */
async function takeJson(text: string, document?: TextDocument): Promise<Outcome> {
  const read = readLabelJson(text);
  if (read.ok) return { kind: "labels", labels: read.labels };
  if (document) return { kind: "document", document };
  // A password may have been copied last, and VS Code keeps what it shows in a new editor.
  if (!/^[\ufeff\s]*[[{]/.test(text)) {
    return { kind: "again", note: l10n.t("The clipboard holds no label JSON.") };
  }
  return {
    kind: "document",
    document: await workspace.openTextDocument({ language: "json", content: text }),
  };
}

function nameOf({ fileName }: TextDocument): string {
  return plainText(fileName.split(/[/\\]/).at(-1) ?? "", 60);
}
