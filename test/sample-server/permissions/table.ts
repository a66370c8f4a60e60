import type { Action, Office, Relation, Rule } from "./rules.ts";

/** Who may do what. Reads like the policies: one line per action, sandbox first. */

const staff: readonly Relation[] = ["owner", "assignee"];
const projectStaff: readonly Relation[] = ["projectOwner", "projectAssignee"];
const taskStaff: readonly Relation[] = [...staff, ...projectStaff];
/** Of a task, seen from its job. */
const staffOfTask: readonly Relation[] = ["taskOwner", "taskAssignee", ...projectStaff];
const jobStaff: readonly Relation[] = ["assignee", ...staffOfTask];

const anybody: Rule = {};
const user: Rule = { group: "user" };
const maintainer: Rule = { group: "user", role: "maintainer" };
const office: readonly Office[] = ["head", "maintainer"];
const orgStaff: Rule = { group: "user", office };
const lentWorker: Rule = { is: ["assignee"], outsider: "worker" };

function is(...relations: readonly Relation[]): Rule {
  return { is: relations };
}

const projects = {
  create: { sandbox: [user], organization: [{ group: "user", role: "supervisor" }] },
  view: { sandbox: [is(...staff)], organization: [maintainer, is(...staff)] },
  updateDescription: { sandbox: [is(...staff)], organization: [orgStaff, is(...staff)] },
  updateAssignee: { sandbox: [is("owner")], organization: [orgStaff, is("owner")] },
  updateOwner: { sandbox: [], organization: [orgStaff, { office, is: ["owner"] }] },
  updateStorage: { sandbox: [is("owner")], organization: [orgStaff, is("owner")] },
  updateOrganization: { sandbox: [is("owner")], organization: [orgStaff, is("owner")] },
  delete: { sandbox: [is("owner")], organization: [orgStaff, is("owner")] },
  export: {
    sandbox: [is(...staff)],
    organization: [maintainer, { role: "supervisor", is: staff }, is("owner")],
  },
} satisfies Record<string, Action>;

const tasks = {
  create: { sandbox: [user], organization: [{ group: "user", role: "supervisor" }] },
  createInProject: {
    sandbox: [{ group: "user", is: projectStaff }],
    organization: [
      { group: "user", role: "supervisor" },
      { group: "user", is: projectStaff },
    ],
  },
  view: { sandbox: [is(...taskStaff)], organization: [maintainer, is(...taskStaff)] },
  updateDescription: { sandbox: [is(...taskStaff)], organization: [maintainer, is(...taskStaff)] },
  updateLayout: { sandbox: [is(...taskStaff)], organization: [maintainer, is(...taskStaff)] },
  uploadData: { sandbox: [is(...taskStaff)], organization: [maintainer, is(...taskStaff)] },
  updateAssignee: {
    sandbox: [is("owner", ...projectStaff)],
    organization: [maintainer, is("owner", ...projectStaff)],
  },
  updateOwner: {
    sandbox: [is("owner", ...projectStaff)],
    organization: [maintainer, is("owner", ...projectStaff)],
  },
  updateProject: {
    sandbox: [is("owner", ...projectStaff)],
    organization: [maintainer, is("owner", ...projectStaff)],
  },
  updateStorage: {
    sandbox: [is("owner", "projectOwner")],
    organization: [maintainer, is("owner", "projectOwner")],
  },
  updateOrganization: {
    sandbox: [is("owner", ...projectStaff)],
    organization: [maintainer, is("owner", ...projectStaff)],
  },
  delete: {
    sandbox: [is("owner", ...projectStaff)],
    organization: [maintainer, is("owner", ...projectStaff)],
  },
  export: {
    sandbox: [is(...taskStaff)],
    organization: [maintainer, { role: "supervisor", is: taskStaff }, is("owner", "projectOwner")],
  },
} satisfies Record<string, Action>;

const jobs = {
  view: { sandbox: [is(...jobStaff)], organization: [maintainer, is(...jobStaff), lentWorker] },
  updateState: { sandbox: [is(...jobStaff)], organization: [maintainer, is(...jobStaff), lentWorker] },
  updateMeta: { sandbox: [is(...jobStaff)], organization: [maintainer, is(...jobStaff), lentWorker] },
  viewLayout: { sandbox: [is(...staffOfTask)], organization: [maintainer, is(...staffOfTask)] },
  updateLayout: { sandbox: [is(...staffOfTask)], organization: [maintainer, is(...staffOfTask)] },
  updateStage: { sandbox: [is(...staffOfTask)], organization: [maintainer, is(...staffOfTask)] },
  updateAssignee: { sandbox: [is(...staffOfTask)], organization: [maintainer, is(...staffOfTask)] },
  create: {
    sandbox: [{ group: "user", is: staffOfTask }],
    organization: [maintainer, { group: "user", role: "supervisor", is: staffOfTask }],
  },
  delete: {
    sandbox: [{ group: "user", is: staffOfTask }],
    organization: [maintainer, { group: "user", role: "supervisor", is: staffOfTask }],
  },
} satisfies Record<string, Action>;

/** Of labels that are listed without a parent; those of a named parent go by the parent's rules. */
const labels = {
  list: { sandbox: [is(...staff)], organization: [maintainer, is(...staff)] },
} satisfies Record<string, Action>;

/** Whose issue it is, or who has to do with its job. */
const issueAdmins: readonly Relation[] = ["owner", ...staffOfTask];
const issueStaff: readonly Relation[] = ["assignee", "jobAssignee", ...issueAdmins];
const staffOfJob: readonly Relation[] = ["jobAssignee", ...staffOfTask];

const issues = {
  create: { sandbox: [is(...staffOfJob)], organization: [maintainer, is(...staffOfJob)] },
  view: { sandbox: [is(...issueStaff)], organization: [maintainer, is(...issueStaff)] },
  update: { sandbox: [is(...issueStaff)], organization: [maintainer, is(...issueStaff)] },
  delete: { sandbox: [is(...issueAdmins)], organization: [maintainer, is(...issueAdmins)] },
} satisfies Record<string, Action>;

const comments = {
  create: { sandbox: [is(...issueStaff)], organization: [maintainer, is(...issueStaff)] },
  /** To see, change and remove. */
  use: {
    sandbox: [is("author", ...issueStaff)],
    organization: [maintainer, is("author", ...issueStaff)],
  },
} satisfies Record<string, Action>;

const guides = {
  view: {
    sandbox: [is(...staff, "jobAssignee")],
    organization: [maintainer, is(...staff, "jobAssignee")],
  },
  write: {
    sandbox: [{ group: "user", is: staff }],
    organization: [maintainer, { group: "user", is: staff }],
  },
} satisfies Record<string, Action>;

const users = {
  view: { sandbox: [is("self")], organization: [anybody, is("self")] },
  update: { sandbox: [is("self")], organization: [is("self")] },
  administer: { sandbox: [], organization: [] },
  delete: { sandbox: [is("self")], organization: [is("self")] },
} satisfies Record<string, Action>;

/** Of organizations themselves; what somebody is in one is a relation to it, which begins with the invitation. */
const organizations = {
  create: { sandbox: [user], organization: [user] },
  view: { sandbox: [is("owner", "member")], organization: [] },
  update: { sandbox: [is("owner", "maintainer")], organization: [] },
  delete: { sandbox: [is("owner")], organization: [] },
} satisfies Record<string, Action>;

const memberships = {
  list: { sandbox: [anybody], organization: [anybody] },
  view: {
    sandbox: [],
    organization: [{ office }, { is: ["activeMembership"] }],
  },
  changeRole: {
    sandbox: [],
    organization: [
      { group: "user", office: ["head"], all: ["otherThanSelf", "noOwnerRole"] },
      { group: "user", office: ["maintainer"], all: ["otherThanSelf", "lowRole"] },
    ],
  },
  delete: {
    sandbox: [],
    organization: [
      { group: "user", office: ["head"], all: ["otherThanSelf", "noOwnerRole"] },
      { group: "user", office: ["maintainer"], all: ["otherThanSelf", "lowRole"] },
      { all: ["self", "activeMembership", "noOwnerRole"] },
    ],
  },
} satisfies Record<string, Action>;

/** Of an invitation the relation `lowRole` is about the role that it offers. */
const invitations = {
  list: { sandbox: [anybody], organization: [anybody] },
  create: {
    sandbox: [],
    organization: [
      { group: "user", office: ["head"], all: ["noOwnerRole"] },
      { group: "user", office: ["maintainer"], all: ["lowRole"] },
    ],
  },
  view: {
    sandbox: [is("inviter", "invitee")],
    organization: [orgStaff, is("inviter", "invitee")],
  },
  resend: { sandbox: [is("inviter")], organization: [orgStaff, is("inviter")] },
  delete: { sandbox: [is("inviter")], organization: [orgStaff, is("inviter")] },
  answer: { sandbox: [is("invitee")], organization: [is("invitee")] },
} satisfies Record<string, Action>;

const accessTokens = {
  use: { sandbox: [is("owner")], organization: [is("owner")] },
} satisfies Record<string, Action>;

const requests = {
  view: { sandbox: [is("owner")], organization: [is("owner")] },
  cancel: { sandbox: [is("owner")], organization: [is("owner")] },
} satisfies Record<string, Action>;

const server = {
  view: { sandbox: [anybody], organization: [anybody] },
  listShare: { sandbox: [user], organization: [user] },
} satisfies Record<string, Action>;

export const permissions = {
  projects,
  tasks,
  jobs,
  labels,
  issues,
  comments,
  guides,
  users,
  organizations,
  memberships,
  invitations,
  accessTokens,
  requests,
  server,
};
