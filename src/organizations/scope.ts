import type { Event } from "vscode";
import type { Connection } from "../accounts/index.ts";
import type { Client } from "../core/index.ts";

export type OrganizationChoice =
  | { readonly kind: "all" }
  | { readonly kind: "personal" }
  | { readonly kind: "organization"; readonly id: number; readonly slug: string; readonly name: string };

/** What the views show: a connection and an organization. A new object at each change; compare by identity. */
export interface Scope {
  /** Stable, without secrets. */
  readonly key: string;
  readonly connection: Connection;
  readonly organization: OrganizationChoice;
  /** In that organization, for good. */
  readonly client: Client;
  /** "Crew", "Personal Workspace", "All Organizations": plain text, to be escaped where it is shown. */
  readonly label: string;
}

export interface Scopes {
  readonly current: Scope | undefined;
  readonly onDidChange: Event<Scope | undefined>;
  /** Aborted when the current scope goes; a new one stands with the next scope. */
  readonly signal: AbortSignal;
  /** To be told by whoever is answered that the scope's organization is not there, or not for this person. */
  lost(scope: Scope): void;
}
