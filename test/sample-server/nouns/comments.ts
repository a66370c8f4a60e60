import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { noReferred } from "../http/errors.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { commentSubject, issueSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import { visible } from "../permissions/visible.ts";
import { shownDate } from "../world/clock.ts";
import type { CommentRow } from "../world/model.ts";
import { referredId, subjectInContext } from "./issues.ts";
import { commentList } from "./list-specs.ts";
import { basicUser } from "./people.ts";

const can = permissions.comments;

const bodyField = fields.object({ message: fields.optional(fields.text()) });

function show({ world, base }: Call, comment: CommentRow): object {
  return {
    id: comment.id,
    issue: comment.issue_id,
    owner: basicUser(world, comment.owner_id, base),
    message: comment.message,
    created_date: shownDate(comment.created_date),
    updated_date: shownDate(comment.updated_date),
  };
}

function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const rows = visible(world.comments, access, can.use, (comment) =>
    commentSubject(world, comment, access.user),
  );
  return answerList(call.incoming, rows, commentList(world), (comment) => show(call, comment));
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  const issue = world.issues.get(referredId(body["issue"]));
  if (!issue) throw noReferred("Issue");
  access.permit(can.create, subjectInContext(call, issueSubject(world, issue, access.user)));
  const read = fields.readBody(bodyField, body);
  const created_date = world.clock.now();
  const comment = world.comments.insert((id) => ({
    id,
    issue_id: issue.id,
    owner_id: access.user.id,
    message: read.message ?? "",
    created_date,
    updated_date: world.clock.now(),
  }));
  return created(show(call, comment));
}

function find(call: Call): CommentRow {
  const comment = call.subject(call.world.comments, "Comment");
  call.access.permit(can.use, commentSubject(call.world, comment, call.access.user));
  return comment;
}

function retrieve(call: Call): Reply {
  return ok(show(call, find(call)));
}

function update(call: Call): Reply {
  const { world, body } = call;
  const comment = find(call);
  const { message = comment.message } = fields.readBody(bodyField, body, true);
  return ok(show(call, world.comments.update(comment.id, { message, updated_date: world.clock.now() })));
}

function remove(call: Call): Reply {
  call.world.comments.remove(find(call).id);
  return empty(204);
}

export function commentRoutes(): Route[] {
  return [
    route("/api/comments", { GET: list, POST: create }),
    route("/api/comments/{id}", { GET: retrieve, PATCH: update, DELETE: remove }),
  ];
}
