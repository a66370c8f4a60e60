import type { Logger } from "../../src/core/index.ts";

/** Stands in for a `Memento`, and for VS Code's settings. */
export interface MemoryDouble {
  readonly values: Map<string, unknown>;
  get(key: string): unknown;
  update(key: string, value: unknown): Promise<void>;
}

export function memoryOf(values: Readonly<Record<string, unknown>> = {}): MemoryDouble {
  const held = new Map(Object.entries(values));
  return {
    values: held,
    get: (key) => held.get(key),
    update: (key, value) => {
      // What is stored is not what was handed in: VS Code writes it out as JSON.
      held.set(key, value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

/** A logger that keeps its lines, each with its level before it. */
export function noting(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const note = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return {
    lines,
    logger: {
      trace: note("trace"),
      debug: note("debug"),
      info: note("info"),
      warn: note("warn"),
      error: note("error"),
    },
  };
}
