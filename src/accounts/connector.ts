import {
  accessToken,
  Client,
  ForbiddenError,
  type Logger,
  NotFoundError,
  UnexpectedResponseError,
} from "../core/index.ts";
import { hostOf } from "../ui/index.ts";
import type { Account } from "./stored.ts";
import type { Connection, TokenFacts } from "./session.ts";

/** A token that a server accepted, and whose it is. */
export interface Proven {
  readonly account: Account;
  readonly token: string;
  readonly client: Client;
}

/** Makes clients, and has tokens proven by their server. */
export class Connector {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Asks the server whose the token is and what it may do. Throws the core's errors; nothing of it is left then. */
  async prove(origin: string, token: string, signal: AbortSignal): Promise<Proven> {
    const client = this.#client(origin, token);
    try {
      const account = await this.#account(client, signal);
      return { account, token, client };
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  /** A connection from what is known, without a request. `onFirstUse` is called when somebody makes one with it. */
  restore(account: Account, token: string, onFirstUse: () => void): Connection {
    let used = false;
    const client = this.#client(account.origin, token, (input, init) => {
      if (!used) queueMicrotask(onFirstUse);
      used = true;
      return globalThis.fetch(input, init);
    });
    return connectionTo(account, client, "secrets");
  }

  /** What the server says today of a connection's account. Throws the core's errors. */
  check(connection: Connection, signal: AbortSignal): Promise<Account> {
    return this.#account(connection.client, signal);
  }

  async #account(client: Client, signal: AbortSignal): Promise<Account> {
    const [user, facts] = await Promise.all([client.users.me({ signal }), tokenFacts(client, signal)]);
    return { origin: client.origin, username: nameOf(user), userId: user.id, ...facts };
  }

  #client(origin: string, token: string, through?: typeof fetch): Client {
    return new Client({ origin, credentials: accessToken(token), logger: this.#logger, fetch: through });
  }
}

export function connectionTo(account: Account, client: Client, source: Connection["source"]): Connection {
  return {
    ...account,
    id: `${account.origin} ${account.username}`,
    host: hostOf(account.origin),
    client,
    source,
  };
}

/** A person's name stands in storage, in the ids of rows and in the log. The server's own limit is 150 characters. */
function nameOf({ username }: { readonly username: string }): string {
  if (/^[^\p{Cc}\u2028\u2029]{1,150}$/u.test(username)) return username;
  throw new UnexpectedResponseError("shape", { method: "GET", path: "/api/users/self", requestId: null });
}

/** It is stored as well; what is no date says nothing. */
function dateOf(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

async function tokenFacts(client: Client, signal: AbortSignal): Promise<TokenFacts> {
  try {
    const token = await client.accessTokens.self({ signal });
    return { readOnly: token.read_only, expires: dateOf(token.expiry_date) };
  } catch (error) {
    // Some way of signing in that the server does not call a token: it may do what its user may do.
    if (error instanceof NotFoundError || error instanceof ForbiddenError) {
      return { readOnly: false, expires: null };
    }
    throw error;
  }
}
