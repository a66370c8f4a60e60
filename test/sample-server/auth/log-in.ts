import type { Reply } from "../http/reply.ts";
import { later } from "../world/clock.ts";
import type { SessionRow, UserRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { newCsrfToken, newKey, newSessionKey } from "./secrets.ts";

const day = 24 * 60 * 60;
const sessionLife = 14 * day;
const csrfLife = 364 * day;

/** Opens a session for a user: the answer gets the cookies, the user his key if he has none. */
export function openSession(world: World, user: UserRow, answer: (key: string) => Reply): Reply {
  const key = user.key ?? newKey();
  world.users.update(user.id, { key, last_login: world.clock.now() });
  const session = world.sessions.insert((id) => ({
    id,
    key: newSessionKey(),
    user_id: user.id,
    expires: later(world.clock.now(), sessionLife * 1000),
  }));
  const reply = answer(key);
  const csrf = `csrftoken=${newCsrfToken()}; ${lasting(csrfLife)}`;
  return { ...reply, cookies: [...reply.cookies, csrf, ...sessionCookies(session)] };
}

/** The cookies that lengthen a session which is in use. */
export function renewSession(world: World, key: string): readonly string[] {
  const session = world.sessions.find((each) => each.key === key);
  if (!session) return [];
  const expires = later(world.clock.now(), sessionLife * 1000);
  return sessionCookies(world.sessions.update(session.id, { expires }));
}

/** The cookies that end a session. */
export const endedSession: readonly string[] = [
  "sessionid=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax",
];

function sessionCookies(session: SessionRow): string[] {
  return [
    `sessionid=${session.key}; HttpOnly; ${lasting(sessionLife)}`,
    `sessionfresh=1; HttpOnly; ${lasting(day)}`,
  ];
}

function lasting(seconds: number): string {
  const expires = new Date(Date.now() + seconds * 1000).toUTCString();
  return `expires=${expires}; Max-Age=${seconds}; Path=/; SameSite=Lax`;
}
