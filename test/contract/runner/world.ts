import { randomBytes } from "node:crypto";
import type { WorldFile } from "../../sample-server/index.ts";
import type { Exchange } from "./exchange.ts";
import type { Json } from "./scenario.ts";
import { at } from "./variables.ts";

/** The part of a world that does not differ from run to run. */
interface PlainWorld {
  readonly users: Readonly<Record<string, Omit<WorldFile["users"][string], "password" | "token">>>;
  readonly organizations: Readonly<Record<string, WorldFile["organizations"][string]>>;
}

/** Gives the users of a world passwords and tokens of their own. */
export function withSecrets(world: PlainWorld): WorldFile {
  const users = Object.entries(world.users).map(([name, user]) => {
    const password = `pass-${randomBytes(9).toString("hex")}`;
    const token = `${randomBytes(4).toString("hex")}.${randomBytes(16).toString("hex")}`;
    return [name, { ...user, password, token }] as const;
  });
  const organizations = Object.entries(world.organizations).map(
    ([slug, { name, owner, members }]) => [slug, { name, owner, members }] as const,
  );
  return { users: Object.fromEntries(users), organizations: Object.fromEntries(organizations) };
}

/** The variables that all scenarios have: the ids of the world's users and organizations, and the address. */
export async function worldVariables(
  exchange: Exchange,
  origin: string,
  world: WorldFile,
): Promise<(readonly [string, Json])[]> {
  const admin = Object.values(world.users).find((user) => user.superuser);
  if (!admin) throw new Error("The world has no superuser");
  const list = async (noun: string): Promise<readonly Json[]> => {
    const url = new URL(`/api/${noun}?page_size=all`, origin);
    const { body } = await exchange.send({
      method: "GET",
      url,
      headers: { Authorization: `Bearer ${admin.token}` },
      body: undefined,
    });
    const results = at(JSON.parse(body.toString()) as Json, "/results");
    return isList(results) ? results : [];
  };
  const users = await list("users");
  const organizations = await list("organizations");
  const idOf = (rows: readonly Json[], key: string, value: string): Json =>
    at(
      rows.find((row) => at(row, `/${key}`) === value),
      "/id",
    ) ?? null;
  return [
    ["base", origin],
    ["host", new URL(origin).host],
    ...Object.keys(world.users).map((name) => [`user.${name}`, idOf(users, "username", name)] as const),
    ...Object.entries(world.users).map(([name, { password }]) => [`password.${name}`, password] as const),
    ...Object.keys(world.organizations).flatMap((slug) => [
      [`${slug}Slug`, slug] as const,
      [`${slug}Id`, idOf(organizations, "slug", slug)] as const,
    ]),
  ];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
