import * as v from "valibot";
import type { Logger } from "../core/index.ts";
import { type Memory, readStored } from "../ui/index.ts";
import type { OrganizationChoice } from "./choice.ts";

const key = "cvat.organizations";
const byConnection = v.record(
  v.string(),
  v.variant("kind", [
    v.object({ kind: v.literal("all") }),
    v.object({ kind: v.literal("personal") }),
    v.object({
      kind: v.literal("organization"),
      id: v.pipe(v.number(), v.integer()),
      slug: v.pipe(v.string(), v.nonEmpty()),
      name: v.string(),
    }),
  ]),
);

/** This workspace's organization, by connection: another account may not even know it. */
export class Remembered {
  readonly #here: Memory;
  readonly #logger: Logger;

  constructor(here: Memory, logger: Logger) {
    this.#here = here;
    this.#logger = logger;
  }

  get(connectionId: string): OrganizationChoice {
    return this.#all()[connectionId] ?? { kind: "all" };
  }

  async set(connectionId: string, choice: OrganizationChoice): Promise<void> {
    await this.#here.update(key, { ...this.#all(), [connectionId]: choice });
  }

  #all(): Record<string, OrganizationChoice> {
    return readStored(this.#here, key, byConnection, {}, this.#logger);
  }
}
