import assert from "node:assert/strict";
import { connectionOf } from "../../../src/accounts/session.ts";
import { alice, connectionOfAccount } from "../../support/signed-in.ts";
import { chosen, windowOf } from "./accounts-window.ts";

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

  it("stays signed out of the environment's account without a question, until that is wished again", async () => {
    const environment = { environment: true, use: "always" } as const;
    const first = await windowOf(environment);
    await first.accounts.start();
    await first.accounts.signOut();
    const next = await windowOf({ ...environment, before: first.kept });
    await next.accounts.start();
    assert.equal(next.session.state.kind, "signedOut");
    assert.deepEqual([next.sent, next.notifications.said], [[], []]);
    const third = await windowOf({ ...environment, use: "ask", before: first.kept, press: "Sign In" });
    await third.accounts.start();
    assert.equal(third.name(), "alice");
    const last = await windowOf({ ...environment, before: first.kept });
    await last.accounts.start();
    assert.equal(last.name(), "alice");
  });

  it("uses, and remembers as left, nothing of CVAT_SERVER but the address", async () => {
    const environment = "https://CVAT.example.org/tasks?token=s3cret";
    const first = await windowOf({ environment, use: "always" });
    await first.accounts.start();
    assert.deepEqual(first.looked, ["https://cvat.example.org"]);
    await first.accounts.signOut();
    const { here, everywhere } = first.kept;
    assert.doesNotMatch(JSON.stringify([...here.values, ...everywhere.values]), /s3cret/);
    assert.match(JSON.stringify([...here.values]), /"https:\/\/cvat\.example\.org"/);
    const next = await windowOf({
      environment: "https://cvat.example.org",
      use: "always",
      before: first.kept,
    });
    await next.accounts.start();
    assert.equal(next.session.state.kind, "signedOut");
  });

  it("says what is wrong with CVAT_SERVER, without what stands there, and stores nothing of it", async () => {
    const environment = "https://user:s3cret@cvat.example.org";
    const window = await windowOf({ environment, use: "always" });
    await window.accounts.start();
    assert.equal(window.session.state.kind, "signedOut");
    const [said, another] = window.notifications.said;
    assert.match(
      said ?? "",
      /^Could not sign in to CVAT_SERVER with the token in CVAT_ACCESS_TOKEN\. Leave out what stands before the @/,
    );
    assert.equal(another, undefined);
    await window.accounts.signIn();
    const { here, everywhere } = window.kept;
    const kept = [...here.values, ...everywhere.values];
    assert.doesNotMatch(JSON.stringify([window.notifications.said, window.lines, kept]), /s3cret/);
    assert.deepEqual([window.sent, window.looked], [[], []]);
    const next = await windowOf({ environment, use: "always", before: window.kept });
    await next.accounts.start();
    assert.equal(connectionOf(next.session.state)?.source, "secrets", "who signed in by hand goes on");
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

  it("knows a server that the environment names by its name alone, wherever it was found", async () => {
    for (const origin of ["http://cvat.example.org:8080", "https://cvat.example.org"]) {
      const window = await windowOf({ suggested: "cvat.example.org", account: { ...alice, origin } });
      await window.accounts.start();
      await window.accounts.signOut();
      await window.accounts.signIn();
      assert.ok(window.did.includes(`asked for an address, ${origin}`), window.did.join());
    }
  });

  it("begins with another port of the server's, where the environment names that", async () => {
    const account = { ...alice, origin: "http://cvat.example.org:8080" };
    const window = await windowOf({ suggested: "cvat.example.org:9000", account });
    await window.accounts.start();
    await window.accounts.signOut();
    await window.accounts.signIn();
    assert.ok(window.did.includes("asked for an address, cvat.example.org:9000"));
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

  it("asks for no server where only one was used, and none is named", async () => {
    for (const given of [{}, { suggested: "cvat.example.org" }]) {
      const window = await windowOf(given);
      await window.accounts.start();
      await window.accounts.signIn();
      await window.accounts.signOut();
      window.did.length = 0;
      await window.accounts.getAccessToken();
      assert.deepEqual(window.did.slice(0, 2), [
        "opened the token page of https://cvat.example.org",
        "asked for a token of https://cvat.example.org",
      ]);
    }
  });

  it("begins with a server that the environment names anew, also where tokens are made", async () => {
    const window = await windowOf({});
    await window.accounts.start();
    await window.accounts.signIn();
    await window.accounts.signOut();
    const next = await windowOf({ suggested: "new.example.org", before: window.kept });
    await next.accounts.start();
    await next.accounts.getAccessToken();
    assert.equal(next.did[1], "asked for an address, new.example.org");
  });

  it("opens only that page for somebody who is signed in", async () => {
    const window = await windowOf({ stored: true });
    await window.accounts.start();
    await window.accounts.getAccessToken();
    assert.deepEqual(window.did.slice(1), ["opened the token page of https://cvat.example.org"]);
  });
});
