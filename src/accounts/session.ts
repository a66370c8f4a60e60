import type { Event } from "vscode";
import type { Client } from "../core/index.ts";

/** One signed-in server and account. It never changes: another account, or another token, is another object. */
export interface Connection {
  /** `${origin} ${username}`: stable, without secrets. */
  readonly id: string;
  readonly origin: string;
  /** The server for people: `cvat.example.org`, `localhost:8080`. */
  readonly host: string;
  readonly username: string;
  readonly userId: number;
  /** Of no particular organization; see `client.withOrganization`. */
  readonly client: Client;
  readonly token: TokenFacts;
  /** The token may only read. */
  readonly readOnly: boolean;
}

/** What is known of an access token, itself left out. */
export interface TokenFacts {
  readonly source: "stored" | "memory" | "environment";
  readonly readOnly: boolean;
  /** When it ends, in ISO 8601; `null` if never, or if that is not known. */
  readonly expires: string | null;
}

export type SessionState =
  | { readonly kind: "restoring" }
  | { readonly kind: "signedOut" }
  | { readonly kind: "signedIn"; readonly connection: Connection }
  /** The server took the token no longer: rows stay, Sign In is offered. */
  | { readonly kind: "refused"; readonly connection: Connection };

export interface Session {
  readonly state: SessionState;
  readonly onDidChange: Event<SessionState>;
  /** To be told by whoever meets a 401; may be told any number of times. */
  refused(connection: Connection): void;
}
