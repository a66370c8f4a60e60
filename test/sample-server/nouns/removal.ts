import type { Pictures } from "../world/pictures.ts";
import type { World } from "../world/world.ts";

/** What goes along when an object is removed. */

export function removeProject(world: World, pictures: Pictures, id: number): void {
  for (const task of world.tasks.where((each) => each.project_id === id))
    removeTask(world, pictures, task.id);
  world.labels.removeWhere((label) => label.project_id === id);
  world.guides.removeWhere((guide) => guide.project_id === id);
  world.projects.remove(id);
}

export function removeTask(world: World, pictures: Pictures, id: number): void {
  const task = world.tasks.get(id);
  for (const job of world.jobs.where((each) => each.task_id === id)) removeJob(world, job.id);
  world.labels.removeWhere((label) => label.task_id === id);
  world.guides.removeWhere((guide) => guide.task_id === id);
  if (task?.data_id) {
    world.data.remove(task.data_id);
    world.tusUploads.removeWhere((upload) => upload.data_id === task.data_id);
    pictures.forget(task.data_id);
  }
  world.tasks.remove(id);
  const project = world.projects.get(task?.project_id ?? null);
  if (project) world.projects.update(project.id, { updated_date: world.clock.now() });
}

export function removeJob(world: World, id: number): void {
  for (const issue of world.issues.where((each) => each.job_id === id)) removeIssue(world, issue.id);
  world.jobs.remove(id);
}

export function removeIssue(world: World, id: number): void {
  world.comments.removeWhere((comment) => comment.issue_id === id);
  world.issues.remove(id);
}

/** The organization's objects survive in their owners' personal workspaces. */
export function removeOrganization(world: World, id: number): void {
  const members = new Set(
    world.memberships.where((each) => each.organization_id === id).map((each) => each.id),
  );
  world.invitations.removeWhere((invitation) => members.has(invitation.membership_id));
  world.memberships.removeWhere((membership) => membership.organization_id === id);
  for (const table of [world.projects, world.tasks]) {
    for (const row of table.where((each) => each.organization_id === id)) {
      table.update(row.id, { organization_id: null });
    }
  }
  world.organizations.remove(id);
}

export function removeMembership(world: World, id: number): void {
  world.invitations.removeWhere((invitation) => invitation.membership_id === id);
  world.memberships.remove(id);
}

/** The user's objects stay, without an owner or assignee. */
export function removeUser(world: World, id: number): void {
  for (const membership of world.memberships.where((each) => each.user_id === id)) {
    removeMembership(world, membership.id);
  }
  for (const table of [world.projects, world.tasks]) {
    for (const row of table.where((each) => each.owner_id === id || each.assignee_id === id)) {
      table.update(row.id, {
        owner_id: row.owner_id === id ? null : row.owner_id,
        assignee_id: row.assignee_id === id ? null : row.assignee_id,
      });
    }
  }
  for (const job of world.jobs.where((each) => each.assignee_id === id)) {
    world.jobs.update(job.id, { assignee_id: null });
  }
  for (const issue of world.issues) {
    world.issues.update(issue.id, {
      owner_id: issue.owner_id === id ? null : issue.owner_id,
      assignee_id: issue.assignee_id === id ? null : issue.assignee_id,
    });
  }
  for (const comment of world.comments.where((each) => each.owner_id === id)) {
    world.comments.update(comment.id, { owner_id: null });
  }
  for (const organization of world.organizations.where((each) => each.owner_id === id)) {
    world.organizations.update(organization.id, { owner_id: null });
  }
  for (const invitation of world.invitations.where((each) => each.owner_id === id)) {
    world.invitations.update(invitation.id, { owner_id: null });
  }
  world.accessTokens.removeWhere((token) => token.owner_id === id);
  world.sessions.removeWhere((session) => session.user_id === id);
  world.users.remove(id);
}
