import assert from "node:assert/strict";
import { Remembered, Tokens } from "../../../src/accounts/stored.ts";
import { memoryOf, noting } from "../../support/doubles.ts";
import { alice, bob, SecretsDouble } from "../../support/signed-in.ts";

describe("what is remembered of accounts", () => {
  const { logger } = noting();

  it("is each workspace's own, and a new workspace takes the account that was used last", async () => {
    const everywhere = memoryOf();
    const one = new Remembered(everywhere, memoryOf(), logger);
    const two = new Remembered(everywhere, memoryOf(), logger);
    await one.use(alice);
    await two.use(bob);
    assert.equal(one.current()?.username, "alice");
    assert.equal(two.current()?.username, "bob");
    assert.equal(new Remembered(everywhere, memoryOf(), logger).current()?.username, "bob");
  });

  it("is nothing in a workspace that was signed out, and nothing for new ones either", async () => {
    const everywhere = memoryOf();
    const here = new Remembered(everywhere, memoryOf(), logger);
    await here.use(alice);
    await here.forget(alice);
    assert.equal(here.current(), undefined);
    assert.equal(new Remembered(everywhere, memoryOf(), logger).current(), undefined);
    assert.deepEqual(here.servers(), [alice.origin]);
  });

  it("has the servers with the last one first, each once, and not without end", async () => {
    const remembered = new Remembered(memoryOf(), memoryOf(), logger);
    for (let port = 1; port <= 30; port += 1) await remembered.server(`http://localhost:${port}`);
    await remembered.server("http://localhost:29");
    const servers = remembered.servers();
    assert.deepEqual(servers.slice(0, 3), [
      "http://localhost:29",
      "http://localhost:30",
      "http://localhost:28",
    ]);
    assert.equal(servers.length, 20);
  });

  const damages: Record<string, unknown>[] = [
    { "cvat.servers": "x", "cvat.accounts": { a: 1 } },
    { "cvat.servers": ["not an origin"], "cvat.accounts": [{ ...alice, userId: "7" }] },
    { "cvat.servers": ["https://cvat.example.org/with/path"], "cvat.accounts": [null] },
    { "cvat.servers": 0, "cvat.accounts": [{ origin: "javascript:alert(1)" }] },
  ];
  for (const damage of damages) {
    it(`is given up when it is damaged, with a word in the log: ${JSON.stringify(damage)}`, () => {
      const { logger, lines } = noting();
      const remembered = new Remembered(
        memoryOf(damage),
        memoryOf({ "cvat.account": { kind: "?" } }),
        logger,
      );
      assert.deepEqual(remembered.servers(), []);
      assert.equal(remembered.current(), undefined);
      assert.equal(lines.length, 3);
    });
  }

  it("keeps the good entries beside a damaged one", () => {
    const { logger, lines } = noting();
    const everywhere = memoryOf({
      "cvat.servers": [7, alice.origin],
      "cvat.accounts": [{ ...alice, userId: "seven" }, null, bob],
    });
    const remembered = new Remembered(everywhere, memoryOf(), logger);
    assert.deepEqual(remembered.servers(), [alice.origin]);
    assert.deepEqual(remembered.current(), bob);
    assert.equal(lines.length, 2);
  });

  it("holds nothing secret", async () => {
    const everywhere = memoryOf();
    const here = memoryOf();
    await new Remembered(everywhere, here, logger).use(alice);
    const written = JSON.stringify([...everywhere.values, ...here.values]);
    assert.doesNotMatch(written, /token|secret/i);
  });
});

describe("tokens", () => {
  const { logger } = noting();

  it("are kept one by one, for a server and an account", async () => {
    const secrets = new SecretsDouble();
    const tokens = new Tokens(secrets, logger);
    await tokens.keep(alice, "one");
    await tokens.keep(bob, "two");
    await tokens.keep({ ...alice, origin: "https://other.example.org" }, "three");
    assert.equal(await tokens.read(alice), "one");
    assert.equal(secrets.values.size, 3);
    await tokens.forget(alice);
    assert.equal(await tokens.read(alice), undefined);
    assert.equal(await tokens.read(bob), "two");
  });

  for (const damage of [
    "",
    "null",
    "{",
    '{"kind":"token","token":""}',
    '{"kind":"key","token":"x"}',
    '"s3cret"',
  ]) {
    it(`that are damaged are as good as none, and are not in the log: ${damage}`, async () => {
      const { logger, lines } = noting();
      const secrets = new SecretsDouble();
      const tokens = new Tokens(secrets, logger);
      await tokens.keep(alice, "one");
      for (const key of secrets.values.keys()) secrets.values.set(key, damage);
      assert.equal(await tokens.read(alice), undefined);
      assert.equal(lines.length, 1);
      assert.doesNotMatch(lines.join(), /s3cret/);
    });
  }

  it("of another account are another's business", async () => {
    const secrets = new SecretsDouble();
    const tokens = new Tokens(secrets, logger);
    let changes = 0;
    const watching = tokens.watch(
      () => alice,
      () => (changes += 1),
    );
    await tokens.keep(bob, "x");
    assert.equal(changes, 0);
    await tokens.keep(alice, "x");
    assert.equal(changes, 1);
    watching.dispose();
    await tokens.forget(alice);
    assert.equal(changes, 1);
  });
});
