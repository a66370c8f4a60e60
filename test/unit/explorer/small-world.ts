import {
  type BackgroundRequest,
  Client,
  type Job,
  type Project,
  type Task,
} from "../../../src/core/index.ts";

const origin = "https://cvat.example.org";
const date = "2026-11-20T10:00:00.000000Z";

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
}

const alice: Person = { id: 1, username: "alice", first_name: "Alice", last_name: "Example" };
export const bob: Person = { id: 2, username: "bob", first_name: "Bob", last_name: "Example" };

type Fields = Readonly<Record<string, unknown>>;
interface Thing extends Record<string, unknown> {
  readonly id: number;
}

export function project(id: number, fields: Fields = {}): Thing {
  return {
    id,
    name: `project ${id}`,
    owner: alice,
    assignee: null,
    status: "annotation",
    dimension: "2d",
    created_date: date,
    updated_date: date,
    tasks: { count: 0 },
    task_subsets: [],
    organization: null,
    organization_id: null,
    ...fields,
  };
}

export function task(id: number, fields: Fields = {}): Thing {
  return {
    id,
    name: `task ${id}`,
    project_id: null,
    project_name: null,
    owner: alice,
    assignee: null,
    status: "annotation",
    subset: "",
    mode: "annotation",
    dimension: "2d",
    data: id,
    size: 10,
    created_date: date,
    updated_date: date,
    jobs: { count: 2, completed: 1, validation: 0 },
    organization: null,
    organization_id: null,
    ...fields,
  };
}

/** A task that was made, but to which nobody sent data yet. */
export function emptyTask(id: number, fields: Fields = {}): Thing {
  const made = task(id, { data: null, jobs: { count: 0, completed: 0, validation: 0 }, ...fields });
  delete made["size"];
  return made;
}

export function job(id: number, taskId: number, fields: Fields = {}): Thing {
  return {
    id,
    task_id: taskId,
    task_name: `task ${taskId}`,
    project_id: null,
    project_name: null,
    assignee: null,
    status: "annotation",
    stage: "annotation",
    state: "new",
    type: "annotation",
    dimension: "2d",
    frame_count: 5,
    start_frame: 0,
    stop_frame: 4,
    created_date: date,
    updated_date: date,
    issues: { count: 0 },
    organization: null,
    parent_job_id: null,
    ...fields,
  };
}

export function creation(taskId: number, fields: Fields = {}): Record<string, unknown> {
  return {
    id: `action=create&target=task&target_id=${taskId}`,
    status: "started",
    message: "",
    progress: 0,
    operation: { type: "create:task", target: "task", task_id: taskId },
    created_date: date,
    started_date: date,
    finished_date: null,
    result_id: null,
    ...fields,
  };
}

/** A server of some objects, as far as the trees ask it. What it is asked is noted. */
export class SmallWorld {
  projects: Thing[] = [];
  tasks: Thing[] = [];
  jobs: Thing[] = [];
  /** By task. */
  readonly creations = new Map<number, Record<string, unknown>>();
  /** "tasks" for a list, "task 7", "creation 7", "preview task 7", "count tasks". */
  readonly asked: string[] = [];
  /** What is answered in place of everything: a status, or no answer at all. */
  trouble: number | "offline" | undefined;
  #held: Promise<void> | undefined;
  readonly client: Client;

  constructor() {
    this.client = new Client({
      origin,
      config: { retryDelay: () => 0 },
      fetch: async (input, init) => {
        const answer = await this.#answer(new Request(input, init));
        await this.#held;
        return answer;
      },
    });
  }

  /** Keeps back what is asked from now on; its answers are those of the moment in which it was asked. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.#held = new Promise((resolve) => {
      letGo = resolve;
    });
    return () => {
      this.#held = undefined;
      letGo();
    };
  }

  /** What was asked since this was asked the last time. */
  takeAsked(): string[] {
    return this.asked.splice(0);
  }

  async project(id: number): Promise<Project> {
    return await this.client.projects.retrieve(id);
  }

  async task(id: number): Promise<Task> {
    return await this.client.tasks.retrieve(id);
  }

  async job(id: number): Promise<Job> {
    return await this.client.jobs.retrieve(id);
  }

  async creation(task: Task): Promise<BackgroundRequest | null> {
    return await task.creationRequest();
  }

  async #answer(request: Request): Promise<Response> {
    await Promise.resolve();
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const [, , noun = "", id] = decodeURIComponent(url.pathname).split("/");
    this.#note(url, noun, id);
    if (this.trouble === "offline") throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
    if (this.trouble !== undefined) return answer({ detail: "trouble" }, this.trouble);
    if (noun === "requests") {
      const found = this.creations.get(Number(id?.replace(/.*=/, "")));
      return found ? answer(found) : answer("There is no request with specified id", 404);
    }
    const things = this.#things(noun);
    if (id === undefined) return answer(page(things, url.searchParams));
    const found = things.find((thing) => thing.id === Number(id));
    return found && !url.pathname.endsWith("/preview")
      ? answer(found)
      : answer({ detail: "Not found." }, 404);
  }

  #note(url: URL, noun: string, id: string | undefined): void {
    const one = noun.slice(0, -1);
    if (noun === "requests") this.asked.push(`creation ${id?.replace(/.*=/, "")}`);
    else if (url.pathname.endsWith("/preview")) this.asked.push(`preview ${one} ${id}`);
    else if (id !== undefined) this.asked.push(`${one} ${id}`);
    else this.asked.push(url.searchParams.get("page_size") === "1" ? `count ${noun}` : noun);
  }

  #things(noun: string): readonly Thing[] {
    if (noun === "projects") return this.projects;
    return noun === "tasks" ? this.tasks : this.jobs;
  }
}

function page(things: readonly Thing[], query: URLSearchParams): Fields {
  const search = query.get("search")?.toLowerCase() ?? "";
  const filter = query.get("filter") ?? "";
  const bound = (sign: string) => new RegExp(`"${sign}":\\[\\{"var":"id"\\},(\\d+)\\]`).exec(filter)?.[1];
  const above = Number(bound(">") ?? -Infinity);
  const below = Number(bound("<") ?? Infinity);
  const upwards = query.get("sort") === "id";
  const found = things
    .filter(
      (thing) => thing.id > above && thing.id < below && String(thing["name"]).toLowerCase().includes(search),
    )
    .filter((thing) => ["project_id", "task_id"].every((name) => isWanted(thing, name, query)))
    .sort((a, b) => (upwards ? a.id - b.id : b.id - a.id));
  const size = Number(query.get("page_size"));
  return { count: found.length, next: null, previous: null, results: found.slice(0, size) };
}

function isWanted(thing: Thing, name: string, query: URLSearchParams): boolean {
  return !query.has(name) || String(thing[name]) === query.get(name);
}

function answer(body: unknown, status = 200): Response {
  const type = typeof body === "string" ? "text/html; charset=utf-8" : "application/vnd.cvat+json";
  return new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": type, allow: "GET, HEAD, OPTIONS" },
  });
}

/** Time that passes only when it is told to. */
export class TestClock {
  #now = 1_700_000_000_000;
  #waiting: { readonly at: number; readonly work: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const entry = { at: this.#now + ms, work };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** How long until something happens next; `undefined` if nothing will. */
  get next(): number | undefined {
    const times = this.#waiting.map(({ at }) => at - this.#now);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { work } of due) work();
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(isDone: () => boolean, turns = 1000): Promise<void> {
  for (let turn = 0; turn < turns && !isDone(); turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
}
