import assert from "node:assert/strict";
import { fieldsOf } from "../../../src/forms/model/fields.ts";
import { FormModel } from "../../../src/forms/model/form-model.ts";
import type { Values } from "../../../src/forms/model/values.ts";
import { sendingWords } from "../../../src/forms/page/words.ts";

const bob = { id: 2, username: "bob" };
const carol = { id: 3, username: "carol" };
const coins: Values = { name: "coins", assignee: carol, subset: "train", bug_tracker: "" };
const job: Values = { assignee: null, stage: "annotation", state: "completed" };

const task = (values = coins) => new FormModel(fieldsOf("task", "Crew"), values);
const names = (model: FormModel) => model.changed.map(({ name }) => name);

describe("The values of a form", () => {
  it("have changed when the server would keep something else", () => {
    const model = task();
    assert.equal(sendingWords(model), "Nothing has changed");
    model.type("name", "  coins ");
    assert.deepEqual(names(model), []);
    model.type("name", "coins, second pass");
    model.set("assignee", bob);
    assert.deepEqual(names(model), ["name", "assignee"]);
    assert.equal(sendingWords(model), "Name and assignee will change");
    model.set("assignee", { ...carol });
    assert.deepEqual(names(model), ["name"]);
  });

  it("are sent without blanks around them, and only those that were changed", () => {
    const model = task();
    model.type("name", " medals ");
    assert.deepEqual(model.sending(), { started: { name: "coins" }, values: { name: "medals" } });
  });

  it("can be reset one by one, and all together", () => {
    const model = task();
    model.type("name", "a");
    model.type("subset", "b");
    model.reset("name");
    assert.deepEqual(names(model), ["subset"]);
    model.revert();
    assert.deepEqual(names(model), []);
    assert.equal(model.value("subset"), "train");
  });

  it("follow the server where nobody changed them here", () => {
    const model = task();
    model.type("name", "mine");
    model.hold({ ...coins, subset: "test" });
    assert.equal(model.value("subset"), "test");
    assert.deepEqual(names(model), ["name"]);
    assert.equal(model.conflicts.size, 0);
  });

  it("ask where somebody else changed what was changed here, and send nothing before there is an answer", () => {
    const model = task();
    model.type("subset", "validation");
    model.set("assignee", bob);
    model.hold({ ...coins, subset: "test", assignee: { id: 4, username: "dave" } });
    assert.deepEqual(
      model.undecided.map(({ name }) => name),
      ["assignee", "subset"],
    );
    assert.equal(sendingWords(model), "Choose what to keep: assignee and subset");
    model.keep("assignee", "mine");
    model.keep("subset", "theirs");
    assert.deepEqual(model.undecided, []);
    assert.equal(model.value("subset"), "test");
    assert.equal(sendingWords(model), "Assignee will change, subset stays as on the server");
    assert.deepEqual(model.sending().started, { assignee: { id: 4, username: "dave" } });
    model.keep("subset", "mine");
    assert.equal(model.value("subset"), "validation");
  });

  it("ask for nothing where both made the same of it", () => {
    const model = task();
    model.type("name", "medals");
    model.hold({ ...coins, name: "medals" });
    assert.equal(model.conflicts.size, 0);
    assert.deepEqual(names(model), []);
  });

  it("take going on with a field for the wish to keep it", () => {
    const model = task();
    model.type("name", "mine");
    model.hold({ ...coins, name: "theirs" });
    model.type("name", "mine, on");
    assert.deepEqual(model.undecided, []);
    assert.deepEqual(model.conflicts.get("name"), { mine: "mine, on", theirs: "theirs", keep: "mine" });
  });

  it("keep what was typed while a save was on its way", () => {
    const model = task();
    model.type("name", "one");
    model.type("subset", "test");
    model.sending();
    model.type("name", "one and two");
    model.saved({ ...coins, name: "one", subset: "test" });
    assert.deepEqual(names(model), ["name"]);
    assert.equal(model.started("name"), "one");
    assert.equal(model.value("name"), "one and two");
  });

  it("show what the server had against one as long as it stands there", () => {
    const model = task();
    const [name] = model.fields;
    assert.ok(name);
    model.type("name", "odd");
    model.sending();
    model.complain("name", "The server: No.");
    assert.equal(model.problem(name), "The server: No.");
    model.type("name", "even");
    assert.equal(model.problem(name), "");
  });

  it("come back from a draft, and ask where the server has others by now", () => {
    const before = task();
    before.type("name", "mine");
    before.type("bug_tracker", "https://x");
    const model = task({ ...coins, name: "theirs" });
    model.bringBack(before.changes);
    assert.deepEqual(names(model), ["name", "bug_tracker"]);
    assert.deepEqual([...model.conflicts.keys()], ["name"]);
  });

  it("come back from a draft only where a field can hold them", () => {
    const model = task();
    model.bringBack({ started: {}, values: { name: null, assignee: "bob", subset: bob, owner: "carol" } });
    assert.deepEqual(names(model), []);
    const moved = new FormModel(fieldsOf("job", undefined), job);
    moved.bringBack({ started: job, values: { stage: "bogus", state: "rejected", assignee: bob } });
    assert.deepEqual(names(moved), ["assignee", "state"]);
  });

  it("make the state new with another stage, unless one is chosen", () => {
    const model = new FormModel(fieldsOf("job", undefined), job);
    model.type("stage", "validation");
    assert.equal(model.value("state"), "new");
    assert.equal(sendingWords(model), "Stage and state will change");
    model.reset("stage");
    assert.equal(model.value("state"), "completed");
    model.type("state", "rejected");
    model.type("stage", "acceptance");
    assert.equal(model.value("state"), "rejected");
  });

  it("can be the word of a newer server again, as long as it has that", () => {
    const model = new FormModel(fieldsOf("job", undefined), { ...job, state: "disputed" });
    assert.equal(model.type("state", "completed"), true);
    assert.equal(model.type("state", "disputed"), true);
    assert.deepEqual(names(model), []);
    assert.equal(model.type("state", "bogus"), false);
  });

  it("send the state with another stage, also where it stays the same", () => {
    const model = new FormModel(fieldsOf("job", undefined), job);
    model.type("stage", "acceptance");
    model.type("state", "completed");
    assert.deepEqual(names(model), ["stage"]);
    assert.deepEqual(model.sending().values, { stage: "acceptance", state: "completed" });
  });
});
