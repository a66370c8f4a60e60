import type { Clock } from "./clock.ts";
import { Table } from "./table.ts";
import type {
  AccessTokenRow,
  CommentRow,
  DataRow,
  GuideRow,
  InvitationRow,
  IssueRow,
  JobRow,
  LabelRow,
  MembershipRow,
  OrganizationRow,
  ProjectRow,
  RequestRow,
  SessionRow,
  TaskRow,
  TusUploadRow,
  UserRow,
} from "./model.ts";

/** All that the server knows. */
export class World {
  readonly clock: Clock;
  readonly #listeners = new Set<() => void>();
  readonly #changed = (): void => {
    for (const listener of this.#listeners) listener();
  };

  readonly users = new Table<UserRow>(this.#changed);
  readonly sessions = new Table<SessionRow>(this.#changed);
  readonly accessTokens = new Table<AccessTokenRow>(this.#changed);
  readonly organizations = new Table<OrganizationRow>(this.#changed);
  readonly memberships = new Table<MembershipRow>(this.#changed);
  readonly invitations = new Table<InvitationRow>(this.#changed);
  readonly projects = new Table<ProjectRow>(this.#changed);
  readonly tasks = new Table<TaskRow>(this.#changed);
  readonly data = new Table<DataRow>(this.#changed);
  readonly tusUploads = new Table<TusUploadRow>(this.#changed);
  readonly jobs = new Table<JobRow>(this.#changed);
  readonly labels = new Table<LabelRow>(this.#changed);
  readonly issues = new Table<IssueRow>(this.#changed);
  readonly comments = new Table<CommentRow>(this.#changed);
  readonly guides = new Table<GuideRow>(this.#changed);
  readonly requests = new Table<RequestRow>(this.#changed);
  /** Ids of what lies within other rows (attributes, storages). */
  readonly innerIds = new Table<{ readonly id: number }>(this.#changed);

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Calls back after each change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A new id for what lies within another row. */
  innerId(): number {
    const { id } = this.innerIds.insert((next) => ({ id: next }));
    this.innerIds.remove(id);
    return id;
  }

  /** Undoes all changes of `work` when it throws. */
  atomically<T>(work: () => T): T {
    const before = this.#tables().map(([, table]) => ({ table, state: asState(table.save()) }));
    try {
      return work();
    } catch (error) {
      for (const { table, state } of before) table.load(state);
      throw error;
    }
  }

  save(): string {
    const tables = Object.fromEntries(this.#tables().map(([name, table]) => [name, table.save()]));
    return JSON.stringify({ version: 1, tables });
  }

  /** Takes what {@link save} gave. Throws when the text is something else. */
  load(text: string): void {
    const saved: unknown = JSON.parse(text);
    if (!isRecord(saved) || saved["version"] !== 1 || !isRecord(saved["tables"])) {
      throw new Error("The stored state has another form");
    }
    for (const [name, table] of this.#tables()) {
      const state = saved["tables"][name];
      if (state !== undefined) table.load(asState(state));
    }
  }

  #tables(): [string, Loadable][] {
    return Object.entries(this).filter((entry): entry is [string, Loadable] => entry[1] instanceof Table);
  }
}

/** The stored file is this server's own, so its rows are taken as they are. */
interface Loadable {
  save(): unknown;
  load(state: { readonly next: number; readonly rows: readonly never[] }): void;
}

function asState(state: unknown): { readonly next: number; readonly rows: readonly never[] } {
  if (!isRecord(state) || typeof state["next"] !== "number" || !isRows(state["rows"])) {
    throw new Error("The stored state has another form");
  }
  return { next: state["next"], rows: state["rows"] };
}

function isRows(value: unknown): value is readonly never[] {
  return Array.isArray(value) && value.every((row) => isRecord(row) && typeof row["id"] === "number");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
