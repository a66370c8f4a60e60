import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery } from "../../../src/goto/query.ts";

const origin = "https://cvat.example.org";

function read(typed: string, server = origin): string {
  const query = parseQuery(typed, server);
  switch (query.kind) {
    case "link":
      return `${query.of} ${query.id}`;
    case "number":
      return `${query.of.join(" or ")} ${query.id}${query.isNumberOnly ? "" : `, or "${query.text}"`}`;
    case "text":
      return `"${query.text}"`;
    case "other-server":
      return `elsewhere: ${query.host}`;
    case "other-page":
      return "another page";
  }
}

describe("what is typed to find an object", () => {
  const cases: readonly (readonly [typed: string, meaning: string])[] = [
    ["", '""'],
    ["  night   street ", '"night street"'],
    ["12", 'project or task or job 12, or "12"'],
    [" 12 ", 'project or task or job 12, or "12"'],
    ["#12", "project or task or job 12"],
    ["# 12", "project or task or job 12"],
    ["task 12", 'task 12, or "task 12"'],
    ["Task #12", "task 12"],
    ["tasks 12", 'task 12, or "tasks 12"'],
    ["JOB12", 'job 12, or "JOB12"'],
    ["project #3", "project 3"],
    ["0", '"0"'],
    ["2147483647", 'project or task or job 2147483647, or "2147483647"'],
    ["2147483648", '"2147483648"'],
    ["-12", '"-12"'],
    ["12.5", '"12.5"'],
    ["frame 12", '"frame 12"'],
    ["https://cvat.example.org/projects/3", "project 3"],
    ["https://cvat.example.org/tasks/12", "task 12"],
    ["https://cvat.example.org/tasks/12/", "task 12"],
    ["https://cvat.example.org/tasks/12/jobs/45", "job 45"],
    ["https://cvat.example.org/tasks/12/jobs/45?frame=7&type=shape#top", "job 45"],
    ["  https://cvat.example.org/tasks/12/jobs/45\n", "job 45"],
    ["http://cvat.example.org/tasks/12", "task 12"],
    ["HTTPS://CVAT.example.org/tasks/12", "task 12"],
    ["https://cvat.example.org:443/tasks/12", "task 12"],
    ["cvat.example.org/tasks/12", "task 12"],
    ["https://cvat.example.org/api/tasks/12", "task 12"],
    ["https://cvat.example.org/api/jobs/45?org=crew", "job 45"],
    ["https://cvat.example.org/api/projects/3", "project 3"],
    ["https://cvat.example.org/tasks", "another page"],
    ["https://cvat.example.org/tasks/12x", "another page"],
    ["https://cvat.example.org/tasks/0", "another page"],
    ["https://cvat.example.org/tasks/99999999999", "another page"],
    ["https://cvat.example.org/models", "another page"],
    ["https://cvat.example.org/", "another page"],
    ["https://cvat.example.org:8443/tasks/12", "elsewhere: cvat.example.org:8443"],
    ["https://app.cvat.ai/tasks/12", "elsewhere: app.cvat.ai"],
    ["https://cvat.example.org@evil.example/tasks/12", "elsewhere: evil.example"],
    ["https://", '"https://"'],
    ["night/street", '"night/street"'],
    ["app.cvat.ai/tasks/12", '"app.cvat.ai/tasks/12"'],
  ];
  for (const [typed, meaning] of cases) {
    it(`${JSON.stringify(typed)} is ${meaning}`, () => {
      assert.equal(read(typed), meaning);
    });
  }

  it("knows the server by its port where that is not the usual one", () => {
    assert.equal(read("http://127.0.0.1:8080/tasks/12", "http://127.0.0.1:8080"), "task 12");
    assert.equal(read("127.0.0.1:8080/tasks/12", "http://127.0.0.1:8080"), "task 12");
    assert.equal(
      read("http://127.0.0.1:8081/tasks/12", "http://127.0.0.1:8080"),
      "elsewhere: 127.0.0.1:8081",
    );
  });

  it("is never longer than a search needs", () => {
    const query = parseQuery("x".repeat(100_000), origin);
    assert.equal(query.kind === "text" && query.text.length, 200);
  });

  it("is understood somehow, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl()), (typed) => {
        parseQuery(typed, origin);
      }),
    );
  });
});
