import { type Event, EventEmitter } from "vscode";
import type { Client } from "../core/index.ts";

/** What is known of an access token, itself left out. */
export interface TokenFacts {
  readonly readOnly: boolean;
  /** When it ends, in ISO 8601; `null` if never, or if that is not known. */
  readonly expires: string | null;
}

/** One signed-in server and account. It never changes: another account, or another token, is another object. */
export interface Connection extends TokenFacts {
  /** `${origin} ${username}`: stable, without secrets. */
  readonly id: string;
  readonly origin: string;
  /** The server for people: `cvat.example.org`, `localhost:8080`. */
  readonly host: string;
  readonly username: string;
  readonly userId: number;
  /** Of no particular organization; see `client.withOrganization`. */
  readonly client: Client;
  /** Where the token is kept: in VS Code's secrets, in this window only, or in the environment. */
  readonly source: "secrets" | "window" | "environment";
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

/** The one place that holds who is signed in, in this window. */
export class SessionStore implements Session {
  readonly #changed = new EventEmitter<SessionState>();
  readonly onDidChange = this.#changed.event;
  #state: SessionState = { kind: "restoring" };

  get state(): SessionState {
    return this.#state;
  }

  set(state: SessionState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  refused(connection: Connection): void {
    if (this.#state.kind !== "signedIn" || this.#state.connection !== connection) return;
    this.set({ kind: "refused", connection });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The connection that a window has, also when its token is refused. */
export function connectionOf(state: SessionState): Connection | undefined {
  return state.kind === "signedIn" || state.kind === "refused" ? state.connection : undefined;
}
