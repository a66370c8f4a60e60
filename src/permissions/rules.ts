/** A role in an organization, from the least to the most; servers may know others. */
const ranks = { worker: 1, supervisor: 2, maintainer: 3, owner: 4 } as const;

export type Role = keyof typeof ranks;

/** What is known of the person who is signed in. What is `undefined` is not known, and counts as allowing. */
export interface Me {
  readonly userId: number;
  /** May everything, everywhere. */
  readonly isAdmin: boolean;
  readonly readOnlyToken: boolean;
  /** Whether the account is of the kind that owns nothing: it only works on what others assign to it. */
  readonly isWorkerAccount?: boolean | undefined;
  /** `null` where this person is no member. */
  readonly role: (organizationId: number) => Role | null | undefined;
}

export type Action = "edit" | "rename" | "assign" | "setState" | "setStage" | "remove" | "create";

interface Person {
  readonly id: number;
}

interface Owned {
  readonly owner: Person | null;
  readonly assignee: Person | null;
  readonly organization: number | null;
}

interface InTask {
  readonly assignee: Person | null;
  readonly organization: number | null;
  readonly project_id: number | null;
  /** `null` where this person may not see the task. */
  readonly task_name?: string | null;
  readonly type: string;
}

/** What is to be changed, with what lies above it as far as that is known. */
export type Subject =
  | { readonly kind: "project"; readonly entity: Owned }
  | {
      readonly kind: "task";
      readonly entity: Owned & { readonly project_id: number | null };
      readonly project?: Owned | undefined;
    }
  | {
      readonly kind: "job";
      readonly entity: InTask;
      readonly task?: Owned | undefined;
      readonly project?: Owned | undefined;
    }
  | { readonly kind: "organization"; readonly entity: { readonly id: number } }
  /** The place where something is to be made: an organization, or the personal workspace. */
  | { readonly kind: "place"; readonly organization: number | null };

/** Why not; `orMaintainer` where a maintainer of the object's organization may do it as well. */
export interface Denial {
  readonly reason:
    | "readOnlyToken"
    /** No member of the organization that it belongs to. */
    | "notMember"
    /** Neither owns it nor is assigned to it. */
    | "notStaff"
    | "notOwner"
    /** Of a task: neither owns it, nor owns or is assigned to its project. */
    | "notTaskOwner"
    /** Of a job: has to do with neither it nor its task. */
    | "notJobStaff"
    /** Of a job: has nothing to do with its task, though perhaps with the job. */
    | "notTaskStaff"
    | "notGroundTruth"
    /** Only makes what others give: a worker's role in the organization. */
    | "worker"
    | "workerAccount"
    | "notMaintainer"
    /** A job has no name. */
    | "hasNoName"
    /** Only jobs have stage and state. */
    | "isNoJob";
  readonly orMaintainer: boolean;
}

/** Yes, no, or not known. */
type Fact = boolean | undefined;

interface Requirement {
  readonly holds: Fact;
  readonly otherwise: Denial["reason"];
}

/** Why the person may not do it; `undefined` if they may, or if what is known does not tell. */
export function whyNot(action: Action, subject: Subject, me: Me): Denial | undefined {
  const never = impossible(action, subject);
  if (never) return never;
  if (me.readOnlyToken) return { reason: "readOnlyToken", orMaintainer: false };
  if (me.isAdmin) return undefined;
  const organization = organizationOf(subject);
  const role = organization === null ? undefined : me.role(organization);
  if (organization !== null && atLeast(role, "maintainer") !== false) return undefined;
  const requirement = requirementOf(action, subject, me, role);
  if (organization !== null && role === null && !mayBeLent(action, subject, me)) {
    return { reason: "notMember", orMaintainer: false };
  }
  if (requirement.holds !== false) return undefined;
  return { reason: requirement.otherwise, orMaintainer: organization !== null };
}

/** Whether the person sees all that is in an organization, not only what they have to do with. */
export function seesAll(organization: number, me: Me): boolean | undefined {
  if (me.isAdmin) return true;
  return me.isWorkerAccount === true ? false : atLeast(me.role(organization), "maintainer");
}

/** Who may do it, for a refusal of the server that nothing here foresaw. */
export function whoMay(action: Action, subject: Subject): Denial {
  const never = impossible(action, subject);
  if (never) return never;
  const nobody: Me = { userId: 0, isAdmin: false, readOnlyToken: false, role: () => undefined };
  const { otherwise } = requirementOf(action, subject, nobody, undefined);
  return { reason: otherwise, orMaintainer: organizationOf(subject) !== null };
}

function impossible(action: Action, subject: Subject): Denial | undefined {
  const because = (reason: Denial["reason"]): Denial => ({ reason, orMaintainer: false });
  if ((action === "setState" || action === "setStage") && subject.kind !== "job") return because("isNoJob");
  if (subject.kind !== "job") return undefined;
  if (action === "rename") return because("hasNoName");
  if (action === "remove" && subject.entity.type !== "ground_truth") return because("notGroundTruth");
  return undefined;
}

function requirementOf(action: Action, subject: Subject, me: Me, role: Role | null | undefined): Requirement {
  switch (subject.kind) {
    case "project":
      return action === "assign" || action === "remove"
        ? { holds: is(subject.entity.owner, me), otherwise: "notOwner" }
        : { holds: isStaff(subject.entity, me), otherwise: "notStaff" };
    case "task":
      return taskRequirement(action, subject, me);
    case "job":
      return jobRequirement(action, subject, me, role);
    case "organization":
      return { holds: atLeast(role, "maintainer"), otherwise: "notMaintainer" };
    case "place":
      if (me.isWorkerAccount === true) return { holds: false, otherwise: "workerAccount" };
      return {
        holds: subject.organization === null ? true : atLeast(role, "supervisor"),
        otherwise: "worker",
      };
  }
}

type Of<K extends Subject["kind"]> = Extract<Subject, { kind: K }>;

function taskRequirement(action: Action, { entity, project }: Of<"task">, me: Me): Requirement {
  const above = isProjectStaff(entity.project_id, project, me);
  if (action === "assign" || action === "remove") {
    return { holds: either(is(entity.owner, me), above), otherwise: "notTaskOwner" };
  }
  return { holds: either(isStaff(entity, me), above), otherwise: "notStaff" };
}

function jobRequirement(
  action: Action,
  subject: Of<"job">,
  me: Me,
  role: Role | null | undefined,
): Requirement {
  const { entity, task, project } = subject;
  // Who may not see the task has nothing to do with it, nor with its project.
  const isHidden = entity.task_name === null;
  const above = isHidden
    ? false
    : either(task && isStaff(task, me), isProjectStaff(entity.project_id, project, me));
  if (action === "setState" || action === "edit") {
    return { holds: either(is(entity.assignee, me), above), otherwise: "notJobStaff" };
  }
  if (action === "remove") {
    if (me.isWorkerAccount === true) return { holds: false, otherwise: "workerAccount" };
    const isHigh = entity.organization === null ? true : atLeast(role, "supervisor");
    return { holds: both(above, isHigh), otherwise: isHigh === false ? "worker" : "notTaskStaff" };
  }
  return { holds: above, otherwise: "notTaskStaff" };
}

/** A job can be lent to a worker from outside, who then moves it on. */
function mayBeLent(action: Action, subject: Subject, me: Me): boolean {
  return (
    subject.kind === "job" &&
    (action === "setState" || action === "edit") &&
    me.isWorkerAccount !== false &&
    is(subject.entity.assignee, me)
  );
}

function organizationOf(subject: Subject): number | null {
  switch (subject.kind) {
    case "organization":
      return subject.entity.id;
    case "place":
      return subject.organization;
    case "project":
    case "task":
    case "job":
      return subject.entity.organization;
  }
}

function is(person: Person | null, me: Me): boolean {
  return person?.id === me.userId;
}

function isStaff({ owner, assignee }: Owned, me: Me): boolean {
  return is(owner, me) || is(assignee, me);
}

function isProjectStaff(projectId: number | null, project: Owned | undefined, me: Me): Fact {
  if (projectId === null) return false;
  return project && isStaff(project, me);
}

function atLeast(role: Role | null | undefined, wanted: Role): Fact {
  if (role === undefined) return undefined;
  return role !== null && ranks[role] >= ranks[wanted];
}

function either(one: Fact, other: Fact): Fact {
  if (one === true || other === true) return true;
  return one === false && other === false ? false : undefined;
}

function both(one: Fact, other: Fact): Fact {
  if (one === false || other === false) return false;
  return one === true && other === true ? true : undefined;
}
