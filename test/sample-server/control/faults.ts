import { Deferred } from "./deferred.ts";
import { matches } from "./request-log.ts";
import type { RequestMatch } from "./request-log.ts";
import type { Incoming } from "../http/incoming.ts";

/** What goes wrong with a request. */
export type FaultKind =
  /** The real answer, later. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The real answer, when {@link Fault.release} is called. */
  | { readonly kind: "hold" }
  /** Another answer; `body` may be anything, HTML too. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      readonly body?: string | undefined;
      readonly contentType?: string | undefined;
    }
  /** The real answer's status and headers with another body. */
  | { readonly kind: "body"; readonly body: string; readonly contentType?: string | undefined }
  /** The real answer, whose connection is reset after `bytes` of its body (default: half of it). */
  | { readonly kind: "cut"; readonly bytes?: number | undefined }
  /** A JSON body that never ends, as fast as the client reads. */
  | { readonly kind: "endless"; readonly contentType?: string | undefined }
  | { readonly kind: "redirect"; readonly location: string; readonly status?: number | undefined }
  /** No byte ever comes; the connection stays open. */
  | { readonly kind: "silence" }
  /** The connection is reset before any byte of the answer; the request itself is carried out if `after` is true. */
  | { readonly kind: "reset"; readonly after?: boolean | undefined };

export type FaultRequest = FaultKind & {
  /** Which requests it meets; all when left out. */
  readonly match?: RequestMatch | undefined;
  /** How many requests it meets; default 1. */
  readonly times?: number | undefined;
};

/** A fault that was asked for. */
export interface Fault {
  readonly id: number;
  readonly kind: FaultKind;
  /** How many requests it has met. */
  readonly hits: number;
  /** How many it will still meet. */
  readonly remaining: number;
  /** Fulfilled when it has met its first request. */
  readonly met: Promise<void>;
  /** Lets go of what it holds back, and meets no further request. */
  release(): void;
}

class AskedFault implements Fault {
  readonly id: number;
  readonly kind: FaultKind;
  readonly match: RequestMatch;
  readonly #met = new Deferred();
  readonly #released = new Deferred();
  hits = 0;
  remaining: number;

  constructor(id: number, request: FaultRequest) {
    const { match = {}, times = 1, ...kind } = request;
    this.id = id;
    this.kind = kind;
    this.match = match;
    this.remaining = times;
  }

  get met(): Promise<void> {
    return this.#met.promise;
  }

  get released(): Promise<void> {
    return this.#released.promise;
  }

  meet(): void {
    this.hits++;
    this.remaining--;
    this.#met.resolve();
  }

  release(): void {
    this.remaining = 0;
    this.#released.resolve();
  }
}

/** What a request has met. */
export interface MetFault {
  readonly kind: FaultKind;
  /** Fulfilled when the fault lets go of the request; of use to `hold`. */
  readonly released: Promise<void>;
}

/** The faults that tests have asked for. Each request meets at most one: the first that matches. */
export class Faults {
  #faults: AskedFault[] = [];
  #next = 1;

  add(request: FaultRequest): Fault {
    const fault = new AskedFault(this.#next++, request);
    this.#faults.push(fault);
    return fault;
  }

  get(id: number): Fault | undefined {
    return this.#faults.find((fault) => fault.id === id);
  }

  all(): readonly Fault[] {
    return this.#faults;
  }

  /** Releases and forgets all. */
  clear(): void {
    for (const fault of this.#faults) fault.release();
    this.#faults = [];
  }

  meet({ method, path, query }: Incoming): MetFault | undefined {
    const fault = this.#faults.find(
      (each) => each.remaining > 0 && matches(each.match, method, path, query.record()),
    );
    fault?.meet();
    return fault;
  }
}
