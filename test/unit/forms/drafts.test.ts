import assert from "node:assert/strict";
import { type Draft, Drafts, type Identity, keyOfForm, readIdentity } from "../../../src/forms/drafts.ts";
import { memoryOf, noting } from "../../support/doubles.ts";

const account = "https://cvat.example.org alice";

function draft(id: number, values: Draft["values"] = { name: "medals" }): Draft {
  return {
    identity: { account, noun: "task", id },
    title: `task ${id}`,
    started: { name: "coins" },
    values,
  };
}

describe("What was typed into forms", () => {
  it("is kept, and is there after the next start", () => {
    const memory = memoryOf();
    const { logger, lines } = noting();
    const kept = new Drafts(memory, logger);
    const bob = { id: 3, username: "bob" };
    kept.put(draft(1, { name: "a", assignee: bob }));
    kept.put(draft(2, { name: "b", assignee: null }));
    const { all } = new Drafts(memory, logger);
    assert.deepEqual(all, [draft(2, { name: "b", assignee: null }), draft(1, { name: "a", assignee: bob })]);
    assert.deepEqual(lines, []);
  });

  it("is kept once for each form of each account", () => {
    const drafts = new Drafts(memoryOf(), noting().logger);
    drafts.put(draft(1, { name: "a" }));
    drafts.put(draft(1, { name: "b" }));
    const other: Identity = { account: "https://cvat.example.org bob", noun: "task", id: 1 };
    drafts.put({ ...draft(1), identity: other });
    drafts.put({ ...draft(1), identity: { account, noun: "job", id: 1 } });
    assert.equal(drafts.all.length, 3);
    assert.deepEqual(drafts.of({ account, noun: "task", id: 1 })?.values, { name: "b" });
    drafts.remove(other);
    assert.equal(drafts.of(other), undefined);
    assert.equal(drafts.all.length, 2);
  });

  it("is given up from the oldest where there is more than 50 of it", () => {
    const drafts = new Drafts(memoryOf(), noting().logger);
    for (let id = 1; id <= 51; id += 1) drafts.put(draft(id));
    drafts.put(draft(2));
    drafts.put(draft(52));
    assert.equal(drafts.all.length, 50);
    assert.deepEqual(
      [1, 2, 3, 4, 52].map((id) => drafts.of({ account, noun: "task", id }) !== undefined),
      [false, true, false, true, true],
    );
  });

  it("tells when there is something else, and only then", () => {
    const drafts = new Drafts(memoryOf(), noting().logger);
    let told = 0;
    drafts.onDidChange(() => (told += 1));
    drafts.put(draft(1));
    drafts.remove({ account, noun: "task", id: 2 });
    assert.equal(told, 1);
    drafts.remove({ account, noun: "task", id: 1 });
    assert.equal(told, 2);
    drafts.dispose();
    drafts.put(draft(1));
    assert.equal(told, 2);
  });

  it("is there in this window where it could not be kept, and the log says so", async () => {
    const memory = { ...memoryOf(), update: () => Promise.reject(new Error("disk full")) };
    const { logger, lines } = noting();
    const drafts = new Drafts(memory, logger);
    drafts.put(draft(1));
    await new Promise(setImmediate);
    assert.equal(drafts.all.length, 1);
    assert.deepEqual(lines, ["warn What was typed into a form could not be kept"]);
  });

  for (const damaged of [
    "garbage",
    null,
    {},
    { ...draft(1), identity: { account, noun: "label", id: 1 } },
    { ...draft(1), identity: { account, noun: "task", id: 1.5 } },
    { ...draft(1), values: { name: 7 } },
    { ...draft(1), values: { assignee: { id: "3", username: "bob" } } },
    { ...draft(1), title: undefined },
  ]) {
    it(`is lost only where it is damaged: ${JSON.stringify(damaged)}`, () => {
      const { logger, lines } = noting();
      const drafts = new Drafts(memoryOf({ "cvat.drafts": [draft(2), damaged, draft(3)] }), logger);
      assert.deepEqual(drafts.all, [draft(2), draft(3)]);
      assert.deepEqual(lines, ["warn What was stored as cvat.drafts is damaged in part"]);
    });
  }

  it("is nothing where what is stored is no list", () => {
    const { logger, lines } = noting();
    assert.deepEqual(new Drafts(memoryOf({ "cvat.drafts": { length: 3 } }), logger).all, []);
    assert.equal(lines.length, 1);
  });
});

describe("Which form a panel holds", () => {
  it("is read from what VS Code kept of it", () => {
    const identity: Identity = { account, noun: "job", id: 7 };
    assert.deepEqual(readIdentity({ ...identity, also: 1 }), identity);
    assert.equal(keyOfForm(identity), `${account} job 7`);
  });

  for (const garbage of [
    undefined,
    null,
    "job 7",
    [],
    { account, noun: "job" },
    { account, noun: "job", id: "7" },
    { account, noun: "job", id: Number.NaN },
    { account, noun: "label", id: 7 },
    { account: 1, noun: "job", id: 7 },
  ]) {
    it(`is not known from ${JSON.stringify(garbage)}`, () => {
      assert.equal(readIdentity(garbage), undefined);
    });
  }
});
