import { commands, Disposable, env, Uri } from "vscode";
import { findServer, type Logger } from "../core/index.ts";
import type { Commands, ContextKeys, Memory, Notifications, Settings } from "../ui/index.ts";
import { Accounts } from "./accounts.ts";
import { Connector } from "./connector.ts";
import { type Environment, EnvironmentSignIn } from "./environment.ts";
import { Keeper } from "./keeper.ts";
import { ServerSearch } from "./server-search.ts";
import { connectionOf, type Session, SessionStore } from "./session.ts";
import { InputSteps } from "./sign-in-steps.ts";
import { Remembered, type Secrets, Tokens } from "./stored.ts";

export { readEnvironment, readServer } from "./environment.ts";
export { connectionOf } from "./session.ts";
export type { Connection, Session, SessionState } from "./session.ts";

export interface AccountsNeeds {
  readonly commands: Pick<Commands, "register">;
  readonly contextKeys: Pick<ContextKeys, "set">;
  readonly notifications: Pick<Notifications, "inform" | "warn" | "error">;
  readonly settings: Pick<Settings, "get" | "set">;
  readonly secrets: Secrets;
  readonly globalState: Memory;
  readonly workspaceState: Memory;
  readonly logger: Logger;
  readonly environment: Environment | undefined;
  /** The address of a server to begin with. */
  readonly suggested: string | undefined;
}

export interface AccountsFeature {
  readonly session: Session;
  /** Says why something cannot be done while nobody is signed in. */
  sayNotSignedIn(): void;
  /** Asks the person to sign in. */
  signIn(): Promise<void>;
  /** Signs in from what is stored, or from the environment where that is wished. */
  start(): Promise<void>;
  dispose(): void;
}

export function registerAccounts(needs: AccountsNeeds): AccountsFeature {
  const { logger, notifications, settings, environment } = needs;
  const session = new SessionStore();
  const remembered = new Remembered(needs.globalState, needs.workspaceState, logger);
  const tokens = new Tokens(needs.secrets, logger);
  const connector = new Connector(logger);
  const search = new ServerSearch(findServer, logger);
  const keeper = new Keeper({
    session,
    remembered,
    tokens,
    connector,
    notifications,
    signIn: () => accounts.signIn(),
    logger,
  });
  const accounts: Accounts = new Accounts({
    ...needs,
    session,
    keeper,
    remembered,
    openTokenPage,
    focusViews: async () => {
      await commands.executeCommand("cvat.projects.focus");
    },
    steps: (title) => new InputSteps({ search, connector, remembered, openTokenPage }, title),
    environment:
      environment && new EnvironmentSignIn({ environment, search, connector, notifications, settings }),
  });
  const registered = Disposable.from(
    session.onDidChange((state) => {
      accounts.follow(state);
    }),
    tokens.watch(
      () => connectionOf(session.state),
      () => void keeper.secretChanged(),
    ),
    needs.commands.register({
      "cvat.signIn": () => accounts.signIn(),
      "cvat.signOut": () => accounts.signOut(),
      "cvat.getAccessToken": () => accounts.getAccessToken(),
    }),
    accounts,
    session,
  );
  return {
    session,
    sayNotSignedIn: () => {
      accounts.sayNotSignedIn();
    },
    signIn: () => accounts.signIn(),
    start: () => accounts.start(),
    dispose: () => {
      registered.dispose();
    },
  };
}

/** CVAT makes and revokes tokens on the "Security" page of the user's profile. False if the person did not go there. */
async function openTokenPage(origin: string): Promise<boolean> {
  return env.openExternal(Uri.parse(`${origin}/profile#security`));
}
