import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

/**
 * Where the bytes of pictures are had from. A stored name is `sample/<path below the sample's images>` or
 * `upload/<number of the data>/<key of the file>-<name>`.
 */
export class Pictures {
  readonly #sampleImages: string;
  /** Keeps uploads from start to start; without it they are kept in memory. */
  readonly #folder: string | undefined;
  readonly #memory = new Map<string, Buffer>();

  constructor(sampleImages: string, folder: string | undefined) {
    this.#sampleImages = sampleImages;
    this.#folder = folder;
  }

  /** The bytes of a stored name; `undefined` if they are gone. */
  async read(stored: string): Promise<Buffer | undefined> {
    const kept = this.#memory.get(stored);
    if (kept) return kept;
    const [, root, below = ""] = /^(sample|upload)\/(.+)$/.exec(stored) ?? [];
    const folder = root === "sample" ? this.#sampleImages : this.#folder;
    if (folder === undefined || below.split("/").includes("..")) return undefined;
    try {
      return await readFile(path.join(folder, root === "sample" ? below : stored));
    } catch {
      return undefined;
    }
  }

  /** Stores an uploaded file and gives its name; `key` is a new one for each file of the data. */
  store(dataId: number, key: string, name: string, content: Buffer): string {
    const stored = `upload/${dataId}/${key}-${name.replace(/[^\w.-]/g, "_")}`;
    if (this.#folder === undefined) this.#memory.set(stored, content);
    else {
      const file = path.join(this.#folder, stored);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return stored;
  }

  /** Adds to the end of a stored file. */
  append(stored: string, content: Buffer): void {
    if (this.#folder !== undefined) appendFileSync(path.join(this.#folder, stored), content);
    else this.#memory.set(stored, Buffer.concat([this.#memory.get(stored) ?? Buffer.alloc(0), content]));
  }

  /** Forgets the pictures of data that was removed. */
  forget(dataId: number): void {
    const prefix = `upload/${dataId}/`;
    for (const stored of this.#memory.keys()) if (stored.startsWith(prefix)) this.#memory.delete(stored);
    if (this.#folder !== undefined) rmSync(path.join(this.#folder, prefix), { recursive: true, force: true });
  }
}
