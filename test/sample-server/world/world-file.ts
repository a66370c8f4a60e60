import { groups, roles } from "./model.ts";
import type { Group, Role } from "./model.ts";
import { isRecord } from "./world.ts";
import type { World } from "./world.ts";

/** The users and organizations that a server starts with. */
export interface WorldFile {
  readonly users: Readonly<Record<string, WorldUser>>;
  readonly organizations: Readonly<Record<string, WorldOrganization>>;
}

interface WorldUser {
  readonly group: Group;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly superuser?: boolean | undefined;
  readonly password: string;
  /** A writing access token: eight letters or digits, a dot, 32 more. */
  readonly token: string;
}

interface WorldOrganization {
  readonly name: string;
  /** A user's name. */
  readonly owner: string;
  readonly members: Readonly<Record<string, Role>>;
}

/** Reads a world from JSON. Throws with the path of what is wrong. */
export function parseWorldFile(value: unknown): WorldFile {
  const file = record(value, "the world");
  const users = Object.entries(record(file["users"], "users")).map(([name, user]): [string, WorldUser] => [
    name,
    parseUser(user, `users.${name}`),
  ]);
  const organizations = Object.entries(record(file["organizations"] ?? {}, "organizations")).map(
    ([slug, organization]): [string, WorldOrganization] => [
      slug,
      parseOrganization(organization, `organizations.${slug}`),
    ],
  );
  return { users: Object.fromEntries(users), organizations: Object.fromEntries(organizations) };
}

function parseUser(value: unknown, at: string): WorldUser {
  const user = record(value, at);
  return {
    group: oneOf(groups, user["group"], `${at}.group`),
    first_name: text(user["first_name"] ?? "", `${at}.first_name`),
    last_name: text(user["last_name"] ?? "", `${at}.last_name`),
    email: text(user["email"] ?? "", `${at}.email`),
    superuser: user["superuser"] === true,
    password: text(user["password"], `${at}.password`),
    token: text(user["token"], `${at}.token`),
  };
}

function parseOrganization(value: unknown, at: string): WorldOrganization {
  const organization = record(value, at);
  const members = Object.entries(record(organization["members"] ?? {}, `${at}.members`));
  return {
    name: text(organization["name"], `${at}.name`),
    owner: text(organization["owner"], `${at}.owner`),
    members: Object.fromEntries(
      members.map(([name, role]): [string, Role] => [name, oneOf(roles, role, `${at}.members.${name}`)]),
    ),
  };
}

function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error(`${at} is no object`);
  return value;
}

function text(value: unknown, at: string): string {
  if (typeof value !== "string") throw new Error(`${at} is no text`);
  return value;
}

function oneOf<T extends string>(known: readonly T[], value: unknown, at: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Error(`${at} is none of ${known.join(", ")}`);
  return found;
}

/** Puts the users and organizations into an empty world. */
export function populate(world: World, file: WorldFile): void {
  for (const [username, user] of Object.entries(file.users)) insertUser(world, username, user);
  for (const [slug, organization] of Object.entries(file.organizations)) {
    insertOrganization(world, slug, organization);
  }
}

function insertUser(world: World, username: string, user: WorldUser): void {
  const { id } = world.users.insert((next) => ({
    id: next,
    username,
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
    groups: [user.group],
    is_staff: user.superuser ?? false,
    is_superuser: user.superuser ?? false,
    is_active: true,
    last_login: null,
    date_joined: world.clock.now(),
    password: user.password,
    key: null,
  }));
  const now = world.clock.now();
  world.accessTokens.insert((next) => ({
    id: next,
    name: "world",
    created_date: now,
    updated_date: now,
    expiry_date: null,
    last_used_date: null,
    read_only: false,
    owner_id: id,
    value: user.token,
  }));
}

function insertOrganization(world: World, slug: string, organization: WorldOrganization): void {
  const userId = (username: string): number => {
    const user = world.users.find((each) => each.username === username);
    if (!user) throw new Error(`organizations.${slug}: there is no user ${username}`);
    return user.id;
  };
  const { id } = world.organizations.insert((next) => ({
    id: next,
    slug,
    name: organization.name,
    description: "",
    contact: {},
    created_date: world.clock.now(),
    updated_date: world.clock.now(),
    owner_id: userId(organization.owner),
  }));
  const members: [string, Role][] = [[organization.owner, "owner"], ...Object.entries(organization.members)];
  for (const [username, role] of members) {
    world.memberships.insert((next) => ({
      id: next,
      user_id: userId(username),
      organization_id: id,
      is_active: true,
      joined_date: world.clock.now(),
      role,
    }));
  }
}
