/** A request as it would have gone out. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly redirect: string | undefined;
  readonly signal: AbortSignal;
}

type Answer = Response | Error;
type Step = Answer | ((sent: Sent) => Answer | Promise<Answer>);

/** Stands in for `fetch`: gives one answer after the other, the last one for all that follow. */
export function scripted(...steps: readonly [Step, ...Step[]]): {
  readonly fetch: typeof fetch;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (input, init = {}) => {
      if (typeof input !== "string") throw new TypeError("the core asks by a plain address");
      const one = sentOf(input, init);
      const step = steps[Math.min(sent.length, steps.length - 1)];
      sent.push(one);
      const answer = typeof step === "function" ? await step(one) : step;
      if (answer instanceof Error) throw answer;
      if (!answer) throw new TypeError("no answer is left");
      // A body can be read only once, and the last answer may be given often.
      return typeof step === "function" ? answer : answer.clone();
    },
  };
}

function sentOf(url: string, { method = "GET", headers, body, redirect, signal }: RequestInit): Sent {
  if (!signal) throw new TypeError("every request can be ended");
  return {
    method,
    url,
    headers: new Headers(headers),
    body: typeof body === "string" ? body : null,
    redirect,
    signal,
  };
}

/** An answer as CVAT gives it. */
export function answer(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, { status, headers: { "Content-Type": "application/vnd.cvat+json", ...headers } });
}

/** An answer whose body comes in these parts, and ends in the way that is said. */
export function streamed(
  parts: readonly (string | Uint8Array)[],
  { status = 200, ends = "well" }: { status?: number; ends?: "well" | "never" | "cut" } = {},
): Response {
  const left = [...parts];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const part = left.shift();
      if (part !== undefined)
        controller.enqueue(typeof part === "string" ? new TextEncoder().encode(part) : part);
      else if (ends === "well") controller.close();
      else if (ends === "cut")
        controller.error(new TypeError("terminated", { cause: coded("UND_ERR_SOCKET") }));
      else return new Promise<void>(() => undefined);
      return undefined;
    },
  });
  return new Response(body, { status, headers: { "Content-Type": "application/vnd.cvat+json" } });
}

/** An error of the system, such as a failed connection is. */
export function coded(code: string, message = `failed: ${code}`): Error {
  return Object.assign(new Error(message), { code });
}

/** What `fetch` throws when no answer comes. */
export function failed(code: string): TypeError {
  return new TypeError("fetch failed", { cause: coded(code) });
}
