import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { created, empty, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { projectSubject } from "../permissions/relations.ts";
import type { Action } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { visible } from "../permissions/visible.ts";
import type { ProjectRow } from "../world/model.ts";
import { applyAssignee, permitPeople } from "./assigning.ts";
import { changeLabels, newLabels } from "./label-changes.ts";
import { changedLabelsField, newLabelsField } from "./label-fields.ts";
import { projectList } from "./list-specs.ts";
import { answerPreview } from "./previews.ts";
import { removeProject } from "./removal.ts";
import { actionsOf } from "./patch.ts";
import { showProject } from "./show.ts";
import { permitStorages, storageField, takeStorage } from "./storages.ts";
import { transferProject } from "./transfer.ts";

const can = permissions.projects;

const shape = {
  name: fields.required(fields.text({ max: 256 })),
  labels: fields.optional(newLabelsField),
  owner_id: fields.optional(fields.nullable(fields.integer())),
  assignee_id: fields.optional(fields.nullable(fields.integer())),
  bug_tracker: fields.optional(fields.text({ max: 2000, blank: true })),
  target_storage: fields.optional(storageField),
  source_storage: fields.optional(storageField),
} as const;

const bodyField = fields.object(shape);
const patchField = fields.object({ ...shape, labels: fields.optional(changedLabelsField) });

const patchActions: Readonly<Record<string, Action>> = {
  name: can.updateDescription,
  labels: can.updateDescription,
  bug_tracker: can.updateDescription,
  owner_id: can.updateOwner,
  assignee_id: can.updateAssignee,
  target_storage: can.updateStorage,
  source_storage: can.updateStorage,
  organization_id: can.updateOrganization,
};

function show(call: Call, project: ProjectRow): object {
  const mayAssign = call.access.may(can.updateAssignee, projectSubject(project, call.access.user));
  return showProject(call.world, project, call.base, mayAssign);
}

function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const rows = visible(world.projects, access, can.view, (project) => projectSubject(project, access.user));
  return answerList(call.incoming, rows, projectList(world), (project) => show(call, project));
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  access.permitInContext(can.create);
  permitPeople(call, body, ["owner_id", "assignee_id"], access.contextId);
  permitStorages(body);
  const read = fields.readBody(bodyField, body);
  const project = world.atomically(() => insertProject(call, read));
  return created(show(call, project), `${call.base}/api/projects/${project.id}`);
}

function insertProject({ world, access }: Call, read: ReturnType<typeof bodyField>): ProjectRow {
  const created_date = world.clock.now();
  const project = world.projects.insert((id) => ({
    id,
    name: read.name ?? "",
    owner_id: read.owner_id === undefined ? access.user.id : read.owner_id,
    assignee_id: read.assignee_id ?? null,
    assignee_updated_date: read.assignee_id ? created_date : null,
    bug_tracker: read.bug_tracker ?? "",
    created_date,
    updated_date: world.clock.now(),
    status: "annotation",
    guide_id: null,
    organization_id: access.contextId,
    target_storage: takeStorage(world, read.target_storage),
    source_storage: takeStorage(world, read.source_storage),
  }));
  newLabels(world, { project_id: project.id, task_id: null }, read.labels ?? []);
  return project;
}

function retrieve(call: Call): Reply {
  const project = call.subject(call.world.projects, "Project");
  call.access.permit(can.view, projectSubject(project, call.access.user));
  return ok(show(call, project));
}

function update(call: Call): Reply {
  const { world, access } = call;
  const project = call.subject(world.projects, "Project");
  const { body } = call;
  access.permit(actionsOf(body, patchActions, can.view), projectSubject(project, access.user));
  permitPeople(call, body, ["owner_id", "assignee_id"], project.organization_id);
  permitStorages(body);
  if ("organization_id" in body) return ok(show(call, transferProject(call, project)));
  const read = fields.readBody(patchField, body, true);
  return ok(
    show(
      call,
      world.atomically(() => changeProject(call, project, read)),
    ),
  );
}

/** What a project's answer shows after the change, which is more than what is kept of it. */
function changeProject(
  { world }: Call,
  project: ProjectRow,
  read: ReturnType<typeof patchField>,
): ProjectRow {
  const storages = {
    target_storage: read.target_storage ? takeStorage(world, read.target_storage) : project.target_storage,
    source_storage: read.source_storage ? takeStorage(world, read.source_storage) : project.source_storage,
  };
  const change = {
    name: read.name ?? project.name,
    bug_tracker: read.bug_tracker ?? project.bug_tracker,
    owner_id: read.owner_id === undefined ? project.owner_id : read.owner_id,
    ...applyAssignee(world, project, read.assignee_id),
    // A storage that was missing at the creation is echoed, but not kept.
    target_storage: project.target_storage && storages.target_storage,
    source_storage: project.source_storage && storages.source_storage,
  };
  const changed = Object.entries(change).some(([key, value]) => project[key as keyof ProjectRow] !== value);
  if (changed) world.projects.update(project.id, { ...change, updated_date: world.clock.now() });
  if (read.labels) changeLabels(world, { project_id: project.id, task_id: null }, read.labels);
  return { ...(world.projects.get(project.id) ?? project), ...storages };
}

function remove(call: Call): Reply {
  const { world, access } = call;
  const project = call.subject(world.projects, "Project");
  access.permit(can.delete, projectSubject(project, access.user));
  removeProject(world, call.pictures, project.id);
  return empty(204);
}

async function preview(call: Call): Promise<Reply> {
  const project = call.subject(call.world.projects, "Project");
  call.access.permit(can.view, projectSubject(project, call.access.user));
  const tasks = call.world.tasks.where((each) => each.project_id === project.id);
  const task = tasks.find((each) => call.world.data.get(each.data_id)?.media) ?? tasks[0];
  return answerPreview(call, "Project", task, 0);
}

export function projectRoutes(): Route[] {
  return [
    route("/api/projects", { GET: list, POST: create }, { headCrashes: true, name: "Project List" }),
    route("/api/projects/{id}", { GET: retrieve, PATCH: update, DELETE: remove }, { headCrashes: true }),
    route("/api/projects/{id}/preview", { GET: preview }, { headCrashes: true }),
  ];
}
