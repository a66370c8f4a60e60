import assert from "node:assert/strict";
import { readLabelJson } from "../../../src/creation/label-text.ts";

const attribute = (name: string) => ({ name, mutable: false, input_type: "text", values: [] });

describe("A name that is there twice in label JSON", () => {
  const read = (labels: unknown) => JSON.stringify(readLabelJson(JSON.stringify(labels)));

  for (const [where, labels] of [
    ["among labels", [{ name: "x" }, { name: "x" }]],
    ["among the attributes of a label", [{ name: "face", attributes: [attribute("x"), attribute("x ")] }]],
    ["among the parts of a skeleton", [{ name: "face", sublabels: [{ name: "x" }, { name: " x" }] }]],
    [
      "among the attributes of a part of a skeleton",
      [
        {
          name: "face",
          sublabels: [{ name: "eye" }, { name: "nose", attributes: [attribute("x"), attribute("x")] }],
        },
      ],
    ],
  ] as const) {
    it(`is refused ${where}`, () => {
      assert.match(read(labels), /^{"ok":false,.*{"kind":"sameName","name":"x"}/);
    });
  }

  it("is taken where the two belong to different things", () => {
    const part = { name: "x", attributes: [attribute("x")] };
    const labels = [
      { ...part, sublabels: [part, { ...part, name: "y" }] },
      { ...part, name: "y" },
    ];
    assert.match(read(labels), /^{"ok":true,/);
  });
});
