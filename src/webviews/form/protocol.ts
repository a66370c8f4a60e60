/**
 * What a form and the extension tell each other. The extension holds the form and words all of it; the page draws what
 * it is given, and asks. Neither side believes the other without looking.
 */

/** A kind of object; stands for its icon as well. */
export type FormNoun = "project" | "task" | "job" | "organization";

/** A piece of text, perhaps a link: the page says only which of the links was followed. */
export interface Part {
  readonly text: string;
  readonly link?: string;
  readonly quiet?: boolean;
}

export interface Fact {
  readonly term: string;
  readonly parts: readonly Part[];
}

export interface LabelChip {
  readonly name: string;
  /** `#rrggbb`, or empty. */
  readonly color: string;
}

export interface Labels {
  readonly term: string;
  readonly chips: readonly LabelChip[];
  /** With {0} for how many are not shown. */
  readonly more: string;
  readonly fewer: string;
  /** How many there are; more than there are chips where there are very many. */
  readonly total: number;
  /** What stands behind the last chip where there are more; else empty. */
  readonly beyond: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** How a field is changed: by typing, by choosing here, or by choosing in VS Code's own picker. */
export type Control =
  | { readonly kind: "text"; readonly placeholder: string; readonly offers: readonly string[] }
  | { readonly kind: "lines" }
  | { readonly kind: "choice"; readonly choices: readonly Choice[] }
  | { readonly kind: "person" };

export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly control: Control;
  /** What stands in the control: of a person the words, of a choice its value. */
  readonly value: string;
  readonly help: string;
  /** Stands in place of the help; empty if there is none. */
  readonly problem: string;
  readonly disabled: boolean;
  /** Why it cannot be changed; empty if it can, or if that is said of the whole form. */
  readonly locked: string;
  /** `undefined` unless it was changed. */
  readonly changed: { readonly was: string; readonly reset: string } | undefined;
}

export interface ConflictView {
  readonly field: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** Which one the person chose, if they did. */
  readonly keep: "mine" | "theirs" | undefined;
}

export interface BannerView {
  readonly title: string;
  readonly text: string;
  readonly conflicts: readonly ConflictView[];
  readonly mine: string;
  readonly theirs: string;
  /** For narrow pages, behind the values. */
  readonly mineShort: string;
  readonly theirsShort: string;
}

/** Something that is said above everything, with what can be done. */
export interface NoticeView {
  readonly title: string;
  readonly text: string;
  readonly actions: readonly { readonly action: FormAction; readonly text: string }[];
}

export interface FooterView {
  readonly save: string;
  readonly revert: string;
  readonly words: string;
  /** What went wrong with the last save; empty if nothing did. */
  readonly trouble: string;
  readonly canSave: boolean;
  readonly canRevert: boolean;
}

export interface FormView {
  /** The last change of a field that is in this view: what was typed since is still on its way. */
  readonly heard: number;
  /** What VS Code is to keep of the page, so that the form comes back after a reload: which one it is, nothing else. */
  readonly identity: { readonly account: string; readonly noun: FormNoun; readonly id: number };
  readonly noun: FormNoun;
  readonly title: string;
  readonly subtitle: readonly Part[];
  /** What is being waited for; empty if nothing is. */
  readonly busy: string;
  readonly notice: NoticeView | undefined;
  readonly banner: BannerView | undefined;
  readonly facts: readonly Fact[];
  readonly labels: Labels | undefined;
  readonly fields: readonly FieldView[];
  readonly footer: FooterView | undefined;
}

export type FormAction = "retry" | "copy" | "discard" | "signIn";

/** What the page asks for. Every request gets one answer. */
export type FormRequest =
  | { readonly kind: "ready" }
  | { readonly kind: "change"; readonly field: string; readonly value: string; readonly change: number }
  | { readonly kind: "offer"; readonly field: string }
  | { readonly kind: "pick"; readonly field: string }
  | { readonly kind: "reset"; readonly field: string }
  | { readonly kind: "keep"; readonly field: string; readonly which: "mine" | "theirs" }
  | { readonly kind: "revert" }
  | { readonly kind: "save" }
  | { readonly kind: "follow"; readonly link: string }
  | { readonly kind: "act"; readonly action: FormAction };

export interface RequestMessage {
  readonly id: number;
  readonly request: FormRequest;
}

export type HostMessage =
  | { readonly kind: "view"; readonly view: FormView }
  | { readonly kind: "focus"; readonly field: string }
  | { readonly kind: "answer"; readonly id: number; readonly ok: boolean };
