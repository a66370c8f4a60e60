import { l10n } from "vscode";
import { longest } from "../../core/index.ts";
import { stageWord, stateWord } from "../../objects/index.ts";
import type { Action } from "../../permissions/index.ts";
import { nameProblem, nameProblemWords, trimmed } from "../../saving/index.ts";
import { formatCount } from "../../ui/index.ts";
import type { Choice, FormNoun } from "../../webviews/form/protocol.ts";
import type { Value } from "./values.ts";

/** What can be changed of an object, as far as that is no matter of how it is shown. */
export interface Field {
  /** As it is read from the object, or from an organization's contact. */
  readonly name: string;
  readonly label: string;
  /** As it stands within a sentence. */
  readonly word: string;
  readonly help: string;
  /** What one must be allowed to do. */
  readonly action: Extract<Action, "edit" | "rename" | "assign" | "setStage" | "setState">;
  readonly kind:
    | { readonly of: "text"; readonly max: number; readonly isNeeded: boolean; readonly placeholder: string }
    | { readonly of: "lines" }
    | { readonly of: "choice"; readonly choices: readonly Choice[] }
    | { readonly of: "person" };
}

/**
 * The fields of a form in their order.
 *
 * @param place the organization's name; `undefined` for what is personal, or where it is not known
 */
export function fieldsOf(noun: FormNoun, place: string | undefined): readonly Field[] {
  switch (noun) {
    case "project":
      return [
        name(longest.name, "rename"),
        assignee(place),
        tracker(l10n.t("An address shown beside the project.")),
      ];
    case "task":
      return [
        name(longest.name, "rename"),
        assignee(place),
        subset(),
        tracker(l10n.t("An address shown beside the task and its jobs.")),
      ];
    case "job":
      return [assignee(place), stage(), state()];
    case "organization":
      return [
        name(longest.organizationName, "edit", false),
        { ...lines("description", l10n.t("Description")), word: l10n.t("description") },
        contact("email", l10n.t("E-mail"), l10n.t("e-mail"), "name@example.org"),
        contact("phoneNumber", l10n.t("Phone"), l10n.t("phone"), ""),
        contact("location", l10n.t("Location"), l10n.t("location"), ""),
      ];
  }
}

function name(max: number, action: "rename" | "edit", isNeeded = true): Field {
  return {
    name: "name",
    label: l10n.t("Name"),
    word: l10n.t("name"),
    help: "",
    action,
    kind: { of: "text", max, isNeeded, placeholder: "" },
  };
}

function assignee(place: string | undefined): Field {
  return {
    name: "assignee",
    label: l10n.t("Assignee"),
    word: l10n.t("assignee"),
    help: place === undefined ? "" : l10n.t("Members of {0}.", place),
    action: "assign",
    kind: { of: "person" },
  };
}

function tracker(help: string): Field {
  return {
    name: "bug_tracker",
    label: l10n.t("Issue tracker"),
    word: l10n.t("issue tracker"),
    help,
    action: "edit",
    kind: { of: "text", max: longest.bugTracker, isNeeded: false, placeholder: "https://" },
  };
}

function subset(): Field {
  return {
    name: "subset",
    label: l10n.t("Subset"),
    word: l10n.t("subset"),
    help: l10n.t("Groups tasks in exports: train, validation, test, or a name of your own."),
    action: "edit",
    kind: { of: "text", max: longest.subset, isNeeded: false, placeholder: "" },
  };
}

function stage(): Field {
  const stages = ["annotation", "validation", "acceptance"];
  return {
    name: "stage",
    label: l10n.t("Stage"),
    word: l10n.t("stage"),
    help: l10n.t("Another stage begins as new, unless you choose a state as well."),
    action: "setStage",
    kind: { of: "choice", choices: stages.map((value) => ({ value, label: stageWord(value) })) },
  };
}

function state(): Field {
  const states = ["new", "in progress", "completed", "rejected"];
  return {
    name: "state",
    label: l10n.t("State"),
    word: l10n.t("state"),
    help: "",
    action: "setState",
    kind: { of: "choice", choices: states.map((value) => ({ value, label: stateWord(value) })) },
  };
}

function lines(name: string, label: string): Omit<Field, "word"> {
  return { name, label, help: "", action: "edit", kind: { of: "lines" } };
}

function contact(name: string, label: string, word: string, placeholder: string): Field {
  // The server keeps the contact as it is given, whatever its length.
  const kind = { of: "text", max: Number.POSITIVE_INFINITY, isNeeded: false, placeholder } as const;
  return { name, label, word, help: "", action: "edit", kind };
}

/** What the server would make of it. */
export function asKept(value: Value): Value {
  return typeof value === "string" ? trimmed(value) : value;
}

/** What the server would have against a value, as a sentence; empty if nothing. */
export function problemOf({ kind, label, name }: Field, value: Value): string {
  if (typeof value !== "string" || kind.of === "choice" || kind.of === "person") return "";
  const max = kind.of === "text" ? kind.max : Number.POSITIVE_INFINITY;
  const problem = nameProblem(value, max);
  if (!problem || (problem.kind === "blank" && !(kind.of === "text" && kind.isNeeded))) return "";
  if (name === "name" || problem.kind !== "tooLong") return nameProblemWords(problem);
  return l10n.t(
    "{0}: the server takes at most {1} characters, these are {2}.",
    label,
    formatCount(problem.max),
    formatCount(problem.length),
  );
}

/** What is odd about a value, though the server takes it; empty if nothing is. */
export function doubtOf({ name }: Field, value: Value): string {
  if (typeof value !== "string" || value.trim() === "") return "";
  if (name === "bug_tracker" && !/^https?:\/\/[^\s/]/i.test(value.trim())) {
    return l10n.t("Not an address that can be opened. It is kept as text.");
  }
  if (name === "email" && !/^[^\s@]+@[^\s@]+$/.test(value.trim())) {
    return l10n.t("Not an e-mail address. It is kept as text.");
  }
  return "";
}

/** A value as it stands in words. */
export function valueWords(field: Field, value: Value): string {
  switch (field.kind.of) {
    case "person":
      return personWords(value);
    case "choice": {
      const choice = field.kind.choices.find((one) => one.value === value);
      return choice?.label ?? (typeof value === "string" ? value : "");
    }
    case "text":
    case "lines":
      return typeof value === "string" && value !== "" ? value : l10n.t("empty");
  }
}

export function personWords(value: Value): string {
  return typeof value === "object" ? (value?.username ?? l10n.t("Nobody")) : "";
}

/** Whether a page may put that value into a field: people are chosen in VS Code only. */
export function accepts({ kind }: Field, value: string): boolean {
  switch (kind.of) {
    case "text":
    case "lines":
      return true;
    case "choice":
      return kind.choices.some((choice) => choice.value === value);
    case "person":
      return false;
  }
}
