import assert from "node:assert/strict";
import type { OrganizationChoice } from "../../../src/organizations/choice.ts";
import { Remembered } from "../../../src/organizations/remembered.ts";
import { type Scope, ScopeStore } from "../../../src/organizations/scope.ts";
import { memoryOf, noting } from "../../support/doubles.ts";
import { alice, bob, connectionOfAccount } from "../../support/signed-in.ts";

const crew: OrganizationChoice = { kind: "organization", id: 1, slug: "crew", name: "Crew" };

function storeOf(memory = memoryOf()) {
  const { logger, lines } = noting();
  const scopes = new ScopeStore(new Remembered(memory, logger));
  const seen: (Scope | undefined)[] = [];
  scopes.onDidChange((scope) => void seen.push(scope));
  return { scopes, seen, memory, lines };
}

describe("what a window shows", () => {
  it("is nothing while nobody is signed in, and all organizations after that", () => {
    const { scopes, seen } = storeOf();
    scopes.follow({ kind: "restoring" });
    scopes.follow({ kind: "signedOut" });
    assert.deepEqual(seen, []);
    const connection = connectionOfAccount(alice);
    scopes.follow({ kind: "signedIn", connection });
    assert.equal(scopes.current?.label, "All Organizations");
    assert.equal(scopes.current.client.organizationSlug, null);
    assert.deepEqual(seen, [scopes.current]);
  });

  it("stays as it is when the token is refused", () => {
    const { scopes, seen } = storeOf();
    const connection = connectionOfAccount(alice);
    scopes.follow({ kind: "signedIn", connection });
    const { current, signal } = scopes;
    scopes.follow({ kind: "refused", connection });
    assert.equal(scopes.current, current);
    assert.equal(signal.aborted, false);
    assert.equal(seen.length, 1);
  });

  it("ends what was under way when it becomes something else", async () => {
    const { scopes } = storeOf();
    const connection = connectionOfAccount(alice);
    scopes.follow({ kind: "signedIn", connection });
    const first = scopes.signal;
    let currentAtAbort: Scope | undefined;
    first.addEventListener("abort", () => (currentAtAbort = scopes.current));
    await scopes.choose(connection, crew);
    assert.equal(first.aborted, true);
    assert.equal(currentAtAbort, scopes.current);
    assert.equal(scopes.current?.client.organizationSlug, "crew");
    assert.equal(scopes.signal.aborted, false);
    scopes.follow({ kind: "signedOut" });
    assert.equal(scopes.current, undefined);
  });

  it("is remembered for the workspace, by account", async () => {
    const memory = memoryOf();
    const before = storeOf(memory).scopes;
    const connection = connectionOfAccount(alice);
    before.follow({ kind: "signedIn", connection });
    await before.choose(connection, crew);
    const { scopes } = storeOf(memory);
    scopes.follow({ kind: "signedIn", connection: connectionOfAccount(alice) });
    assert.equal(scopes.current?.label, "Crew");
    scopes.follow({ kind: "signedIn", connection: connectionOfAccount(bob) });
    assert.equal(scopes.current.label, "All Organizations");
    const elsewhere = storeOf().scopes;
    elsewhere.follow({ kind: "signedIn", connection: connectionOfAccount(alice) });
    assert.equal(elsewhere.current?.label, "All Organizations");
  });

  it("has a key of its own for each organization and account, and the same one each time", async () => {
    const { scopes } = storeOf();
    const keys: (string | undefined)[] = [];
    for (const account of [alice, bob]) {
      for (const choice of [{ kind: "all" }, { kind: "personal" }, crew] as const) {
        const connection = connectionOfAccount(account);
        scopes.follow({ kind: "signedIn", connection });
        await scopes.choose(connection, choice);
        keys.push(scopes.current?.key);
      }
    }
    assert.equal(new Set(keys).size, 6);
    const again = connectionOfAccount(bob);
    scopes.follow({ kind: "signedIn", connection: again });
    await scopes.choose(again, crew);
    assert.equal(scopes.current?.key, keys.at(-1));
  });

  it("does not follow a choice that was made for a connection that is gone", async () => {
    const { scopes } = storeOf();
    const gone = connectionOfAccount(alice);
    scopes.follow({ kind: "signedIn", connection: gone });
    scopes.follow({ kind: "signedIn", connection: connectionOfAccount(bob) });
    await scopes.choose(gone, crew);
    assert.equal(scopes.current?.connection.username, "bob");
    assert.equal(scopes.current.label, "All Organizations");
  });

  it("is doubted only while it is an organization, and current", async () => {
    const { scopes } = storeOf();
    const doubted: Scope[] = [];
    scopes.onDidDoubt((scope) => void doubted.push(scope));
    const connection = connectionOfAccount(alice);
    scopes.follow({ kind: "signedIn", connection });
    const all = scopes.current;
    assert.ok(all);
    scopes.lost(all);
    await scopes.choose(connection, crew);
    scopes.lost(all);
    assert.deepEqual(doubted, []);
    assert.ok(scopes.current);
    scopes.lost(scopes.current);
    assert.deepEqual(doubted, [scopes.current]);
  });

  for (const damage of ["x", { a: { kind: "organization", id: "1" } }, { a: { kind: "club" } }, [1]]) {
    it(`is everything when what was stored is damaged, with a word in the log: ${JSON.stringify(damage)}`, () => {
      const { scopes, lines } = storeOf(memoryOf({ "cvat.organizations": damage }));
      scopes.follow({ kind: "signedIn", connection: connectionOfAccount(alice) });
      assert.equal(scopes.current?.label, "All Organizations");
      assert.equal(lines.length, 1);
    });
  }
});
