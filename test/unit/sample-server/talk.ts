import type { SampleServer } from "../../sample-server/index.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON, else as text. */
  readonly body: unknown;
}

export interface Question {
  readonly as?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

/** Asks a sample server, as one of its users by token, or as nobody. */
export async function ask(server: SampleServer, path: string, question: Question = {}): Promise<Answer> {
  const { as, method = "GET", json, form, bytes, signal } = question;
  const headers = new Headers(question.headers);
  if (as !== undefined) headers.set("Authorization", `Bearer ${server.account(as).token}`);
  if (json !== undefined) headers.set("Content-Type", "application/json");
  const body = json === undefined ? (form ?? bytes) : JSON.stringify(json);
  const response = await fetch(path.startsWith("/") ? server.origin + path : path, {
    method,
    headers,
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The values of one key of a list's rows. */
export function column(answer: Answer, key: string): unknown[] {
  const { body } = answer;
  if (!isRecord(body) || !Array.isArray(body["results"])) throw new Error(`No list: ${JSON.stringify(body)}`);
  return body["results"].map((row: unknown) => (isRecord(row) ? row[key] : undefined));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The number in a key of an answer. */
export function numberIn(answer: Answer, key: string): number {
  const value = isRecord(answer.body) ? answer.body[key] : undefined;
  if (typeof value !== "number") throw new Error(`${key} is no number in ${JSON.stringify(answer.body)}`);
  return value;
}
