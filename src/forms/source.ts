import { type Connection, connectionOf, type Session } from "../accounts/index.ts";
import { type Change, NotFoundError, UnauthorizedError } from "../core/index.ts";
import type { Myself } from "../permissions/index.ts";
import { type Clock, isCancelled } from "../ui/index.ts";
import type { Identity } from "./drafts.ts";
import { type FormObject, isWithin, objectWith } from "./model/objects.ts";
import { type Beside, type Places, readBeside, readObject } from "./reading.ts";

/** What was read less than so long ago is not read again when the window gets the focus, in milliseconds. */
const fresh = 1000;

export interface SourceNeeds {
  readonly session: Pick<Session, "state" | "onDidChange" | "refused">;
  readonly myself: Pick<Myself, "soon">;
  readonly places: Places;
  readonly clock: Clock;
}

/** How it stands with the object of a form. */
export type SourceState =
  | { readonly kind: "signingIn" | "loading" | "ready" }
  /** Another account is signed in, or none. */
  | { readonly kind: "foreign" }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: unknown };

/** The form whose object it is. */
interface Told {
  /** The object is another, or has other values. */
  readonly held: () => void;
  /** The state is another. */
  readonly stands: () => void;
  readonly isSaving: () => boolean;
}

/** The object of a form, as its account sees it: read, read again, and followed through this window's changes. */
export class Source {
  readonly #identity: Identity;
  readonly #needs: SourceNeeds;
  readonly #tell: Told;
  readonly #registered: { dispose(): unknown };
  #connection: Connection | undefined;
  #reading = new AbortController();
  #looking = new AbortController();
  #leaving = new AbortController();
  #readAt = 0;
  #stopHearing: (() => void) | undefined;
  #object: FormObject | undefined;
  #readBy: Connection | undefined;
  #beside: Beside | undefined;
  #state: SourceState = { kind: "signingIn" };

  constructor(identity: Identity, needs: SourceNeeds, tell: Told) {
    this.#identity = identity;
    this.#needs = needs;
    this.#tell = tell;
    this.#registered = needs.session.onDidChange(() => {
      this.follow();
    });
  }

  get state(): SourceState {
    return this.#state;
  }

  get object(): FormObject | undefined {
    return this.#object;
  }

  get beside(): Beside | undefined {
    return this.#beside;
  }

  /** The form's own account, as it was last signed in. */
  get connection(): Connection | undefined {
    return this.#connection;
  }

  /** Ends what was begun for a form that is closed, or for an account that is gone. */
  get signal(): AbortSignal {
    return this.#reading.signal;
  }

  /** Ends when the account goes: a form that is closed saves to the end what it was told to. */
  get left(): AbortSignal {
    return this.#leaving.signal;
  }

  /** Nothing can be saved any more. */
  get isOver(): boolean {
    return this.#state.kind === "gone" || this.#state.kind === "foreign";
  }

  /** Whether the window works with the very connection by which the object was read, and would be saved. */
  get isStillMine(): boolean {
    const connection = connectionOf(this.#needs.session.state);
    return connection !== undefined && connection === this.#readBy;
  }

  /** Finds out whether the form's account is signed in. */
  follow(): void {
    const { state } = this.#needs.session;
    const connection = connectionOf(state);
    if (state.kind === "restoring") return;
    if (connection?.id !== this.#identity.account) {
      this.#reading.abort();
      this.#leaving.abort();
      this.#stopHearing?.();
      this.#stand({ kind: "foreign" });
      return;
    }
    // A token that is refused changes nothing about whose form it is.
    if (connection === this.#connection && this.#state.kind !== "foreign") return;
    this.#connection = connection;
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#stopHearing?.();
    this.#stopHearing = connection.client.onDidChange((change) => {
      this.#hear(change);
    });
    void this.read();
  }

  async read(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#stand({ kind: "loading" });
    try {
      const object = await readObject(connection.client, this.#identity, signal);
      const beside = await readBeside(object, { ...this.#needs, connection }, signal);
      if (signal.aborted) return;
      this.#object = object;
      this.#readBy = connection;
      this.#beside = beside;
      this.noteRead();
      this.#state = { kind: "ready" };
      this.#tell.held();
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      this.refusedBy(error);
      this.#stand(error instanceof NotFoundError ? { kind: "gone" } : { kind: "failed", error });
    }
  }

  /** It may have been changed elsewhere while nobody looked. */
  async lookAgain(): Promise<void> {
    const isDue = this.#needs.clock.now() - this.#readAt >= fresh;
    if (!this.#object || this.#state.kind !== "ready" || !isDue) return;
    this.noteRead();
    this.#looking = new AbortController();
    const signal = AbortSignal.any([this.#reading.signal, this.#looking.signal]);
    try {
      await this.#object.entity.fetch({ signal });
      if (!signal.aborted) this.#tell.held();
    } catch (error) {
      // Otherwise what is shown stays: a save looks again, and tells.
      if (error instanceof NotFoundError) this.gone();
      else this.refusedBy(error);
    }
  }

  /** A save looks for itself: an answer that was asked for before it would bring back what was there. */
  endLooking(): void {
    this.#looking.abort();
  }

  noteRead(): void {
    this.#readAt = this.#needs.clock.now();
  }

  gone(): void {
    this.#stand({ kind: "gone" });
  }

  /** The part that deals with a refused token hears of it. */
  refusedBy(error: unknown): void {
    if (error instanceof UnauthorizedError && this.#connection) this.#needs.session.refused(this.#connection);
  }

  dispose(): void {
    this.#reading.abort();
    this.#stopHearing?.();
    this.#registered.dispose();
  }

  #stand(state: SourceState): void {
    this.#state = state;
    this.#tell.stands();
  }

  #hear(change: Change): void {
    const object = this.#object;
    if (!object || this.isOver) return;
    const isItself = change.noun === this.#identity.noun && change.id === this.#identity.id;
    if (change.kind === "removed") {
      if (isItself || isWithin(object, change)) this.gone();
    } else if (change.kind === "updated" && isItself) {
      // What this form saves is taken over by its save; but its object may be the one that a row shows as well.
      if (change.entity === object.entity && this.#tell.isSaving()) return;
      this.#object = objectWith(change.entity) ?? object;
      this.#tell.held();
    }
  }
}
