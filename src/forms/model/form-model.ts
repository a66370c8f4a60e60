import { accepts, asKept, type Field, problemOf } from "./fields.ts";
import { isSameValue, type Value, type Values } from "./values.ts";

/** Somebody else changed a field that was changed here as well. */
export interface Conflict {
  readonly mine: Value;
  readonly theirs: Value;
  /** Which one the person chose to keep, if they did. */
  readonly keep: "mine" | "theirs" | undefined;
}

/** What was changed and not saved, with what it was changed from. */
export interface Changes {
  readonly started: Values;
  readonly values: Values;
}

/** What the person made of a field. */
interface Edit {
  readonly value: Value;
  /** What the server had when the person saw it last: anything else is somebody else's doing. */
  readonly from: Value;
  /** Somebody else's doing was met; which one is to stay is `keep`. */
  readonly isDisputed: boolean;
  readonly keep: Conflict["keep"];
  /** It came with the stage: without a state the server begins another stage as new. */
  readonly follows: boolean;
}

/** The values of a form: what the server has, what the person made of them, and where the two disagree. */
export class FormModel {
  readonly fields: readonly Field[];
  /** As the server has them, by all that is known. */
  #server: Values;
  readonly #edits = new Map<string, Edit>();
  /** What the server had against a value, as long as it stands there. */
  readonly #complaints = new Map<string, { readonly about: Value; readonly text: string }>();
  /** What stood in the fields when they were sent. */
  #sent: Values = {};
  #isSaved = false;

  constructor(fields: readonly Field[], values: Values) {
    this.fields = fields;
    this.#server = values;
  }

  get conflicts(): ReadonlyMap<string, Conflict> {
    const conflicts = new Map<string, Conflict>();
    for (const [name, { value, keep, isDisputed }] of this.#edits) {
      if (isDisputed) conflicts.set(name, { mine: value, theirs: this.started(name), keep });
    }
    return conflicts;
  }

  get changed(): readonly Field[] {
    return this.fields.filter(({ name }) => this.isChanged(name));
  }

  /** What stands here was saved, and nothing happened to it since. */
  get isSaved(): boolean {
    return this.#isSaved && this.#edits.size === 0;
  }

  /** Fields that wait for the person to choose. */
  get undecided(): readonly Field[] {
    return this.fields.filter(({ name }) => {
      const edit = this.#edits.get(name);
      return edit?.isDisputed === true && edit.keep === undefined;
    });
  }

  get wrong(): readonly Field[] {
    return this.fields.filter((field) => this.problem(field) !== "");
  }

  /** What was changed as it stands there, and what it was when the person saw it. What follows the stage is left out. */
  get changes(): Changes {
    const edits = this.changed.flatMap(({ name }) => {
      const edit = this.#edits.get(name);
      return edit ? [{ name, ...edit }] : [];
    });
    const own = edits.filter(({ follows }) => !follows);
    return {
      started: Object.fromEntries(edits.map(({ name, from }) => [name, from])),
      values: Object.fromEntries(own.map(({ name, value }) => [name, value])),
    };
  }

  /** What is to be sent from now on, and what it is to take the place of. */
  sending(): Changes {
    const names = this.changed.map(({ name }) => name);
    // Without a state the server takes the one that comes with the stage.
    if (names.includes("stage") && !names.includes("state")) names.push("state");
    const of = (valueOf: (name: string) => Value) =>
      Object.fromEntries(names.map((name) => [name, valueOf(name)]));
    this.#sent = of((name) => this.value(name));
    return { started: of((name) => this.started(name)), values: of((name) => asKept(this.value(name))) };
  }

  field(name: string): Field | undefined {
    return this.fields.find((field) => field.name === name);
  }

  value(name: string): Value {
    const edit = this.#edits.get(name);
    return edit && edit.keep !== "theirs" ? edit.value : this.started(name);
  }

  started(name: string): Value {
    return this.#server[name] ?? null;
  }

  isChanged(name: string): boolean {
    // What nobody touched is no change, whatever blanks the server keeps.
    return this.#edits.has(name) && !isSameValue(asKept(this.value(name)), this.started(name));
  }

  /** What is wrong with a field: only what was changed can be wrong. */
  problem(field: Field): string {
    const { name } = field;
    if (!this.isChanged(name)) return "";
    const complaint = this.#complaints.get(name);
    const value = this.value(name);
    return (
      problemOf(field, value) || (complaint && isSameValue(complaint.about, value) ? complaint.text : "")
    );
  }

  /** The server had something against what was sent; by now there may stand something else. */
  complain(name: string, text: string): void {
    this.#complaints.set(name, { about: this.#sent[name] ?? null, text });
  }

  /** What a person typed or chose. False for what no form would ask for. */
  type(name: string, value: string): boolean {
    const field = this.field(name);
    if (!field || !this.#canHold(field, value)) return false;
    this.set(name, value);
    return true;
  }

  set(name: string, value: Value): void {
    this.#isSaved = false;
    const isDisputed = this.#edits.get(name)?.isDisputed ?? false;
    // Whoever goes on changing a field keeps their own.
    const keep = isDisputed ? "mine" : undefined;
    this.#edits.set(name, { value, from: this.started(name), isDisputed, keep, follows: false });
    this.#settle();
  }

  reset(name: string): boolean {
    if (!this.keep(name, "theirs")) this.#edits.delete(name);
    this.#settle();
    return true;
  }

  revert(): void {
    this.#edits.clear();
    this.#complaints.clear();
  }

  keep(name: string, which: "mine" | "theirs"): boolean {
    const edit = this.#edits.get(name);
    if (!edit?.isDisputed) return false;
    this.#edits.set(name, { ...edit, from: this.started(name), keep: which, follows: false });
    this.#settle();
    return true;
  }

  /** The server has other values by now: what was not changed here follows; for the rest it is asked. */
  hold(theirs: Values): void {
    const isSame = this.fields.every(({ name }) => isSameValue(theirs[name] ?? null, this.started(name)));
    this.#isSaved &&= isSame;
    this.#server = theirs;
    this.#compare();
  }

  /** What was sent is done; what was changed since stays. */
  saved(theirs: Values): void {
    const sent = this.#sent;
    this.#isSaved = true;
    this.#server = theirs;
    this.#complaints.clear();
    for (const [name, edit] of this.#edits) {
      if (edit.keep === "theirs" || (name in sent && isSameValue(edit.value, sent[name]))) {
        this.#edits.delete(name);
      } else if (name in sent) {
        this.#edits.set(name, { ...edit, from: this.started(name), isDisputed: false, keep: undefined });
      }
    }
    this.#compare();
  }

  /** Brings back what was changed earlier, on what the server has now. */
  bringBack({ started, values }: Changes): void {
    const edited = (value: Value, name: string, follows: boolean): Edit => {
      const from = name in started ? (started[name] ?? null) : this.started(name);
      return { value, from, isDisputed: false, keep: undefined, follows };
    };
    for (const [name, value] of Object.entries(values)) {
      const field = this.field(name);
      if (field && this.#canHold(field, value)) this.#edits.set(name, edited(value, name, false));
    }
    if (this.#edits.has("stage") && !this.#edits.has("state"))
      this.#edits.set("state", edited("new", "state", true));
    this.#compare();
  }

  #canHold(field: Field, value: Value): boolean {
    if (field.kind.of === "person") return typeof value !== "string";
    // A word that only newer servers know can be chosen again as long as it is the server's.
    return typeof value === "string" && (accepts(field, value) || value === this.started(field.name));
  }

  /** Finds what somebody else changed as well. */
  #compare(): void {
    for (const [name, edit] of this.#edits) {
      if (edit.keep === "theirs" || isSameValue(edit.from, this.started(name))) continue;
      const isBlank = !isSameValue(edit.value, edit.from) && isSameValue(asKept(edit.value), edit.from);
      if (isBlank) this.#edits.delete(name);
      else this.#edits.set(name, { ...edit, isDisputed: true, keep: undefined });
    }
    this.#settle();
  }

  /** Where both want the same there is nothing to change, and nothing to ask. */
  #settle(): void {
    const withStage = this.field("state") !== undefined && this.isChanged("stage");
    const state = this.#edits.get("state");
    if (!withStage && state?.follows === true) this.#edits.delete("state");
    if (withStage && !state) {
      const from = this.started("state");
      this.#edits.set("state", { value: "new", from, isDisputed: false, keep: undefined, follows: true });
    }
    for (const [name, { keep, value, isDisputed }] of this.#edits) {
      // The state that was there is a choice beside another stage.
      if (this.isChanged(name) || keep === "theirs" || (name === "state" && withStage)) continue;
      // A blank at the end is no change yet, but whoever typed it goes on after it.
      if (!isDisputed && !isSameValue(value, this.started(name))) continue;
      this.#edits.delete(name);
    }
  }
}
