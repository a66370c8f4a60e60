import type { FormRequest, FormView, HostMessage, RequestMessage } from "./protocol.ts";

export interface Api {
  postMessage(message: RequestMessage): void;
  setState(state: unknown): void;
}

export type Asking = Pick<HostLink, "ask">;

/** The way to the extension and back. */
export class HostLink {
  readonly #api: Api;
  readonly #waiting = new Map<number, (isDone: boolean) => void>();
  #last = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** @returns whether it was done; why not is in the view then */
  ask(request: FormRequest): Promise<boolean> {
    const id = (this.#last += 1);
    this.#api.postMessage({ id, request });
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** VS Code keeps this when the window is loaded anew. */
  keep(state: unknown): void {
    this.#api.setState(state);
  }

  /** What the extension said, if it is something to be shown. */
  take(data: unknown): Exclude<HostMessage, { kind: "answer" }> | undefined {
    if (!isObject(data)) return undefined;
    switch (data["kind"]) {
      case "view": {
        const { view } = data;
        return isView(view) ? { kind: "view", view } : undefined;
      }
      case "focus": {
        const { field } = data;
        return typeof field === "string" ? { kind: "focus", field } : undefined;
      }
      case "answer": {
        const { id, ok } = data;
        if (typeof id !== "number") return undefined;
        this.#waiting.get(id)?.(ok === true);
        this.#waiting.delete(id);
        return undefined;
      }
      default:
        return undefined;
    }
  }
}

/** Only the extension of the same version sends these: enough to tell a view from anything else. */
function isView(value: unknown): value is FormView {
  return (
    isObject(value) &&
    typeof value["heard"] === "number" &&
    typeof value["title"] === "string" &&
    ["subtitle", "facts", "fields"].every((name) => Array.isArray(value[name]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
