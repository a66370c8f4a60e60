import assert from "node:assert/strict";
import { readEnvironment, readServer } from "../../../src/accounts/environment.ts";
import { InvalidAddressError } from "../../../src/core/index.ts";

describe("the environment", () => {
  const token = { CVAT_ACCESS_TOKEN: "t\n" };

  it("counts only with both variables set", () => {
    assert.equal(readEnvironment({}), undefined);
    assert.equal(readEnvironment({ CVAT_SERVER: "a", CVAT_ACCESS_TOKEN: " " }), undefined);
    assert.equal(readEnvironment(token), undefined);
    assert.deepEqual(readEnvironment({ ...token, CVAT_SERVER: " a\n" }), { server: "a", token: "t" });
  });

  it("names a server with or without a token, by its address alone", () => {
    assert.equal(readServer({}), undefined);
    assert.equal(readServer({ CVAT_SERVER: " " }), undefined);
    assert.equal(
      readServer({ CVAT_SERVER: " CVAT.example.org:8080/tasks?x=s3cret\n" }),
      "cvat.example.org:8080",
    );
  });

  it("suggests nothing where its address holds a password, and keeps none of that", () => {
    const variables = { ...token, CVAT_SERVER: "https://user:s3cret@cvat.example.org" };
    assert.equal(readServer(variables), undefined);
    const environment = readEnvironment(variables);
    assert.ok(environment?.server instanceof InvalidAddressError);
    assert.doesNotMatch(environment.server.stack ?? "", /s3cret/);
  });
});
