import assert from "node:assert/strict";
import { type Connection, connectionOf } from "../../../src/accounts/session.ts";
import { type Account, Tokens } from "../../../src/accounts/stored.ts";
import { NetworkError, UnauthorizedError } from "../../../src/core/index.ts";
import { noting } from "../../support/doubles.ts";
import { alice, bob, connectionOfAccount, proven, SecretsDouble } from "../../support/signed-in.ts";
import { machine, nameIn, settled, windowOf } from "./keeper-window.ts";

const unauthorized = new UnauthorizedError(
  401,
  { method: "GET", path: "/api/users/self", requestId: null },
  { fields: new Map(), messages: ["Invalid token."] },
);

/** Tells all windows of a new secret, themselves included, well before it answers who stored it. */
class SlowSecrets extends SecretsDouble {
  override async store(key: string, value: string): Promise<void> {
    await super.store(key, value);
    await settled();
  }
}

/** Who is closed from now on. */
function noteClosing(connection: Connection): string[] {
  const closed: string[] = [];
  connection.client.close = () => {
    closed.push(connection.username);
    return Promise.resolve();
  };
  return closed;
}

describe("the session of a window", () => {
  it("is signed out at the start when nothing is stored", async () => {
    const window = windowOf(machine());
    await window.keeper.restore();
    assert.deepEqual(window.session.state, { kind: "signedOut" });
    assert.deepEqual(window.notifications.said, []);
  });

  it("is restored from what is stored, without asking a server", async () => {
    const shared = machine();
    const before = windowOf(shared);
    await before.keeper.enter(proven(alice, "one"), "person");
    const after = windowOf(shared, before.here);
    await after.keeper.restore();
    assert.equal(after.session.state.kind, "signedIn");
    assert.equal(nameIn(after), "alice");
  });

  it("is kept apart from other windows", async () => {
    const shared = machine();
    const one = windowOf(shared);
    const two = windowOf(shared);
    await one.keeper.enter(proven(alice, "one"), "person");
    await two.keeper.enter(proven(bob, "two"), "person");
    await settled();
    assert.equal(nameIn(one), "alice");
    assert.equal(nameIn(two), "bob");
    for (const [window, name] of [
      [one, "alice"],
      [two, "bob"],
    ] as const) {
      const again = windowOf(shared, window.here);
      await again.keeper.restore();
      assert.equal(nameIn(again), name);
    }
  });

  it("ends when the account is signed out of in another window, and says so", async () => {
    const shared = machine();
    const one = windowOf(shared);
    const two = windowOf(shared);
    await one.keeper.enter(proven(alice, "one"), "person");
    await two.keeper.restore();
    assert.equal(nameIn(two), "alice");
    two.notifications.press = "Sign In";
    await one.keeper.leave();
    await settled();
    assert.equal(two.session.state.kind, "signedOut");
    assert.deepEqual(two.notifications.said, ["Signed out of alice on cvat.example.org in another window."]);
    assert.deepEqual(two.notifications.offered, ["Sign In"]);
    assert.deepEqual(two.did, ["asked to sign in"]);
    assert.deepEqual(one.notifications.said, []);
  });

  it("that was entered by hand ends, too, when another window signs out of the account", async () => {
    const shared = machine();
    const one = windowOf(shared);
    const two = windowOf(shared);
    await one.keeper.enter(proven(alice, "one"), "person");
    await two.keeper.restore();
    await two.keeper.leave();
    await settled();
    assert.equal(one.session.state.kind, "signedOut");
    assert.equal(one.notifications.said.length, 1);
  });

  it("that was refused goes on when the account is signed in to anew in another window", async () => {
    const shared = machine();
    const one = windowOf(shared);
    const two = windowOf(shared);
    await one.keeper.enter(proven(alice, "old"), "person");
    await two.keeper.restore();
    const refused = connectionOf(two.session.state);
    assert.ok(refused);
    two.session.refused(refused);
    await one.keeper.enter(proven(alice, "new"), "person");
    await settled();
    assert.equal(two.session.state.kind, "signedIn");
    assert.notEqual(connectionOf(two.session.state), refused);
  });

  it("goes on, when it is refused, with the token that another window has stored since", async () => {
    const shared = machine();
    const one = windowOf(shared);
    const two = windowOf(shared);
    await one.keeper.enter(proven(alice, "old"), "person");
    await two.keeper.restore();
    await one.keeper.enter(proven(alice, "new"), "person");
    await settled();
    const refused = connectionOf(two.session.state);
    assert.ok(refused);
    const closed = noteClosing(refused);
    two.session.refused(refused);
    assert.equal(await two.keeper.renew(refused), true);
    const renewed = connectionOf(two.session.state);
    assert.equal(two.session.state.kind, "signedIn");
    assert.notEqual(renewed, refused);
    assert.deepEqual(closed, ["alice"]);
    assert.ok(renewed);
    two.session.refused(renewed);
    assert.equal(await two.keeper.renew(renewed), false, "the same token is not tried twice");
    assert.deepEqual(two.session.state, { kind: "refused", connection: renewed });
  });

  it("stays refused when the stored token is the one that was refused", async () => {
    const window = windowOf(machine());
    await window.keeper.enter(proven(alice, "one"), "person");
    const refused = connectionOf(window.session.state);
    assert.ok(refused);
    window.session.refused(refused);
    assert.equal(await window.keeper.renew(refused), false);
    assert.equal(window.session.state.kind, "refused");
  });

  it("with the environment's token is not continued with a stored one", async () => {
    const shared = machine();
    const other = windowOf(shared);
    await other.keeper.enter(proven(alice, "stored"), "person");
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "env-token"), "environment");
    const refused = connectionOf(window.session.state);
    assert.ok(refused);
    window.session.refused(refused);
    assert.equal(await window.keeper.renew(refused), false);
    assert.equal(window.session.state.kind, "refused");
  });

  it("that somebody left while the stored token was read is not brought back", async () => {
    const shared = machine();
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "one"), "person");
    await new Tokens(shared.secrets, noting().logger).keep(alice, "two");
    const refused = connectionOf(window.session.state);
    assert.ok(refused);
    window.session.refused(refused);
    const renewing = window.keeper.renew(refused);
    window.session.set({ kind: "signedOut" });
    await renewing;
    assert.equal(window.session.state.kind, "signedOut");
  });

  it("ends the client that it had before", async () => {
    const window = windowOf(machine());
    await window.keeper.enter(proven(alice, "one"), "person");
    const before = connectionOf(window.session.state);
    assert.ok(before);
    const closed = noteClosing(before);
    await window.keeper.enter(proven(bob, "two"), "person");
    assert.deepEqual(closed, ["alice"]);
  });

  it("is not the one that was remembered when its token could not be kept", async () => {
    const shared = machine();
    const window = windowOf(shared);
    await window.keeper.enter(proven(bob, "two"), "person");
    shared.secrets.broken = true;
    await window.keeper.enter(proven(alice, "one"), "person");
    shared.secrets.broken = false;
    const again = windowOf(shared, window.here);
    await again.keeper.restore();
    assert.equal(again.session.state.kind, "signedOut");
  });

  it("takes its own storing of a token for no news, when VS Code tells of it before it is stored", async () => {
    const shared = { ...machine(), secrets: new SlowSecrets() };
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "one"), "person");
    const refused = connectionOf(window.session.state);
    assert.ok(refused);
    window.session.refused(refused);
    let changes = 0;
    window.session.onDidChange(() => (changes += 1));
    await window.keeper.enter(proven(alice, "two"), "person");
    assert.equal(changes, 1);
  });

  it("forgets the token and the account when it is left, and knows what it left", async () => {
    const shared = machine();
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "one"), "person");
    const left = await window.keeper.leave();
    assert.equal(left?.host, "cvat.example.org");
    assert.equal(shared.secrets.values.size, 0);
    const again = windowOf(shared, window.here);
    await again.keeper.restore();
    assert.equal(again.session.state.kind, "signedOut");
  });

  it("with the environment's token stores neither token nor account", async () => {
    const shared = machine();
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "env-token"), "environment");
    assert.equal(connectionOf(window.session.state)?.source, "environment");
    assert.equal(shared.secrets.values.size, 0);
    assert.doesNotMatch(
      JSON.stringify([...shared.everywhere.values, ...window.here.values]),
      /env-token|alice/,
    );
    await window.keeper.leave();
    assert.equal(window.session.state.kind, "signedOut");
  });

  it("with the environment's token, once left, does not become another account that is stored", async () => {
    const shared = machine();
    await windowOf(shared).keeper.enter(proven(bob, "stored"), "person");
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "env-token"), "environment");
    await window.keeper.leave();
    const again = windowOf(shared, window.here);
    await again.keeper.restore();
    assert.equal(again.session.state.kind, "signedOut");
    assert.equal(shared.secrets.values.size, 1, "the other windows' account stays");
  });

  it("goes on in this window alone when there is no keyring, and says so", async () => {
    const shared = machine();
    shared.secrets.broken = true;
    const window = windowOf(shared);
    await window.keeper.enter(proven(alice, "one"), "person");
    assert.equal(connectionOf(window.session.state)?.source, "window");
    assert.equal(window.notifications.said.length, 1);
    assert.match(window.notifications.said.join(), /until this window closes/);
    assert.doesNotMatch(window.lines.join(), /s3cret|one/);
    await window.keeper.leave();
    assert.equal(window.session.state.kind, "signedOut");
  });

  it("says that a stored token could not be read", async () => {
    const shared = machine();
    const before = windowOf(shared);
    await before.keeper.enter(proven(alice, "one"), "person");
    shared.secrets.broken = true;
    const after = windowOf(shared, before.here);
    await after.keeper.restore();
    assert.equal(after.session.state.kind, "signedOut");
    assert.match(after.notifications.said.join(), /could not be read/);
  });

  it("that somebody entered while it was being restored stays", async () => {
    const shared = machine();
    const before = windowOf(shared);
    await before.keeper.enter(proven(alice, "one"), "person");
    const after = windowOf(shared, before.here);
    const restoring = after.keeper.restore();
    after.session.set({ kind: "signedIn", connection: connectionOfAccount(bob) });
    await restoring;
    assert.equal(nameIn(after), "bob");
  });
});

describe("a restored session", () => {
  async function restored() {
    const shared = machine();
    const before = windowOf(shared);
    await before.keeper.enter(proven(alice, "one"), "person");
    const window = windowOf(shared, before.here);
    await window.keeper.restore();
    return window;
  }

  it("is verified once", async () => {
    const window = await restored();
    window.answers.push(() => Promise.resolve(alice));
    const { state } = window.session;
    await window.keeper.verify();
    await window.keeper.verify();
    assert.equal(window.session.state, state);
    assert.deepEqual(window.answers, []);
  });

  it("is refused by a 401, and keeps its connection", async () => {
    const window = await restored();
    const connection = connectionOf(window.session.state);
    window.answers.push(() => Promise.reject(unauthorized));
    await window.keeper.verify();
    assert.deepEqual(window.session.state, { kind: "refused", connection });
  });

  it("stays when the server is not there", async () => {
    const window = await restored();
    window.answers.push(() => Promise.reject(new NetworkError("refused", alice.origin, "ECONNREFUSED")));
    await window.keeper.verify();
    assert.equal(window.session.state.kind, "signedIn");
    assert.deepEqual(window.notifications.said, []);
  });

  it("learns that its token may only read by now", async () => {
    const window = await restored();
    window.answers.push(() => Promise.resolve({ ...alice, readOnly: true }));
    await window.keeper.verify();
    assert.equal(connectionOf(window.session.state)?.readOnly, true);
    await window.keeper.verify();
    assert.match(JSON.stringify([...window.here.values]), /"readOnly":true/, "the next start knows it, too");
  });

  it("is not what an answer that comes after signing out is about", async () => {
    const window = await restored();
    let answer: (account: Account) => void = () => undefined;
    window.answers.push(() => new Promise((resolve) => (answer = resolve)));
    const verifying = window.keeper.verify();
    await window.keeper.leave();
    answer({ ...alice, readOnly: true });
    await verifying;
    assert.equal(window.session.state.kind, "signedOut");
  });

  it("is refused once, however many ask", async () => {
    const window = await restored();
    const connection = connectionOf(window.session.state);
    assert.ok(connection);
    let changes = 0;
    window.session.onDidChange(() => (changes += 1));
    for (let times = 0; times < 5; times += 1) window.session.refused(connection);
    assert.equal(changes, 1);
    window.session.refused(connectionOfAccount(bob));
    assert.equal(connectionOf(window.session.state), connection);
  });
});
