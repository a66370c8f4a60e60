import * as fields from "../fields/fields.ts";
import type { Field } from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, forbidden, noReferred } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { filledList } from "../media/frame-selection.ts";
import type { Subject } from "../permissions/access.ts";
import { issueSubject, jobRelations } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import { visible } from "../permissions/visible.ts";
import { shownDate } from "../world/clock.ts";
import type { IssueRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { issueList } from "./list-specs.ts";
import { basicUser } from "./people.ts";
import { removeIssue } from "./removal.ts";

const can = permissions.issues;

const coordinate: Field<number> = (value) => {
  const given = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof given !== "number" || Number.isNaN(given)) {
    throw new fields.Invalid(["A valid number is required."]);
  }
  return given;
};

function userField(world: World): Field<number> {
  return (value) => {
    const id = fields.integer()(value);
    if (world.users.get(id)) return id;
    throw new fields.Invalid([`Invalid pk "${id}" - object does not exist.`]);
  };
}

function changeShape(world: World) {
  return {
    position: fields.required(filledList(coordinate)),
    assignee: fields.optional(fields.nullable(userField(world))),
    resolved: fields.optional(fields.boolean()),
  };
}

function show({ world, base }: Call, issue: IssueRow): object {
  return {
    id: issue.id,
    frame: issue.frame,
    position: issue.position,
    job: issue.job_id,
    owner: basicUser(world, issue.owner_id, base),
    assignee: basicUser(world, issue.assignee_id, base),
    created_date: shownDate(issue.created_date),
    updated_date: shownDate(issue.updated_date),
    resolved: issue.resolved,
    comments: {
      count: world.comments.where((comment) => comment.issue_id === issue.id).length,
      url: `${base}/api/comments?issue_id=${issue.id}`,
    },
  };
}

function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const rows = visible(world.issues, access, can.view, (issue) => issueSubject(world, issue, access.user));
  return answerList(call.incoming, rows, issueList(world), (issue) => show(call, issue));
}

/** Of what is to be made: the request's context decides, which must be the object's if there is one. */
export function subjectInContext({ access }: Call, subject: Subject): Subject {
  const { contextId } = access;
  if (contextId !== null && contextId !== subject.organizationId && !access.isAdmin) throw forbidden();
  return { organizationId: contextId, relations: subject.relations };
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  const job = world.jobs.get(referredId(body["job"]));
  if (!job) throw noReferred("Job");
  access.permit(can.create, subjectInContext(call, jobRelations(world, job, access.user)));
  permitAssignee(call, access.contextId);
  const shape = {
    ...changeShape(world),
    frame: fields.required(fields.integer({ min: 0 })),
    message: fields.required(fields.text()),
  };
  const read = fields.readBody(fields.object(shape), body);
  const created_date = world.clock.now();
  const issue = world.issues.insert((id) => ({
    id,
    job_id: job.id,
    frame: read.frame ?? 0,
    position: read.position ?? [],
    owner_id: access.user.id,
    assignee_id: read.assignee ?? null,
    created_date,
    updated_date: world.clock.now(),
    resolved: read.resolved ?? false,
  }));
  world.comments.insert((id) => ({
    id,
    issue_id: issue.id,
    owner_id: access.user.id,
    message: read.message ?? "",
    created_date,
    updated_date: world.clock.now(),
  }));
  return created(show(call, issue));
}

/** The id in a reference; what cannot be one crashes the server. */
export function referredId(value: unknown): number {
  if (value === undefined || value === null) return 0;
  const id = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
  if (!Number.isInteger(id)) throw crash();
  return id;
}

function permitAssignee({ access, body }: Call, organizationId: number | null): void {
  const assignee = referredId(body["assignee"]);
  if (assignee !== 0 && !access.maySee(assignee, permissions.users.view, organizationId)) throw forbidden();
}

function retrieve(call: Call): Reply {
  const issue = call.subject(call.world.issues, "Issue");
  call.access.permit(can.view, issueSubject(call.world, issue, call.access.user));
  return ok(show(call, issue));
}

/** Other keys are left alone. */
function update(call: Call): Reply {
  const { world, access, body } = call;
  const issue = call.subject(world.issues, "Issue");
  const subject = issueSubject(world, issue, access.user);
  access.permit(can.update, subject);
  permitAssignee(call, subject.organizationId);
  const read = fields.readBody(fields.object(changeShape(world)), body, true);
  const updated = world.issues.update(issue.id, {
    position: read.position ?? issue.position,
    assignee_id: read.assignee === undefined ? issue.assignee_id : read.assignee,
    resolved: read.resolved ?? issue.resolved,
    updated_date: world.clock.now(),
  });
  return ok(show(call, updated));
}

function remove(call: Call): Reply {
  const { world, access } = call;
  const issue = call.subject(world.issues, "Issue");
  access.permit(can.delete, issueSubject(world, issue, access.user));
  removeIssue(world, issue.id);
  return empty(204);
}

export function issueRoutes(): Route[] {
  return [
    route("/api/issues", { GET: list, POST: create }),
    route("/api/issues/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
