import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { World } from "./world.ts";

const pause = 300;

/** Keeps a world in a file: written a moment after a change, and at the end, never by halves. */
export class Persistence {
  readonly #world: World;
  readonly #file: string;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  constructor(world: World, folder: string) {
    this.#world = world;
    this.#file = path.join(folder, "state.json");
  }

  /** Fills the world from the file. `false` when there is none; one that cannot be read is put aside. */
  restore(): boolean {
    let text: string;
    try {
      text = readFileSync(this.#file, "utf8");
    } catch {
      return false;
    }
    try {
      this.#world.load(text);
      return true;
    } catch {
      renameSync(this.#file, `${this.#file}.broken`);
      return false;
    }
  }

  /** Begins to write, now and after each change. */
  start(): void {
    this.#unlisten = this.#world.onChange(() => {
      this.#timer ??= setTimeout(() => {
        this.write();
      }, pause);
    });
    this.write();
  }

  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const half = `${this.#file}.${process.pid}.part`;
    writeFileSync(half, this.#world.save());
    renameSync(half, this.#file);
  }

  stop(): void {
    this.#unlisten?.();
    this.write();
  }
}
