import * as fields from "../fields/fields.ts";
import type { Call } from "../http/call.ts";
import { detail, noReferred, refused } from "../http/errors.ts";
import { header } from "../http/incoming.ts";
import { multipartForm } from "../http/multipart.ts";
import type { UploadedFile } from "../http/multipart.ts";
import { empty, json } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import { route } from "../http/router.ts";
import type { Handler, Route } from "../http/router.ts";
import { CreationFailure } from "../media/creation-failure.ts";
import { takeImages } from "../media/take-images.ts";
import { ofForm, uploadField } from "../media/upload-parameters.ts";
import type { UploadParameters } from "../media/upload-parameters.ts";
import { taskSubject } from "../permissions/relations.ts";
import { permissions } from "../permissions/table.ts";
import type { DataRow, TaskRow } from "../world/model.ts";
import { addFiles, dataOf } from "./client-files.ts";
import { creationOf, setCreation } from "./creation-requests.ts";
import { appendTusChunk, createTusUpload, describeTus, probeTusUpload } from "./tus.ts";

function taskOf(call: Call): TaskRow {
  const task = call.subject(call.world.tasks, "Task");
  call.access.permit(permissions.tasks.uploadData, taskSubject(call.world, task, call.access.user));
  return task;
}

/** The task whose data may still be sent, with the record of them. */
function open(call: Call): { task: TaskRow; data: DataRow } {
  const task = taskOf(call);
  const data = dataOf(call.world, task);
  if (data.media) throw refused("Adding more data is not supported");
  return { task, data };
}

/** Headers tell the kinds of requests apart; only that they are there counts. */
export function upload(call: Call): Reply {
  const { task, data } = open(call);
  const has = (name: string): boolean => header(call.incoming, name) !== undefined;
  if (has("upload-finish")) return finish(call, task, data);
  if (has("upload-start")) return empty(202);
  if (has("upload-length")) return createTusUpload(call, data);
  if (!has("upload-multiple")) return finish(call, task, data);
  addFiles(call, data, read(call).files);
  return empty(200);
}

/** Says what TUS clients ask for. */
export function discover(call: Call): Reply {
  open(call);
  return describeTus();
}

interface Sent {
  readonly parameters: UploadParameters;
  readonly files: readonly UploadedFile[];
}

function read(call: Call): Sent {
  const form = multipartForm(call.incoming);
  const body = form ? ofForm(form.values) : call.body;
  const parameters = fields.readBody(uploadField, body);
  if (parameters.cloud_storage_id) throw noReferred("CloudStorage");
  if (parameters.validation_params?.mode === "gt_pool") {
    throw detail(501, "This server cannot make honeypots.");
  }
  return { parameters, files: form ? clientFiles(form.files) : [] };
}

/** Only numbered fields are the list's items. */
function clientFiles(files: readonly UploadedFile[]): UploadedFile[] {
  const index = ({ field }: UploadedFile) => Number(/^client_files\[(\d+)\]$/.exec(field)?.[1]);
  return files.filter((file) => !Number.isNaN(index(file))).toSorted((a, b) => index(a) - index(b));
}

function finish(call: Call, task: TaskRow, data: DataRow): Reply {
  const { world } = call;
  const { parameters, files } = read(call);
  addFiles(call, data, files);
  const names = (world.data.get(data.id)?.client_files ?? []).map((file) => file.name);
  if (parameters.sorting_method === "predefined" && parameters.upload_file_order && names.length > 0) {
    refuseOtherFiles(names, parameters.upload_file_order);
  }
  const running = creationOf(world, task.id);
  if (running?.finished_date === null) return json(409, { rq_id: running.rq_id });
  return json(202, { rq_id: make(call, task, parameters) });
}

const mostShown = 5;

function refuseOtherFiles(uploaded: readonly string[], wanted: readonly string[]): void {
  const extra = uploaded.filter((name) => !wanted.includes(name)).map((name) => `${name} (extra)`);
  const missing = wanted.filter((name) => !uploaded.includes(name)).map((name) => `${name} (missing)`);
  const all = [...extra, ...missing];
  if (all.length === 0) return;
  const rest = all.length > mostShown ? ` (and ${all.length - mostShown} more). ` : "";
  throw refused(
    `Uploaded files do not match the 'upload_file_order' field contents. Please check the uploaded data and the list of uploaded files. Mismatching files: ${all.slice(0, mostShown).join(", ")}${rest}`,
  );
}

/** Done at once; who asks for the request finds it at its end. */
function make(call: Call, task: TaskRow, parameters: UploadParameters): string {
  const { world } = call;
  const { rq_id } = setCreation(world, task.id, { status: "finished" }, call.access.user.id);
  try {
    refuseFarFiles(parameters);
    world.atomically(() => {
      takeImages(world, world.tasks.get(task.id) ?? task, parameters);
    });
  } catch (error) {
    if (!(error instanceof CreationFailure)) throw error;
    setCreation(world, task.id, { status: "failed", message: error.message }, call.access.user.id);
  }
  return rq_id;
}

/** The share is empty here, and nothing is fetched from elsewhere. */
function refuseFarFiles({ server_files = [], remote_files = [] }: UploadParameters): void {
  const [remote] = remote_files;
  if (remote !== undefined) throw CreationFailure.invalid(`Failed to download ${remote}`);
  const [file] = server_files;
  if (file !== undefined) {
    const text = `[Errno 2] No such file or directory: '/home/django/share/${file}'`;
    throw new CreationFailure("FileNotFoundError", text);
  }
}

function ofTask(handler: Handler): Handler {
  return (call) => {
    taskOf(call);
    return handler(call);
  };
}

/** Where the pieces of one file go. */
export function tusRoutes(): Route[] {
  const handlers = { PATCH: ofTask(appendTusChunk), HEAD: ofTask(probeTusUpload) };
  return [route("/api/tasks/{id}/data/{file}", handlers)];
}
