import { type Edit, inverseOf } from "./edit.ts";

/** Changes that can be taken back. */
const mostKept = 50;

interface Step {
  /** Through whose sign-in it was made: another one cannot take it back. */
  readonly connection: object;
  readonly edits: readonly Edit[];
}

/** What was changed in this window, the last one on top. */
export class UndoStack {
  #steps: readonly Step[] = [];

  push(connection: object, edits: readonly Edit[]): void {
    if (edits.length > 0) this.#steps = [{ connection, edits }, ...this.#steps].slice(0, mostKept);
  }

  /** The ways back from the last change, which is no longer remembered then. */
  pop(connection: object): readonly Edit[] | undefined {
    const step = this.#steps.find((one) => one.connection === connection);
    this.#steps = this.#steps.filter((one) => one !== step);
    return step?.edits.map(inverseOf);
  }
}
