import type { Context } from "../context.ts";
import type { CvatError } from "../errors.ts";
import { NetworkError, ServerError, TimeoutError, UnexpectedResponseError } from "../errors.ts";
import type { ApiRequest, ApiResponse } from "../http/transport.ts";
import { sleep } from "../waiting.ts";

/** In milliseconds. */
const beforeAgain = 1_000;

/** Sends a change; once more if nothing of it can have reached the server. */
export async function sendChange(
  { transport, clock }: Context,
  request: ApiRequest,
): Promise<ApiResponse<unknown>> {
  try {
    return await transport.json(request);
  } catch (error) {
    if (!(error instanceof NetworkError) || !mayComeUp(error)) throw error;
    await sleep(clock, beforeAgain, request.signal);
    return await transport.json(request);
  }
}

/** Whether the server may have carried out a change whose answer is this failure. */
export function mayBeDone(error: unknown): error is CvatError {
  if (error instanceof NetworkError) return !isUnsent(error);
  return (
    error instanceof TimeoutError || error instanceof UnexpectedResponseError || error instanceof ServerError
  );
}

/** There was no connection, and there may be one in a moment. */
function mayComeUp({ fault }: NetworkError): boolean {
  return fault === "refused" || fault === "name-look-up";
}

/** Whether it failed before a byte of the request could leave. */
function isUnsent(error: NetworkError): boolean {
  const { fault, detail } = error;
  if (mayComeUp(error) || fault === "not-tls" || fault === "proxy") return true;
  // A certificate is looked at before; two sides can fall out later as well.
  return fault === "tls" && !/^ERR_(?:SSL|TLS)_/.test(detail);
}
