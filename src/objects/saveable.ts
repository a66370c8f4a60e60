import type { Job, JobPatch, Project, Task } from "../core/index.ts";
import type { Saveable } from "../saving/index.ts";

/** What can be changed of projects and tasks alike; a subset have tasks only. */
export interface NamedPatch {
  readonly name?: string | undefined;
  readonly assignee_id?: number | null | undefined;
  readonly bug_tracker?: string | undefined;
  readonly subset?: string | undefined;
}

/** A project or task as it is saved: who has it goes by the number, under a name of its own. */
export function saveableNamed(entity: Project | Task): Saveable<NamedPatch> {
  return {
    fetch: (options) => entity.fetch(options),
    held: (field): unknown =>
      field === "assignee_id" ? (entity.assignee?.id ?? null) : Reflect.get(entity, field),
    update: (patch, options) => entity.update(patch, options),
  };
}

/** A job as it is saved: who has it goes by the number. */
export function saveableJob(job: Job, wanted: JobPatch): Saveable<JobPatch> {
  return {
    fetch: (options) => job.fetch(options),
    held: (field): unknown => (field === "assignee" ? (job.assignee?.id ?? null) : Reflect.get(job, field)),
    update: (patch, options) => job.update(withState(patch, wanted), options),
  };
}

/** Another stage makes the state new: the state that is wanted goes along, also where the job has it already. */
export function withState(patch: JobPatch, wanted: Pick<JobPatch, "state">): JobPatch {
  return patch.stage === undefined || wanted.state === undefined ? patch : { ...patch, state: wanted.state };
}
