import assert from "node:assert/strict";
import { NotFoundError } from "../../../src/core/index.ts";
import { nameProblem, save, type SaveOutcome, trimmed } from "../../../src/saving/index.ts";

type Fields = Readonly<Record<string, unknown>>;

/** An object on a server: what others made of it is seen when it is read. */
class Thing {
  readonly sent: unknown[] = [];
  /** Happens while it is read, or while a change is under way. */
  meanwhile: { readonly reading?: () => void; readonly sending?: () => void } = {};
  #held: Fields = {};
  isGone: "before reading" | "before sending" | undefined;
  reads = 0;
  readonly #server: Record<string, unknown>;

  constructor(server: Fields) {
    this.#server = { ...server };
  }

  fetch(): Promise<void> {
    this.reads += 1;
    if (this.isGone === "before reading") return Promise.reject(gone());
    this.#held = { ...this.#server };
    this.meanwhile.reading?.();
    return Promise.resolve();
  }

  held(field: string): unknown {
    return this.#held[field];
  }

  async update(patch: Fields, { signal }: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    if (this.isGone) throw gone();
    this.sent.push(patch);
    await Promise.resolve();
    this.meanwhile.sending?.();
    signal?.throwIfAborted();
  }
}

function gone(): NotFoundError {
  const facts = { method: "GET", path: "/api/tasks/1", requestId: null };
  return new NotFoundError(404, facts, { fields: new Map(), messages: [] });
}

describe("Saving", () => {
  const cases: readonly {
    readonly what: string;
    readonly server: Fields;
    readonly started: Fields;
    readonly wanted: Fields;
    readonly sent: Fields | undefined;
    readonly outcome: SaveOutcome;
  }[] = [
    {
      what: "sends what was changed",
      server: { name: "night", subset: "" },
      started: { name: "night" },
      wanted: { name: "day" },
      sent: { name: "day" },
      outcome: { kind: "saved", sent: ["name"] },
    },
    {
      what: "leaves in peace what others changed elsewhere",
      server: { name: "night", subset: "train" },
      started: { name: "night", subset: "" },
      wanted: { name: "day" },
      sent: { name: "day" },
      outcome: { kind: "saved", sent: ["name"] },
    },
    {
      what: "sends nothing over what somebody else made of it",
      server: { name: "dusk" },
      started: { name: "night" },
      wanted: { name: "day" },
      sent: undefined,
      outcome: {
        kind: "conflict",
        conflicts: [{ field: "name", started: "night", theirs: "dusk", mine: "day" }],
      },
    },
    {
      what: "sends nothing at all if one of several fields was changed by somebody else",
      server: { stage: "validation", state: "completed" },
      started: { stage: "annotation", state: "completed" },
      wanted: { stage: "acceptance", state: "new" },
      sent: undefined,
      outcome: {
        kind: "conflict",
        conflicts: [{ field: "stage", started: "annotation", theirs: "validation", mine: "acceptance" }],
      },
    },
    {
      what: "agrees with who did the same before",
      server: { name: "day", subset: "" },
      started: { name: "night", subset: "" },
      wanted: { name: "day", subset: "train" },
      sent: { subset: "train" },
      outcome: { kind: "saved", sent: ["subset"] },
    },
    {
      what: "sends nothing where the server has it all already",
      server: { name: "day" },
      started: { name: "night" },
      wanted: { name: "day" },
      sent: undefined,
      outcome: { kind: "nothing" },
    },
    {
      what: "leaves alone what nothing is wanted of",
      server: { name: "night", subset: "train" },
      started: { name: "night", subset: "" },
      wanted: { name: "day", subset: undefined },
      sent: { name: "day" },
      outcome: { kind: "saved", sent: ["name"] },
    },
    {
      what: "sends nothing where nothing is wanted of anything",
      server: { subset: "train" },
      started: { subset: "" },
      wanted: { subset: undefined },
      sent: undefined,
      outcome: { kind: "nothing" },
    },
    {
      what: "tells a list from an object",
      server: { contact: [] },
      started: { contact: [] },
      wanted: { contact: {} },
      sent: { contact: {} },
      outcome: { kind: "saved", sent: ["contact"] },
    },
    {
      what: "tells nothing from an object",
      server: { contact: null },
      started: { contact: {} },
      wanted: { contact: { email: "a@example.org" } },
      sent: undefined,
      outcome: {
        kind: "conflict",
        conflicts: [{ field: "contact", started: {}, theirs: null, mine: { email: "a@example.org" } }],
      },
    },
    {
      what: "takes no account of the order within a field",
      server: { contact: { email: "a@example.org", location: "here" } },
      started: { contact: { location: "here", email: "a@example.org" } },
      wanted: { contact: { location: "there", email: "a@example.org" } },
      sent: { contact: { location: "there", email: "a@example.org" } },
      outcome: { kind: "saved", sent: ["contact"] },
    },
  ];

  for (const { what, server, started, wanted, sent, outcome } of cases) {
    it(what, async () => {
      const thing = new Thing(server);
      assert.deepEqual(await save<Fields>(thing, started, wanted), outcome);
      assert.deepEqual(thing.sent, sent ? [sent] : []);
      assert.equal(thing.reads, 1);
    });
  }

  for (const isGone of ["before reading", "before sending"] as const) {
    it(`tells that it was removed ${isGone}`, async () => {
      const thing = new Thing({ name: "night" });
      thing.isGone = isGone;
      assert.deepEqual(await save<Fields>(thing, { name: "night" }, { name: "day" }), { kind: "gone" });
    });
  }

  it("leaves other trouble to whoever saves", async () => {
    const thing = new Thing({ name: "night" });
    thing.update = () => Promise.reject(new TypeError("broken"));
    await assert.rejects(save<Fields>(thing, { name: "night" }, { name: "day" }), /broken/);
  });

  describe("that is aborted", () => {
    const night = { name: "night" };
    const day = { name: "day" };

    it("sends nothing if that was while the object was read", async () => {
      const thing = new Thing(night);
      const stop = new AbortController();
      thing.meanwhile = {
        reading: () => {
          stop.abort();
        },
      };
      await assert.rejects(save<Fields>(thing, night, day, { signal: stop.signal }), { name: "AbortError" });
      assert.deepEqual(thing.sent, []);
    });

    it("brings to its end what was sent before", async () => {
      const thing = new Thing(night);
      const stop = new AbortController();
      thing.meanwhile = {
        sending: () => {
          stop.abort();
        },
      };
      assert.deepEqual(await save<Fields>(thing, night, day, { signal: stop.signal }), {
        kind: "saved",
        sent: Object.keys(day),
      });
    });

    it("tells that nobody knows what became of it if the client was closed after it was sent", async () => {
      const thing = new Thing(night);
      thing.meanwhile = {
        sending: () => {
          throw new DOMException("The client is closed", "AbortError");
        },
      };
      assert.deepEqual(await save<Fields>(thing, night, day), { kind: "unknown" });
      assert.deepEqual(thing.sent, [day]);
    });

    it("is no change if the client was closed before", async () => {
      const thing = new Thing(night);
      thing.fetch = () => Promise.reject(new DOMException("The client is closed", "AbortError"));
      await assert.rejects(save<Fields>(thing, night, day), { name: "AbortError" });
      assert.deepEqual(thing.sent, []);
    });
  });
});

describe("A name", () => {
  it("is kept without the blanks around it", () => {
    assert.equal(trimmed(" \t night\u00a0two \u2003\n"), "night\u00a0two");
    // Not blank to the server.
    assert.equal(trimmed("\ufeffnight"), "\ufeffnight");
  });

  // What `str.isspace` of Python says yes to.
  const blanks =
    "9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a 2028 2029 202f 205f 3000";

  for (const code of blanks.split(" ")) {
    it(`is kept without a blank of the code ${code} around it`, () => {
      const blank = String.fromCodePoint(parseInt(code, 16));
      assert.equal(trimmed(`${blank}night${blank}two${blank}`), `night${blank}two`);
      assert.deepEqual(nameProblem(blank), { kind: "blank" });
    });
  }

  it("is kept as soon as it is read, however many blanks are within it", () => {
    const long = `a${" ".repeat(2_000_000)}b`;
    assert.equal(trimmed(` ${long} `), long);
    assert.equal(trimmed(" ".repeat(2_000_000)), "");
  });

  for (const [what, text, problem] of [
    ["nothing", "", { kind: "blank" }],
    ["only blanks", " \u2003\n ", { kind: "blank" }],
    ["256 characters", "x".repeat(256), undefined],
    ["256 characters between blanks", ` ${"x".repeat(256)} `, undefined],
    ["257 characters", "x".repeat(257), { kind: "tooLong", length: 257, max: 256 }],
    ["256 faces, each of two halves", "😀".repeat(256), undefined],
    ["a line break", "night\nday", undefined],
    ["right to left", "ليل", undefined],
    ["a NUL", "night\0", { kind: "unreadable" }],
    ["half a face", "night\ud83d", { kind: "unreadable" }],
  ] as const) {
    it(`of ${what} is ${problem ? `refused: ${problem.kind}` : "taken"}`, () => {
      assert.deepEqual(nameProblem(text), problem);
    });
  }
});
