import { Accounts } from "../../../src/accounts/accounts.ts";
import { type Environment, EnvironmentSignIn, readEnvironment } from "../../../src/accounts/environment.ts";
import { Keeper } from "../../../src/accounts/keeper.ts";
import type { ChosenServer } from "../../../src/accounts/server-search.ts";
import { connectionOf, SessionStore } from "../../../src/accounts/session.ts";
import type { SignInSteps } from "../../../src/accounts/sign-in.ts";
import { type Account, Remembered, Tokens } from "../../../src/accounts/stored.ts";
import { UnauthorizedError } from "../../../src/core/index.ts";
import { type MemoryDouble, memoryOf, noting } from "../../support/doubles.ts";
import {
  alice,
  connectionOfAccount,
  NotificationsDouble,
  proven,
  SecretsDouble,
} from "../../support/signed-in.ts";
import { Settings } from "../../../src/ui/settings.ts";

export const chosen: ChosenServer = {
  origin: alice.origin,
  host: "cvat.example.org",
  unagreed: false,
  note: "",
};
const refusal = new UnauthorizedError(
  401,
  { method: "GET", path: "/api/users/self", requestId: null },
  { fields: new Map(), messages: [] },
);

interface Given {
  readonly use?: string;
  /** The token of the environment, and what stands in `CVAT_SERVER` where that matters. */
  readonly environment?: boolean | string;
  readonly stored?: boolean;
  /** In place of the one that is usually stored. */
  readonly account?: Account;
  readonly found?: ChosenServer;
  readonly refuse?: boolean;
  readonly press?: string;
  readonly suggested?: string;
  /** What the window before remembered, for all and for this workspace. */
  readonly before?: {
    readonly everywhere: MemoryDouble;
    readonly here: MemoryDouble;
    readonly secrets: SecretsDouble;
  };
}

function environmentOf(given: Given["environment"]): Environment | undefined {
  if (given === undefined || given === false) return undefined;
  const server = given === true ? "cvat.example.org" : given;
  return readEnvironment({ CVAT_SERVER: server, CVAT_ACCESS_TOKEN: "env-token" });
}

/** A window whose person answers each step, and whose servers accept each token unless told otherwise. */
export async function windowOf(given: Given) {
  const { logger, lines } = noting();
  const session = new SessionStore();
  const notifications = new NotificationsDouble();
  notifications.press = given.press;
  const configuration = memoryOf({ "cvat.useEnvironmentToken": given.use });
  const settings = new Settings(configuration, logger);
  const kept = given.before ?? { everywhere: memoryOf(), here: memoryOf(), secrets: new SecretsDouble() };
  const globalState = kept.everywhere;
  const remembered = new Remembered(globalState, kept.here, logger);
  const tokens = new Tokens(kept.secrets, logger);
  if (given.stored === true || given.account !== undefined) {
    const account = given.account ?? { ...alice, username: "stored" };
    await remembered.use(account);
    await tokens.keep(account, "kept");
  }
  const sent: string[] = [];
  const did: string[] = [];
  const closed: string[] = [];
  const looked: string[] = [];
  const environment = environmentOf(given.environment);
  const connector = {
    prove: (origin: string, token: string) => {
      sent.push(`${origin} ${token}`);
      if (given.refuse === true) return Promise.reject(refusal);
      const found = proven(alice, token);
      found.client.close = () => {
        closed.push(found.account.username);
        return Promise.resolve();
      };
      return Promise.resolve(found);
    },
    restore: (account: Account) => connectionOfAccount(account),
    check: () => Promise.reject(new Error("nothing is asked at the start")),
  };
  const steps: SignInSteps = {
    address: (start) => {
      did.push(`asked for an address, ${start}`);
      return Promise.resolve({ kind: "done", value: chosen });
    },
    unencrypted: () => Promise.resolve({ kind: "back" }),
    token: ({ origin }) => {
      did.push(`asked for a token of ${origin}`);
      return Promise.resolve({ kind: "done", value: proven(alice, "typed") });
    },
  };
  const accounts = new Accounts({
    session,
    keeper: new Keeper({
      session,
      remembered,
      tokens,
      connector,
      notifications,
      signIn: () => Promise.resolve(),
      logger,
    }),
    remembered,
    steps: () => steps,
    settings,
    suggested: given.suggested,
    notifications,
    contextKeys: { set: (key, value) => void did.push(`${key} = ${String(value)}`) },
    globalState,
    openTokenPage: (origin) => {
      did.push(`opened the token page of ${origin}`);
      return Promise.resolve(true);
    },
    focusViews: () => {
      did.push("focused the views");
      return Promise.resolve();
    },
    environment:
      environment &&
      new EnvironmentSignIn({
        environment,
        search: {
          look: (address) => {
            looked.push(address);
            return Promise.resolve({ ok: true, value: given.found ?? chosen });
          },
        },
        connector,
        notifications,
        settings,
      }),
  });
  session.onDidChange((state) => {
    accounts.follow(state);
  });
  const name = (): string | undefined => connectionOf(session.state)?.username;
  const parts = { accounts, session, tokens, notifications, configuration, kept, name };
  return { ...parts, sent, did, closed, looked, lines };
}
