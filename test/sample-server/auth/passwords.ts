import type { UserRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

/** The user of a name (or e-mail address) and password, active or not. */
export function userOfPassword(world: World, nameOrEmail: string, password: string): UserRow | undefined {
  const user = world.users.find((each) => each.username === nameOrEmail) ?? userOfEmail(world, nameOrEmail);
  return user?.password !== null && user?.password === password ? user : undefined;
}

export function userOfEmail(world: World, email: string): UserRow | undefined {
  if (email === "") return undefined;
  return world.users.find((each) => each.email.toLowerCase() === email.toLowerCase());
}
