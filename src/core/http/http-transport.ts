import ky, { type KyInstance, type RetryOptions } from "ky";
import type { Config } from "../config.ts";
import { NotFoundError } from "../errors.ts";
import type { CvatError } from "../errors.ts";
import { linkSignals, sleep } from "../waiting.ts";
import { attempt, factsOf } from "./attempt.ts";
import type { Call, Line } from "./attempt.ts";
import type { Authorization } from "./authorization.ts";
import { acceptedType, contentTypeOf, dataOf } from "./json.ts";
import { organizationPlace } from "./organization.ts";
import type { RequestLog } from "./request-log.ts";
import { askedWait, isLost, mayPass, retriedMethods, retries } from "./retry.ts";
import { Throttle } from "./throttle.ts";
import type { ApiRequest, ApiResponse, BytesResponse, Transport } from "./transport.ts";

/** An answer may take so many times the silence that is allowed. */
const totalInSilences = 10;
/**
 * JSON is taken apart in one go, while nothing else can happen, and takes a multiple of its bytes: in 64 MB of brackets there
 * are some gigabytes. A thousand tasks are not a tenth of this.
 */
const longestJson = 8 * 1024 * 1024;

/** What a transport is made of. */
export interface TransportParts extends Line {
  readonly config: Config;
  readonly log: RequestLog;
  /** For the requests that bring none of their own. */
  readonly authorization: () => Authorization;
}

/** Sends requests by `fetch`: so many at a time, again where that does no harm, and never to another origin. */
export class HttpTransport implements Transport {
  readonly #parts: TransportParts;
  readonly #throttle: Throttle;
  readonly #ky: KyInstance;
  readonly #closing = new AbortController();

  constructor(parts: TransportParts) {
    this.#parts = parts;
    this.#throttle = new Throttle(parts.config.maxConcurrent);
    this.#ky = ky.create({
      baseUrl: parts.origin,
      headers: { Accept: acceptedType },
      redirect: "manual",
      timeout: false,
    });
  }

  /** @param authorization in place of the session's */
  async json(request: ApiRequest, authorization?: Authorization): Promise<ApiResponse<unknown>> {
    const maxBytes = Math.min(longestJson, this.#parts.config.maxResponseBytes);
    const answer = await this.bytes({ ...request, maxBytes }, authorization);
    return { ...answer, data: dataOf(answer) };
  }

  /** @param authorization in place of the session's */
  async bytes(
    request: ApiRequest & { readonly maxBytes?: number | undefined },
    authorization: Authorization = this.#parts.authorization(),
  ): Promise<BytesResponse> {
    const { method, path } = request;
    const place = organizationPlace(request.organization);
    const query = queryOf({ ...request.query, ...place.query });
    const { signal, release } = linkSignals(request.signal, this.#closing.signal);
    const call: Call = {
      authorization,
      limits: this.#limits(request.maxBytes),
      signal,
      lines: this.#parts.log.begin(method, query === "" ? path : `${path}?${query}`),
      onHead: request.onHead,
    };
    const lost: CvatError[] = [];
    try {
      const response = await this.#ky(path, {
        method,
        searchParams: query,
        headers: place.headers,
        json: request.json,
        fetch: (input, init) => this.#attempt(new Request(input, init), call),
        retry: retryOptions,
        hooks: {
          beforeRetry: [
            ({ error, retryCount }) => {
              if (isLost(error)) lost.push(error);
              return this.#wait(error, retryCount, call);
            },
          ],
        },
      });
      const { status, headers } = response;
      return {
        status,
        headers,
        data: new Uint8Array(await response.arrayBuffer()),
        contentType: contentTypeOf(headers),
        facts: factsOf(method, path, headers, this.#parts.secrets),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (method === "DELETE" && lost.length > 0 && error instanceof NotFoundError) return gone(error);
      throw error;
    } finally {
      release();
    }
  }

  /** Ends what is under way, and what comes later, with an `AbortError`. */
  close(): void {
    this.#closing.abort(new DOMException("The client is closed", "AbortError"));
  }

  #limits(maxBytes: number | undefined): Call["limits"] {
    const { timeout, maxResponseBytes } = this.#parts.config;
    return { silence: timeout, total: timeout * totalInSilences, bytes: maxBytes ?? maxResponseBytes };
  }

  async #attempt(request: Request, call: Call): Promise<Response> {
    const sending = () => attempt(request, call, this.#parts);
    const { status, headers: all, bytes } = await this.#throttle.run(sending, call.signal);
    const headers = new Headers(all);
    // Cookies are the session's alone.
    headers.delete("Set-Cookie");
    return new Response(bytes.length === 0 ? null : bytes, { status, headers });
  }

  async #wait(error: unknown, retry: number, { signal, lines }: Call): Promise<void> {
    const { clock, config } = this.#parts;
    const wait = askedWait(error) ?? config.retryDelay(retry);
    lines.again(wait);
    await sleep(clock, wait, signal);
  }
}

const retryOptions: RetryOptions = {
  limit: retries,
  methods: retriedMethods,
  shouldRetry: ({ error }) => mayPass(error),
  // The hook waits, by the clock that was handed in.
  delay: () => 0,
};

/** What the answer that was lost would have said. */
function gone({ method, path, requestId }: NotFoundError): BytesResponse {
  const facts = { method, path, requestId };
  return { status: 204, headers: new Headers(), data: new Uint8Array(), contentType: "", facts };
}

function queryOf(parameters: NonNullable<ApiRequest["query"]>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.append(name, String(value));
  }
  return query.toString();
}
