import { Deferred } from "./deferred.ts";
import { matches } from "./request-log.ts";
import type { RequestMatch } from "./request-log.ts";
import type { IncomingHead } from "../http/incoming.ts";

/** What goes wrong with a request. */
export type FaultKind =
  /** The real answer, later. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The real answer, when {@link Fault.release} is called. */
  | { readonly kind: "hold" }
  /** Another answer; `body` may be anything, HTML too. The request itself is carried out if `after` is true. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly after?: boolean | undefined;
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
  | { readonly kind: "reset"; readonly after?: boolean | undefined }
  /** The connection is reset when `bytes` of the request's body have come (default: none); nothing is carried out. */
  | { readonly kind: "interrupt"; readonly bytes?: number | undefined }
  /**
   * The connection is reset at once, or a proxy gives up with a `status`, but the request is carried out later: when
   * `requests` others have been answered (default 1), or when {@link Fault.release} is called.
   */
  | { readonly kind: "late"; readonly requests?: number | undefined; readonly status?: number | undefined };

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
  #answers = 0;
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

  /** Those that were met before an answer count it. */
  countAnswer(): void {
    if (this.kind.kind !== "late" || this.hits === 0) return;
    this.#answers++;
    if (this.#answers >= (this.kind.requests ?? 1)) this.#released.resolve();
  }
}

/** What a request has met. */
export interface MetFault {
  readonly kind: FaultKind;
  /** Fulfilled when the fault lets go of the request; of use to `hold` and `late`. */
  readonly released: Promise<void>;
}

/** The faults that tests have asked for. Each request meets at most one: the first that matches. */
export class Faults {
  #faults: AskedFault[] = [];
  #count = 1;

  add(request: FaultRequest): Fault {
    const fault = new AskedFault(this.#count++, request);
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

  /** What a request meets once it is there. */
  meet(incoming: IncomingHead): MetFault | undefined {
    const fault = this.#next(incoming);
    fault?.meet();
    return fault;
  }

  /** What a request meets while its body still comes. */
  meetInBody(incoming: IncomingHead): Extract<FaultKind, { kind: "interrupt" }> | undefined {
    const fault = this.#next(incoming);
    if (fault?.kind.kind !== "interrupt") return undefined;
    fault.meet();
    return fault.kind;
  }

  /** Is told of each answer that was given. */
  answered(): void {
    for (const fault of this.#faults) fault.countAnswer();
  }

  #next({ method, path, query }: IncomingHead): AskedFault | undefined {
    return this.#faults.find(
      (each) => each.remaining > 0 && matches(each.match, method, path, query.record()),
    );
  }
}
