import type {
  CommentRow,
  IssueRow,
  JobRow,
  LabelRow,
  OwnedRow,
  ProjectRow,
  TaskRow,
  UserRow,
} from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { Subject } from "./access.ts";
import type { Relation } from "./rules.ts";

/** What a person is to objects, worked out from the rows. */

export function projectSubject(project: ProjectRow, user: UserRow): Subject {
  return {
    organizationId: project.organization_id,
    relations: collect(user, [["owner", "assignee", project]]),
  };
}

export function taskSubject(world: World, task: TaskRow, user: UserRow): Subject {
  const project = world.projects.get(task.project_id);
  const relations = collect(user, [
    ["owner", "assignee", task],
    ["projectOwner", "projectAssignee", project],
  ]);
  return { organizationId: task.organization_id, relations };
}

/** Of a task that is to be made in a project. */
export function newTaskRelations(project: ProjectRow, user: UserRow): ReadonlySet<Relation> {
  return collect(user, [["projectOwner", "projectAssignee", project]]);
}

export function jobSubject(
  world: World,
  job: Pick<JobRow, "task_id" | "assignee_id">,
  user: UserRow,
): Subject {
  const task = world.tasks.get(job.task_id);
  const relations = new Set(
    collect(user, [
      ["taskOwner", "taskAssignee", task],
      ["projectOwner", "projectAssignee", world.projects.get(task?.project_id ?? null)],
    ]),
  );
  if (job.assignee_id === user.id) relations.add("assignee");
  return { organizationId: task?.organization_id ?? null, relations };
}

/** Of a job as its issues see it, which have assignees of their own. */
export function jobRelations(
  world: World,
  job: Pick<JobRow, "task_id" | "assignee_id">,
  user: UserRow,
): Subject {
  const { organizationId, relations } = jobSubject(world, job, user);
  const renamed = [...relations].map((each): Relation => (each === "assignee" ? "jobAssignee" : each));
  return { organizationId, relations: new Set(renamed) };
}

export function issueSubject(world: World, issue: IssueRow | undefined, user: UserRow): Subject {
  const job = world.jobs.get(issue?.job_id ?? null);
  const ofJob = job && jobRelations(world, job, user);
  const own = collect(user, [["owner", "assignee", issue]]);
  return {
    organizationId: ofJob?.organizationId ?? null,
    relations: new Set([...(ofJob?.relations ?? []), ...own]),
  };
}

export function commentSubject(world: World, comment: CommentRow, user: UserRow): Subject {
  const { organizationId, relations } = issueSubject(world, world.issues.get(comment.issue_id), user);
  const author: Relation[] = comment.owner_id === user.id ? ["author"] : [];
  return { organizationId, relations: new Set([...relations, ...author]) };
}

/** Of a label in a list without a parent: as its task or project is. */
export function labelSubject(world: World, label: LabelRow, user: UserRow): Subject {
  const parent = world.projects.get(label.project_id) ?? world.tasks.get(label.task_id);
  return {
    organizationId: parent?.organization_id ?? null,
    relations: collect(user, [["owner", "assignee", parent]]),
  };
}

type Source = readonly [
  owner: Relation,
  assignee: Relation,
  row: Pick<OwnedRow, "owner_id" | "assignee_id"> | undefined,
];

function collect(user: UserRow, sources: readonly Source[]): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  for (const [owner, assignee, row] of sources) {
    if (row?.owner_id === user.id) relations.add(owner);
    if (row?.assignee_id === user.id) relations.add(assignee);
  }
  return relations;
}
