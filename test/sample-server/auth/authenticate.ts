import { forbidden, unauthorized } from "../http/errors.ts";
import { cookies, header } from "../http/incoming.ts";
import type { Incoming } from "../http/incoming.ts";
import type { RouteOptions } from "../http/router.ts";
import type { UserRow } from "../world/model.ts";
import { later } from "../world/clock.ts";
import type { World } from "../world/world.ts";
import { isLive } from "./access-token-life.ts";
import type { Actor } from "./actor.ts";
import { csrfFault, safeMethods } from "./csrf.ts";
import { userOfPassword } from "./passwords.ts";

type Attempt = (incoming: Incoming, world: World) => Actor | null;

const attempts: Readonly<Record<NonNullable<RouteOptions["authentication"]>, readonly Attempt[]>> = {
  all: [byKey, byAccessToken, bySession, byBasic],
  "access-token": [byAccessToken],
  "no-access-token": [byKey, bySession, byBasic],
};

const lastUseIsKept = 2 * 60 * 60 * 1000;

/** Who asks: the first credential that is recognised decides. `null`: none was given. Throws 401, and 403 for CSRF. */
export function authenticate(
  incoming: Incoming,
  world: World,
  kinds: NonNullable<RouteOptions["authentication"]>,
): Actor | null {
  for (const attempt of attempts[kinds]) {
    const actor = attempt(incoming, world);
    if (actor) return actor;
  }
  return null;
}

/** The one value of an `Authorization` header of a scheme; `null` if the header is absent or of another scheme. */
function credential(incoming: Incoming, scheme: string, kind: "token" | "basic"): string | null {
  const parts = (header(incoming, "authorization") ?? "").split(/\s+/).filter((part) => part !== "");
  if (parts[0]?.toLowerCase() !== scheme) return null;
  const [, value, ...rest] = parts;
  if (value === undefined) throw unauthorized(`Invalid ${kind} header. No credentials provided.`);
  if (rest.length > 0) {
    const what = kind === "token" ? "Token string" : "Credentials string";
    throw unauthorized(`Invalid ${kind} header. ${what} should not contain spaces.`);
  }
  return value;
}

function active(user: UserRow | undefined): UserRow {
  if (!user) throw unauthorized("Invalid token.");
  if (!user.is_active) throw unauthorized("User inactive or deleted.");
  return user;
}

function byKey(incoming: Incoming, world: World): Actor | null {
  const key = credential(incoming, "token", "token");
  if (key === null) return null;
  const user = active(world.users.find((each) => each.key === key));
  return { user, by: "key", accessToken: null, stale: false };
}

function byAccessToken(incoming: Incoming, world: World): Actor | null {
  const value = credential(incoming, "bearer", "token");
  if (value === null) return null;
  const now = world.clock.now();
  const token = world.accessTokens.find((each) => each.value === value && isLive(each, now));
  const user = active(token && world.users.get(token.owner_id));
  if (!token) throw unauthorized("Invalid token.");
  const fresh = token.last_used_date !== null && later(token.last_used_date, lastUseIsKept) > now;
  const accessToken = fresh ? token : world.accessTokens.update(token.id, { last_used_date: now });
  return { user, by: "access-token", accessToken, stale: false };
}

function bySession(incoming: Incoming, world: World): Actor | null {
  const sent = cookies(incoming);
  const key = sent.get("sessionid");
  const session = world.sessions.find((each) => each.key === key && each.expires > world.clock.now());
  const user = session && world.users.get(session.user_id);
  if (!user?.is_active) return null;
  if (!safeMethods.has(incoming.method)) {
    const fault = csrfFault(incoming, sent.get("csrftoken"));
    if (fault) throw forbidden(`CSRF Failed: ${fault}`);
  }
  return { user, by: "session", accessToken: null, stale: !sent.has("sessionfresh") };
}

function byBasic(incoming: Incoming, world: World): Actor | null {
  const encoded = credential(incoming, "basic", "basic");
  if (encoded === null) return null;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded) || encoded.length % 4 !== 0) {
    throw unauthorized("Invalid basic header. Credentials not correctly base64 encoded.");
  }
  const [name = "", ...password] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const user = userOfPassword(world, name, password.join(":"));
  if (!user) throw unauthorized("Invalid username/password.");
  if (!user.is_active) throw unauthorized("User inactive or deleted.");
  return { user, by: "basic", accessToken: null, stale: false };
}
