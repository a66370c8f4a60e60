import assert from "node:assert/strict";
import fc from "fast-check";
import { JsonSyntaxError, parseJson, type TextPlace } from "../../../src/creation/json-text.ts";
import { mostProblems, readLabelJson, readLabelNames } from "../../../src/creation/label-text.ts";

describe("JSON with the places of its values", () => {
  it("is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), undefined, indent);
        assert.deepEqual(parseJson(written).value, JSON.parse(written));
      }),
    );
  });

  it("is refused where JSON.parse refuses it", () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", '"', "x", "\n", "0"))
      .map(
        ([text, at, put]) =>
          text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(broken, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (isJson) return;
        assert.throws(() => parseJson(text), JsonSyntaxError);
      }),
    );
  });

  it("tells where what is wrong stands", () => {
    const where = (text: string) => {
      try {
        parseJson(text);
      } catch (error) {
        assert.ok(error instanceof JsonSyntaxError);
        return `${error.fault} ${error.position.line}:${error.position.column}`;
      }
      return "fine";
    };
    assert.equal(where('[\n  {"name": "car"}\n  {"name": "bus"}\n]'), "unexpected 3:3");
    assert.equal(where('[\r\n  {"name": "car",}\r\n]'), "unexpected 2:18");
    assert.equal(where('[{"name": "car"'), "end 1:16");
    assert.equal(where("['car']"), "unexpected 1:2");
    assert.equal(where('["a\nb"]'), "text 1:2");
    assert.equal(where('[{"name": "a", "name": "b"}]'), "twice 1:16");
    assert.equal(where("[".repeat(100)), "deep 1:52");
    assert.equal(where(""), "end 1:1");
    assert.equal(where("\ufeff[]"), "fine");
  });

  it("knows the place of each value, and of what is nearest to one that is not there", () => {
    const { placesOf } = parseJson(' [\n {"a": [1, 21]},\r\n {"a": "three", "b": {}}]');
    const at = (...path: (string | number)[]) => placesOf([path]).map(shown).join();
    const shown = ({ line, column, length }: TextPlace) =>
      `${line}:${column}${length === 1 ? "" : `+${length}`}`;
    assert.equal(at(), "1:2");
    assert.equal(at(0, "a", 1), "2:12+2");
    assert.equal(at(1, "a"), "3:8+7");
    assert.equal(at(0, "a", 2), "2:8");
    assert.equal(at(1, "b"), "3:22");
    assert.equal(at(1, "b", "a"), "3:22");
    assert.equal(at(1, "c", "a"), "3:2");
    assert.equal(at("a"), "1:2");
    assert.deepEqual(placesOf([[1, "b"], [], [0, "a"], [0, "a", 0]]).map(shown), [
      "3:22",
      "1:2",
      "2:8",
      "2:9",
    ]);
  });

  // Where the work grew faster than the text these would not come to an end.
  describe("is read in one go, also where it is two million characters with", () => {
    const size = 2_000_000;
    for (const [what, text, fault] of [
      [
        "a long name around a long list",
        `{"${"k".repeat(size / 2)}":[${"1,".repeat(size / 4)}1]}`,
        undefined,
      ],
      ["nothing but lists", `[${"[],".repeat(size / 3)}1]`, undefined],
      ["one text", `"${"x\\n".repeat(size / 3)}"`, undefined],
      ["a text that does not end", `["${"x\\n".repeat(size / 3)}`, "text"],
    ] as const) {
      it(what, () => {
        if (fault === undefined) {
          const { value, placesOf } = parseJson(text);
          assert.equal(JSON.stringify(value), text);
          assert.deepEqual(
            placesOf([["other"]]).map(({ line, column }) => [line, column]),
            [[1, 1]],
          );
        } else {
          assert.throws(() => parseJson(text), { fault });
        }
      });
    }
  });
});

describe("Labels as JSON", () => {
  const fault = (text: string) => {
    const read = readLabelJson(text);
    if (read.ok) return "fine";
    return read.problems
      .map(({ fault: what, place }) => `${place.line}:${place.column} ${JSON.stringify(what)}`)
      .join(", ");
  };

  it("are taken without their ids, as CVAT shows them", () => {
    const text = JSON.stringify([
      {
        name: " car ",
        id: 7,
        color: "#ff0000",
        type: "any",
        attributes: [
          {
            id: 3,
            name: "colour",
            mutable: false,
            input_type: "select",
            default_value: "red",
            values: ["red"],
          },
        ],
      },
      { name: "bus" },
    ]);
    const read = readLabelJson(text);
    assert.ok(read.ok);
    assert.deepEqual(JSON.parse(JSON.stringify(read.labels)), [
      {
        name: "car",
        color: "#ff0000",
        type: "any",
        attributes: [
          { name: "colour", mutable: false, input_type: "select", default_value: "red", values: ["red"] },
        ],
      },
      { name: "bus", attributes: [] },
    ]);
  });

  it("are refused with the first hundred faults, however many there are", () => {
    const many = JSON.stringify(Array.from({ length: 160_000 }, () => ({ name: "" })));
    const read = readLabelJson(many);
    assert.ok(!read.ok);
    assert.equal(read.problems.length, 100);
    assert.deepEqual(read.problems.at(-1)?.fault, { kind: "blank", field: "name" });
  });

  it("have their faults placed by any end of a line", () => {
    const text = '[\n{"name": 1},\r\n{"name": 2},\r{"name": 3}\n,\n\n{"name": 4}]';
    const read = readLabelJson(text);
    assert.ok(!read.ok);
    assert.deepEqual(
      read.problems.map(({ place }) => [place.line, place.column]),
      [
        [2, 10],
        [3, 10],
        [4, 10],
        [7, 10],
      ],
    );
  });

  it("keep a skeleton's drawing, which names its parts", () => {
    const read = readLabelJson(
      JSON.stringify([
        {
          name: "face",
          type: "skeleton",
          sublabels: [
            { id: 11, name: "eye", type: "points" },
            { id: 12, name: "nose", type: "points" },
          ],
          svg: '<circle data-label-id="12"></circle><circle data-label-name="eye"></circle>',
        },
      ]),
    );
    assert.ok(read.ok);
    assert.equal(
      read.labels[0]?.svg,
      '<circle data-label-name="nose"></circle><circle data-label-name="eye"></circle>',
    );
  });

  it("are refused with the place and the reason", () => {
    assert.equal(fault('{"name": "car"}'), '1:1 {"kind":"noList"}');
    assert.equal(fault("[]"), '1:1 {"kind":"noLabels"}');
    assert.equal(fault('[\n  {"color": "#fff"}\n]'), '2:3 {"kind":"wanted","field":"name","wanted":"text"}');
    assert.equal(fault('[\n  {"name": 7}\n]'), '2:12 {"kind":"wanted","field":"name","wanted":"text"}');
    assert.equal(fault('[{"name": "  "}]'), '1:11 {"kind":"blank","field":"name"}');
    assert.equal(fault(`[{"name": "${"x".repeat(65)}"}]`), '1:11 {"kind":"tooLong","field":"name","max":64}');
    assert.equal(
      fault('[{"name": "a", "color": "turquoise"}]'),
      '1:25 {"kind":"tooLong","field":"color","max":8}',
    );
    assert.equal(fault('[{"name": "a"},\n{"name": "a "}]'), '2:10 {"kind":"sameName","name":"a"}');
    assert.match(
      fault('[{"name": "a", "type": "box"}]'),
      /^1:24 {"kind":"noChoice","field":"type","found":"box","choices":\["any",/,
    );
    assert.equal(fault('["car"]'), '1:2 {"kind":"wanted","field":"","wanted":"object"}');
    assert.equal(
      fault('[{"name": "a", "attributes": [{"name": "b", "input_type": "text", "values": []}]}]'),
      '1:31 {"kind":"wanted","field":"mutable","wanted":"boolean"}',
    );
    assert.equal(
      fault(
        '[{"name": "a", "attributes": [{"name": "b", "mutable": true, "input_type": "text", "values": [1]}]}]',
      ),
      '1:95 {"kind":"wanted","field":"values","wanted":"text"}',
    );
    assert.equal(fault('[{"name": "a",}]'), '1:15 {"kind":"syntax","fault":"unexpected"}');
    assert.equal(fault(" ".repeat(3_000_000)), '1:1 {"kind":"tooMuch"}');
  });
});

describe("The faults of label JSON", () => {
  const faults = (text: string) => {
    const read = readLabelJson(text);
    return read.ok
      ? []
      : read.problems.map(
          ({ fault, place }) => `${place.line}:${place.column}+${place.length} ${fault.kind}`,
        );
  };

  it("are all told, in the order of the text", () => {
    const text = `[
  {"name": "a", "type": "box"},
  {"name": 7, "color": "turquoise"},
  {"name": "b", "attributes": [{"name": "x", "mutable": true, "input_type": "text", "values": []},
    {"name": "x", "mutable": 1, "input_type": "text", "values": []}]},
  {"name": "a"},
  {"name": "a", "sublabels": [{"name": " "}, {"name": "p", "attributes": [{"name": ""}]}]}
]`;
    assert.deepEqual(faults(text), [
      "2:25+5 noChoice",
      "3:12+1 wanted",
      "3:24+11 tooLong",
      "5:14+3 sameName",
      "5:30+1 wanted",
      "6:12+3 sameName",
      "7:12+3 sameName",
      "7:40+3 blank",
      "7:75+1 wanted",
      "7:75+1 noChoice",
      "7:75+1 wanted",
      "7:84+2 blank",
    ]);
  });

  it("are told up to a limit, also where one label has a hundred thousand", () => {
    const bad = '{"name": 1}';
    assert.equal(faults(`[${Array(500).fill(bad).join()}]`).length, mostProblems);
    assert.equal(
      faults(`[{"name": "a", "sublabels": [${Array(100_000).fill(bad).join()}]}]`).length,
      mostProblems,
    );
    assert.equal(faults(`[${Array(500).fill('{"name": "a"}').join()}]`).length, mostProblems);
  });

  it("are that there is nothing, where nothing was written yet", () => {
    assert.deepEqual(faults(" \n"), ["1:1+0 noLabels"]);
  });
});

describe("Names of labels", () => {
  it("are parted by commas, semicolons and line breaks, without blanks around them", () => {
    const read = readLabelNames(" car, traffic light ;bus,\n\nvan,");
    assert.ok(read.ok);
    assert.deepEqual(
      read.labels.map(({ name }) => name),
      ["car", "traffic light", "bus", "van"],
    );
  });

  it("are refused where there are none, or one is there twice, or too long", () => {
    const kind = (text: string) => {
      const read = readLabelNames(text);
      return read.ok ? "fine" : read.fault.kind;
    };
    assert.equal(kind(" , "), "noLabels");
    assert.equal(kind("car, bus, car"), "sameName");
    assert.equal(kind(`car, ${"x".repeat(65)}`), "tooLong");
  });

  it("are read in one go, also where there are 200,000 of them", () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `car ${index}`);
    const read = readLabelNames(names.join());
    assert.deepEqual(read.ok && read.labels.map(({ name }) => name), names);
  });
});
