import type { RequestFacts } from "../errors.ts";
import type { ApiPath } from "./path.ts";

/**
 * The organization that a request is made in. A slug goes as the header `X-Organization` (`""` for the personal
 * workspace, `null` for no header: all workspaces together); an id goes as `?org_id=` (`null` for the personal
 * workspace). The server refuses both together, so a request has one of them.
 */
export type OrganizationParameter = { readonly slug: string | null } | { readonly id: number | null };

/** A request to the server's API. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Below the origin. */
  readonly path: ApiPath;
  /** Parameters that are `undefined` are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** None: the same as `{ slug: null }`. */
  readonly organization?: OrganizationParameter | undefined;
  /** Sent as the body in JSON. */
  readonly json?: unknown;
  /** Is told how a successful answer begins as soon as that is there, whatever comes of the rest. */
  readonly onHead?: ((headers: Headers) => void) | undefined;
  /** Aborting it ends the request, also while it waits for its turn, and throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A successful answer. */
export interface ApiResponse<T> {
  /** 200 to 299. */
  readonly status: number;
  readonly headers: Headers;
  readonly data: T;
  /** For errors that a caller raises about this answer. */
  readonly facts: RequestFacts;
}

/** A successful answer that is no JSON. */
export interface BytesResponse extends ApiResponse<Uint8Array> {
  /** Without parameters and in lower case, for example `image/jpeg`; empty if the server named none. */
  readonly contentType: string;
}

/** Sends requests to one server with the credential of one session. */
export interface Transport {
  /**
   * The parsed JSON of a successful answer, of 8 MiB at most; `data` is `undefined` for an answer without a body (204).
   *
   * GET, PUT and DELETE are sent again when the connection is cut or the server asks for it. A DELETE that was sent before,
   * and now finds nothing, has succeeded.
   *
   * @throws {HttpError} for every other status, see its subclasses
   * @throws {NetworkError} {@link TimeoutError} {@link UnexpectedResponseError}
   * @throws the signal's reason
   */
  json(request: ApiRequest): Promise<ApiResponse<unknown>>;

  /** The bytes of a successful answer, at most `maxBytes` (default: `config.maxResponseBytes`). Throws as `json` does. */
  bytes(request: ApiRequest & { readonly maxBytes?: number | undefined }): Promise<BytesResponse>;
}
