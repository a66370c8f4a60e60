import {
  type InputBox,
  InputBoxValidationSeverity,
  type QuickInputButton,
  QuickInputButtons,
  ThemeIcon,
  window,
} from "vscode";
import { escapeIcons, escapeNotification } from "./text.ts";
import { isCancelled } from "./waiting.ts";

/** How a step of several ended: with a value, by its back button, or by Escape. */
export type Answer<T> =
  { readonly kind: "done"; readonly value: T } | { readonly kind: "back" } | { readonly kind: "cancelled" };

/** What became of what was typed: a value to go on with, or what was wrong with it, as a sentence. */
export type Verdict<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export interface StepButton {
  readonly icon: string;
  readonly tooltip: string;
  /** May give back another value for the input, or a note to be shown below it. */
  readonly run: () => Promise<{ readonly value?: string; readonly note?: string } | undefined>;
}

/** One input in a row of steps. All texts are plain. */
export interface TextStep<T> {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  /** What stands in the input at first, selected: typing replaces it. */
  readonly value: string;
  readonly placeholder: string;
  readonly prompt: string;
  readonly hidden?: boolean;
  /** Ends it as Escape does: what it is about is no longer there. */
  readonly gone?: AbortSignal;
  readonly back?: boolean;
  readonly buttons?: readonly StepButton[];
  /** A doubt about what has been typed so far; it hinders nothing. */
  readonly doubt?: (typed: string) => string | undefined;
  /** Called on Enter. The signal aborts on Escape, and when something else is typed. */
  readonly submit: (
    typed: string,
    options: { readonly signal: AbortSignal; readonly onProgress: (text: string) => void },
  ) => Promise<Verdict<T>>;
}

/**
 * Asks for a text until it is accepted: what was wrong is said below what was typed, which stays. Stays open when the
 * focus goes elsewhere (to a browser, for a token).
 */
export async function askText<T>(step: TextStep<T>): Promise<Answer<T>> {
  if (step.gone?.aborted === true) return { kind: "cancelled" };
  const input = window.createInputBox();
  let leave = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const asked = new TextInput(input, step, { resolve, reject });
      leave = () => {
        asked.leave();
      };
      step.gone?.addEventListener("abort", leave);
      asked.show();
    });
  } finally {
    step.gone?.removeEventListener("abort", leave);
    input.dispose();
  }
}

interface Ending<T> {
  readonly resolve: (answer: Answer<T>) => void;
  readonly reject: (reason: unknown) => void;
}

class TextInput<T> {
  readonly #input: InputBox;
  readonly #step: TextStep<T>;
  readonly #end: Ending<T>;
  readonly #buttons = new Map<QuickInputButton, StepButton>();
  #submitting: AbortController | undefined;
  /** A button shows something of its own, which hides this input for that time. */
  #aside = false;

  constructor(input: InputBox, step: TextStep<T>, end: Ending<T>) {
    this.#input = input;
    this.#step = step;
    this.#end = end;
    input.title = step.title;
    // The only one of its kind is not counted.
    if (step.totalSteps > 1) {
      input.step = step.step;
      input.totalSteps = step.totalSteps;
    }
    input.value = step.value;
    input.valueSelection = [0, step.value.length];
    input.placeholder = step.placeholder;
    input.prompt = literal(step.prompt);
    input.password = step.hidden ?? false;
    input.ignoreFocusOut = true;
    for (const button of step.buttons ?? []) {
      this.#buttons.set({ iconPath: new ThemeIcon(button.icon), tooltip: button.tooltip }, button);
    }
    input.buttons = [...(step.back === true ? [QuickInputButtons.Back] : []), ...this.#buttons.keys()];
  }

  show(): void {
    this.#input.onDidChangeValue((typed) => {
      this.#stop();
      this.#say(this.#step.doubt?.(typed), InputBoxValidationSeverity.Warning);
    });
    this.#input.onDidAccept(() => this.#submit(this.#input.value));
    this.#input.onDidTriggerButton((button) => this.#press(button));
    this.#input.onDidHide(() => {
      if (!this.#aside) this.leave();
    });
    this.#input.show();
  }

  /** Ends it without an answer, shown or hidden. */
  leave(): void {
    this.#stop();
    this.#end.resolve({ kind: "cancelled" });
  }

  async #submit(typed: string): Promise<void> {
    if (this.#submitting !== undefined) return;
    const submitting = new AbortController();
    this.#submitting = submitting;
    this.#input.busy = true;
    this.#say(undefined);
    const { signal } = submitting;
    const onProgress = (text: string): void => {
      if (!signal.aborted) this.#input.prompt = literal(text);
    };
    try {
      const verdict = await this.#step.submit(typed, { signal, onProgress });
      if (signal.aborted) return;
      if (verdict.ok) this.#end.resolve({ kind: "done", value: verdict.value });
      else this.#say(verdict.problem, InputBoxValidationSeverity.Error);
    } catch (error) {
      // A step words its own trouble: what comes here is cancelling, or a fault of ours that must not be lost.
      if (!isCancelled(error) && !signal.aborted) this.#end.reject(error);
    } finally {
      if (this.#submitting === submitting) this.#stop();
    }
  }

  /** Ends a submit that is under way. */
  #stop(): void {
    this.#submitting?.abort();
    this.#submitting = undefined;
    this.#input.busy = false;
    this.#input.prompt = literal(this.#step.prompt);
  }

  async #press(pressed: QuickInputButton): Promise<void> {
    if (pressed === QuickInputButtons.Back) {
      this.#stop();
      this.#end.resolve({ kind: "back" });
      return;
    }
    this.#stop();
    this.#aside = true;
    try {
      const outcome = await this.#buttons.get(pressed)?.run();
      if (outcome?.value !== undefined) {
        this.#input.value = outcome.value;
        this.#say(this.#step.doubt?.(outcome.value), InputBoxValidationSeverity.Warning);
      }
      if (outcome?.note !== undefined) this.#say(outcome.note, InputBoxValidationSeverity.Info);
    } finally {
      if (this.#step.gone?.aborted !== true) this.#input.show();
      this.#aside = false;
    }
  }

  #say(message: string | undefined, severity = InputBoxValidationSeverity.Error): void {
    this.#input.validationMessage =
      message === undefined ? undefined : { message: literal(message), severity };
  }
}

/** What stands below an input draws icons and follows links. */
function literal(text: string): string {
  return escapeNotification(escapeIcons(text));
}
