import assert from "node:assert/strict";
import {
  accepts,
  doubtOf,
  type Field,
  fieldsOf,
  problemOf,
  valueWords,
} from "../../../src/forms/model/fields.ts";
import type { FormNoun } from "../../../src/webviews/form/protocol.ts";

function field(noun: FormNoun, name: string): Field {
  const found = fieldsOf(noun, "Crew").find((one) => one.name === name);
  assert.ok(found);
  return found;
}

describe("The fields of a form", () => {
  it("are those that can be changed, in the order in which they stand", () => {
    const names = (noun: FormNoun) => fieldsOf(noun, undefined).map(({ label }) => label);
    assert.deepEqual(names("project"), ["Name", "Assignee", "Issue tracker"]);
    assert.deepEqual(names("task"), ["Name", "Assignee", "Subset", "Issue tracker"]);
    assert.deepEqual(names("job"), ["Assignee", "Stage", "State"]);
    assert.deepEqual(names("organization"), ["Name", "Description", "E-mail", "Phone", "Location"]);
  });

  it("say of whom an assignee is one", () => {
    assert.equal(field("task", "assignee").help, "Members of Crew.");
    assert.equal(fieldsOf("task", undefined)[1]?.help, "");
  });

  const cases: [FormNoun, string, string, string][] = [
    ["task", "name", "coins", ""],
    ["task", "name", " \t\n", "A name has at least one character that can be seen."],
    ["task", "name", "x".repeat(256), ""],
    ["task", "name", `  ${"x".repeat(256)}  `, ""],
    ["task", "name", "x".repeat(271), "The server takes at most 256 characters for a name, these are 271."],
    ["task", "name", "🙂".repeat(256), ""],
    ["task", "name", "two\nlines", ""],
    ["task", "name", "שלום", ""],
    ["task", "name", "a\0b", "There is a character in it that the server does not take."],
    ["task", "subset", "", ""],
    ["task", "subset", "a/b", ""],
    ["task", "subset", "x".repeat(65), "Subset: the server takes at most 64 characters, these are 65."],
    ["task", "bug_tracker", "", ""],
    ["task", "bug_tracker", "no address", ""],
    [
      "project",
      "bug_tracker",
      `https://${"x".repeat(2000)}`,
      "Issue tracker: the server takes at most 2,000 characters, these are 2,008.",
    ],
    ["organization", "name", "", ""],
    [
      "organization",
      "name",
      "x".repeat(65),
      "The server takes at most 64 characters for a name, these are 65.",
    ],
    ["organization", "description", "x".repeat(5000), ""],
    ["organization", "email", "none", ""],
  ];
  for (const [noun, name, value, problem] of cases) {
    const shown = JSON.stringify(value.length > 20 ? `${value.slice(0, 20)}… (${value.length})` : value);
    it(`judge ${shown} as the ${name} of a ${noun} as the server would`, () => {
      assert.equal(problemOf(field(noun, name), value), problem);
    });
  }

  it("doubt an address that is none, without refusing it", () => {
    const tracker = field("task", "bug_tracker");
    assert.equal(doubtOf(tracker, "https://issues.example.org/7"), "");
    assert.match(doubtOf(tracker, "javascript:alert(1)"), /^Not an address/);
    assert.match(doubtOf(field("organization", "email"), "alice"), /^Not an e-mail address/);
  });

  it("take from a page only what it can offer", () => {
    assert.equal(accepts(field("job", "stage"), "validation"), true);
    assert.equal(accepts(field("job", "stage"), "bogus"), false);
    assert.equal(accepts(field("job", "assignee"), "1"), false);
  });

  it("put values into words", () => {
    assert.equal(valueWords(field("job", "assignee"), null), "Nobody");
    assert.equal(valueWords(field("job", "assignee"), { id: 2, username: "bob" }), "bob");
    assert.equal(valueWords(field("job", "state"), "in progress"), "in progress");
    assert.equal(valueWords(field("task", "subset"), ""), "empty");
  });
});
