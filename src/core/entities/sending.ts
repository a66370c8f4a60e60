import type { Context } from "../context.ts";
import { isUnreached } from "../http/retry.ts";
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
    if (!isUnreached(error)) throw error;
    await sleep(clock, beforeAgain, request.signal);
    return await transport.json(request);
  }
}
