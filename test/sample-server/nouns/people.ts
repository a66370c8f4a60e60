import type { UserRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

/** A user as other objects show him; `null` for nobody and for users that were deleted. */
export function basicUser(world: World, id: number | null, base: string): object | null {
  const user = world.users.get(id);
  return user ? showBasicUser(user, base) : null;
}

export function showBasicUser(user: UserRow, base: string): object {
  return {
    url: `${base}/api/users/${user.id}`,
    id: user.id,
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
  };
}

export function usernameOf(world: World, id: number | null): string | null {
  return world.users.get(id)?.username ?? null;
}
