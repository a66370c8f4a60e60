/** Something that is to be done once, however often it is tried: one try at a time, and none after it is done. */
export class Once {
  #isOver = false;
  #isUnderWay = false;

  /** It is done, or not wanted any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** @returns what came of the try; `undefined` if it came to nothing, or was not begun */
  async try<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    if (this.#isOver || this.#isUnderWay) return undefined;
    this.#isUnderWay = true;
    try {
      const result = await work();
      if (result !== undefined) this.#isOver = true;
      return result;
    } finally {
      this.#isUnderWay = false;
    }
  }

  end(): void {
    this.#isOver = true;
  }
}
