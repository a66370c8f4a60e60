import { type Event, EventEmitter } from "vscode";
import * as v from "valibot";
import type { Logger } from "../core/index.ts";
import { type Memory, readStored } from "../ui/index.ts";
import type { FormNoun } from "../webviews/form/protocol.ts";
import type { Changes } from "./model/form-model.ts";

/** Which object of which account a form is about. */
export interface Identity {
  /** A connection's id: server and user name. */
  readonly account: string;
  readonly noun: FormNoun;
  readonly id: number;
}

/** What was typed into a form and not saved. */
export interface Draft extends Changes {
  readonly identity: Identity;
  readonly title: string;
}

const noun = v.picklist(["project", "task", "job", "organization"]);
const identity = v.object({ account: v.string(), noun, id: v.pipe(v.number(), v.safeInteger()) });
const person = v.object({ id: v.number(), username: v.string() });
const values = v.record(v.string(), v.union([v.string(), v.null(), person]));
const draft = v.object({ identity, title: v.string(), started: values, values });
const key = "cvat.drafts";

/** More are not kept; the oldest goes. */
const most = 50;

/** What is left of forms that were closed, or that a crash closed: nothing that was typed is lost. */
export class Drafts {
  readonly #memory: Memory;
  readonly #logger: Logger;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;
  #drafts: readonly Draft[];

  constructor(memory: Memory, logger: Logger) {
    this.#memory = memory;
    this.#logger = logger;
    const stored = readStored(memory, key, v.array(v.unknown()), [], logger);
    this.#drafts = stored.flatMap((one) => {
      const read = v.safeParse(draft, one);
      return read.success ? [read.output] : [];
    });
    if (this.#drafts.length < stored.length) logger.warn(`What was stored as ${key} is damaged in part`);
  }

  get all(): readonly Draft[] {
    return this.#drafts;
  }

  of(identity: Identity): Draft | undefined {
    return this.#drafts.find((one) => keyOfForm(one.identity) === keyOfForm(identity));
  }

  put(made: Draft): void {
    this.#keep([made, ...this.#without(made.identity)].slice(0, most));
  }

  remove(identity: Identity): void {
    if (this.of(identity)) this.#keep(this.#without(identity));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #without(identity: Identity): readonly Draft[] {
    return this.#drafts.filter((one) => keyOfForm(one.identity) !== keyOfForm(identity));
  }

  #keep(drafts: readonly Draft[]): void {
    this.#drafts = drafts;
    Promise.resolve(this.#memory.update(key, drafts)).catch(() => {
      this.#logger.warn("What was typed into a form could not be kept");
    });
    this.#changed.fire();
  }
}

export function keyOfForm({ account, noun, id }: Identity): string {
  return `${account} ${noun} ${id}`;
}

/** What VS Code kept of a panel. */
export function readIdentity(state: unknown): Identity | undefined {
  const read = v.safeParse(identity, state);
  return read.success ? read.output : undefined;
}
