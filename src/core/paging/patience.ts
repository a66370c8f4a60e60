import { UnexpectedResponseError } from "../errors.ts";
import type { RequestFacts } from "../errors.ts";

/** Pages in a row after which as much is to come as before; additions of others alone do not reach that. */
const most = 100;

/** Ends the reading of a list that never comes nearer to its end. */
export class Patience {
  #least = Infinity;
  #inARow = 0;

  /** @throws {UnexpectedResponseError} if `remaining` has not become less for too many pages */
  check(remaining: number, facts: RequestFacts): void {
    if (remaining < this.#least) {
      this.#least = remaining;
      this.#inARow = 0;
      return;
    }
    this.#inARow += 1;
    if (this.#inARow > most) throw new UnexpectedResponseError("shape", facts);
  }
}
