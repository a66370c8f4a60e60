import type { UserRow } from "../world/model.ts";
import type { World } from "../world/world.ts";

interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly password: string | null;
  readonly first_name?: string;
  readonly last_name?: string;
}

/** A user as registering makes him: in the group `user`, active, without rights. */
export function insertUser(world: World, given: NewUser): UserRow {
  return world.users.insert((id) => ({
    id,
    username: given.username,
    first_name: given.first_name ?? "",
    last_name: given.last_name ?? "",
    email: given.email,
    groups: ["user"],
    is_staff: false,
    is_superuser: false,
    is_active: true,
    last_login: null,
    date_joined: world.clock.now(),
    password: given.password,
    key: null,
  }));
}
