import assert from "node:assert/strict";
import { startSampleServer } from "../../sample-server/index.ts";
import type { SampleServer } from "../../sample-server/index.ts";
import { ask, column, isRecord, numberIn } from "./talk.ts";
import type { Answer } from "./talk.ts";

const world = {
  users: Object.fromEntries(
    ["ann", "ben", "cat"].map((name, index) => [
      name,
      {
        group: "user" as const,
        first_name: "",
        last_name: "",
        email: `${name}@example.org`,
        password: `pass-of-${name}`,
        token: `0000000${index}.${"a".repeat(32)}`,
      },
    ]),
  ),
  organizations: {
    lab: { name: "Lab", owner: "ann", members: { ben: "maintainer" as const, cat: "worker" as const } },
  },
};

describe("The sample server's organizations", () => {
  let server: SampleServer;

  beforeEach(async () => {
    server = await startSampleServer({ world });
  });

  afterEach(async () => {
    await server.close();
  });

  async function membershipOf(user: string): Promise<number> {
    const [id] = column(await ask(server, `/api/memberships?org=lab&user=${user}`, { as: "ann" }), "id");
    return Number(id);
  }

  async function setRole(as: string, user: string, role: string): Promise<number> {
    const path = `/api/memberships/${await membershipOf(user)}`;
    return (await ask(server, path, { as, method: "PATCH", json: { role } })).status;
  }

  function invite(email: string): Promise<Answer> {
    const json = { email, role: "worker" };
    return ask(server, "/api/invitations?org=lab", { as: "ann", method: "POST", json });
  }

  it("give no office to who was merely given the role of an owner", async () => {
    assert.equal(await setRole("ann", "ben", "owner"), 200);
    assert.equal(await setRole("ben", "cat", "supervisor"), 403);
    const made = await ask(server, "/api/projects?org=lab", {
      as: "ann",
      method: "POST",
      json: { name: "p" },
    });
    const path = `/api/projects/${numberIn(made, "id")}`;
    assert.equal((await ask(server, path, { as: "ben" })).status, 200);
    assert.equal((await ask(server, path, { as: "ben", method: "DELETE" })).status, 403);
    const organization = await ask(server, "/api/organizations/1", {
      as: "ben",
      method: "PATCH",
      json: { name: "Ours" },
    });
    assert.equal(organization.status, 403);
  });

  it("show themselves to who is invited, and their objects to who has accepted", async () => {
    assert.equal((await invite("dan@example.org")).status, 500);
    const registration = { username: "danny", email: "dan@example.org", password1: "long-enough-1" };
    const registered = await ask(server, "/api/auth/register", {
      method: "POST",
      json: { ...registration, password2: "long-enough-1" },
    });
    const key = isRecord(registered.body) ? String(registered.body["key"]) : "";
    const headers = { Authorization: `Token ${key}` };
    const invitation = String(column(await ask(server, "/api/invitations", { headers }), "key")[0]);
    assert.equal((await ask(server, "/api/organizations/1", { headers })).status, 200);
    assert.equal((await ask(server, "/api/tasks?org=lab", { headers })).status, 403);
    const accept = `/api/invitations/${invitation}/accept`;
    assert.equal((await ask(server, accept, { as: "ann", method: "POST" })).status, 403);
    const accepted = await ask(server, accept, { headers, method: "POST" });
    assert.deepEqual(accepted.body, { organization_slug: "lab" });
    assert.equal((await ask(server, "/api/tasks?org=lab", { headers })).status, 200);
    const again = await ask(server, accept, { headers, method: "POST" });
    assert.equal(again.body, "Your invitation is already accepted.");
  });

  it("are left by members, but not by their owner", async () => {
    const leave = async (as: string): Promise<number> =>
      (await ask(server, `/api/memberships/${await membershipOf(as)}`, { as, method: "DELETE" })).status;
    assert.equal(await leave("cat"), 204);
    assert.equal(await leave("ann"), 403);
    assert.equal((await ask(server, "/api/projects?org=lab", { as: "cat" })).status, 403);
    assert.equal((await invite("cat@example.org")).status, 201);
    assert.deepEqual((await invite("cat@example.org")).body, [
      "The user is a member of the organization already.",
    ]);
  });

  it("are named by their slug when the name is blank", async () => {
    const json = { slug: "plain", name: "" };
    const made = await ask(server, "/api/organizations", { as: "cat", method: "POST", json });
    assert.equal(isRecord(made.body) && made.body["name"], "plain");
  });
});
