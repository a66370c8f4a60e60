import * as v from "valibot";
import type { Logger } from "../core/index.ts";

/** Every setting: what it may be, and what is taken in place of anything else. */
export const settings = {
  "cvat.useEnvironmentToken": { schema: v.picklist(["ask", "always", "never"]), default: "ask" },
} as const;

export type SettingId = keyof typeof settings;
export type SettingValue<K extends SettingId> = v.InferOutput<(typeof settings)[K]["schema"]>;

/** What VS Code holds; anybody may have written anything into it. */
export interface Configuration {
  get(id: string): unknown;
  update(id: string, value: unknown): PromiseLike<void>;
}

export class Settings {
  readonly #configuration: Configuration;
  readonly #logger: Logger;

  constructor(configuration: Configuration, logger: Logger) {
    this.#configuration = configuration;
    this.#logger = logger;
  }

  get<K extends SettingId>(id: K): SettingValue<K> {
    const parsed = v.safeParse(settings[id].schema, this.#configuration.get(id));
    if (parsed.success) return parsed.output;
    this.#logger.warn(
      `The setting ${id} has no value that is known; "${settings[id].default}" is taken instead`,
    );
    return settings[id].default;
  }

  async set<K extends SettingId>(id: K, value: SettingValue<K>): Promise<void> {
    await this.#configuration.update(id, value);
  }
}

/** What VS Code keeps from start to start: a `Memento`. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A value as it was stored, or `otherwise` if there is none, or none that can be used. */
export function readStored<const S extends v.GenericSchema>(
  memory: Memory,
  key: string,
  schema: S,
  otherwise: v.InferOutput<S>,
  logger: Logger,
): v.InferOutput<S> {
  const stored = memory.get(key);
  if (stored === undefined) return otherwise;
  const parsed = v.safeParse(schema, stored);
  if (parsed.success) return parsed.output;
  logger.warn(`What was stored as ${key} is damaged and is not used`);
  return otherwise;
}
