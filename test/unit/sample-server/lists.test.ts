import assert from "node:assert/strict";
import { ApiError } from "../../sample-server/http/errors.ts";
import { Query } from "../../sample-server/http/query.ts";
import { jsonFilter } from "../../sample-server/lists/json-filter.ts";
import { paged } from "../../sample-server/lists/page.ts";
import { searched, searchTerms } from "../../sample-server/lists/search.ts";
import { simpleFilters } from "../../sample-server/lists/simple.ts";
import { sorted } from "../../sample-server/lists/sort.ts";
import { boolean, choice, date, number, text } from "../../sample-server/lists/spec.ts";
import type { ListSpec } from "../../sample-server/lists/spec.ts";

interface Pet {
  readonly id: number;
  readonly name: string;
  readonly keeper: string | null;
  readonly kind: string;
  readonly tame: boolean;
  readonly born: string;
}

const pets: readonly Pet[] = [
  { id: 1, name: "red apple", keeper: "ann", kind: "cat", tame: true, born: "2026-01-01T00:00:00.000000Z" },
  { id: 2, name: "Red pear", keeper: null, kind: "dog", tame: false, born: "2026-01-02T00:00:00.000000Z" },
  { id: 3, name: "green apple", keeper: "bea", kind: "cat", tame: true, born: "2026-01-03T00:00:00.000001Z" },
];

const spec: ListSpec<Pet> = {
  fields: {
    id: number((pet) => pet.id),
    name: text((pet) => pet.name),
    keeper: text((pet) => pet.keeper),
    kind: choice(["cat", "dog"], (pet) => pet.kind),
    tame: boolean((pet) => pet.tame),
    born: date((pet) => pet.born),
  },
  search: ["name", "keeper"],
  simple: ["name", "keeper", "kind", "tame", "id"],
  order: "-id",
};

const ids = (rows: Iterable<Pet>): number[] => [...rows].map((pet) => pet.id);

/** The answer that a refusal is. */
function refusal(work: () => unknown): { status: number; value: unknown } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, body } = error.reply;
    return { status, value: body.kind === "json" ? body.value : body.kind };
  }
  throw new Error("Nothing was refused");
}

describe("The sample server's JSON filter", () => {
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['{"==":[{"var":"id"},2]}', [2]],
    ['{"==":[{"var":"id"},"2"]}', [2]],
    ['{"==":[{"var":"keeper"},null]}', [2]],
    ['{"!":{"==":[{"var":"keeper"},"ann"]}}', [2, 3]],
    ['{"!!":{"==":[{"var":"keeper"},"ann"]}}', [1]],
    ['{"in":[{"var":"id"},[1,3,9]]}', [1, 3]],
    ['{"in":["apple",{"var":"name"}]}', [1, 3]],
    ['{"in":["red",{"var":"name"}]}', [1]],
    ['{"<=":[2,{"var":"id"},3]}', [2, 3]],
    ['{"var":"keeper"}', [1, 3]],
    ['{"and":[{">":[{"var":"id"},1]},{"==":[{"var":"kind"},"cat"]}]}', [3]],
    ['{"or":[{"==":[{"var":"id"},1]},{"==":[{"var":"id"},3]}]}', [1, 3]],
    ['{"==":[{"var":"tame"},true]}', [1, 3]],
    ['{">":[{"var":"born"},"2026-01-03T00:00:00Z"]}', [3]],
    ['{">=":[{"var":"born"},"2026-01-02T01:00:00+01:00"]}', [2, 3]],
    ['{"==":[{"var":"id"},1],"or":[]}', [1]],
  ];
  for (const [expression, expected] of cases) {
    it(`reads ${expression}`, () => {
      assert.deepEqual(ids(pets.filter(jsonFilter(expression, spec))), expected);
    });
  }

  const refusals: readonly (readonly [string, string])[] = [
    ["{}", "filter shouldn't be empty"],
    [" ", "filter: can't parse filter expression: Expecting value: line 1 column 2 (char 1)"],
    ['{"a"}', "filter: can't parse filter expression: Expecting ':' delimiter: line 1 column 5 (char 4)"],
    ["5", "filter: expected a non-empty dict value, got '5' of type 'int'"],
    ['{"and":[]}', "filter: expected a non-empty list value, got '[]' of type 'list'"],
    ['{"or":"x"}', "filter: expected a non-empty list value, got 'x' of type 'str'"],
    ['{"==":[{"var":"bogus"},1]}', "filter: term 'bogus' is not supported"],
    [
      '{"!=":[{"var":"id"},2]}',
      "filter: operation '!=' with arguments '[{'var': 'id'}, 2]' is not supported",
    ],
    [
      '{"+":[true,null,"it\'s"]}',
      `filter: operation '+' with arguments '[True, None, "it's"]' is not supported`,
    ],
  ];
  for (const [expression, message] of refusals) {
    it(`refuses ${expression} in the server's words`, () => {
      assert.deepEqual(
        refusal(() => jsonFilter(expression, spec)),
        { status: 400, value: [message] },
      );
    });
  }

  for (const expression of [
    '{"!":[{"==":[{"var":"id"},1]}]}',
    '{"==":[2,{"var":"id"}]}',
    '{"==":[{"var":"id"},"two"]}',
    '{">":[{"var":"born"},"yesterday"]}',
    '{"and":["x"]}',
    '{"var":"bogus"}',
  ]) {
    it(`crashes on ${expression} as the server does`, () => {
      assert.equal(refusal(() => jsonFilter(expression, spec)).status, 500);
    });
  }

  it("knows != where the rows are no table of the database", () => {
    const filter = jsonFilter('{"!=":[{"var":"id"},2]}', { ...spec, inMemory: true });
    assert.deepEqual(ids(pets.filter(filter)), [1, 3]);
  });
});

describe("The sample server's search", () => {
  it("splits at blanks and commas, and keeps what is in quotes together", () => {
    assert.deepEqual(searchTerms('one,two  "three four",'), ["one", "two", "three four"]);
  });

  it("wants every word, in any field and any case", () => {
    assert.deepEqual(ids(searched(pets, "APPLE", spec)), [1, 3]);
    assert.deepEqual(ids(searched(pets, "apple bea", spec)), [3]);
    assert.deepEqual(ids(searched(pets, '"red apple"', spec)), [1]);
    assert.deepEqual(ids(searched(pets, "nosuch", spec)), []);
    assert.deepEqual(ids(searched(pets, "", spec)), [1, 2, 3]);
  });
});

describe("The sample server's order", () => {
  it("is the list's own when nothing that it knows is asked for", () => {
    assert.deepEqual(ids(sorted(pets, undefined, spec)), [3, 2, 1]);
    assert.deepEqual(ids(sorted(pets, "nosuch", spec)), [3, 2, 1]);
  });

  it("goes by several keys, unknown ones left out", () => {
    assert.deepEqual(ids(sorted(pets, "nosuch,kind,-id", spec)), [3, 1, 2]);
  });

  it("has upper case before lower case, and nothing last", () => {
    assert.deepEqual(ids(sorted(pets, "name", spec)), [2, 3, 1]);
    assert.deepEqual(ids(sorted(pets, "keeper", spec)), [1, 3, 2]);
  });
});

describe("The sample server's simple parameters", () => {
  const filtered = (search: string): number[] => {
    const tests = simpleFilters(new Query(search), spec);
    return ids(pets.filter((pet) => tests.every((test) => test(pet))));
  };

  it("match exactly, and do nothing when they are empty or unknown", () => {
    assert.deepEqual(filtered("keeper=ann"), [1]);
    assert.deepEqual(filtered("keeper=ANN"), []);
    assert.deepEqual(filtered("keeper=&nosuch=1&name__contains=x"), [1, 2, 3]);
    assert.deepEqual(filtered("tame=TRUE&kind=cat"), [1, 3]);
    assert.deepEqual(filtered("tame=perhaps"), [1, 2, 3]);
  });

  it("say what is no choice and no number, all at once", () => {
    assert.deepEqual(
      refusal(() => filtered("kind=cow&id=x")),
      {
        status: 400,
        value: {
          kind: ["Select a valid choice. cow is not one of the available choices."],
          id: ["Enter a number."],
        },
      },
    );
  });
});

describe("The sample server's pages", () => {
  const numbers = Array.from({ length: 23 }, (_, index) => index);

  function page(search: string): Record<string, unknown> {
    const incoming = {
      method: "GET",
      path: "/api/pets",
      query: new Query(search),
      headers: {},
      body: Buffer.alloc(0),
      base: "http://h",
    };
    const { body } = paged(numbers, incoming, (each) => each);
    if (body.kind !== "json") throw new Error("No JSON");
    return body.value as Record<string, unknown>;
  }

  it("have ten rows unless a size is given", () => {
    for (const search of [
      "",
      "page_size=0",
      "page_size=-1",
      "page_size=abc",
      "page_size=2.5",
      "page_size=ALL",
    ]) {
      assert.equal((page(search)["results"] as unknown[]).length, 10, search);
    }
    assert.equal((page("page_size=all")["results"] as unknown[]).length, 23);
    assert.equal((page("page_size=1000")["results"] as unknown[]).length, 23);
  });

  it("link to each other by sorted, encoded queries, and to the first without its number", () => {
    assert.equal(
      page("search=a b&page_size=5&page=2")["next"],
      "http://h/api/pets?page=3&page_size=5&search=a+b",
    );
    assert.equal(
      page("search=a b&page_size=5&page=2")["previous"],
      "http://h/api/pets?page_size=5&search=a+b",
    );
    assert.equal(page("page=2")["previous"], "http://h/api/pets");
    assert.equal(page("page=last")["next"], null);
  });

  it("end with 404 beyond the last", () => {
    for (const wrong of ["page=4", "page=0", "page=-1", "page=abc"]) {
      assert.deepEqual(
        refusal(() => page(wrong)),
        { status: 404, value: { detail: "Invalid page." } },
        wrong,
      );
    }
  });
});
