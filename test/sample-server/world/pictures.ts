import { readFile } from "node:fs/promises";
import path from "node:path";

/** Where the bytes of pictures are had from. A stored name is `sample/<path below the sample's images>`. */
export class Pictures {
  readonly #sampleImages: string;

  constructor(sampleImages: string) {
    this.#sampleImages = sampleImages;
  }

  /** The bytes of a stored name; `undefined` if they are gone. */
  async read(name: string): Promise<Buffer | undefined> {
    const below = /^sample\/(.+)$/.exec(name)?.[1];
    if (below === undefined || below.split("/").includes("..")) return undefined;
    try {
      return await readFile(path.join(this.#sampleImages, below));
    } catch {
      return undefined;
    }
  }
}
