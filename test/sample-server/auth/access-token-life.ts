import { later } from "../world/clock.ts";
import type { AccessTokenRow } from "../world/model.ts";

const unusedIsDead = 180 * 24 * 60 * 60 * 1000;

/** Whether a token is neither expired nor long unused; dead ones are as if they were not there. */
export function isLive(token: AccessTokenRow, now: string): boolean {
  if (token.expiry_date !== null && token.expiry_date <= now) return false;
  return later(token.last_used_date ?? token.created_date, unusedIsDead) > now;
}
