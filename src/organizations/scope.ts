import { type Event, EventEmitter } from "vscode";
import { type Connection, connectionOf, type SessionState } from "../accounts/index.ts";
import type { Client } from "../core/index.ts";
import { type OrganizationChoice, labelOf, slugOf } from "./choice.ts";
import type { Remembered } from "./remembered.ts";

/** What the views show: a connection and an organization. A new object at each change; compare by identity. */
export interface Scope {
  /** Stable, without secrets. */
  readonly key: string;
  readonly connection: Connection;
  readonly organization: OrganizationChoice;
  /** In that organization, for good. */
  readonly client: Client;
  /** "Crew", "Personal Workspace", "All Organizations": one line of plain text, to be escaped where it is shown. */
  readonly label: string;
}

export interface Scopes {
  readonly current: Scope | undefined;
  readonly onDidChange: Event<Scope | undefined>;
  /** Aborted when the current scope goes; a new one stands with the next scope. */
  readonly signal: AbortSignal;
  /**
   * To be told by whoever is answered 404 or 403 for a list: the organization may be gone, or may have been left. It is
   * looked into, and if so leads to all organizations.
   */
  lost(scope: Scope): void;
}

/** The one place that holds what this window shows. */
export class ScopeStore implements Scopes {
  readonly #remembered: Remembered;
  readonly #changed = new EventEmitter<Scope | undefined>();
  readonly #doubted = new EventEmitter<Scope>();
  readonly onDidChange = this.#changed.event;
  /** Somebody was answered as if the organization were not there. */
  readonly onDidDoubt = this.#doubted.event;
  #current: Scope | undefined;
  #controller = new AbortController();

  constructor(remembered: Remembered) {
    this.#remembered = remembered;
  }

  get current(): Scope | undefined {
    return this.#current;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A refused token leaves everything as it is; another connection begins with its own organization. */
  follow(state: SessionState): void {
    const connection = connectionOf(state);
    if (connection === this.#current?.connection) return;
    this.#set(connection && scopeOf(connection, this.#remembered.get(connection.id)));
  }

  async choose(connection: Connection, organization: OrganizationChoice): Promise<void> {
    if (this.#current?.connection !== connection) return;
    this.#set(scopeOf(connection, organization));
    await this.#remembered.set(connection.id, organization);
  }

  lost(scope: Scope): void {
    if (scope === this.#current && scope.organization.kind === "organization") this.#doubted.fire(scope);
  }

  dispose(): void {
    this.#controller.abort();
    this.#changed.dispose();
    this.#doubted.dispose();
  }

  #set(scope: Scope | undefined): void {
    const before = this.#controller;
    this.#controller = new AbortController();
    this.#current = scope;
    before.abort();
    this.#changed.fire(scope);
  }
}

function scopeOf(connection: Connection, organization: OrganizationChoice): Scope {
  const slug = slugOf(organization);
  return {
    key: `${connection.id} ${slug ?? "*"}`,
    connection,
    organization,
    client: connection.client.withOrganization(slug),
    label: labelOf(organization),
  };
}
