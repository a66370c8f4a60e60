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

/** The values of a form: what the server has, what the person made of them, and where the two disagree. */
export class FormModel {
  readonly fields: readonly Field[];
  #started: Values;
  #values: Values;
  readonly #conflicts = new Map<string, Conflict>();
  /** What the server had against a value, as long as it stands there. */
  readonly #complaints = new Map<string, { readonly about: Value; readonly text: string }>();
  /** What stood in the fields when they were sent. */
  #sent: Values = {};
  /** The state is the one that comes with the stage. */
  #doesStateFollow = true;

  constructor(fields: readonly Field[], values: Values) {
    this.fields = fields;
    this.#started = values;
    this.#values = values;
  }

  get conflicts(): ReadonlyMap<string, Conflict> {
    return this.#conflicts;
  }

  get changed(): readonly Field[] {
    return this.fields.filter(({ name }) => this.isChanged(name));
  }

  /** Fields that wait for the person to choose. */
  get undecided(): readonly Field[] {
    return this.fields.filter(({ name }) => {
      const conflict = this.#conflicts.get(name);
      return conflict !== undefined && conflict.keep === undefined;
    });
  }

  get wrong(): readonly Field[] {
    return this.fields.filter((field) => this.problem(field) !== "");
  }

  /** What was changed as it stands there, and what it was before. */
  get changes(): Changes {
    return this.#changesOf(this.changed.map(({ name }) => name));
  }

  /** What is to be sent from now on, and what it is to take the place of. */
  sending(): Changes {
    const names = this.changed.map(({ name }) => name);
    // Without a state the server takes the one that comes with the stage.
    if (names.includes("stage") && !names.includes("state")) names.push("state");
    const { started, values } = this.#changesOf(names);
    this.#sent = values;
    return { started, values: Object.fromEntries(names.map((name) => [name, asKept(this.value(name))])) };
  }

  field(name: string): Field | undefined {
    return this.fields.find((field) => field.name === name);
  }

  value(name: string): Value {
    return this.#values[name] ?? null;
  }

  started(name: string): Value {
    return this.#started[name] ?? null;
  }

  isChanged(name: string): boolean {
    return !isSameValue(asKept(this.value(name)), this.started(name));
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
    this.#put(name, value);
    const conflict = this.#conflicts.get(name);
    // Whoever goes on changing a field keeps their own.
    if (conflict) this.#conflicts.set(name, { ...conflict, mine: value, keep: "mine" });
    if (name === "state") this.#doesStateFollow = false;
    if (name === "stage") this.#followStage();
  }

  reset(name: string): boolean {
    if (this.#conflicts.has(name)) this.keep(name, "theirs");
    this.#put(name, this.started(name));
    if (name === "state") this.#doesStateFollow = true;
    if (name === "stage" || name === "state") this.#followStage();
    return true;
  }

  revert(): void {
    this.#values = this.#started;
    this.#conflicts.clear();
    this.#complaints.clear();
    this.#doesStateFollow = true;
  }

  keep(name: string, which: "mine" | "theirs"): boolean {
    const conflict = this.#conflicts.get(name);
    if (!conflict) return false;
    this.#conflicts.set(name, { ...conflict, keep: which });
    this.#put(name, conflict[which]);
    if (name === "stage") this.#followStage();
    return true;
  }

  /** The server has other values by now: what was not changed here follows; for the rest it is asked. */
  hold(theirs: Values): void {
    const before = this.#started;
    this.#take(theirs, (name) => !this.isChanged(name));
    if (this.isChanged("stage")) this.#followStage();
    for (const { name } of this.changed) {
      if (!isSameValue(this.started(name), before[name])) this.#dispute(name);
    }
    this.#settle();
  }

  /** What was sent is done; what was changed since stays. */
  saved(theirs: Values): void {
    const sent = this.#sent;
    this.#conflicts.clear();
    this.#complaints.clear();
    this.#take(theirs, (name) =>
      name in sent ? isSameValue(this.value(name), sent[name]) : !this.isChanged(name),
    );
    this.#doesStateFollow = !this.isChanged("state");
  }

  /** Brings back what was changed earlier, on what the server has now. */
  bringBack({ started, values }: Changes): void {
    for (const [name, value] of Object.entries(values)) {
      const field = this.field(name);
      if (!field || !this.#canHold(field, value)) continue;
      this.#put(name, value);
      if (name === "state") this.#doesStateFollow = false;
      const isAsBefore = isSameValue(this.started(name), started[name]);
      if (this.isChanged(name) && !isAsBefore) this.#dispute(name);
    }
  }

  #canHold(field: Field, value: Value): boolean {
    if (field.kind.of === "person") return typeof value !== "string";
    // A word that only newer servers know can be chosen again as long as it is the server's.
    return typeof value === "string" && (accepts(field, value) || value === this.started(field.name));
  }

  #changesOf(names: readonly string[]): Changes {
    const of = (values: Values) => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
    return { started: of(this.#started), values: of(this.#values) };
  }

  #dispute(name: string): void {
    this.#conflicts.set(name, { mine: this.value(name), theirs: this.started(name), keep: undefined });
  }

  /** A conflict is over when both want the same. */
  #settle(): void {
    for (const [name, { keep }] of this.#conflicts) {
      if (!this.isChanged(name) && keep !== "theirs") this.#conflicts.delete(name);
    }
  }

  #take(theirs: Values, follows: (name: string) => boolean): void {
    const following = this.fields.filter(({ name }) => follows(name));
    this.#started = theirs;
    for (const { name } of following) this.#put(name, theirs[name] ?? null);
  }

  #put(name: string, value: Value): void {
    this.#values = { ...this.#values, [name]: value };
  }

  #followStage(): void {
    if (!this.#doesStateFollow || !this.field("state")) return;
    this.#put("state", this.isChanged("stage") ? "new" : this.started("state"));
  }
}
