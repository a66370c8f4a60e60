import type { Json } from "./scenario.ts";

/** The values behind `{{name}}`. */
export class Variables {
  readonly #values: Map<string, Json>;

  constructor(values: Iterable<readonly [string, Json]>) {
    this.#values = new Map(values);
  }

  get(name: string): Json | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: Json): void {
    this.#values.set(name, value);
  }

  /** Puts the values in; one that is the whole text keeps its type. What has no value stays as it is. */
  fill(value: Json): Json {
    if (typeof value === "string") {
      const whole = /^\{\{([^{}]+)\}\}$/.exec(value)?.[1];
      return (whole === undefined ? undefined : this.#values.get(whole)) ?? this.text(value);
    }
    if (Array.isArray(value)) return value.map((each: Json) => this.fill(each));
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value as Readonly<Record<string, Json>>);
      return Object.fromEntries(entries.map(([key, each]) => [this.text(key), this.fill(each)]));
    }
    return value;
  }

  text(template: string): string {
    return template.replace(/\{\{([^{}]+)\}\}/g, (found, name: string) => {
      const value = this.#values.get(name);
      return value === undefined ? found : typeof value === "string" ? value : JSON.stringify(value);
    });
  }
}

/** The value at a JSON pointer; `undefined` if there is none. */
export function at(value: Json | undefined, pointer: string): Json | undefined {
  return pointer
    .split("/")
    .slice(1)
    .reduce<Json | undefined>((inside, part) => member(inside, part), value);
}

function member(value: Json | undefined, part: string): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === part)?.[1];
}
