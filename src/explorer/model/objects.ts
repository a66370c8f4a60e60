import type { BackgroundRequest } from "../../core/index.ts";
import { type CvatObject, isWithin, keyOf, type ObjectKey } from "../../objects/index.ts";
import type { Expectation, ExpectedFields, NamesAbove } from "./expected.ts";
import { type ObjectNode, type Shown } from "./nodes.ts";

class Entry implements Shown {
  readonly key: ObjectKey;
  object: CvatObject;
  creation: BackgroundRequest | null | undefined;
  expected: ExpectedFields = {};
  namesAbove: NamesAbove = {};
  refusal: string | undefined;
  readonly rows = new Set<ObjectNode>();
  readonly #expectations = new Set<ExpectedFields>();
  /** The putting with which the object came. */
  #since: number;
  /** What the rows show: the object itself may be brought up to date in its place. */
  #text: string;
  stand: string;

  constructor(object: CvatObject, since: number) {
    this.key = keyOf(object);
    this.#since = since;
    this.object = object;
    this.#text = JSON.stringify(object.entity);
    this.stand = standOf(object);
  }

  /** Whether the rows show something else by now. */
  put(object: CvatObject, since: number, asked: number): boolean {
    // One that was asked for with this one already here is newer, whatever the server's clock said.
    if (asked < this.#since && isOlder(object, this.object)) return false;
    this.#since = since;
    const hadRefusal = this.refusal !== undefined;
    const isOther = this.#hold(object);
    this.refusal = undefined;
    this.namesAbove = {};
    return isOther || hadRefusal;
  }

  /** A change of it is over, for which it was read, as a rule. */
  settle(since: number, refusal: string | undefined): void {
    this.#since = since;
    if (this.#hold(this.object)) this.namesAbove = {};
    this.refusal = refusal;
  }

  /** Whether it has other values by now. */
  #hold(object: CvatObject): boolean {
    const text = JSON.stringify(object.entity);
    const isOther = text !== this.#text;
    this.object = object;
    this.#text = text;
    this.stand = standOf(object);
    return isOther;
  }

  /** What stands above it was read, and may be called something else by now. Whether the rows show that. */
  nameAbove(names: NamesAbove, asked: number): boolean {
    if (asked >= 0 && asked < this.#since) return false;
    const { entity } = this.object;
    const isNews = Object.entries(names).some(
      ([field, name]) => name !== (Reflect.get(this.namesAbove, field) ?? Reflect.get(entity, field)),
    );
    if (isNews) this.namesAbove = { ...this.namesAbove, ...names };
    return isNews;
  }

  expect(fields: ExpectedFields): () => void {
    this.refusal = undefined;
    this.#expectations.add(fields);
    this.#merge();
    return () => {
      this.#expectations.delete(fields);
      this.#merge();
    };
  }

  #merge(): void {
    this.expected = [...this.#expectations].reduce<ExpectedFields>((all, one) => ({ ...all, ...one }), {});
  }
}

/**
 * The objects that rows stand for, each once: from an object's identity to all the rows that show it, in all views. What
 * one view reads is so seen in the others, and one change redraws every row that shows the object.
 */
export class Objects {
  readonly #entries = new Map<ObjectKey, Entry>();
  #puttings = 0;
  readonly #listeners = new Set<(rows: readonly ObjectNode[]) => void>();

  /** @returns what takes the listener away again */
  onDidChange(listener: (rows: readonly ObjectNode[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get(key: ObjectKey): Shown | undefined {
    return this.#entries.get(key);
  }

  /** Whether the row above an object tells something else of it by now than when it was put here. */
  hasMoved(object: CvatObject): boolean {
    const entry = this.#entries.get(keyOf(object));
    return entry !== undefined && entry.stand !== standOf(object);
  }

  rows(key: ObjectKey): readonly ObjectNode[] {
    return [...(this.#entries.get(key)?.rows ?? [])];
  }

  /** The object, and those that are known to go with it when it is removed. */
  within(key: ObjectKey): readonly ObjectKey[] {
    const belongs = (entry: Entry): boolean => entry.key !== key && isWithin(entry.object, key);
    return [...[...this.#entries.values()].filter(belongs).map((entry) => entry.key), key];
  }

  /** To be noted when something is asked for. */
  get mark(): number {
    return this.#puttings;
  }

  /**
   * Takes what was just read, and has the rows redrawn that show something else by now. An answer that was overtaken by
   * a newer one brings nothing.
   *
   * @param asked the mark from when it was asked for; without one, only the server's dates tell which is newer
   */
  put(objects: readonly CvatObject[], asked = -1): void {
    this.#puttings += 1;
    const changed: ObjectNode[] = [];
    for (const object of objects) {
      const entry = this.#entries.get(keyOf(object));
      if (!entry) this.#entries.set(keyOf(object), new Entry(object, this.#puttings));
      else if (entry.put(object, this.#puttings, asked)) changed.push(...entry.rows);
    }
    this.#tell(changed);
    this.nameBelow(objects, asked);
  }

  /** Tasks name their project, jobs both: what was read before goes by the name of what was just read. */
  nameBelow(objects: readonly CvatObject[], asked = -1): void {
    const names = new Map<ObjectKey, string>();
    for (const object of objects) {
      const newest = this.#entries.get(keyOf(object))?.object ?? object;
      if (newest.kind !== "job") names.set(keyOf(newest), newest.entity.name);
    }
    if (names.size === 0) return;
    const read = new Set(objects.map(keyOf));
    const others = [...this.#entries.values()].filter(({ key }) => !read.has(key));
    const renamed = others.filter((entry) => entry.nameAbove(namesAbove(entry.object, names), asked));
    this.#tell(renamed.flatMap(({ rows }) => [...rows]));
  }

  setCreation(key: ObjectKey, creation: BackgroundRequest | null): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.creation = creation;
    this.#tell([...entry.rows]);
  }

  /** Has the rows of an object show values that are on their way to the server. */
  expect(key: ObjectKey, fields: ExpectedFields): Expectation {
    const entry = this.#entries.get(key);
    if (!entry) return { settle: () => undefined };
    const end = entry.expect(fields);
    this.#tell([...entry.rows]);
    return {
      settle: (refusal) => {
        end();
        entry.settle(this.#puttings, refusal);
        this.#tell([...entry.rows]);
      },
    };
  }

  /** A row begins to show its object. */
  attach(row: ObjectNode): void {
    this.#entries.get(row.shown.key)?.rows.add(row);
  }

  /** A row is gone, and with the last one the object. */
  detach(row: ObjectNode): void {
    const entry = this.#entries.get(row.shown.key);
    entry?.rows.delete(row);
    if (entry?.rows.size === 0) this.#entries.delete(entry.key);
  }

  #tell(rows: readonly ObjectNode[]): void {
    if (rows.length === 0) return;
    for (const listener of this.#listeners) listener(rows);
  }
}

function namesAbove(object: CvatObject, names: ReadonlyMap<ObjectKey, string>): NamesAbove {
  if (object.kind === "project") return {};
  const { project_id } = object.entity;
  const project = names.get(`project:${project_id ?? 0}`);
  const task = object.kind === "job" ? names.get(`task:${object.entity.task_id}`) : undefined;
  return {
    ...(project !== undefined && { project_name: project }),
    ...(task !== undefined && { task_name: task }),
  };
}

/** By the dates of the one server from which both come; an unreadable one says nothing. */
function isOlder(object: CvatObject, held: CvatObject): boolean {
  return microseconds(object.entity.updated_date) < microseconds(held.entity.updated_date);
}

/** Since 1970. CVAT writes six digits after the second, or none; a `Date` has three. */
function microseconds(date: string): number {
  const [point = "", digits = ""] = /\.(\d+)/.exec(date) ?? [];
  return Date.parse(date.replace(point, "")) * 1000 + Number(digits.padEnd(6, "0").slice(0, 6));
}

/** What the row above an object tells of it: of a job how far it is, of others that they are there. */
function standOf({ kind, entity }: CvatObject): string {
  return kind === "job" ? `${entity.stage} ${entity.state}` : "";
}
