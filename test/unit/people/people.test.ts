import assert from "node:assert/strict";
import { accessToken, Client } from "../../../src/core/index.ts";
import { People } from "../../../src/people/index.ts";
import { exactRow, personRows } from "../../../src/people/rows.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

const { signal } = new AbortController();
const crew = 1;

describe("The people to whom something can be given", () => {
  let server: SampleServer;
  let client: Client;

  before(async () => {
    server = await startSampleServer();
  });

  beforeEach(() => {
    const { token } = server.account("alice");
    client = new Client({
      origin: server.origin,
      credentials: accessToken(token),
      config: { retryDelay: () => 0 },
    });
    server.requests.clear();
  });

  after(async () => {
    await server.close();
  });

  const names = async (people: People, text: string) =>
    (await people.search(text, signal)).members
      .map(({ person, role }) => `${person.username} ${role}`)
      .sort();

  it("are the members of the object's organization, whatever the current one is", async () => {
    const people = new People({ client: client.withOrganization("beta"), organization: crew });
    assert.deepEqual(await names(people, ""), [
      "alice owner",
      "bob maintainer",
      "carol supervisor",
      "dave worker",
    ]);
  });

  it("are looked for by the server, which is asked once for the organization", async () => {
    const people = new People({ client, organization: crew });
    assert.deepEqual(await names(people, " CAR "), ["carol supervisor"]);
    assert.deepEqual(await names(people, "erin"), []);
    assert.deepEqual(
      server.requests.all().map(({ path }) => path),
      ["/api/organizations/1", "/api/memberships", "/api/memberships"],
    );
  });

  it("do not include who left", async () => {
    const people = new People({ client, organization: crew });
    assert.equal(await people.isMember({ id: 4, username: "carol" }, signal), true);
    assert.equal(await people.isMember({ id: 6, username: "erin" }, signal), false);
  });

  it("are nobody else in the personal workspace, which takes no request", async () => {
    const people = new People({ client, organization: null });
    assert.deepEqual(await names(people, "bob"), []);
    assert.equal(await people.isMember({ id: 3, username: "bob" }, signal), false);
    assert.deepEqual(server.requests.all(), []);
  });

  it("are asked for again after the organization could not be read", async () => {
    const people = new People({ client, organization: crew });
    server.faults.add({ kind: "status", status: 403, match: { path: "/api/organizations/1" } });
    await assert.rejects(people.search("", signal));
    assert.equal((await people.search("", signal)).members.length, 4);
  });
});

describe("The rows of people", () => {
  const me = { id: 1, username: "alice" };
  const bob = { id: 2, username: "bob", first_name: "Bob", last_name: "Example" };
  const carol = { id: 3, username: "carol", first_name: "", last_name: "" };
  const found = {
    members: [
      { person: { ...me, first_name: "Alice", last_name: "Example" }, role: "owner" },
      { person: bob, role: "maintainer" },
      { person: carol, role: "worker" },
    ],
    hasMore: false,
  };
  const nothing = { members: [], hasMore: false };
  const lines = (...parameters: Parameters<typeof personRows>) =>
    personRows(...parameters).map(({ label, description }) => `${label} | ${description}`);

  it("begin with me, and nobody, and then tell who the others are", () => {
    assert.deepEqual(lines({ me, current: null }, found, ""), [
      "alice | you",
      "Nobody | current",
      "bob | Bob Example · maintainer",
      "carol | worker",
    ]);
  });

  it("mark who has it now, who comes second", () => {
    assert.deepEqual(lines({ me, current: carol, isCurrentMember: true }, found, ""), [
      "alice | you",
      "carol | current",
      "Nobody | ",
      "bob | Bob Example · maintainer",
    ]);
    assert.deepEqual(lines({ me, current: me }, nothing, ""), ["alice | you · current", "Nobody | "]);
  });

  it("say that somebody left, who can be replaced", () => {
    assert.equal(
      lines({ me, current: bob, isCurrentMember: false }, nothing, "")[1],
      "bob | Bob Example · current · left the organization",
    );
  });

  it("leave what fits what is typed", () => {
    assert.deepEqual(lines({ me, current: null }, nothing, "NOB"), ["Nobody | current"]);
    assert.deepEqual(lines({ me, current: bob }, nothing, "exam"), ["bob | Bob Example · current"]);
    assert.deepEqual(lines({ me, current: undefined }, nothing, "zoe"), []);
  });

  it("have nobody only for what the word begins with", () => {
    assert.deepEqual(lines({ me, current: null }, nothing, " no"), ["Nobody | current"]);
    for (const typed of ["bo", "body", "y"])
      assert.deepEqual(lines({ me, current: null }, nothing, typed), []);
  });

  it("have one that is meant for sure only where a whole user name is typed as it is written", () => {
    const anna = { id: 5, username: "anna" };
    const nobody = { id: 6, username: "Nobody" };
    const members = [me, bob, anna, { id: 7, username: "hannah" }, nobody].map((person) => ({
      person,
      role: "worker",
    }));
    const meant = (typed: string) =>
      exactRow(personRows({ me, current: null }, { members, hasMore: false }, typed), typed);
    assert.equal(meant(" anna ")?.person, anna);
    assert.equal(meant("alice")?.person, me);
    for (const typed of ["ann", "Anna", "Example", "", "Nobody"])
      assert.equal(meant(typed), undefined, typed);
    assert.equal(exactRow(personRows({ me, current: null }, nothing, "Nobody"), "Nobody")?.person, null);
  });
});
