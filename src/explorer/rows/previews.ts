import type { CvatObject } from "../../objects/index.ts";
import { pictureOf } from "./tooltip.ts";

/** Pictures that are kept, some ten kilobytes each. */
const mostKept = 30;
/** A tooltip is shown without a picture that is not there by then, in milliseconds. */
const patience = 5000;

/** The pictures of tooltips. What cannot be had is left out without a word. */
export class Previews {
  readonly #kept = new Map<string, string | undefined>();

  async get(object: CvatObject, signal: AbortSignal): Promise<string | undefined> {
    // Numbers are the same on every server.
    const key = `${object.entity.webUrl} ${object.entity.updated_date}`;
    if (this.#kept.has(key)) return this.#kept.get(key);
    try {
      const preview = await object.entity.preview({
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      });
      const picture = preview ? pictureOf(preview) : undefined;
      this.#keep(key, picture);
      return picture;
    } catch {
      return undefined;
    }
  }

  #keep(key: string, picture: string | undefined): void {
    this.#kept.set(key, picture);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
  }
}
