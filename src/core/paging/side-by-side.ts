import { readPage, unseen } from "./by-number.ts";
import type { Answer, Query, Row } from "./source.ts";

/** Pages that are asked for at the same time. */
const width = 8;

/** The numbered pages of one list, read several at a time. */
export class SideBySide<T extends Row> {
  readonly #query: Query<T>;
  /** Rows that a full page has. */
  readonly #step: number;
  readonly #onAnswer: (answer: Answer<T>) => void;
  readonly #answers = new Map<number, Answer<T>>();
  /** How many rows the list has, as the newest answer says. */
  #count: number;

  constructor(query: Query<T>, step: number, count: number, onAnswer: (answer: Answer<T>) => void) {
    this.#query = query;
    this.#step = step;
    this.#count = count;
    this.#onAnswer = onAnswer;
  }

  add(page: number, answer: Answer<T>): void {
    this.#answers.set(page, answer);
    this.#count = answer.count;
    this.#onAnswer(answer);
  }

  /** Reads the pages that were not read yet, or when the list had another length. */
  async read(signal: AbortSignal): Promise<void> {
    const seen = new Set<number>();
    // Fixed for this round: a server that counts up all the time must not hold it for ever.
    const last = Math.ceil(this.#count / this.#step);
    let end = last + 1;
    let page = 0;
    const work = async () => {
      for (;;) {
        page += 1;
        const mine = page;
        if (mine >= end || (mine - 1) * this.#step >= this.#count) return;
        let answer = this.#answers.get(mine);
        if (answer?.count !== this.#count) {
          answer = await readPage(this.#query, mine, signal);
          if (answer) this.add(mine, answer);
        }
        if (!answer || unseen(answer.rows, seen).length === 0) end = Math.min(end, mine);
      }
    };
    await Promise.all(Array.from({ length: width }, work));
    for (const number of this.#answers.keys()) {
      if (number > last || number >= end) this.#answers.delete(number);
    }
  }

  /** The answers from the first page on, as far as no page is missing. */
  get answers(): readonly Answer<T>[] {
    const answers: Answer<T>[] = [];
    for (let page = 1; ; page += 1) {
      const answer = this.#answers.get(page);
      if (!answer) return answers;
      answers.push(answer);
    }
  }

  /** Whether all rows are there up to the end, going by the last answer. */
  get reachesEnd(): boolean {
    const answers = this.answers;
    const last = answers.at(-1);
    return last !== undefined && (answers.length - 1) * this.#step + last.rows.length >= last.count;
  }

  /** All rows if the pages fit together: the list did not change while they were read. */
  get whole(): T[] | undefined {
    const answers = this.answers;
    const rows = answers.flatMap((answer) => answer.rows);
    const still = answers.every((answer) => answer.count === this.#count);
    return still && rows.length === this.#count && new Set(rows.map((row) => row.id)).size === this.#count
      ? rows
      : undefined;
  }

  /** Has every page be read again, if what is wrong with them does not show in their counts. */
  doubt(): void {
    if (this.answers.every((answer) => answer.count === this.#count)) this.#answers.clear();
  }
}
