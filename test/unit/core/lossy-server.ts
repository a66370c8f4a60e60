import { Client, accessToken } from "../../../src/core/index.ts";
import type { Clock } from "../../../src/core/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import type { FaultRequest } from "../../sample-server/control/faults.ts";
import { failed } from "./scripted-fetch.ts";

/** What becomes of one attempt at a change, by where the connection breaks. */
export type Cut =
  | { readonly at: "before sending" }
  | { readonly at: "in the request"; readonly bytes: number }
  | { readonly at: "before the commit" }
  | { readonly at: "after the commit" }
  | { readonly at: "in the answer"; readonly bytes: number }
  | { readonly at: "long before the commit"; readonly requests: number; readonly status?: number | undefined }
  | { readonly at: "at a proxy"; readonly status: number; readonly after: boolean };

/** Whether the change is made, at once or so many answered requests later. */
export function commitsAfter(cut: Cut): number {
  if (cut.at === "after the commit" || cut.at === "in the answer") return 0;
  if (cut.at === "long before the commit") return cut.requests;
  return cut.at === "at a proxy" && cut.after ? 0 : Infinity;
}

function faultOf(cut: Exclude<Cut, { at: "before sending" }>): FaultRequest {
  switch (cut.at) {
    case "in the request":
      return { kind: "interrupt", bytes: cut.bytes };
    case "before the commit":
      return { kind: "reset" };
    case "after the commit":
      return { kind: "reset", after: true };
    case "in the answer":
      return { kind: "cut", bytes: cut.bytes };
    case "long before the commit":
      return { kind: "late", requests: cut.requests, status: cut.status };
    case "at a proxy":
      return { kind: "status", status: cut.status, after: cut.after, body: "<h1>Bad Gateway</h1>" };
  }
}

/** Time in which nobody waits: what is due within seconds is due at once, and patience has no end. */
export class ImpatientClock implements Clock {
  now(): number {
    return Date.now();
  }

  after(ms: number, work: () => void): () => void {
    if (ms >= 30_000) return () => undefined;
    const soon = setImmediate(work);
    return () => {
      clearImmediate(soon);
    };
  }
}

/** Something that happens before the client's so-many-th request of a try. */
export interface Meanwhile {
  readonly request: number;
  readonly happens: () => Promise<unknown>;
}

/** A client of alice's whose changes are cut off. */
export class LossyClient {
  readonly client: Client;
  readonly #server: SampleServer;
  #refused = 0;
  #requests = 0;
  #meanwhile: Meanwhile[] = [];

  constructor(server: SampleServer) {
    this.#server = server;
    this.client = new Client({
      origin: server.origin,
      credentials: accessToken(server.account("alice").token),
      clock: new ImpatientClock(),
      config: { retryDelay: () => 0 },
      fetch: async (input, init) => {
        this.#requests += 1;
        const due = this.#meanwhile.filter(({ request }) => request <= this.#requests);
        this.#meanwhile = this.#meanwhile.filter((each) => !due.includes(each));
        for (const { happens } of due) await happens();
        if (init?.method !== "GET" && this.#refused > 0) {
          this.#refused -= 1;
          throw failed("ECONNREFUSED");
        }
        return await fetch(input, init);
      },
    });
  }

  /** The next changes by that method meet these cuts, one each. */
  expect(method: string, path: string, cuts: readonly Cut[], meanwhile: readonly Meanwhile[] = []): void {
    this.#server.faults.clear();
    this.#server.requests.clear();
    this.#requests = 0;
    this.#meanwhile = [...meanwhile];
    this.#refused = cuts.filter(({ at }) => at === "before sending").length;
    for (const cut of cuts) {
      if (cut.at !== "before sending") this.#server.faults.add({ ...faultOf(cut), match: { method, path } });
    }
  }

  /** What has reached the server by that method, whole or in part. */
  sent(method: string): number {
    return this.#server.requests.all({ method }).length;
  }
}
