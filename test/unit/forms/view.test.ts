import assert from "node:assert/strict";
import { BadRequestError, Client, type Label, NotFoundError } from "../../../src/core/index.ts";
import { fieldsOf } from "../../../src/forms/model/fields.ts";
import { FormModel } from "../../../src/forms/model/form-model.ts";
import { type FormObject, valuesOf } from "../../../src/forms/model/objects.ts";
import { noticeOf } from "../../../src/forms/page/notices.ts";
import { canSave, type Loaded, type Standing, viewOf } from "../../../src/forms/page/view.ts";
import { bannerOf, complaintsOf } from "../../../src/forms/page/words.ts";
import type { Denial } from "../../../src/permissions/index.ts";
import type { FormView } from "../../../src/webviews/form/protocol.ts";
import { now, objectOf } from "./objects.ts";

const account = "https://cvat.example.org alice";

function loadedOf(object: FormObject, facts: Partial<Loaded> = {}): Loaded {
  return {
    object,
    model: new FormModel(fieldsOf(object.noun, undefined), valuesOf(object)),
    labels: { first: [], total: 0 },
    denials: new Map(),
    around: { organization: undefined, now },
    ...facts,
  };
}

function standingOf(loaded: Loaded | undefined, facts: Partial<Standing> = {}): Standing {
  return {
    heard: 0,
    identity: { account, noun: loaded?.object.noun ?? "task", id: 1 },
    title: "coins",
    busy: "",
    notice: undefined,
    loaded,
    isSaving: false,
    trouble: "",
    isOver: false,
    isStillMine: true,
    offers: [],
    hasLeft: false,
    ...facts,
  };
}

const labelsIn = ({ facts, labels }: FormView) =>
  labels?.chips ?? facts.find(({ term }) => term === "Labels");

/** A label as far as a form looks at it. */
async function labels(...all: readonly (readonly [name: string, color: string])[]): Promise<Label[]> {
  const results = all.map(([name, color], at) => ({
    id: at + 1,
    name,
    color,
    type: "any",
    attributes: [],
    sublabels: [],
    parent_id: null,
    has_parent: false,
    task_id: 1,
    project_id: null,
  }));
  const page = { count: results.length, next: null, previous: null, results };
  const client = new Client({
    origin: "https://cvat.example.org",
    fetch: () => Promise.resolve(Response.json(page)),
  });
  const { items } = await client.labels.list({ task_id: 1 }).pager().next();
  return [...items];
}

describe("What stands in a form", () => {
  it("is its title and what is waited for before the object is there", () => {
    const view = viewOf(standingOf(undefined, { busy: "Loading" }));
    assert.deepEqual(
      [view.title, view.busy, view.subtitle, view.facts, view.fields, view.labels, view.footer],
      ["coins", "Loading", [], [], [], undefined, undefined],
    );
    assert.deepEqual(view.identity, { account, noun: "task", id: 1 });
  });

  it("are labels with colours that are colours, by names of one line", async () => {
    const first = await labels(
      ["cat\n\u202Edog", "#ff0000"],
      ["car", "red;background:url(x)"],
      ["bus", "#FFF"],
      ["van", "#fff;background:url(x)"],
      ["tram", "url(x)#fff"],
    );
    const view = viewOf(standingOf(loadedOf(await objectOf("task"), { labels: { first, total: 5 } })));
    assert.deepEqual(labelsIn(view), [
      { name: "cat dog", color: "#ff0000" },
      { name: "car", color: "" },
      { name: "bus", color: "#FFF" },
      { name: "van", color: "" },
      { name: "tram", color: "" },
    ]);
  });

  it("are only the first labels where there are too many, and how many there are besides", async () => {
    const first = await labels(["cat", "#ff0000"]);
    const view = viewOf(standingOf(loadedOf(await objectOf("project"), { labels: { first, total: 741 } })));
    assert.match(JSON.stringify(view.labels), /"name":"cat"/);
    assert.match(JSON.stringify(view.labels), /"and 740 more on the server"/);
  });

  it("says so where there are no labels, and where they could not be read", async () => {
    const object = await objectOf("job");
    for (const [labels, text] of [
      [{ first: [], total: 0 }, "none"],
      [undefined, "could not be loaded"],
    ] as const) {
      const view = viewOf(standingOf(loadedOf(object, { labels })));
      assert.deepEqual(labelsIn(view), { term: "Labels", parts: [{ text, quiet: true }] });
    }
    const organization = loadedOf(await objectOf("organization"), { labels: undefined });
    assert.equal(labelsIn(viewOf(standingOf(organization))), undefined);
  });

  it("keeps a word that only newer servers know among those to choose from", async () => {
    const loaded = loadedOf(await objectOf("job", { stage: "arbitration" }));
    const stage = viewOf(standingOf(loaded)).fields.find(({ name }) => name === "stage");
    assert.ok(stage?.control.kind === "choice");
    assert.equal(stage.value, "arbitration");
    assert.deepEqual(
      stage.control.choices.map(({ value }) => value),
      ["annotation", "validation", "acceptance", "arbitration"],
    );
  });

  it("is one reason for all where nothing can be changed, and one for each where something can", async () => {
    const denial: Denial = { reason: "notOwner", orMaintainer: false };
    const object = await objectOf("project");
    const all = new Map(["name", "assignee", "bug_tracker"].map((name) => [name, denial]));
    const locked = viewOf(standingOf(loadedOf(object, { denials: all })));
    assert.equal(locked.footer?.words, "You need to own it.");
    const some = viewOf(standingOf(loadedOf(object, { denials: new Map([["assignee", denial]]) })));
    assert.equal(some.footer?.words, "Nothing has changed");
    assert.deepEqual(
      some.fields.map(({ disabled, locked }) => [disabled, locked]),
      [
        [false, ""],
        [true, "You need to own it."],
        [false, ""],
      ],
    );
  });

  it("can be saved only where there is something to save, nothing is wrong, and nothing stands against it", async () => {
    const loaded = loadedOf(await objectOf("task"));
    assert.equal(canSave(loaded, standingOf(loaded)), false);
    loaded.model.type("name", "medals");
    assert.equal(canSave(loaded, standingOf(loaded)), true);
    for (const facts of [{ isSaving: true }, { isOver: true }, { isStillMine: false }]) {
      assert.equal(canSave(loaded, standingOf(loaded, facts)), false);
    }
    loaded.model.type("subset", "x".repeat(65));
    assert.equal(canSave(loaded, standingOf(loaded)), false);
  });

  it("doubts an address that is none, in place of its help", async () => {
    const loaded = loadedOf(await objectOf("organization", { contact: { email: "nobody", location: 7 } }));
    const { fields } = viewOf(standingOf(loaded));
    assert.deepEqual(
      fields.map(({ name, value, help }) => [name, value, help]),
      [
        ["name", "Crew", ""],
        ["description", "", ""],
        ["email", "nobody", "Not an e-mail address. It is kept as text."],
        ["phoneNumber", "", ""],
        ["location", "", ""],
      ],
    );
  });

  it("tells of what was there before in one line, however long it was", async () => {
    const loaded = loadedOf(await objectOf("organization", { description: `one\ntwo ${"x".repeat(900)}` }));
    loaded.model.type("description", "");
    const changed = viewOf(standingOf(loaded)).fields[1]?.changed;
    assert.match(changed?.was ?? "", /^was one two x+…$/);
    assert.ok((changed?.was ?? "").length < 220);
    assert.match(changed?.reset ?? "", /^Reset Description to one two x+…$/);
  });
});

describe("What a form says of conflicts", () => {
  it("counts them in words, and gives the time as far as it is one", () => {
    const fields = fieldsOf("organization", undefined);
    const of = (value: string) => Object.fromEntries(fields.map(({ name }) => [name, value]));
    const model = new FormModel(fields, of("a"));
    const titles: string[] = [];
    const theirs: Record<string, string> = of("a");
    for (const { name } of fields) {
      model.type(name, "mine");
      theirs[name] = "theirs";
      model.hold(theirs);
      titles.push(bannerOf(model, "", now)?.title.split(" ")[0] ?? "");
    }
    assert.deepEqual(titles, ["One", "Two", "Three", "Four", "5"]);
    assert.equal(bannerOf(model, "some day", now)?.theirs, "On the server");
    assert.equal(bannerOf(model, "2026-11-20T12:00:00Z", now)?.theirs, "On the server, 1 h ago");
  });
});

describe("What a form says instead of its fields", () => {
  const facts = { account, title: "coins", isChanged: false };

  it("is nothing while all is well", () => {
    for (const kind of ["signingIn", "loading", "ready"] as const) {
      assert.equal(noticeOf({ kind }, facts), undefined);
    }
  });

  it("names the account that it belongs to, also one that VS Code kept and that is none", () => {
    const title = (account: string) => noticeOf({ kind: "foreign" }, { ...facts, account })?.title;
    assert.equal(title(account), "This form belongs to alice on cvat.example.org");
    assert.equal(title("garbage"), "This form belongs to  on garbage");
    assert.equal(title("https://x.org a\u202Elice"), "This form belongs to alice on x.org");
    assert.deepEqual(noticeOf({ kind: "foreign" }, facts)?.actions, []);
  });

  it("offers to copy what was typed where there is something", () => {
    const actions = (isChanged: boolean) =>
      noticeOf({ kind: "gone" }, { ...facts, isChanged })?.actions.map(({ text }) => text);
    assert.deepEqual(actions(false), ["Close"]);
    assert.deepEqual(actions(true), ["Copy What Was Typed", "Discard and Close"]);
  });

  it("puts an error that nobody foresaw into words", () => {
    const notice = noticeOf({ kind: "failed", error: new TypeError("x is not a function") }, facts);
    assert.equal(notice?.title, "Could not load the form");
    assert.deepEqual(notice.actions, [{ action: "retry", text: "Retry" }]);
  });
});

describe("What the server has against fields", () => {
  const request = { method: "PATCH", path: "/api/tasks/1", requestId: null };
  const model = () => {
    const made = new FormModel(fieldsOf("task", undefined), { name: "a", assignee: null, subset: "" });
    made.type("name", "b");
    made.sending();
    return made;
  };

  it("is put to those that were changed, and the rest is said in one text", () => {
    const fields = new Map([
      ["name.0", ["No.", "Not\nthat."]],
      ["subset", ["Never."]],
      ["constructor", ["Odd."]],
    ]);
    const changed = model();
    const rest = complaintsOf(new BadRequestError(400, request, { fields, messages: [] }), changed);
    assert.equal(rest, "Never. Odd.");
    assert.deepEqual(
      changed.wrong.map((field) => changed.problem(field)),
      ["The server: No. Not that."],
    );
  });

  it("is nothing where it is another trouble", () => {
    const gone = new NotFoundError(404, request, { fields: new Map([["name", ["No."]]]), messages: [] });
    assert.equal(complaintsOf(gone, model()), "");
  });
});
