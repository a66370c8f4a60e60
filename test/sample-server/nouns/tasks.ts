import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { crash, forbidden, noReferred, refused } from "../http/errors.ts";
import { created, empty, json, ok } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Route } from "../http/router.ts";
import { answerList } from "../lists/list.ts";
import { newTaskRelations, projectSubject, taskSubject } from "../permissions/relations.ts";
import type { Action } from "../permissions/rules.ts";
import { permissions } from "../permissions/table.ts";
import { visible } from "../permissions/visible.ts";
import type { ProjectRow, TaskRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { applyAssignee, permitPeople } from "./assigning.ts";
import { changeLabels, newLabels } from "./label-changes.ts";
import { changedLabelsField, newLabelsField } from "./label-fields.ts";
import { taskList } from "./list-specs.ts";
import { moveToProject, refuseUnmapped } from "./move-to-project.ts";
import { actionsOf } from "./patch.ts";
import { answerPreview } from "./previews.ts";
import { removeTask } from "./removal.ts";
import { creationOf } from "./creation-requests.ts";
import { showTask } from "./show.ts";
import { permitStorages, storageField, takeStorage } from "./storages.ts";
import { transferTask } from "./transfer.ts";

const can = permissions.tasks;

const consensusReplicas: fields.Field<number> = (value) => {
  const read = fields.integer({ min: 0 })(value);
  if (read === 1 || read > 11) {
    throw new fields.Invalid([
      `Consensus replicas must be 0 or a positive number more than 1 and less than 12, got ${read}`,
    ]);
  }
  return read;
};

/** What a column for whole numbers holds. */
const largest = 2_147_483_647;

const shape = {
  name: fields.required(fields.text({ max: 256 })),
  project_id: fields.optional(fields.nullable(fields.integer())),
  labels: fields.optional(newLabelsField),
  owner_id: fields.optional(fields.nullable(fields.integer())),
  assignee_id: fields.optional(fields.nullable(fields.integer())),
  bug_tracker: fields.optional(fields.text({ max: 2000, blank: true })),
  subset: fields.optional(fields.text({ max: 64, blank: true })),
  overlap: fields.optional(fields.nullable(fields.integer({ min: 0, max: largest }))),
  segment_size: fields.optional(fields.integer({ min: 0, max: largest })),
  consensus_replicas: fields.optional(consensusReplicas),
  target_storage: fields.optional(storageField),
  source_storage: fields.optional(storageField),
} as const;

const bodyField = fields.object(shape);
const patchField = fields.object({ ...shape, labels: fields.optional(changedLabelsField) });

const patchActions: Readonly<Record<string, Action>> = {
  name: can.updateDescription,
  labels: can.updateDescription,
  bug_tracker: can.updateDescription,
  subset: can.updateDescription,
  owner_id: can.updateOwner,
  assignee_id: can.updateAssignee,
  project_id: can.updateProject,
  target_storage: can.updateStorage,
  source_storage: can.updateStorage,
  organization_id: can.updateOrganization,
};

function show(call: Call, task: TaskRow): object {
  const { world, access, base } = call;
  return showTask(world, task, base, access.may(can.updateAssignee, taskSubject(world, task, access.user)));
}

function list(call: Call): Reply {
  const { world, access } = call;
  access.permitInContext([]);
  const rows = visible(world.tasks, access, can.view, (task) => taskSubject(world, task, access.user));
  return answerList(call.incoming, rows, taskList(world), (task) => show(call, task));
}

/** The project that a task is made in or moved to. */
function referredProject(world: World, value: unknown): ProjectRow | undefined {
  if (value === undefined || value === null || value === 0 || value === "") return undefined;
  const id = Number(value);
  if (!Number.isInteger(id)) throw crash();
  const project = world.projects.get(id);
  if (!project) throw noReferred("Project");
  return project;
}

function permitCreation(call: Call, project: ProjectRow | undefined): void {
  const { access, body } = call;
  if (project) {
    const elsewhere = access.contextId !== null && project.organization_id !== access.contextId;
    if (elsewhere && !access.isAdmin) throw forbidden();
    const { relations } = projectSubject(project, access.user);
    access.permitInContext(permissions.projects.view, relations);
    access.permitInContext(can.createInProject, newTaskRelations(project, access.user));
  } else access.permitInContext(can.create);
  permitPeople(call, body, ["owner_id", "assignee_id"], access.contextId);
  permitStorages(body);
}

function create(call: Call): Reply {
  const { world, access, body } = call;
  const project = referredProject(world, body["project_id"]);
  permitCreation(call, project);
  const read = fields.readBody(bodyField, body);
  if (project && read.labels?.length) throw refused("Task must have only one of Label set or project_id");
  if (project && project.organization_id !== access.contextId) {
    throw refused("The task and its project should be in the same organization.");
  }
  const task = world.atomically(() => insertTask(call, read, project));
  return created(show(call, task), `${call.base}/api/tasks/${task.id}`);
}

function insertTask(
  { world, access }: Call,
  read: ReturnType<typeof bodyField>,
  project: ProjectRow | undefined,
): TaskRow {
  const created_date = world.clock.now();
  const task = world.tasks.insert((id) => ({
    id,
    name: read.name ?? "",
    project_id: project?.id ?? null,
    data_id: null,
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
    overlap: read.overlap ?? null,
    segment_size: read.segment_size ?? 0,
    subset: read.subset ?? "",
    validation_mode: null,
    consensus_replicas: read.consensus_replicas ?? 0,
  }));
  newLabels(world, { project_id: null, task_id: task.id }, read.labels ?? []);
  if (project) world.projects.update(project.id, { updated_date: world.clock.now() });
  return task;
}

function retrieve(call: Call): Reply {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(can.view, taskSubject(call.world, task, call.access.user));
  return ok(show(call, task));
}

function update(call: Call): Reply {
  const { world, access } = call;
  const task = call.subject(world.tasks, "Task");
  const { body } = call;
  access.permit(actionsOf(body, patchActions, can.view), taskSubject(world, task, access.user));
  permitPeople(call, body, ["owner_id", "assignee_id"], task.organization_id);
  permitStorages(body);
  const project = referredProject(world, body["project_id"]);
  if (project) permitMove(call, task, project);
  if ("organization_id" in body) return ok(show(call, transferTask(call, task)));
  if (body["project_id"] === null) throw crash();
  const read = fields.readBody(patchField, body, true);
  if (project) refuseUnmapped(world, task, project, read.labels ?? []);
  // Who moves a task changes nothing else with the same request.
  if (project && project.id !== task.project_id) {
    return ok(show(call, moveToProject(world, task, project, read.labels ?? [])));
  }
  return ok(
    show(
      call,
      world.atomically(() => changeTask(call, task, read)),
    ),
  );
}

/** The project must be seen from where the task is. */
function permitMove({ access }: Call, task: TaskRow, project: ProjectRow): void {
  const { organization_id: organizationId } = task;
  const isElsewhere = project.organization_id !== organizationId;
  if (isElsewhere && organizationId !== null && !access.isAdmin) throw forbidden();
  const { relations } = projectSubject(project, access.user);
  access.permit(permissions.projects.view, { organizationId, relations });
  if (isElsewhere) throw refused("The task and its project should be in the same organization.");
}

/** What a task's answer shows after the change, which is more than what is kept of it. */
function changeTask({ world }: Call, task: TaskRow, read: ReturnType<typeof patchField>): TaskRow {
  const storages = {
    target_storage: read.target_storage ? takeStorage(world, read.target_storage) : task.target_storage,
    source_storage: read.source_storage ? takeStorage(world, read.source_storage) : task.source_storage,
  };
  const updated = applyChange(world, task, {
    name: read.name ?? task.name,
    bug_tracker: read.bug_tracker ?? task.bug_tracker,
    subset: read.subset ?? task.subset,
    owner_id: read.owner_id === undefined ? task.owner_id : read.owner_id,
    ...applyAssignee(world, task, read.assignee_id),
    target_storage: task.target_storage && storages.target_storage,
    source_storage: task.source_storage && storages.source_storage,
  });
  if (!read.labels || task.project_id !== null) return { ...updated, ...storages };
  changeLabels(world, { project_id: null, task_id: task.id }, read.labels);
  return { ...(world.tasks.get(task.id) ?? updated), ...storages };
}

/** Any PATCH moves the project's date, but only a new value the task's. */
function applyChange(world: World, task: TaskRow, change: Partial<Omit<TaskRow, "id">>): TaskRow {
  const updated_date = world.clock.now();
  const changed = Object.entries(change).some(([key, value]) => task[key as keyof TaskRow] !== value);
  if (changed) world.tasks.update(task.id, { ...change, updated_date });
  const now = world.tasks.get(task.id) ?? task;
  if (now.project_id !== null) world.projects.update(now.project_id, { updated_date });
  return now;
}

function remove(call: Call): Reply {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(can.delete, taskSubject(call.world, task, call.access.user));
  removeTask(call.world, call.pictures, task.id);
  return empty(204);
}

async function preview(call: Call): Promise<Reply> {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(can.view, taskSubject(call.world, task, call.access.user));
  return answerPreview(call, "Task", task, 0);
}

/** Deprecated; says that all is well also when nothing was ever sent. */
function status(call: Call): Reply {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(can.view, taskSubject(call.world, task, call.access.user));
  const request = creationOf(call.world, task.id);
  const state = request ? request.status.charAt(0).toUpperCase() + request.status.slice(1) : "Finished";
  const answer = { state, message: request?.message ?? "", progress: request?.progress ?? 0 };
  return json(200, answer, { Deprecation: "true" });
}

export function taskRoutes(): Route[] {
  return [
    route("/api/tasks", { GET: list, POST: create }, { headCrashes: true }),
    route("/api/tasks/{id}", { GET: retrieve, PATCH: update, DELETE: remove }, { headCrashes: true }),
    route("/api/tasks/{id}/preview", { GET: preview }, { headCrashes: true }),
    route("/api/tasks/{id}/status", { GET: status }, { headCrashes: true }),
  ];
}
