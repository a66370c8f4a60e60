import { type Client, NotFoundError, type Task } from "../core/index.ts";
import { type CvatObject, retrieve } from "../objects/index.ts";
import { type Doomed, doomedOf } from "./choice.ts";

/** Of so many objects each is read again; of more, what their rows show is counted. */
const mostRead = 8;
/** Pages of a project's tasks that are read to count what is in them. */
const mostPages = 3;

/** How much goes along. */
export interface Along {
  readonly tasks: number;
  readonly jobs: number;
  readonly frames: number;
  /** There may be more than was counted: of jobs and frames. */
  readonly isMore: boolean;
}

export interface Counted {
  /** As they are on the server now, by their names as well. */
  readonly doomed: readonly Doomed[];
  /** Somebody else was faster. */
  readonly gone: readonly Doomed[];
  readonly along: Along;
}

const nothing: Along = { tasks: 0, jobs: 0, frames: 0, isMore: false };

/**
 * Counts on the server what goes along with objects that are to be removed.
 *
 * @throws what the server's answers throw
 */
export async function countAlong(
  doomed: readonly Doomed[],
  client: Client,
  signal: AbortSignal,
): Promise<Counted> {
  const isRead = doomed.length <= mostRead;
  const all = await Promise.all(
    doomed.map(async (one) => {
      const object = isRead ? await readAgain(one, client, signal) : one.object;
      return { one, object, along: object ? await alongWith(object, signal) : nothing };
    }),
  );
  return {
    doomed: all.flatMap(({ object }) => (object ? [doomedOf(object)] : [])),
    gone: all.filter(({ object }) => !object).map(({ one }) => one),
    along: all.map(({ along }) => along).reduce(sum, nothing),
  };
}

async function readAgain(
  { kind, id }: Doomed,
  client: Client,
  signal: AbortSignal,
): Promise<CvatObject | undefined> {
  try {
    return await retrieve(client, kind, id, { signal });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

async function alongWith({ kind, entity }: CvatObject, signal: AbortSignal): Promise<Along> {
  switch (kind) {
    case "job":
      // Its frames stay with the task.
      return nothing;
    case "task":
      return ofTask(entity);
    case "project": {
      if (entity.tasks.count === 0) return nothing;
      const pager = entity.listTasks().pager();
      let along = nothing;
      let seen = 0;
      for (let page = 0; page < mostPages && !pager.done; page += 1) {
        const { items, total } = await pager.next({ signal });
        seen += items.length;
        along = { ...items.map(ofTask).reduce(sum, along), tasks: Math.max(total, entity.tasks.count) };
      }
      // A list may be of fewer than there are: of those that this person may see.
      return { ...along, isMore: !pager.done || seen < along.tasks };
    }
  }
}

function ofTask(task: Task): Along {
  // The size of sound is in milliseconds.
  const frames = task.dimension === "1d" ? 0 : (task.size ?? 0);
  return { tasks: 0, jobs: task.jobs.count, frames, isMore: false };
}

function sum(one: Along, other: Along): Along {
  return {
    tasks: one.tasks + other.tasks,
    jobs: one.jobs + other.jobs,
    frames: one.frames + other.frames,
    isMore: one.isMore || other.isMore,
  };
}
