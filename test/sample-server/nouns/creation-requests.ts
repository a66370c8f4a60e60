import { later } from "../world/clock.ts";
import type { RequestRow, RequestStatus } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { dataOf } from "./client-files.ts";

const successIsKept = 500 * 1000;
const failureIsKept = 365 * 24 * 60 * 60 * 1000;

/** How far the creation of a task from its data has come. */
export interface CreationState {
  readonly status: RequestStatus;
  /** Said while it is under way, or why it failed. */
  readonly message?: string;
  /** 0..1 */
  readonly progress?: number;
}

/** The request that makes a task from its data, if there is one that has not expired. */
export function creationOf(world: World, taskId: number): RequestRow | undefined {
  return world.requests.find(
    (row) =>
      row.action === "create" && row.target === "task" && row.target_id === taskId && !isOver(world, row),
  );
}

export function isOver(world: World, row: RequestRow): boolean {
  return row.expiry_date !== null && row.expiry_date <= world.clock.now();
}

/** Sets the request of a task's creation, in the place of an earlier one; its owner is the task's unless one is given. */
export function setCreation(
  world: World,
  taskId: number,
  state: CreationState,
  ownerId?: number,
): RequestRow {
  const task = world.tasks.get(taskId);
  if (!task) throw new Error(`There is no task ${taskId}`);
  dataOf(world, task);
  world.requests.removeWhere((row) => row.action === "create" && row.task_id === taskId);
  const created_date = world.clock.now();
  const started = state.status === "queued" ? null : world.clock.now();
  const finished = state.status === "finished" || state.status === "failed" ? world.clock.now() : null;
  const kept = state.status === "failed" ? failureIsKept : successIsKept;
  return world.requests.insert((id) => ({
    id,
    rq_id: `action=create&target=task&target_id=${taskId}`,
    action: "create",
    target: "task",
    target_id: taskId,
    subresource: null,
    status: state.status,
    message: state.message ?? "",
    progress: state.progress ?? 0,
    created_date,
    started_date: started,
    finished_date: finished,
    expiry_date: finished && later(finished, kept),
    owner_id: ownerId ?? task.owner_id,
    project_id: task.project_id,
    task_id: taskId,
    job_id: null,
    org_id: task.organization_id,
  }));
}
