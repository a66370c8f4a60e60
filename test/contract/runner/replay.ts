import { createHash } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorldFile } from "../../sample-server/index.ts";
import { bodyOf } from "./body.ts";
import { compare } from "./compare.ts";
import type { Difference } from "./compare.ts";
import { CookieJar } from "./cookie-jar.ts";
import type { Exchange, Received } from "./exchange.ts";
import type { Json, Recorded, Scenario, Step } from "./scenario.ts";
import { at, Variables } from "./variables.ts";

/** What a replay needs of the world around it. */
export interface Stage {
  readonly origin: string;
  readonly world: WorldFile;
  readonly exchange: Exchange;
  /** What all scenarios have; see `worldVariables`. */
  readonly variables: readonly (readonly [string, Json])[];
  readonly images: string;
  readonly fixtures: string;
}

export interface StepResult {
  readonly step: Step;
  /** Of the scenario, counted from 0. */
  readonly index: number;
  readonly differences: readonly Difference[];
}

const pause = 50;

/** Sends a scenario's requests one after another and compares the answers. A failed step does not end it. */
export async function replay(scenario: Scenario, stage: Stage): Promise<StepResult[]> {
  const conversation = new Conversation(stage);
  const results: StepResult[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    results.push({ step, index, differences: await conversation.take(step) });
  }
  return results;
}

class Conversation {
  readonly #stage: Stage;
  readonly #variables: Variables;
  readonly #jars = new Map<string, CookieJar>();
  readonly #saved = new Map<string, Buffer>();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#variables = new Variables(stage.variables);
    this.#variables.set("stamp", newStamp());
  }

  async take(step: Step): Promise<readonly Difference[]> {
    try {
      const received = await this.#ask(step);
      const json = jsonOf(received);
      this.#save(step, received, json);
      return this.#differences(step, received, json);
    } catch (error) {
      return [{ pointer: "/", expected: "an answer", actual: String(error) }];
    }
  }

  async #ask(step: Step): Promise<Received> {
    const { poll } = step;
    let received = await this.#send(step);
    const tries = poll ? (poll.seconds * 1000) / pause : 0;
    for (let left = tries; poll && left > 0 && !isReached(poll, received); left--) {
      await sleep(pause);
      received = await this.#send(step);
      if (received.status >= 400 && !poll.status?.includes(received.status)) break;
    }
    return received;
  }

  async #send({ as, request }: Step): Promise<Received> {
    const { images, fixtures, exchange, origin } = this.#stage;
    const url = new URL(this.#variables.text(request.path), origin);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      const filled = this.#variables.fill(value);
      url.searchParams.set(name, typeof filled === "string" ? filled : JSON.stringify(filled));
    }
    const body = bodyOf(request, this.#variables, { images, fixtures, saved: this.#saved });
    const headers: OutgoingHttpHeaders = { Accept: "application/vnd.cvat+json", ...this.#credential(as) };
    if (body.type !== undefined) headers["Content-Type"] = body.type;
    this.#override(headers, request.headers ?? {});
    const received = await exchange.send({ method: request.method, url, headers, body: body.content });
    this.#jar(as)?.take(received.headers["set-cookie"] ?? []);
    return received;
  }

  /** Headers of the step win; `null` takes one away. */
  #override(headers: OutgoingHttpHeaders, own: Readonly<Record<string, string | null>>): void {
    for (const [name, value] of Object.entries(own)) {
      const same = Object.keys(headers).find((each) => each.toLowerCase() === name.toLowerCase());
      if (value === null) {
        if (same !== undefined) headers[same] = undefined;
      } else headers[same ?? name] = this.#variables.text(value);
    }
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) Reflect.deleteProperty(headers, name);
    }
  }

  #jar(as: string): CookieJar | undefined {
    if (!as.startsWith("session:")) return undefined;
    const jar = this.#jars.get(as) ?? new CookieJar();
    this.#jars.set(as, jar);
    return jar;
  }

  #credential(as: string): Record<string, string> {
    const [kind = "", name = ""] = as.split(":");
    const { users } = this.#stage.world;
    switch (kind) {
      case "anonymous":
        return {};
      case "session":
        return this.#jar(as)?.headers() ?? {};
      case "token":
        return { Authorization: `Bearer ${this.#variables.text(`{{${name}}}`)}` };
      case "basic": {
        const pair = Buffer.from(`${name}:${users[name]?.password ?? ""}`).toString("base64");
        return { Authorization: `Basic ${pair}` };
      }
      default: {
        const user = users[kind];
        if (!user) throw new Error(`The world has no user ${kind}`);
        return { Authorization: `Bearer ${user.token}` };
      }
    }
  }

  #save(step: Step, received: Received, json: Json | undefined): void {
    for (const [name, from] of Object.entries(step.save ?? {})) {
      if (from === "body") {
        this.#saved.set(name, received.body);
        continue;
      }
      const header = /^header:(.+)$/.exec(from)?.[1];
      const value = header === undefined ? at(json, from) : received.headers[header.toLowerCase()];
      if (value !== undefined) this.#variables.set(name, value);
    }
  }

  #differences(step: Step, received: Received, json: Json | undefined): Difference[] {
    const { response, loose = [] } = step;
    const expected: Record<string, Json> = { status: response.status };
    const actual: Record<string, Json> = { status: received.status };
    const differences = compare(expected["status"], actual["status"], "/status", loose);
    for (const [name, value] of Object.entries(response.headers ?? {})) {
      const given = received.headers[name.toLowerCase()];
      const shown = Array.isArray(given) ? given.join(", ") : given;
      differences.push(...compare(this.#variables.fill(value), shown, `/headers/${name}`, loose));
    }
    const [kind, body] = recordedBody(response);
    const wanted = body === undefined ? undefined : this.#variables.fill(body);
    differences.push(...compare(wanted, actualBody(kind, received, json), `/${kind}`, loose));
    return differences;
  }
}

type BodyKind = "json" | "text" | "html" | "bytes" | "zip" | "empty";

function recordedBody(response: Recorded): [BodyKind, Json | undefined] {
  const kinds = ["json", "text", "html", "bytes", "zip"] as const;
  const kind = kinds.find((each) => response[each] !== undefined) ?? "empty";
  return [kind, kind === "empty" ? true : response[kind]];
}

function actualBody(kind: BodyKind, { body }: Received, json: Json | undefined): Json | undefined {
  const text = body.toString();
  switch (kind) {
    case "json":
      return json ?? (body.length === 0 ? undefined : text);
    case "text":
      return text;
    case "html":
      return /<title>\s*([^<]*?)\s*<\/title>/i.exec(text)?.[1] ?? text;
    case "bytes":
      return { length: body.length, sha256: createHash("sha256").update(body).digest("hex") };
    case "zip":
      return "an archive, which this runner does not open yet";
    case "empty":
      return body.length === 0 ? true : text;
  }
}

function jsonOf({ headers, body }: Received): Json | undefined {
  if (!headers["content-type"]?.includes("json")) return undefined;
  try {
    return JSON.parse(body.toString()) as Json;
  } catch {
    return undefined;
  }
}

function isReached(poll: NonNullable<Step["poll"]>, received: Received): boolean {
  if (poll.status && !poll.status.includes(received.status)) return false;
  const json = jsonOf(received);
  return Object.entries(poll.json ?? {}).every(([pointer, values]) => {
    const value = at(json, pointer);
    return value !== undefined && values.includes(value);
  });
}

let stamps = 0;

/** Short, because slugs and names have limits. */
function newStamp(): string {
  stamps = (stamps + 1) % 1296;
  return Date.now().toString(36) + stamps.toString(36).padStart(2, "0");
}
