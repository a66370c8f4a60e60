import { type QuickInputButton, QuickInputButtons, type QuickPickItem } from "vscode";

/** Somebody who answers one input after the other, and goes when they have no more to say. */
export interface Typist {
  /** What each input showed: title, placeholder, prompt or rows, value; and what it found wrong. */
  readonly seen: string[];
  /** What is typed, or the row that is chosen; `<back>` presses that button, `<Paste>` the one that is called so. */
  answers: string[];
  /** Happens before each answer. */
  before?: () => void;
}

type Listener<T> = (value: T) => unknown;

class Listeners<T> {
  #listener: Listener<T> = () => undefined;

  readonly listen = (listener: Listener<T>) => {
    this.#listener = listener;
    return { dispose: () => undefined };
  };

  async tell(value: T): Promise<void> {
    await this.#listener(value);
  }
}

abstract class Input {
  title = "";
  step: number | undefined;
  totalSteps: number | undefined;
  placeholder = "";
  buttons: readonly QuickInputButton[] = [];
  readonly #accepted = new Listeners<undefined>();
  readonly #hidden = new Listeners<undefined>();
  readonly #pressed = new Listeners<unknown>();
  readonly onDidAccept = this.#accepted.listen;
  readonly onDidHide = this.#hidden.listen;
  readonly onDidTriggerButton = this.#pressed.listen;
  readonly onDidChangeValue = new Listeners<string>().listen;
  protected readonly typist: Typist;
  #isOver = false;

  constructor(typist: Typist) {
    this.typist = typist;
  }

  show(): void {
    void this.#answer();
  }

  hide(): void {
    void this.#hidden.tell(undefined);
  }

  dispose(): void {
    this.#isOver = true;
  }

  protected abstract readonly shown: string;
  /** What is wrong with what was entered. */
  protected abstract enter(answer: string): void;
  protected abstract readonly problem: string | undefined;

  async #answer(): Promise<void> {
    await Promise.resolve();
    const count = this.totalSteps === undefined ? "" : ` (${this.step}/${this.totalSteps})`;
    this.typist.seen.push(`${this.title}${count} | ${this.placeholder} | ${this.shown}`);
    for (;;) {
      this.typist.before?.();
      const answer = this.typist.answers.shift();
      if (answer === undefined) break;
      const button = this.#buttonOf(answer);
      if (button !== undefined) {
        await this.#pressed.tell(button);
        return;
      }
      this.enter(answer);
      await this.#accepted.tell(undefined);
      await new Promise((resolve) => setImmediate(resolve));
      if (this.problem === undefined || this.#isOver) return;
      this.typist.seen.push(this.problem);
    }
    this.hide();
  }

  #buttonOf(answer: string): QuickInputButton | undefined {
    if (answer === "<back>") return QuickInputButtons.Back;
    return this.buttons.find(({ tooltip }) => answer === `<${tooltip}>`);
  }
}

class TypedInput extends Input {
  value = "";
  prompt = "";
  validationMessage: { readonly message: string } | undefined;

  protected get shown(): string {
    return `${this.prompt} | ${this.value}`;
  }

  protected get problem(): string | undefined {
    return this.validationMessage?.message;
  }

  protected enter(answer: string): void {
    this.value = answer;
  }
}

class PickInput<T extends QuickPickItem> extends Input {
  value = "";
  items: readonly T[] = [];
  activeItems: readonly T[] = [];

  protected get shown(): string {
    return this.items
      .map(({ label, detail }) => (detail === undefined ? label : `${label}: ${detail}`))
      .join(", ");
  }

  protected readonly problem = undefined;

  protected enter(answer: string): void {
    const chosen = this.items.find(({ label }) => label === answer);
    if (!chosen) throw new Error(`${answer} is not offered: ${this.shown}`);
    this.activeItems = [chosen];
  }
}

/** Stands in for an input box. */
export function inputOf(typist: Typist): TypedInput {
  return new TypedInput(typist);
}

/** Stands in for a quick pick. */
export function pickOf<T extends QuickPickItem>(typist: Typist): PickInput<T> {
  return new PickInput<T>(typist);
}
