import type { AccessTokenRow, UserRow } from "../world/model.ts";

/** Who asks, and by which credential. */
export interface Actor {
  readonly user: UserRow;
  readonly by: "key" | "access-token" | "session" | "basic";
  readonly accessToken: AccessTokenRow | null;
  /** Whether the session's cookie should be renewed. */
  readonly stale: boolean;
}
