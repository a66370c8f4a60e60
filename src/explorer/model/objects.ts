import type { BackgroundRequest } from "../../core/index.ts";
import { type CvatObject, keyOf, type ObjectKey, type ObjectNode, type Shown } from "./nodes.ts";

class Entry implements Shown {
  readonly key: ObjectKey;
  object: CvatObject;
  creation: BackgroundRequest | null | undefined;
  readonly rows = new Set<ObjectNode>();

  constructor(object: CvatObject) {
    this.key = keyOf(object);
    this.object = object;
  }
}

/**
 * The objects that rows stand for, each once: from an object's identity to all the rows that show it, in all views. What
 * one view reads is so seen in the others, and one change redraws every row that shows the object.
 */
export class Objects {
  readonly #entries = new Map<ObjectKey, Entry>();
  readonly #listeners = new Set<(rows: readonly ObjectNode[]) => void>();

  /** @returns what takes the listener away again */
  onDidChange(listener: (rows: readonly ObjectNode[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get(key: ObjectKey): Shown | undefined {
    return this.#entries.get(key);
  }

  rows(key: ObjectKey): readonly ObjectNode[] {
    return [...(this.#entries.get(key)?.rows ?? [])];
  }

  /** Takes what was just read, and has the rows redrawn that show something else by now. */
  put(objects: readonly CvatObject[]): void {
    const changed: ObjectNode[] = [];
    for (const object of objects) {
      const entry = this.#entries.get(keyOf(object));
      if (!entry) {
        this.#entries.set(keyOf(object), new Entry(object));
      } else {
        if (differs(entry.object, object)) changed.push(...entry.rows);
        entry.object = object;
      }
    }
    this.#tell(changed);
  }

  setCreation(key: ObjectKey, creation: BackgroundRequest | null): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.creation = creation;
    this.#tell([...entry.rows]);
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

/** An object that was brought up to date in its place cannot be compared with what it was. */
function differs(before: CvatObject, after: CvatObject): boolean {
  return before.entity === after.entity || JSON.stringify(before.entity) !== JSON.stringify(after.entity);
}
