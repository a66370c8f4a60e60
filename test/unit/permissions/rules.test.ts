import assert from "node:assert/strict";
import {
  type Action,
  denialWords,
  type Me,
  seesAll,
  type Subject,
  whoMay,
  whyNot,
} from "../../../src/permissions/index.ts";

const me = { id: 7 };
const other = { id: 8 };
const crew = 3;

type Role = ReturnType<Me["role"]>;

function person(facts: Partial<Omit<Me, "role">> = {}, role?: Role): Me {
  return { userId: me.id, isAdmin: false, readOnlyToken: false, ...facts, role: () => role };
}

const project = (owner: typeof me, assignee: typeof me | null = null, organization: number | null = null) =>
  ({ kind: "project", entity: { owner, assignee, organization } }) satisfies Subject;
const task = (owner: typeof me, assignee: typeof me | null = null, organization: number | null = null) =>
  ({ kind: "task", entity: { owner, assignee, organization, project_id: null } }) satisfies Subject;
const job = (assignee: typeof me | null, organization: number | null = null, type = "annotation") =>
  ({
    kind: "job",
    entity: { assignee, organization, project_id: null, task_name: "night", type },
  }) satisfies Subject;
const above = (owner: typeof me, assignee: typeof me | null = null) => ({
  owner,
  assignee,
  organization: null,
});

describe("What a person sees of an organization", () => {
  it("is all of it with a maintainer's role, and not known without a role that is known", () => {
    const seen = (one: Me) => seesAll(crew, one);
    assert.deepEqual(
      [seen(person({}, "owner")), seen(person({}, "maintainer")), seen(person({ isAdmin: true }, null))],
      [true, true, true],
    );
    assert.deepEqual(
      [seen(person({}, "supervisor")), seen(person({}, "worker")), seen(person({}, null))],
      [false, false, false],
    );
    assert.equal(seen(person({ isWorkerAccount: true }, "maintainer")), false);
    assert.equal(seen(person()), undefined);
  });
});

describe("What a person may do", () => {
  const cases: readonly [
    what: string,
    action: Action,
    subject: Subject,
    me: Me,
    reason: string | undefined,
  ][] = [
    ["own project: rename", "rename", project(me), person(), undefined],
    ["assigned project: rename", "rename", project(other, me), person(), undefined],
    ["assigned project: assign", "assign", project(other, me), person(), "notOwner"],
    ["assigned project: remove", "remove", project(other, me), person(), "notOwner"],
    ["somebody's project: rename", "rename", project(other), person(), "notStaff"],
    [
      "project of a crew, as maintainer",
      "remove",
      project(other, null, crew),
      person({}, "maintainer"),
      undefined,
    ],
    [
      "project of a crew, as supervisor",
      "rename",
      project(other, null, crew),
      person({}, "supervisor"),
      "notStaff",
    ],
    ["own project of a crew that was left", "rename", project(me, null, crew), person({}, null), "notMember"],
    ["project of a crew, role unknown", "remove", project(other, null, crew), person(), undefined],
    ["own task: assign", "assign", task(me), person(), undefined],
    ["assigned task: rename", "rename", task(other, me), person(), undefined],
    ["assigned task: assign", "assign", task(other, me), person(), "notTaskOwner"],
    ["assigned task: remove", "remove", task(other, me), person(), "notTaskOwner"],
    [
      "task of a project that is mine",
      "remove",
      { kind: "task", entity: { ...task(other).entity, project_id: 1 }, project: above(other, me) },
      person(),
      undefined,
    ],
    [
      "task of a project that is somebody's",
      "remove",
      { kind: "task", entity: { ...task(other).entity, project_id: 1 }, project: above(other) },
      person(),
      "notTaskOwner",
    ],
    [
      "task of a project that is not known",
      "remove",
      { kind: "task", entity: { ...task(other).entity, project_id: 1 } },
      person(),
      undefined,
    ],
    ["assigned job: state", "setState", job(me), person(), undefined],
    ["assigned job, task not known: stage", "setStage", job(me), person(), undefined],
    [
      "assigned job of somebody's task: stage",
      "setStage",
      { ...job(me), task: above(other) },
      person(),
      "notTaskStaff",
    ],
    [
      "assigned job of somebody's task: assign",
      "assign",
      { ...job(me), task: above(other) },
      person(),
      "notTaskStaff",
    ],
    ["somebody's job of my task: stage", "setStage", { ...job(other), task: above(me) }, person(), undefined],
    [
      "somebody's job of an assigned task: assign",
      "assign",
      { ...job(other), task: above(other, me) },
      person(),
      undefined,
    ],
    ["somebody's job: state", "setState", { ...job(other), task: above(other) }, person(), "notJobStaff"],
    [
      "job whose task is hidden: stage",
      "setStage",
      { kind: "job", entity: { ...job(me, crew).entity, task_name: null, project_id: 1 } },
      person({}, "worker"),
      "notTaskStaff",
    ],
    [
      "job whose task is hidden: state",
      "setState",
      { kind: "job", entity: { ...job(me, crew).entity, task_name: null, project_id: 1 } },
      person({}, "worker"),
      undefined,
    ],
    [
      "job lent to a worker from outside: state",
      "setState",
      job(me, crew),
      person({ isWorkerAccount: true }, null),
      undefined,
    ],
    [
      "job lent to a user from outside: state",
      "setState",
      job(me, crew),
      person({ isWorkerAccount: false }, null),
      "notMember",
    ],
    ["a job is never renamed", "rename", job(me), person({ isAdmin: true }), "hasNoName"],
    [
      "an ordinary job is never removed",
      "remove",
      { ...job(me), task: above(me) },
      person({ isAdmin: true }),
      "notGroundTruth",
    ],
    [
      "ground truth of my task: remove",
      "remove",
      { ...job(null, null, "ground_truth"), task: above(me) },
      person(),
      undefined,
    ],
    [
      "ground truth of my task in a crew, as worker",
      "remove",
      { ...job(null, crew, "ground_truth"), task: above(me) },
      person({}, "worker"),
      "worker",
    ],
    ["a project has no state", "setState", project(me), person(), "isNoJob"],
    ["a task has no stage", "setStage", task(me), person(), "isNoJob"],
    [
      "organization, as maintainer",
      "edit",
      { kind: "organization", entity: { id: crew } },
      person({}, "maintainer"),
      undefined,
    ],
    [
      "organization, as supervisor",
      "edit",
      { kind: "organization", entity: { id: crew } },
      person({}, "supervisor"),
      "notMaintainer",
    ],
    ["making something for myself", "create", { kind: "place", organization: null }, person(), undefined],
    [
      "making something in a crew, as supervisor",
      "create",
      { kind: "place", organization: crew },
      person({}, "supervisor"),
      undefined,
    ],
    [
      "making something in a crew, as worker",
      "create",
      { kind: "place", organization: crew },
      person({}, "worker"),
      "worker",
    ],
    [
      "making something as a worker of the server",
      "create",
      { kind: "place", organization: null },
      person({ isWorkerAccount: true }),
      "workerAccount",
    ],
    [
      "anything with a token that only reads",
      "rename",
      project(me),
      person({ readOnlyToken: true, isAdmin: true }),
      "readOnlyToken",
    ],
    ["somebody's project, as administrator", "remove", project(other), person({ isAdmin: true }), undefined],
  ];

  for (const [what, action, subject, who, reason] of cases) {
    it(`${what}: ${reason ?? "yes"}`, () => {
      assert.equal(whyNot(action, subject, who)?.reason, reason);
    });
  }

  it("is told with the maintainers only where there are some", () => {
    const alone = whyNot("remove", project(other), person());
    const inCrew = whyNot("remove", project(other, null, crew), person({}, "worker"));
    assert.ok(alone && inCrew);
    assert.equal(denialWords(alone), "You need to own it.");
    assert.equal(denialWords(inCrew), "You need to own it or be a maintainer of its organization.");
  });

  it("is told in words that end, for every reason", () => {
    const denials = cases.flatMap(([, action, subject, who]) => whyNot(action, subject, who) ?? []);
    for (const denial of denials) {
      for (const orMaintainer of [true, false])
        assert.match(denialWords({ ...denial, orMaintainer }), /^[A-Z].*\.$/);
    }
  });

  it("is told as well when only the server knew it", () => {
    assert.equal(whoMay("rename", task(me)).reason, "notStaff");
    assert.equal(whoMay("setState", job(null, crew)).reason, "notJobStaff");
    assert.equal(whoMay("setState", job(null, crew)).orMaintainer, true);
  });
});
