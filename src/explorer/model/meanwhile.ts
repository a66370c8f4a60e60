interface Numbered {
  readonly id: number;
}

/**
 * What this client made and removed while a reading was on its way. The answer may have been put together before that,
 * or after it: nobody can tell, so it is held against what is known to have happened.
 */
export class Meanwhile<T extends Numbered> {
  /** When the reading began. */
  readonly asked: number;
  readonly #made = new Map<number, T>();
  readonly #removed = new Set<number>();
  readonly #tests: ((row: T) => boolean)[] = [];

  constructor(asked: number) {
    this.asked = asked;
  }

  add(row: T): void {
    this.#made.set(row.id, row);
  }

  /** Notes which row went; what the answer brings is kept out by `exclude`. */
  remove(id: number): void {
    this.#removed.add(id);
  }

  exclude(isGone: (row: T) => boolean): void {
    this.#tests.push(isGone);
  }

  get made(): readonly T[] {
    return this.left([...this.#made.values()]);
  }

  get removed(): readonly number[] {
    return [...this.#removed];
  }

  /** What is still there of what an answer brought. */
  left(rows: readonly T[]): readonly T[] {
    return rows.filter((row) => !this.#tests.some((isGone) => isGone(row)));
  }
}
