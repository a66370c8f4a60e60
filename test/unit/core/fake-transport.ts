import { Changes } from "../../../src/core/changes.ts";
import type { Context } from "../../../src/core/context.ts";
import { ForbiddenError, NotFoundError } from "../../../src/core/errors.ts";
import type { RequestFacts } from "../../../src/core/errors.ts";
import type {
  ApiRequest,
  ApiResponse,
  BytesResponse,
  OrganizationParameter,
  Transport,
} from "../../../src/core/http/transport.ts";
import { silentLogger } from "../../../src/core/logger.ts";
import { ManualClock } from "./manual-clock.ts";

/** Answers as a test wants it, and keeps what it was asked. */
export class FakeTransport implements Transport {
  readonly asked: ApiRequest[] = [];
  readonly clock = new ManualClock();
  readonly changes = new Changes(() => undefined);
  readonly #answer: (request: ApiRequest) => unknown;

  /** @param answer gives the parsed body of the answer, or throws */
  constructor(answer: (request: ApiRequest) => unknown) {
    this.#answer = answer;
  }

  // What `answer` throws becomes a rejection, as with a real transport.
  async json(request: ApiRequest): Promise<ApiResponse<unknown>> {
    this.asked.push(request);
    const data = await this.#answer(request);
    return { status: 200, headers: new Headers(), data, facts: factsOf(request) };
  }

  async bytes(request: ApiRequest): Promise<BytesResponse> {
    const { data, ...rest } = await this.json(request);
    if (!(data instanceof Uint8Array)) throw new TypeError("a preview is bytes");
    return { ...rest, data, contentType: data.length > 0 ? "image/jpeg" : "" };
  }

  context(organization: OrganizationParameter = { slug: null }): Context {
    return {
      transport: this,
      origin: "https://cvat.example.org",
      organization,
      logger: silentLogger,
      clock: this.clock,
      changes: this.changes,
    };
  }
}

export function factsOf({ method, path }: ApiRequest): RequestFacts {
  return { method, path, requestId: "00000000-0000-4000-8000-000000000000" };
}

export function notFound(request: ApiRequest, message: string): NotFoundError {
  return new NotFoundError(404, factsOf(request), { fields: new Map(), messages: [message] });
}

export function forbidden(request: ApiRequest): ForbiddenError {
  const messages = ["You do not have permission to perform this action."];
  return new ForbiddenError(403, factsOf(request), { fields: new Map(), messages });
}

export function pageOf(...results: readonly unknown[]): unknown {
  return { count: results.length, next: null, previous: null, results };
}
