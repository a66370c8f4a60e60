/** What every row has. Rows never change: an update puts a new one in the old one's place. */
export interface Row {
  readonly id: number;
}

export interface TableState<T extends Row> {
  readonly next: number;
  readonly rows: readonly T[];
}

/** The rows of one kind in the order of their ids, which ascend and are never given twice. */
export class Table<T extends Row> implements Iterable<T> {
  readonly #rows = new Map<number, T>();
  readonly #changed: () => void;
  #next = 1;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The id that the next row will get. */
  get next(): number {
    return this.#next;
  }

  get size(): number {
    return this.#rows.size;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#rows.values();
  }

  get(id: number | null): T | undefined {
    return id === null ? undefined : this.#rows.get(id);
  }

  find(test: (row: T) => boolean): T | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row;
    return undefined;
  }

  where(test: (row: T) => boolean): T[] {
    return [...this.#rows.values()].filter(test);
  }

  /** `make` gets the new row's id. */
  insert(make: (id: number) => T): T {
    const row = make(this.#next);
    this.#next = Math.max(this.#next, row.id) + 1;
    this.#rows.set(row.id, row);
    this.#changed();
    return row;
  }

  update(id: number, change: Partial<Omit<T, "id">>): T {
    const old = this.#rows.get(id);
    if (!old) throw new Error(`There is no row ${id}`);
    const row = { ...old, ...change };
    this.#rows.set(id, row);
    this.#changed();
    return row;
  }

  remove(id: number): void {
    if (this.#rows.delete(id)) this.#changed();
  }

  removeWhere(test: (row: T) => boolean): void {
    for (const row of this.where(test)) this.remove(row.id);
  }

  save(): TableState<T> {
    return { next: this.#next, rows: [...this.#rows.values()] };
  }

  load(state: TableState<T>): void {
    this.#rows.clear();
    for (const row of state.rows) this.#rows.set(row.id, row);
    this.#next = state.next;
  }
}
