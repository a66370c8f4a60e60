import { boolean, choice, date, number, text } from "../lists/spec.ts";
import type { ListSpec } from "../lists/spec.ts";
import {
  dimensions,
  jobTypes,
  labelTypes,
  mediaTypes,
  modes,
  roles,
  stages,
  states,
  statuses,
  validationModes,
} from "../world/model.ts";
import type {
  AccessTokenRow,
  CommentRow,
  InvitationRow,
  IssueRow,
  JobRow,
  LabelRow,
  MembershipRow,
  OrganizationRow,
  ProjectRow,
  TaskRow,
  UserRow,
} from "../world/model.ts";
import type { World } from "../world/world.ts";
import { usernameOf } from "./people.ts";

/** What each list can be asked: by which fields it is searched, filtered and sorted. */

export function projectList(world: World): ListSpec<ProjectRow> {
  return {
    fields: {
      name: text((row) => row.name),
      owner: text((row) => usernameOf(world, row.owner_id)),
      assignee: text((row) => usernameOf(world, row.assignee_id)),
      status: choice(statuses, (row) => row.status),
      id: number((row) => row.id),
      updated_date: date((row) => row.updated_date),
    },
    search: ["name", "owner", "assignee"],
    simple: ["name", "owner", "assignee", "status"],
    order: "-id",
  };
}

export function taskList(world: World): ListSpec<TaskRow> {
  const media = (row: TaskRow) => world.data.get(row.data_id)?.media;
  return {
    fields: {
      project_name: text((row) => world.projects.get(row.project_id)?.name),
      name: text((row) => row.name),
      owner: text((row) => usernameOf(world, row.owner_id)),
      assignee: text((row) => usernameOf(world, row.assignee_id)),
      subset: text((row) => row.subset),
      tracker_link: text((row) => row.bug_tracker),
      project_id: number((row) => row.project_id),
      status: choice(statuses, (row) => row.status),
      media_type: choice(mediaTypes, (row) => media(row)?.media_type),
      mode: choice(modes, (row) => media(row)?.mode ?? ""),
      dimension: choice(dimensions, (row) => media(row)?.dimension ?? ""),
      validation_mode: choice(validationModes, (row) => row.validation_mode),
      id: number((row) => row.id),
      updated_date: date((row) => row.updated_date),
    },
    aliases: ["project_name", "tracker_link"],
    search: ["project_name", "name", "owner", "assignee", "subset", "tracker_link"],
    simple: [
      "project_name",
      "name",
      "owner",
      "assignee",
      "subset",
      "tracker_link",
      "project_id",
      "status",
      "media_type",
      "mode",
      "dimension",
      "validation_mode",
    ],
    order: "-id",
  };
}

export function jobList(world: World): ListSpec<JobRow> {
  const task = (row: JobRow) => world.tasks.get(row.task_id);
  const project = (row: JobRow) => world.projects.get(task(row)?.project_id ?? null);
  const media = (row: JobRow) => world.data.get(task(row)?.data_id ?? null)?.media;
  return {
    fields: {
      task_name: text((row) => task(row)?.name),
      project_name: text((row) => project(row)?.name),
      assignee: text((row) => usernameOf(world, row.assignee_id)),
      task_id: number((row) => row.task_id),
      project_id: number((row) => project(row)?.id),
      type: choice(jobTypes, (row) => row.type),
      parent_job_id: number((row) => row.parent_job_id),
      dimension: choice(dimensions, (row) => media(row)?.dimension),
      media_type: choice(mediaTypes, (row) => media(row)?.media_type),
      mode: choice(modes, (row) => media(row)?.mode),
      state: choice(states, (row) => row.state),
      stage: choice(stages, (row) => row.stage),
      id: number((row) => row.id),
      updated_date: date((row) => row.updated_date),
    },
    aliases: ["task_name", "project_name", "task_id", "project_id"],
    search: ["task_name", "project_name", "assignee"],
    simple: [
      "task_name",
      "project_name",
      "assignee",
      "task_id",
      "project_id",
      "type",
      "parent_job_id",
      "dimension",
      "media_type",
      "mode",
      "state",
      "stage",
    ],
    order: "-id",
  };
}

export function labelList(world: World): ListSpec<LabelRow> {
  return {
    fields: {
      name: text((row) => row.name),
      parent: text((row) => world.labels.get(row.parent_id)?.name),
      type: choice(labelTypes, (row) => row.type),
      color: text((row) => row.color),
      parent_id: number((row) => row.parent_id),
      id: number((row) => row.id),
    },
    search: ["name", "parent"],
    simple: ["name", "parent", "type", "color", "parent_id"],
    order: "id",
  };
}

export function issueList(world: World): ListSpec<IssueRow> {
  return {
    fields: {
      owner: text((row) => usernameOf(world, row.owner_id)),
      assignee: text((row) => usernameOf(world, row.assignee_id)),
      job_id: number((row) => row.job_id),
      task_id: number((row) => world.jobs.get(row.job_id)?.task_id),
      resolved: boolean((row) => row.resolved),
      frame_id: number((row) => row.frame),
      id: number((row) => row.id),
    },
    aliases: ["task_id", "frame_id"],
    search: ["owner", "assignee"],
    simple: ["owner", "assignee", "job_id", "task_id", "resolved", "frame_id"],
    order: "-id",
  };
}

export function commentList(world: World): ListSpec<CommentRow> {
  const issue = (row: CommentRow) => world.issues.get(row.issue_id);
  return {
    fields: {
      owner: text((row) => usernameOf(world, row.owner_id)),
      issue_id: number((row) => row.issue_id),
      frame_id: number((row) => issue(row)?.frame),
      job_id: number((row) => issue(row)?.job_id),
      id: number((row) => row.id),
    },
    aliases: ["frame_id", "job_id"],
    search: ["owner"],
    simple: ["owner", "issue_id", "frame_id", "job_id"],
    order: "-id",
  };
}

export function userList(): ListSpec<UserRow> {
  return {
    fields: {
      username: text((row) => row.username),
      first_name: text((row) => row.first_name),
      last_name: text((row) => row.last_name),
      is_active: boolean((row) => row.is_active),
      id: number((row) => row.id),
    },
    search: ["username", "first_name", "last_name"],
    simple: ["username", "first_name", "last_name", "is_active"],
    order: "-id",
  };
}

export function organizationList(world: World): ListSpec<OrganizationRow> {
  return {
    fields: {
      name: text((row) => row.name),
      owner: text((row) => usernameOf(world, row.owner_id)),
      slug: text((row) => row.slug),
      id: number((row) => row.id),
    },
    search: ["name", "owner", "slug"],
    simple: ["name", "owner", "slug"],
    order: "-id",
  };
}

export function membershipList(world: World): ListSpec<MembershipRow> {
  return {
    fields: {
      user: text((row) => usernameOf(world, row.user_id)),
      role: choice(roles, (row) => row.role),
      id: number((row) => row.id),
    },
    search: ["user"],
    simple: ["user", "role"],
    order: "-id",
  };
}

export function invitationList(world: World): ListSpec<InvitationRow> {
  const membership = (row: InvitationRow) => world.memberships.get(row.membership_id);
  return {
    fields: {
      owner: text((row) => usernameOf(world, row.owner_id)),
      user_id: number((row) => membership(row)?.user_id),
      accepted: boolean((row) => membership(row)?.is_active ?? false),
      created_date: date((row) => row.created_date),
    },
    search: ["owner"],
    simple: ["owner", "user_id", "accepted"],
    order: "-created_date",
  };
}

export function accessTokenList(): ListSpec<AccessTokenRow> {
  return {
    fields: {
      name: text((row) => row.name),
      read_only: boolean((row) => row.read_only),
      id: number((row) => row.id),
      created_date: date((row) => row.created_date),
      updated_date: date((row) => row.updated_date),
      expiry_date: date((row) => row.expiry_date),
      last_used_date: date((row) => row.last_used_date),
    },
    search: ["name"],
    simple: ["name", "read_only"],
    order: "-id",
  };
}
