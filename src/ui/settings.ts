import * as v from "valibot";
import { workspace } from "vscode";
import type { Logger } from "../core/index.ts";

/** Every setting: what it may be, and what is taken in place of anything else. */
export const settings = {
  "cvat.useEnvironmentToken": { schema: v.picklist(["ask", "always", "never"]), default: "ask" },
} as const;

export type SettingId = keyof typeof settings;
export type SettingValue<K extends SettingId> = v.InferOutput<(typeof settings)[K]["schema"]>;

export class Settings {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get<K extends SettingId>(id: K): SettingValue<K> {
    const given: unknown = workspace.getConfiguration().get(id);
    const parsed = v.safeParse(settings[id].schema, given);
    if (parsed.success) return parsed.output;
    this.#logger.warn(`The setting ${id} has an unknown value; "${settings[id].default}" is taken instead`);
    return settings[id].default;
  }

  async set<K extends SettingId>(id: K, value: SettingValue<K>): Promise<void> {
    await workspace.getConfiguration().update(id, value, true);
  }
}
