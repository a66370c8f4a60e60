import { l10n } from "vscode";
import { type Logger, UnauthorizedError } from "../core/index.ts";
import type { Notifications } from "../ui/index.ts";
import { type Connector, connectionTo, type Proven } from "./connector.ts";
import { type Connection, connectionOf, type SessionStore } from "./session.ts";
import type { Account, Remembered, Tokens } from "./stored.ts";

export interface KeeperParts {
  readonly session: SessionStore;
  readonly remembered: Remembered;
  readonly tokens: Pick<Tokens, "read" | "keep" | "forget">;
  readonly connector: Pick<Connector, "restore" | "check">;
  readonly notifications: Pick<Notifications, "inform" | "warn">;
  /** Lets the person sign in. */
  readonly signIn: () => Promise<void>;
  readonly logger: Logger;
}

/** Holds the session, what is remembered of it, and its secret together. */
export class Keeper {
  readonly #parts: KeeperParts;
  #verified: Connection | undefined;
  /** Our own writing of a secret is no news. */
  #entering = false;
  /** The token that this window uses, if it is one that windows share. */
  #shared: string | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Signs in from what is stored, without a request; else this window is signed out. */
  async restore(): Promise<void> {
    const { session, remembered, logger } = this.#parts;
    const account = remembered.current();
    const token = account === undefined ? undefined : await this.#storedToken(account);
    if (session.state.kind !== "restoring") return;
    if (account === undefined || token === undefined) {
      session.set({ kind: "signedOut" });
      return;
    }
    logger.info(`Signed in to ${account.origin} as ${account.username}, from what is stored`);
    session.set({ kind: "signedIn", connection: this.#restored(account, token) });
  }

  /** Makes a proven token this window's session. One from the environment is not stored, and neither is its account. */
  async enter(proven: Proven, from: "person" | "environment"): Promise<void> {
    const { session, remembered, logger } = this.#parts;
    const { account, token, client } = proven;
    const before = connectionOf(session.state);
    this.#entering = true;
    const kept = from === "environment" ? "environment" : await this.#keep(account, token);
    this.#entering = false;
    const connection = connectionTo(account, client, kept);
    this.#verified = connection;
    this.#shared = kept === "secrets" ? token : undefined;
    logger.info(`Signed in to ${account.origin} as ${account.username}`);
    session.set({ kind: "signedIn", connection });
    await before?.client.close();
    if (kept === "secrets") {
      await remembered.use(account);
      return;
    }
    await remembered.server(account.origin);
    if (kept === "window") await remembered.none();
  }

  /** Signs this window out and forgets the token. Gives back what it was signed in to. */
  async leave(): Promise<Connection | undefined> {
    const { session, remembered, tokens, notifications, logger } = this.#parts;
    const connection = connectionOf(session.state);
    session.set({ kind: "signedOut" });
    if (connection === undefined) return undefined;
    await connection.client.close();
    if (connection.source === "environment") {
      await remembered.none();
      return connection;
    }
    await remembered.forget(connection);
    try {
      await tokens.forget(connection);
    } catch (error) {
      logger.warn(`The token could not be removed: ${nameOf(error)}`);
      void notifications.warn(l10n.t("The access token could not be removed from this system's keyring."));
    }
    return connection;
  }

  /** Asks the server, once per connection, whether the token is still good and what it may do. */
  async verify(): Promise<void> {
    const { session, connector, remembered, logger } = this.#parts;
    const { state } = session;
    if (state.kind !== "signedIn" || state.connection === this.#verified) return;
    const { connection } = state;
    this.#verified = connection;
    try {
      const account = await connector.check(connection, AbortSignal.timeout(60_000));
      if (session.state !== state || sameFacts(account, connection)) return;
      logger.info(`The token of ${account.username} on ${account.origin} changed on the server`);
      const renewed = connectionTo(account, connection.client, connection.source);
      this.#verified = renewed;
      session.set({ kind: "signedIn", connection: renewed });
      if (connection.source === "secrets") await remembered.use(account);
    } catch (error) {
      if (error instanceof UnauthorizedError) session.refused(connection);
      // The views meet the same trouble, and say it.
      else logger.debug(`Could not verify the token: ${error instanceof Error ? error.message : "failed"}`);
    }
  }

  /** What another window did to this one's secret: signed out of the account, or signed in to it anew. */
  async secretChanged(): Promise<void> {
    const { session, notifications } = this.#parts;
    const { state } = session;
    const connection = connectionOf(state);
    if (this.#entering || connection?.source !== "secrets") return;
    const token = await this.#storedToken(connection);
    if (session.state !== state) return;
    if (token === undefined) {
      session.set({ kind: "signedOut" });
      const { username, host } = connection;
      void notifications.inform(l10n.t("Signed out of {0} on {1} in another window.", username, host), {
        title: l10n.t("Sign In"),
        run: this.#parts.signIn,
      });
    } else if (state.kind === "refused") {
      await this.#goOnWith(token, connection);
    }
  }

  /**
   * Goes on with the token that another window has stored since, if there is one: the refused one is not tried again.
   *
   * @returns whether there was one, or there is nothing left to go on with
   */
  async renew(refused: Connection): Promise<boolean> {
    const { session } = this.#parts;
    const { state } = session;
    const token = refused.source === "secrets" ? await this.#storedToken(refused) : undefined;
    if (session.state !== state) return true;
    if (token === undefined) return false;
    return await this.#goOnWith(token, refused);
  }

  /** @returns false if it is the token that was refused */
  async #goOnWith(token: string, refused: Connection): Promise<boolean> {
    const { session, logger } = this.#parts;
    if (token === this.#shared) return false;
    logger.info(
      `Another token is stored by now for ${refused.username} on ${refused.origin}: going on with it`,
    );
    session.set({ kind: "signedIn", connection: this.#restored(refused, token) });
    await refused.client.close();
    return true;
  }

  /** Whether the token is still good is asked once somebody looks: nothing is sent for nobody. */
  #restored(account: Account, token: string): Connection {
    this.#shared = token;
    return this.#parts.connector.restore(account, token, () => void this.verify());
  }

  async #keep(account: Account, token: string): Promise<"secrets" | "window"> {
    const { tokens, notifications, logger } = this.#parts;
    try {
      await tokens.keep(account, token);
      return "secrets";
    } catch (error) {
      logger.warn(`The token could not be kept: ${nameOf(error)}`);
      void notifications.warn(
        l10n.t(
          "The access token could not be kept in this system's keyring. You stay signed in until this window closes.",
        ),
      );
      return "window";
    }
  }

  async #storedToken(account: Pick<Account, "origin" | "username">): Promise<string | undefined> {
    const { tokens, notifications, logger } = this.#parts;
    try {
      const token = await tokens.read(account);
      if (token === undefined) logger.info(`No token is stored for ${account.username} on ${account.origin}`);
      return token;
    } catch (error) {
      logger.warn(`The token could not be read: ${nameOf(error)}`);
      void notifications.warn(
        l10n.t("The access token could not be read from this system's keyring. Sign in again to go on."),
      );
      return undefined;
    }
  }
}

function sameFacts(account: Account, connection: Connection): boolean {
  return (
    account.username === connection.username &&
    account.userId === connection.userId &&
    account.readOnly === connection.readOnly &&
    account.expires === connection.expires
  );
}

/** Nobody knows what a keyring writes into its messages. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "failed";
}
