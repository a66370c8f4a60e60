import { Keeper } from "../../../src/accounts/keeper.ts";
import { connectionOf, SessionStore } from "../../../src/accounts/session.ts";
import { type Account, Remembered, Tokens } from "../../../src/accounts/stored.ts";
import { type MemoryDouble, memoryOf, noting } from "../../support/doubles.ts";
import { connectionOfAccount, NotificationsDouble, SecretsDouble } from "../../support/signed-in.ts";

/** A window: what it shares with others is handed in. */
export function windowOf(
  shared: { secrets: SecretsDouble; everywhere: MemoryDouble },
  here: MemoryDouble = memoryOf(),
) {
  const session = new SessionStore();
  const { logger, lines } = noting();
  const notifications = new NotificationsDouble();
  const tokens = new Tokens(shared.secrets, logger);
  const answers: (() => Promise<Account>)[] = [];
  const did: string[] = [];
  const keeper = new Keeper({
    session,
    remembered: new Remembered(shared.everywhere, here, logger),
    tokens,
    connector: {
      restore: (account) => connectionOfAccount(account),
      check: () => answers.shift()?.() ?? Promise.reject(new Error("nothing is asked here")),
    },
    notifications,
    signIn: () => {
      did.push("asked to sign in");
      return Promise.resolve();
    },
    logger,
  });
  tokens.watch(
    () => connectionOf(session.state),
    () => void keeper.secretChanged(),
  );
  return { session, keeper, notifications, lines, here, answers, did };
}

export function machine(): { secrets: SecretsDouble; everywhere: MemoryDouble } {
  return { secrets: new SecretsDouble(), everywhere: memoryOf() };
}

/** Lets what is under way in other windows come to rest. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

export function nameIn(window: ReturnType<typeof windowOf>): string | undefined {
  return connectionOf(window.session.state)?.username;
}
