import type { Client, FilterRule, Job, List, Page, Pager, Project, Task } from "../../core/index.ts";
import type { CvatObject, Kind } from "../../objects/index.ts";

/** A reading of rows that stand under one parent. */
export interface Loader {
  /** What is read. */
  readonly kind: Kind;
  readonly order: "newest first" | "oldest first";
  /** Nothing is asked before the list is read. */
  readonly list: () => RowList;
  /** How many rows come before the one of that number: one small request. */
  readonly countBefore: (id: number, signal: AbortSignal) => Promise<number>;
}

/** The part of a list that a tree needs. */
interface RowList {
  pager(): Pager<Row>;
}

/** An object that carries its number outside, as a list's row does. */
export interface Row {
  readonly id: number;
  readonly object: CvatObject;
}

/** The rows at the top of a view. */
export function topLoader(kind: Kind, client: Client, search: string): Loader {
  const words = search === "" ? {} : { search };
  switch (kind) {
    case "project":
      return loader(kind, project, (parameters) => client.projects.list({ ...words, ...parameters }));
    case "task":
      return loader(kind, task, (parameters) => client.tasks.list({ ...words, ...parameters }));
    case "job":
      return loader(kind, job, (parameters) => client.jobs.list({ ...words, ...parameters }));
  }
}

/** The rows under an object; `undefined` where there is never one. */
export function childLoader(object: CvatObject): Loader | undefined {
  switch (object.kind) {
    case "project":
      return loader("task", task, (parameters) => object.entity.listTasks(parameters));
    case "task":
      // As the frames follow one another.
      return loader("job", job, (parameters) => object.entity.listJobs(parameters), "oldest first");
    case "job":
      return undefined;
  }
}

const project = (entity: Project): CvatObject => ({ kind: "project", entity });
const task = (entity: Task): CvatObject => ({ kind: "task", entity });
const job = (entity: Job): CvatObject => ({ kind: "job", entity });

interface Parameters {
  readonly sort: "id" | "-id";
  readonly filter?: FilterRule;
}

function loader<T extends { readonly id: number }>(
  kind: Kind,
  object: (entity: T) => CvatObject,
  list: (parameters: Parameters) => List<T>,
  order: Loader["order"] = "newest first",
): Loader {
  const sort = order === "newest first" ? "-id" : "id";
  const beyond = order === "newest first" ? ">" : "<";
  return {
    kind,
    order,
    list: () => rowsOf(list({ sort }), object),
    countBefore: (id, signal) => list({ sort, filter: { [beyond]: [{ var: "id" }, id] } }).count({ signal }),
  };
}

function rowsOf<T extends { readonly id: number }>(
  list: List<T>,
  object: (entity: T) => CvatObject,
): RowList {
  return {
    pager: () => {
      const pager = list.pager();
      return {
        get done() {
          return pager.done;
        },
        next: async (options): Promise<Page<Row>> => {
          const page = await pager.next(options);
          return { ...page, items: page.items.map((entity) => ({ id: entity.id, object: object(entity) })) };
        },
      };
    },
  };
}
