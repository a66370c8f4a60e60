import assert from "node:assert/strict";
import { Accounts } from "../../../src/accounts/accounts.ts";
import { EnvironmentSignIn, readEnvironment } from "../../../src/accounts/environment.ts";
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

const chosen: ChosenServer = { origin: alice.origin, host: "cvat.example.org", unagreed: false, note: "" };
const refusal = new UnauthorizedError(
  401,
  { method: "GET", path: "/api/users/self", requestId: null },
  { fields: new Map(), messages: [] },
);

interface Given {
  readonly use?: string;
  readonly environment?: boolean;
  readonly stored?: boolean;
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

async function windowOf(given: Given) {
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
  if (given.stored === true) {
    await remembered.use({ ...alice, username: "stored" });
    await tokens.keep({ ...alice, username: "stored" }, "kept");
  }
  const sent: string[] = [];
  const did: string[] = [];
  const closed: string[] = [];
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
      given.environment === true
        ? new EnvironmentSignIn({
            environment: { server: "cvat.example.org", token: "env-token" },
            search: { look: () => Promise.resolve({ ok: true, value: given.found ?? chosen }) },
            connector,
            notifications,
            settings,
          })
        : undefined,
  });
  session.onDidChange((state) => {
    accounts.follow(state);
  });
  const name = (): string | undefined => connectionOf(session.state)?.username;
  return { accounts, session, tokens, notifications, sent, did, closed, lines, configuration, name, kept };
}

describe("the start", () => {
  it("sends nothing when something is stored, nor when nothing is", async () => {
    for (const stored of [true, false]) {
      const window = await windowOf({ stored });
      await window.accounts.start();
      assert.equal(window.name(), stored ? "stored" : undefined);
      assert.deepEqual(window.sent, []);
      assert.deepEqual(window.did, [`cvat.session = ${stored ? "signedIn" : "signedOut"}`]);
    }
  });

  it("signs in with the environment's token where that is always wished, before what is stored", async () => {
    const window = await windowOf({ environment: true, use: "always", stored: true });
    await window.accounts.start();
    assert.equal(window.name(), "alice");
    assert.equal(connectionOf(window.session.state)?.source, "environment");
    assert.deepEqual(window.sent, ["https://cvat.example.org env-token"]);
    assert.deepEqual(window.notifications.said, []);
    assert.ok(window.did.includes("focused the views"));
  });

  it("goes on with whom the person signed in as in place of the environment's account", async () => {
    const environment = { environment: true, use: "always" } as const;
    const first = await windowOf(environment);
    await first.accounts.start();
    await first.accounts.signIn();
    const next = await windowOf({ ...environment, before: first.kept });
    await next.accounts.start();
    assert.equal(connectionOf(next.session.state)?.source, "secrets");
    assert.deepEqual(next.sent, []);
  });

  it("stays signed out of the environment's account, which is offered again, until it is taken", async () => {
    const environment = { environment: true, use: "always" } as const;
    const first = await windowOf(environment);
    await first.accounts.start();
    await first.accounts.signOut();
    const next = await windowOf({ ...environment, before: first.kept });
    await next.accounts.start();
    assert.equal(next.session.state.kind, "signedOut");
    assert.deepEqual(next.sent, []);
    assert.match(next.notifications.said.join(), /^CVAT_SERVER and CVAT_ACCESS_TOKEN are set/);
    const third = await windowOf({ ...environment, before: first.kept, press: "Sign In" });
    await third.accounts.start();
    assert.equal(third.name(), "alice");
    const last = await windowOf({ ...environment, before: first.kept });
    await last.accounts.start();
    assert.equal(last.name(), "alice");
  });

  it("leaves the environment alone where it is never wished", async () => {
    const window = await windowOf({ environment: true, use: "never" });
    await window.accounts.start();
    assert.equal(window.session.state.kind, "signedOut");
    assert.deepEqual([window.sent, window.notifications.said], [[], []]);
  });

  it("offers the environment's token, and sends nothing until it is taken", async () => {
    const window = await windowOf({ environment: true });
    await window.accounts.start();
    assert.equal(window.session.state.kind, "signedOut");
    assert.deepEqual(window.sent, []);
    assert.deepEqual(window.notifications.said, [
      "CVAT_SERVER and CVAT_ACCESS_TOKEN are set. Sign in to cvat.example.org with them?",
    ]);
  });

  for (const [press, written, signedIn] of [
    ["Sign In", undefined, true],
    ["Always", "always", true],
    ["Never", "never", false],
  ] as const) {
    it(`takes "${press}" at its word`, async () => {
      const window = await windowOf({ environment: true, press });
      await window.accounts.start();
      assert.equal(window.name(), signedIn ? "alice" : undefined);
      assert.equal(window.configuration.get("cvat.useEnvironmentToken"), written);
    });
  }

  it("leaves alone who signed in by hand while the environment's token was proven", async () => {
    const window = await windowOf({ environment: true, use: "always" });
    const starting = window.accounts.start();
    window.session.set({ kind: "signedIn", connection: connectionOfAccount({ ...alice, username: "hand" }) });
    await starting;
    assert.deepEqual(window.sent, ["https://cvat.example.org env-token"]);
    assert.equal(window.name(), "hand");
    assert.deepEqual(window.closed, ["alice"]);
  });

  it("does not offer it to somebody who is signed in", async () => {
    const window = await windowOf({ environment: true, stored: true });
    await window.accounts.start();
    assert.equal(window.name(), "stored");
    assert.deepEqual(window.notifications.said, []);
  });

  it("says what was wrong with the environment's token, and tries again when asked to", async () => {
    const window = await windowOf({ environment: true, use: "always", refuse: true, press: "Retry" });
    await window.accounts.start();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(window.session.state.kind, "signedOut");
    assert.equal(window.sent.length, 2);
    assert.match(
      window.notifications.said[0] ?? "",
      /^Could not sign in to cvat.example.org with the token in CVAT_ACCESS_TOKEN\. cvat\.example\.org does not accept/,
    );
    assert.doesNotMatch([...window.notifications.said, ...window.lines].join(), /env-token/);
  });

  it("asks before the environment's token would go unencrypted to another machine", async () => {
    const found = { ...chosen, origin: "http://cvat.example.org", unagreed: true };
    const declined = await windowOf({ environment: true, use: "always", found });
    await declined.accounts.start();
    assert.equal(declined.session.state.kind, "signedOut");
    assert.deepEqual(declined.sent, []);
    const agreed = await windowOf({
      environment: true,
      use: "always",
      found,
      press: "Go On without Encryption",
    });
    await agreed.accounts.start();
    assert.deepEqual(agreed.sent, ["http://cvat.example.org env-token"]);
  });
});

describe("signing in and out", () => {
  it("begins with the server used last, or with CVAT's own, and opens the views once", async () => {
    const window = await windowOf({});
    await window.accounts.start();
    await window.accounts.signIn();
    await window.accounts.signIn();
    assert.deepEqual(
      window.did.filter((line) => !line.startsWith("cvat.")),
      [
        "asked for an address, app.cvat.ai",
        "asked for a token of https://cvat.example.org",
        "focused the views",
        "asked for an address, https://cvat.example.org",
        "asked for a token of https://cvat.example.org",
      ],
    );
  });

  it("begins with the server that the environment names, until that was used", async () => {
    const window = await windowOf({ suggested: "cvat.example.org" });
    await window.accounts.start();
    await window.accounts.signIn();
    await window.accounts.signIn();
    assert.deepEqual(
      window.did.filter((line) => line.startsWith("asked for an address")),
      ["asked for an address, cvat.example.org", "asked for an address, https://cvat.example.org"],
    );
  });

  it("asks only for a token when it was refused, which is said once", async () => {
    const window = await windowOf({ stored: true });
    await window.accounts.start();
    const connection = connectionOf(window.session.state);
    assert.ok(connection);
    window.session.refused(connection);
    window.session.refused(connection);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(window.notifications.said, [
      "cvat.example.org no longer accepts your access token. It expired or was revoked. What is loaded stays until you sign in again.",
    ]);
    assert.equal(window.did.at(-1), "cvat.session = signedIn");
    await window.accounts.signIn();
    assert.equal(
      window.did.some((line) => line.startsWith("asked for an address")),
      false,
    );
    assert.equal(window.name(), "alice");
  });

  it("goes on without a word when another window has stored a new token since", async () => {
    const window = await windowOf({ stored: true });
    await window.accounts.start();
    const connection = connectionOf(window.session.state);
    assert.ok(connection);
    await window.tokens.keep(connection, "renewed elsewhere");
    window.session.refused(connection);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(window.session.state.kind, "signedIn");
    assert.notEqual(connectionOf(window.session.state), connection);
    assert.deepEqual(window.notifications.said, []);
  });

  it("says when it is left that the token lives on, and leads to where it is revoked", async () => {
    const window = await windowOf({ stored: true, press: "Revoke on the Server" });
    await window.accounts.start();
    await window.accounts.signOut();
    assert.equal(window.session.state.kind, "signedOut");
    assert.match(window.notifications.said.join(), /On the server it works until it is revoked/);
    assert.ok(window.did.includes("opened the token page of https://cvat.example.org"));
  });

  it("goes on with pasting a token after the page was opened where tokens are made", async () => {
    const window = await windowOf({});
    await window.accounts.start();
    await window.accounts.getAccessToken();
    assert.deepEqual(window.did.slice(1, 4), [
      "asked for an address, app.cvat.ai",
      "opened the token page of https://cvat.example.org",
      "asked for a token of https://cvat.example.org",
    ]);
    assert.equal(window.name(), "alice");
  });

  it("opens only that page for somebody who is signed in", async () => {
    const window = await windowOf({ stored: true });
    await window.accounts.start();
    await window.accounts.getAccessToken();
    assert.deepEqual(window.did.slice(1), ["opened the token page of https://cvat.example.org"]);
  });
});

describe("the environment", () => {
  it("counts only with both variables set", () => {
    assert.equal(readEnvironment({}), undefined);
    assert.equal(readEnvironment({ CVAT_SERVER: "a", CVAT_ACCESS_TOKEN: " " }), undefined);
    assert.equal(readEnvironment({ CVAT_ACCESS_TOKEN: "t" }), undefined);
    assert.deepEqual(readEnvironment({ CVAT_SERVER: " a\n", CVAT_ACCESS_TOKEN: "t\n" }), {
      server: "a",
      token: "t",
    });
  });
});
