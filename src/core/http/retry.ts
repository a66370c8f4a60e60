import {
  HttpError,
  NetworkError,
  ServerError,
  TimeoutError,
  TooManyRequestsError,
  UnexpectedResponseError,
} from "../errors.ts";
import type { CvatError } from "../errors.ts";

/** How often a request is sent again. */
export const retries = 3;
/** Those that can be sent twice with the same outcome. */
export const retriedMethods = ["get", "put", "delete"];

/** The longest that is waited because the server asks for it, in milliseconds. */
const longestWait = 30_000;

/** Whether a request that failed so may go better in a moment. */
export function mayPass(error: unknown): boolean {
  if (error instanceof HttpError) {
    const isPassing = error.isFromGateway || error instanceof TooManyRequestsError;
    return isPassing && (askedWait(error) ?? 0) <= longestWait;
  }
  if (error instanceof UnexpectedResponseError) return error.fault === "foreign";
  return error instanceof NetworkError && error.fault === "cut";
}

/** Whether the server may have carried out a request whose answer is this failure. */
export function isLost(error: unknown): error is CvatError {
  if (error instanceof NetworkError) return !error.unsent;
  if (error instanceof HttpError) return error.isFromGateway || error instanceof ServerError;
  return error instanceof TimeoutError || error instanceof UnexpectedResponseError;
}

/** Whether there was nobody to connect to, which may be otherwise in a moment. */
export function isUnreached(error: unknown): error is NetworkError {
  return error instanceof NetworkError && (error.fault === "refused" || error.fault === "name-look-up");
}

/** How long the server asks to wait, in milliseconds. */
export function askedWait(error: unknown): number | null {
  return error instanceof TooManyRequestsError || error instanceof ServerError ? error.retryAfter : null;
}

/**
 * Reads `Retry-After`: seconds, or a date. `null` if there is none that can be read.
 *
 * @param now milliseconds since 1970
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[a-z]{3,9}, .+ GMT$/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
