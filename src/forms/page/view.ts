import { l10n } from "vscode";
import type { Label } from "../../core/index.ts";
import { denialWords, type Denial } from "../../permissions/index.ts";
import { formatCount, plainText } from "../../ui/index.ts";
import type {
  Control,
  Fact,
  FieldView,
  FooterView,
  FormView,
  Labels,
  NoticeView,
} from "../../webviews/form/protocol.ts";
import type { Identity } from "../drafts.ts";
import { type Around, factsOf, subtitleOf } from "./facts.ts";
import { doubtOf, type Field, personWords } from "../model/fields.ts";
import type { FormModel } from "../model/form-model.ts";
import type { FormObject } from "../model/objects.ts";
import { textOf } from "../model/values.ts";
import { bannerOf, notSaved, resetWords, sendingWords, wasWords } from "./words.ts";

/** All that is read of an object for its form. */
export interface Loaded {
  readonly object: FormObject;
  readonly model: FormModel;
  /** `undefined` if they could not be read. */
  readonly labels: { readonly first: readonly Label[]; readonly total: number } | undefined;
  readonly denials: ReadonlyMap<string, Denial>;
  readonly around: Around;
}

/** How a form stands beside its values. */
export interface Standing {
  readonly heard: number;
  readonly identity: Identity;
  readonly title: string;
  readonly busy: string;
  readonly notice: NoticeView | undefined;
  readonly loaded: Loaded | undefined;
  readonly isSaving: boolean;
  /** What went wrong with the last save; empty if nothing did. */
  readonly trouble: string;
  /** Nothing can be saved any more: it is gone, or somebody else is signed in. */
  readonly isOver: boolean;
  /** It was read by the connection that the window has now. */
  readonly isStillMine: boolean;
  readonly offers: readonly string[];
  /** The assignee is no member any more. */
  readonly hasLeft: boolean;
}

export function viewOf(standing: Standing): FormView {
  const { heard, identity, title, busy, notice, loaded } = standing;
  const { object, model, around } = loaded ?? {};
  return {
    heard,
    identity,
    noun: identity.noun,
    title,
    subtitle: object ? subtitleOf(object) : [],
    busy,
    notice,
    banner:
      object && model && around && !standing.isOver
        ? bannerOf(model, object.entity.updated_date, around.now)
        : undefined,
    facts: object && around ? [...factsOf(object, around), ...noLabels(loaded)] : [],
    labels: loaded && labelsOf(loaded),
    fields: loaded ? loaded.model.fields.map((field) => fieldView(field, loaded, standing)) : [],
    footer: loaded && footerOf(loaded, standing),
  };
}

export function canSave({ model }: Loaded, { isSaving, isOver, isStillMine }: Standing): boolean {
  return (
    !isSaving &&
    !isOver &&
    isStillMine &&
    model.changed.length > 0 &&
    model.undecided.length === 0 &&
    model.wrong.length === 0
  );
}

function labelsOf({ labels, object }: Loaded): Labels | undefined {
  if (object.noun === "organization" || !labels || labels.total === 0) return undefined;
  const chips = labels.first.map(({ name, color }) => ({
    name: plainText(name, 64),
    // It becomes part of a style.
    color: /^#[\da-f]{3,8}$/i.test(color) ? color : "",
  }));
  const rest = labels.total - chips.length;
  return {
    term: l10n.t("Labels"),
    more: l10n.t("{0} more", "{0}"),
    fewer: l10n.t("Show Fewer"),
    total: labels.total,
    beyond: rest > 0 ? l10n.t("and {0} more on the server", formatCount(rest)) : "",
    chips,
  };
}

/** What stands in place of labels. */
function noLabels(loaded: Loaded | undefined): readonly Fact[] {
  if (!loaded || loaded.object.noun === "organization" || (loaded.labels?.total ?? 0) > 0) return [];
  const text = loaded.labels ? l10n.t("none") : l10n.t("could not be loaded");
  return [{ term: l10n.t("Labels"), parts: [{ text, quiet: true }] }];
}

function fieldView(field: Field, { model, denials }: Loaded, standing: Standing): FieldView {
  const { name, label } = field;
  const value = model.value(name);
  const denial = denials.get(name);
  const isChanged = model.isChanged(name);
  return {
    name,
    label,
    control: controlOf(field, model, standing.offers),
    value: field.kind.of === "person" ? plainText(personWords(value), 150) : textOf(value),
    help: helpOf(field, model, standing),
    problem: model.problem(field),
    disabled: denial !== undefined || standing.isOver,
    locked: denial ? denialWords(denial) : "",
    changed: isChanged
      ? { was: wasWords(field, model.started(name)), reset: resetWords(field, model.started(name)) }
      : undefined,
  };
}

function controlOf({ kind, name }: Field, model: FormModel, offers: readonly string[]): Control {
  switch (kind.of) {
    case "text":
      return { kind: "text", placeholder: kind.placeholder, offers: name === "subset" ? offers : [] };
    case "lines":
      return { kind: "lines" };
    case "person":
      return { kind: "person" };
    case "choice": {
      // A word that only newer servers know stays as it is.
      const values = new Set([textOf(model.started(name)), textOf(model.value(name))]);
      const unknown = [...values].filter((value) => !kind.choices.some((choice) => choice.value === value));
      const others = unknown.map((value) => ({ value, label: plainText(value, 40) }));
      return { kind: "choice", choices: [...kind.choices, ...others] };
    }
  }
}

function helpOf(field: Field, model: FormModel, { hasLeft }: Standing): string {
  if (field.name === "assignee" && hasLeft && !model.isChanged(field.name)) {
    const who = plainText(personWords(model.started(field.name)), 100);
    return l10n.t("{0} left the organization.", who);
  }
  return doubtOf(field, model.value(field.name)) || field.help;
}

function footerOf(loaded: Loaded, standing: Standing): FooterView {
  const { model, denials } = loaded;
  const { trouble, isSaving, isOver } = standing;
  const words = isOver ? l10n.t("Nothing can be saved here now") : sendingWords(model);
  const isAllLocked = model.fields.every(({ name }) => denials.has(name));
  const reason = isAllLocked ? [...denials.values()][0] : undefined;
  const isFailed = trouble !== "" || model.wrong.length > 0 || model.conflicts.size > 0;
  const isSomething = model.changed.length > 0 || model.conflicts.size > 0;
  return {
    save: l10n.t("Save"),
    revert: l10n.t("Revert"),
    words: isSaving
      ? l10n.t("Saving")
      : reason
        ? denialWords(reason)
        : isFailed && isSomething && !isOver
          ? notSaved(words)
          : words,
    trouble,
    canSave: canSave(loaded, standing),
    canRevert: isSomething && !isSaving && !isOver,
  };
}
