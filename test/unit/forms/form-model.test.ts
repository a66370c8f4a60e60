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

  it("keep a blank behind which somebody is going to type on, though it is no change", () => {
    const model = task();
    model.type("name", "coins ");
    assert.equal(model.value("name"), "coins ");
    assert.deepEqual(names(model), []);
    assert.deepEqual(model.changes.values, {});
    model.hold({ ...coins, subset: "test" });
    assert.equal(model.value("name"), "coins ");
    model.hold({ ...coins, name: "medals" });
    assert.deepEqual([model.value("name"), model.conflicts.size], ["medals", 0]);
    model.type("name", "medals ");
    model.revert();
    assert.equal(model.value("name"), "medals");
  });

  it("have not changed where nobody touched them, whatever blanks the server keeps", () => {
    const model = task({ ...coins, subset: "train " });
    assert.equal(sendingWords(model), "Nothing has changed");
    assert.deepEqual(model.changes, { started: {}, values: {} });
    model.type("subset", "trains");
    model.revert();
    assert.equal(sendingWords(model), "Nothing has changed");
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

  it("are said to be saved until something happens to them", () => {
    const model = task();
    const saved = () => {
      model.type("name", "medals");
      model.sending();
      model.saved({ ...coins, name: "medals" });
    };
    saved();
    assert.equal(sendingWords(model), "Saved");
    model.hold({ ...coins, name: "medals" });
    assert.equal(sendingWords(model), "Saved");
    model.hold({ ...coins, name: "medals", subset: "test" });
    assert.equal(sendingWords(model), "Nothing has changed");
    saved();
    model.type("subset", "validation");
    model.reset("subset");
    assert.equal(sendingWords(model), "Nothing has changed");
  });

  it("are still to be saved where they were changed while others were", () => {
    const model = task();
    model.type("name", "medals");
    model.sending();
    model.type("subset", "validation");
    model.saved({ ...coins, name: "medals" });
    assert.equal(sendingWords(model), "Subset will change");
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

  it("take nobody's place: what was chosen as theirs stays the server's, whatever comes after", () => {
    const model = task();
    model.type("name", "mine");
    model.hold({ ...coins, name: "b" });
    model.keep("name", "theirs");
    model.hold({ ...coins, name: "c" });
    assert.equal(model.value("name"), "c");
    assert.deepEqual(model.conflicts.get("name"), { mine: "mine", theirs: "c", keep: "theirs" });
    model.keep("name", "theirs");
    assert.deepEqual(names(model), []);
    model.keep("name", "mine");
    assert.deepEqual(model.sending(), { started: { name: "c" }, values: { name: "mine" } });
    model.hold({ ...coins, name: "d" });
    assert.deepEqual(
      model.undecided.map(({ name }) => name),
      ["name"],
    );
  });

  it("hold no conflict that both have settled, and one that was reset is theirs", () => {
    const model = task();
    model.type("name", "mine");
    model.hold({ ...coins, name: "theirs" });
    model.hold({ ...coins, name: "mine" });
    assert.equal(model.conflicts.size, 0);
    model.type("subset", "validation");
    model.hold({ ...coins, name: "mine", subset: "test" });
    model.reset("subset");
    assert.equal(model.conflicts.get("subset")?.keep, "theirs");
    assert.deepEqual(model.undecided, []);
    assert.deepEqual(names(model), []);
  });

  it("ask again what was not decided when the form was closed", () => {
    const model = task();
    model.type("name", "mine");
    model.hold({ ...coins, name: "theirs" });
    const again = task({ ...coins, name: "theirs" });
    again.bringBack(model.changes);
    assert.deepEqual(again.conflicts.get("name"), { mine: "mine", theirs: "theirs", keep: undefined });
  });
});

describe("The state in a form of a job", () => {
  const open = (values = job) => new FormModel(fieldsOf("job", "Crew"), values);

  it("is another's where it was chosen as theirs, also when the object is looked at again", () => {
    const model = open({ ...job, state: "new" });
    model.type("stage", "validation");
    model.hold({ ...job, state: "completed" });
    assert.deepEqual(model.conflicts.get("state"), { mine: "new", theirs: "completed", keep: undefined });
    model.keep("state", "theirs");
    model.hold({ ...job, state: "completed" });
    assert.equal(model.value("state"), "completed");
    assert.deepEqual(model.sending().values, { stage: "validation", state: "completed" });
  });

  it("is asked for where it was chosen as it was, and somebody else changed it", () => {
    const model = open();
    model.type("stage", "validation");
    model.type("state", "completed");
    assert.deepEqual(model.sending().values, { stage: "validation", state: "completed" });
    model.hold({ ...job, state: "rejected" });
    assert.deepEqual(model.conflicts.get("state"), {
      mine: "completed",
      theirs: "rejected",
      keep: undefined,
    });
  });

  it("goes with the stage again after both were brought back, and the stage was reset", () => {
    const model = open();
    model.type("stage", "acceptance");
    assert.deepEqual(model.changes, {
      started: { stage: "annotation", state: "completed" },
      values: { stage: "acceptance" },
    });
    const again = open();
    again.bringBack(model.changes);
    assert.equal(again.value("state"), "new");
    again.reset("stage");
    assert.equal(again.value("state"), "completed");
    assert.deepEqual(names(again), []);
  });

  it("is asked for when another one was set while the form was closed", () => {
    const model = open();
    model.type("stage", "acceptance");
    const again = open({ ...job, state: "rejected" });
    again.bringBack(model.changes);
    assert.deepEqual(again.conflicts.get("state"), { mine: "new", theirs: "rejected", keep: undefined });
  });

  it("follows the stage again after it was reset, and stays as chosen otherwise", () => {
    const model = open();
    model.type("stage", "validation");
    model.type("state", "rejected");
    model.reset("state");
    assert.equal(model.value("state"), "new");
    model.type("state", "rejected");
    model.reset("stage");
    assert.equal(model.value("state"), "rejected");
    assert.deepEqual(names(model), ["state"]);
  });

  it("changed by others while a save was under way is asked for, when it was changed here since", () => {
    const model = open();
    model.set("assignee", bob);
    model.sending();
    model.type("state", "new");
    model.saved({ ...job, assignee: bob, state: "rejected" });
    assert.deepEqual(model.conflicts.get("state"), { mine: "new", theirs: "rejected", keep: undefined });
    assert.deepEqual(names(model), ["state"]);
  });
});
