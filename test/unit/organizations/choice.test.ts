import assert from "node:assert/strict";
import type { MembershipData, OrganizationData } from "../../../src/core/index.ts";
import {
  choiceRows,
  labelOf,
  nothingMatches,
  type OrganizationChoice,
  slugOf,
} from "../../../src/organizations/choice.ts";

const user = (id: number, username: string) => ({
  url: "",
  id,
  username,
  first_name: "",
  last_name: "",
});

function organization(id: number, slug: string, name: string, owner: string | null): OrganizationData {
  return {
    id,
    slug,
    name,
    description: "",
    created_date: "2026-01-01T00:00:00Z",
    updated_date: "2026-01-01T00:00:00Z",
    contact: {},
    owner: owner === null ? null : user(1, owner),
  };
}

function membership(organization: number, role: MembershipData["role"]): MembershipData {
  return {
    id: organization,
    user: user(7, "alice"),
    organization,
    is_active: true,
    joined_date: "2026-01-01T00:00:00Z",
    role,
    invitation: null,
  };
}

const known = {
  organizations: [
    organization(2, "beta", "Beta Labs", "bob"),
    organization(1, "crew", "Crew", "alice"),
    organization(3, "lost", "", null),
  ],
  memberships: [membership(1, "owner"), membership(2, "supervisor")],
};
const crew: OrganizationChoice = { kind: "organization", id: 1, slug: "crew", name: "Crew" };

function shown(current: OrganizationChoice, from: typeof known | undefined): string[] {
  return choiceRows(current, from).map(({ label, description }) => `${label} | ${description}`);
}

describe("what can be chosen as organization", () => {
  it("looks at each organization a few times only, however many there are", () => {
    let looks = 0;
    const organizations = Array.from({ length: 1000 }, (_, index) => ({
      ...organization(index + 1, `slug-${index}`, "", null),
      get name() {
        looks += 1;
        return index < 2 ? "Twins" : `Name ${index}`;
      },
    }));
    const rows = choiceRows({ kind: "all" }, { organizations, memberships: [] });
    const twins = rows.filter(({ label }) => label === "Twins");
    assert.deepEqual(
      twins.map(({ description }) => description),
      ["slug-0", "slug-1"],
    );
    assert.ok(looks <= 10_000, `${looks} looks`);
  });

  it("leaves out what has no name to ask for it by", () => {
    const organizations = [
      organization(1, "", "Nameless", null),
      organization(2, "s".repeat(101), "Endless", null),
    ];
    const rows = choiceRows({ kind: "all" }, { organizations, memberships: [] });
    assert.deepEqual(
      rows.map(({ choice }) => choice.kind),
      ["all", "personal"],
    );
  });

  it("is remembered with a name of bounded length", () => {
    const organizations = [organization(1, "crew", "n".repeat(1_000_000), null)];
    const [, chosen] = choiceRows({ kind: "all" }, { organizations, memberships: [] });
    assert.ok(chosen?.choice.kind === "organization" && chosen.choice.name.length <= 100);
  });

  it("begins with the current one, and says one's role and the owner", () => {
    assert.deepEqual(shown(crew, known), [
      "Crew | current · owner",
      "Beta Labs | supervisor · owned by bob",
      "lost | ",
      "Personal Workspace | what belongs to no organization",
      "All Organizations | what you own or are assigned to, everywhere",
    ]);
    assert.deepEqual(shown({ kind: "all" }, known).slice(0, 2), [
      "All Organizations | current · what you own or are assigned to, everywhere",
      "Beta Labs | supervisor · owned by bob",
    ]);
  });

  it("is, before the server answered, what needs no answer", () => {
    assert.deepEqual(shown(crew, undefined), [
      "Crew | current",
      "Personal Workspace | what belongs to no organization",
      "All Organizations | what you own or are assigned to, everywhere",
    ]);
  });

  it("tells namesakes apart, and knows no organization twice", () => {
    const twins = {
      organizations: [organization(1, "crew", "Crew", "alice"), organization(4, "crew-2", "Crew", "dave")],
      memberships: [],
    };
    assert.deepEqual(shown(crew, twins).slice(0, 2), [
      "Crew | current · crew · owned by alice",
      "Crew | crew-2 · owned by dave",
    ]);
  });

  it("keeps the current one by its id when it was renamed", () => {
    const renamed = { organizations: [organization(1, "crew", "Crew & Co", "alice")], memberships: [] };
    assert.equal(shown(crew, renamed)[0], "Crew & Co | current · owned by alice");
  });

  it("shows names of strangers on one line, without marks that turn it round", () => {
    const hostile = organization(5, "evil", "a\n\u202eb $(trash) [x](command:y)", "o\nwner");
    const [row] = choiceRows({ kind: "all" }, { organizations: [hostile], memberships: [] }).slice(1);
    assert.equal(row?.label, "a b $(trash) [x](command:y)");
    assert.equal(row.description, "owned by o wner");
  });

  it("is told to the server as nothing, an empty text, or the slug", () => {
    assert.equal(slugOf({ kind: "all" }), null);
    assert.equal(slugOf({ kind: "personal" }), "");
    assert.equal(slugOf(crew), "crew");
    assert.equal(labelOf({ ...crew, name: "" }), "crew");
  });

  it("is found by letters in their order, in the name or beside it", () => {
    const rows = choiceRows(crew, known);
    for (const typed of ["", "crew", "BETA", "bl", "superv", "bob", "owned by bob"]) {
      assert.equal(nothingMatches(typed, rows), false, typed);
    }
    for (const typed of ["zzz", "werc crew crew", "bob2"])
      assert.equal(nothingMatches(typed, rows), true, typed);
  });
});
