import * as v from "valibot";
import type { Event } from "vscode";
import type { Logger } from "../core/index.ts";
import { type Memory, readStored } from "../ui/index.ts";

const origin = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && new URL(text).origin === text),
);
const account = v.object({
  origin,
  username: v.pipe(v.string(), v.nonEmpty()),
  userId: v.pipe(v.number(), v.integer()),
  readOnly: v.boolean(),
  expires: v.nullable(v.string()),
});

/** What is remembered of an account; its token is not among it. */
export type Account = Readonly<v.InferOutput<typeof account>>;

const keys = {
  servers: "cvat.servers",
  accounts: "cvat.accounts",
  current: "cvat.account",
  left: "cvat.environmentLeft",
} as const;
const mostServers = 20;

/** The servers and accounts that were used, for all windows, and which account is this workspace's. */
export class Remembered {
  readonly #everywhere: Memory;
  readonly #here: Memory;
  readonly #logger: Logger;

  constructor(everywhere: Memory, here: Memory, logger: Logger) {
    this.#everywhere = everywhere;
    this.#here = here;
    this.#logger = logger;
  }

  /** Origins of the servers that were used, the last one first. */
  servers(): readonly string[] {
    return this.#list(keys.servers, origin);
  }

  /** This workspace's account: a new workspace takes the one used last, one that was signed out of has none. */
  current(): Account | undefined {
    const here = readStored(
      this.#here,
      keys.current,
      v.variant("kind", [
        v.object({ kind: v.literal("new") }),
        v.object({ kind: v.literal("none") }),
        v.object({ kind: v.literal("account"), account }),
      ]),
      { kind: "new" },
      this.#logger,
    );
    if (here.kind === "account") return here.account;
    return here.kind === "none" ? undefined : this.#accounts()[0];
  }

  /** Whether the person left the environment's account at that server for another one, or for none, in this workspace. */
  hasLeftEnvironment(server: string): boolean {
    return this.#here.get(keys.left) === server;
  }

  /** @param server the environment's address; `undefined` if its account is used again */
  async leaveEnvironment(server: string | undefined): Promise<void> {
    await this.#here.update(keys.left, server);
  }

  async server(address: string): Promise<void> {
    const others = this.servers().filter((other) => other !== address);
    await this.#everywhere.update(keys.servers, [address, ...others].slice(0, mostServers));
  }

  /** Makes it this workspace's account, and the one that new workspaces take. */
  async use(used: Account): Promise<void> {
    await this.server(used.origin);
    await this.#everywhere.update(keys.accounts, [used, ...this.#without(used)]);
    await this.#here.update(keys.current, { kind: "account", account: used });
  }

  async forget(gone: Pick<Account, "origin" | "username">): Promise<void> {
    await this.#everywhere.update(keys.accounts, this.#without(gone));
    await this.none();
  }

  /** This workspace is signed out. */
  async none(): Promise<void> {
    await this.#here.update(keys.current, { kind: "none" });
  }

  #accounts(): readonly Account[] {
    return this.#list(keys.accounts, account);
  }

  /** One damaged entry does not take the others along. */
  #list<const S extends v.GenericSchema>(key: string, entry: S): readonly v.InferOutput<S>[] {
    const stored = readStored(this.#everywhere, key, v.array(v.unknown()), [], this.#logger);
    const good = stored.filter((one): one is v.InferOutput<S> => v.is(entry, one));
    if (good.length < stored.length) {
      this.#logger.warn(`Some of what was stored as ${key} is damaged and is not used`);
    }
    return good;
  }

  #without(gone: Pick<Account, "origin" | "username">): Account[] {
    return this.#accounts().filter(
      (other) => other.origin !== gone.origin || other.username !== gone.username,
    );
  }
}

/** VS Code's `SecretStorage`, as far as it is used. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  readonly onDidChange: Event<{ readonly key: string }>;
}

const entry = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ kind: v.literal("token"), token: v.pipe(v.string(), v.nonEmpty()) }),
);

/** An account as far as its secret is concerned. */
export interface Owner {
  readonly origin: string;
  readonly username: string;
}

/** Access tokens, one secret per server and account. Each method throws what the system's keyring throws. */
export class Tokens {
  readonly #secrets: Secrets;
  readonly #logger: Logger;

  constructor(secrets: Secrets, logger: Logger) {
    this.#secrets = secrets;
    this.#logger = logger;
  }

  async read(owner: Owner): Promise<string | undefined> {
    const stored = await this.#secrets.get(keyOf(owner));
    if (stored === undefined) return undefined;
    const parsed = v.safeParse(entry, stored);
    if (parsed.success) return parsed.output.token;
    this.#logger.warn(`The secret of ${owner.username} on ${owner.origin} is damaged and is not used`);
    return undefined;
  }

  async keep(owner: Owner, token: string): Promise<void> {
    await this.#secrets.store(keyOf(owner), JSON.stringify({ kind: "token", token }));
  }

  async forget(owner: Owner): Promise<void> {
    await this.#secrets.delete(keyOf(owner));
  }

  /** Calls `changed` when the owner's secret may have become another one, in whatever window. */
  watch(owner: () => Owner | undefined, changed: () => void): { dispose(): unknown } {
    return this.#secrets.onDidChange(({ key }) => {
      const now = owner();
      if (now !== undefined && keyOf(now) === key) changed();
    });
  }
}

function keyOf({ origin, username }: Owner): string {
  return `cvat.secret ${origin} ${username}`;
}
