import { l10n } from "vscode";
import { candidates, parseAddress } from "../core/index.ts";
import type { ContextKeys, Memory, Notifications, Settings, Words } from "../ui/index.ts";
import type { Proven } from "./connector.ts";
import type { EnvironmentSignIn } from "./environment.ts";
import type { Keeper } from "./keeper.ts";
import type { Remembered } from "./stored.ts";
import { knownServer, publicServer } from "./server-search.ts";
import { type Connection, connectionOf, type SessionState, type SessionStore } from "./session.ts";
import { chooseServer, signIn, type SignInSteps } from "./sign-in.ts";

export interface AccountsParts {
  readonly session: SessionStore;
  readonly keeper: Keeper;
  readonly remembered: Remembered;
  readonly steps: (title: string) => SignInSteps;
  readonly environment: Pick<EnvironmentSignIn, "server" | "prove" | "offer"> | undefined;
  /** The address of the server that the environment names, with or without a token. */
  readonly suggested: string | undefined;
  readonly settings: Pick<Settings, "get">;
  readonly notifications: Pick<Notifications, "inform" | "error">;
  readonly contextKeys: Pick<ContextKeys, "set">;
  readonly openTokenPage: (origin: string) => Promise<boolean>;
  readonly focusViews: () => Promise<void>;
  readonly globalState: Memory;
}

/** Signing in and out, as the person asks for it. */
export class Accounts {
  readonly #parts: AccountsParts;
  readonly #closing = new AbortController();

  constructor(parts: AccountsParts) {
    this.#parts = parts;
  }

  /** Signs in from the environment or from what is stored; asks a server only for the former. */
  async start(): Promise<void> {
    const { session } = this.#parts;
    try {
      await this.#start();
    } finally {
      // Whatever went wrong: the views must not wait for ever.
      if (session.state.kind === "restoring") session.set({ kind: "signedOut" });
    }
  }

  async #start(): Promise<void> {
    const { session, keeper, environment, remembered, settings } = this.#parts;
    const use = environment === undefined ? "never" : settings.get("cvat.useEnvironmentToken");
    // Who has signed out of it, or in as somebody else, is taken at their word.
    const server = environment?.server;
    const isLeft = server !== undefined && remembered.hasLeftEnvironment(server);
    if (use === "always" && server !== undefined && !isLeft) {
      await this.#useEnvironment();
      return;
    }
    await keeper.restore();
    if (use === "never" || session.state.kind !== "signedOut") return;
    // "Always" asks nothing: somebody left, or the address is none, which is to be said.
    const isWanted = use === "always" ? !isLeft : await environment?.offer();
    if (isWanted === true) await this.#useEnvironment();
  }

  async signIn(): Promise<void> {
    const { session, steps } = this.#parts;
    const { state } = session;
    const start = {
      address: this.#firstAddress(),
      ...(state.kind === "refused" && { server: knownServer(state.connection.origin) }),
    };
    const proven = await signIn(steps(l10n.t("Sign In to CVAT")), start);
    if (proven !== undefined) await this.#enter(proven);
  }

  /** What the person chose by hand goes on at the next start, whatever the environment says. */
  async #enter(proven: Proven): Promise<void> {
    const { keeper, environment, remembered } = this.#parts;
    await keeper.enter(proven, "person");
    await remembered.leaveEnvironment(environment?.server);
    await this.#openViewsOnce();
  }

  /** A server that the environment names, and that was never used, is what somebody came for. */
  #firstAddress(): string {
    const { remembered, suggested } = this.#parts;
    const known = remembered.servers();
    const isNew = suggested !== undefined && !originsOf(suggested).some((origin) => known.includes(origin));
    return (isNew ? suggested : known[0]) ?? publicServer;
  }

  async signOut(): Promise<void> {
    const { session, keeper, environment, remembered, notifications } = this.#parts;
    const left = await keeper.leave();
    if (left === undefined) {
      this.sayNotSignedIn();
      return;
    }
    const { host, origin } = left;
    if (left.source === "environment") {
      await remembered.leaveEnvironment(environment?.server);
      void notifications.inform(l10n.t("Signed out of {0}. CVAT_ACCESS_TOKEN is still set.", host), {
        title: l10n.t("Sign In Again"),
        run: () => (session.state.kind === "signedOut" ? this.#useEnvironment() : undefined),
      });
      return;
    }
    // The command is over; the notification may stand for hours.
    void notifications.inform(
      l10n.t(
        "Signed out of {0}, and the access token is forgotten here. On the server it works until it is revoked.",
        host,
      ),
      { title: l10n.t("Revoke on the Server"), run: () => this.#parts.openTokenPage(origin) },
    );
  }

  sayNotSignedIn(): void {
    const { session, notifications } = this.#parts;
    if (session.state.kind === "restoring") {
      void notifications.inform(l10n.t("Signing in to CVAT is still under way."));
      return;
    }
    void notifications.inform(l10n.t("You are not signed in to a CVAT server."), {
      title: l10n.t("Sign In"),
      run: () => this.signIn(),
    });
  }

  /** Opens the page where tokens are made; who is signed out then goes on with pasting one. */
  async getAccessToken(): Promise<void> {
    const { session, remembered, steps } = this.#parts;
    const connection = connectionOf(session.state);
    if (connection !== undefined) {
      await this.#parts.openTokenPage(connection.origin);
      return;
    }
    const [last, another] = remembered.servers();
    const first = this.#firstAddress();
    const asked = steps(l10n.t("Get an Access Token"));
    // Where nothing else could be meant, nothing is asked.
    const server =
      first === last && another === undefined ? knownServer(last) : await chooseServer(asked, first);
    if (server === undefined || !(await this.#parts.openTokenPage(server.origin))) return;
    const proven = await signIn(asked, { address: server.origin, server });
    if (proven !== undefined) await this.#enter(proven);
  }

  /** What the rest of VS Code is told when the session changes. */
  follow(state: SessionState): void {
    this.#parts.contextKeys.set("cvat.session", state.kind === "refused" ? "signedIn" : state.kind);
    if (state.kind === "refused") void this.#refused(state.connection);
  }

  async #refused(connection: Connection): Promise<void> {
    if (!(await this.#parts.keeper.renew(connection))) this.#sayRefused(connection);
  }

  dispose(): void {
    this.#closing.abort();
  }

  async #useEnvironment(): Promise<void> {
    const { session, keeper, environment, remembered, notifications } = this.#parts;
    if (environment === undefined) return;
    if (session.state.kind === "signedOut") session.set({ kind: "restoring" });
    const before = session.state;
    const outcome = await environment.prove(this.#closing.signal);
    // Somebody signed in or out by hand in the meantime.
    if (session.state !== before) {
      if (outcome.kind === "proven") await outcome.proven.client.close();
      return;
    }
    if (outcome.kind === "proven") {
      await keeper.enter(outcome.proven, "environment");
      await remembered.leaveEnvironment(undefined);
      await this.#openViewsOnce();
      return;
    }
    if (before.kind === "restoring") session.set({ kind: "signedOut" });
    if (outcome.kind === "failed") {
      void notifications.error(outcome.words, { retry: () => this.#useEnvironment() });
    }
  }

  #sayRefused({ host }: Connection): void {
    const words: Words = {
      what: l10n.t("{0} no longer accepts your access token", host),
      why: l10n.t("It expired or was revoked. What is loaded stays until you sign in again."),
      short: l10n.t("signed out"),
      next: "signIn",
      cause: "unauthorized",
    };
    void this.#parts.notifications.error(words, { unasked: true });
  }

  async #openViewsOnce(): Promise<void> {
    const { globalState, focusViews } = this.#parts;
    if (globalState.get("cvat.viewsOpened") === true) return;
    await globalState.update("cvat.viewsOpened", true);
    await focusViews();
  }
}

/** Where a server of that address may be. */
function originsOf(address: string): readonly string[] {
  return candidates(parseAddress(address));
}
