import type { Client, Clock, CurrentUser, Membership } from "../core/index.ts";
import type { Me, Role } from "./rules.ts";

/** What is known is asked again after so long, in milliseconds: somebody may have got another role. */
const fresh = 60_000;
/** A person who wants to do something is not kept waiting for this any longer, in milliseconds. */
const patience = 1000;

interface Account {
  readonly userId: number;
  readonly readOnly: boolean;
  readonly client: Client;
}

interface Known {
  readonly at: number;
  readonly me: Promise<Me>;
}

/** Finds out who is signed in, as far as that matters for what they may do: two requests, which are remembered. */
export class Myself {
  readonly #clock: Clock;
  readonly #known = new WeakMap<Account, Known>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** As `of`, but soon: what is not known by then counts as allowing. */
  async soon(account: Account, signal: AbortSignal): Promise<Me> {
    let callOff: (() => void) | undefined;
    const late = new Promise<Me>((resolve) => {
      callOff = this.#clock.after(patience, () => {
        resolve(meOf(account, undefined, undefined));
      });
    });
    try {
      return await Promise.race([this.of(account, signal), late]);
    } finally {
      callOff?.();
    }
  }

  /** Never throws: what the server does not tell is not known. */
  async of(account: Account, signal: AbortSignal): Promise<Me> {
    const known = this.#known.get(account);
    if (known && this.#clock.now() - known.at < fresh) return await known.me;
    const asked = ask(account, signal);
    const now: Known = { at: this.#clock.now(), me: asked.then(({ me }) => me) };
    this.#known.set(account, now);
    const { me, isWhole } = await asked;
    if (!isWhole && this.#known.get(account) === now) this.#known.delete(account);
    return me;
  }
}

async function ask(account: Account, signal: AbortSignal): Promise<{ me: Me; isWhole: boolean }> {
  const { client, readOnly } = account;
  // It hinders everything, whatever the roles.
  if (readOnly) return { me: meOf(account, undefined, undefined), isWhole: true };
  const [user, memberships] = await Promise.all([
    orUnknown(client.users.me({ signal })),
    orUnknown(ownMemberships(client, signal)),
  ]);
  return { me: meOf(account, user, memberships), isWhole: user !== undefined && memberships !== undefined };
}

/** In more organizations nobody is. */
const mostMemberships = 2000;

/** Without an organization these are one's own. */
export async function ownMemberships(client: Client, signal: AbortSignal): Promise<readonly Membership[]> {
  const { rows } = await client.memberships.list().first(mostMemberships, { signal });
  return rows;
}

async function orUnknown<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch {
    return undefined;
  }
}

function meOf(
  { userId, readOnly }: Pick<Account, "userId" | "readOnly">,
  user: CurrentUser | undefined,
  memberships: readonly Membership[] | undefined,
): Me {
  return {
    userId,
    isAdmin: user !== undefined && isAdmin(user),
    readOnlyToken: readOnly,
    isWorkerAccount: user && !user.groups.some((group) => group === "user" || group === "admin"),
    role: (organization) => memberships && roleIn(organization, memberships),
  };
}

export function isAdmin({ is_superuser, groups }: Pick<CurrentUser, "is_superuser" | "groups">): boolean {
  return is_superuser || groups.includes("admin");
}

/** `null` for who is no member; `undefined` for a role that this client does not know. */
export function roleIn(
  organization: number,
  own: readonly Pick<Membership, "organization" | "role">[],
): Role | null | undefined {
  const role = own.find((membership) => membership.organization === organization)?.role;
  if (role === undefined) return null;
  return isRole(role) ? role : undefined;
}

function isRole(role: string): role is Role {
  return ["owner", "maintainer", "supervisor", "worker"].includes(role);
}
