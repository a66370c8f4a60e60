import type { Context } from "../context.ts";
import type { OrganizationParameter } from "../http/transport.ts";
import type { Identified, Noun } from "./noun.ts";
import { readOne } from "./wire.ts";

/** What everything takes that asks the server. */
export interface ReadOptions {
  /** Aborting it ends the waiting and throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A copy of an object on the server, as it was when it was read. Its fields are its own properties, under the names that
 * the server gives them.
 */
export class Entity<D extends Identified> {
  declare readonly id: D["id"];
  // Private to the language, so that neither JSON nor a log shows what belongs to the session.
  readonly #context: Context;
  readonly #noun: Noun<D, unknown>;
  readonly #id: D["id"];

  constructor(context: Context, noun: Noun<D, unknown>, data: D) {
    this.#context = context;
    this.#noun = noun;
    this.#id = data.id;
    this.hold(data);
  }

  /**
   * Brings this copy up to date; fields that the server does not send any more vanish. If it fails the copy stays as it was.
   *
   * `GET` to the object's own address.
   *
   * @throws {NotFoundError} if the object is gone
   * @throws {ForbiddenError} if one may not see it any more
   */
  async fetch(options: ReadOptions = {}): Promise<this> {
    this.hold(await this.read(options));
    return this;
  }

  /** Kind and id, for messages and logs: `task 12`. */
  toString(): string {
    return `${this.#noun.name} ${this.#id}`;
  }

  protected get context(): Context {
    return this.#context;
  }

  /** What the server has now; this copy stays as it is. */
  protected async read({ signal }: ReadOptions): Promise<D> {
    const path = this.#noun.path(this.#id);
    const organization = this.retrievedIn;
    const answer = await this.#context.transport.json({ method: "GET", path, organization, signal });
    return readOne(this.#noun.shape, this.#id, answer);
  }

  protected hold(data: D): void {
    hold(this, data);
  }

  /** The server takes the organization from the object itself, with few exceptions. */
  protected get retrievedIn(): OrganizationParameter | undefined {
    return undefined;
  }
}

/** The base of an entity with the fields of `D`. */
export function entityOf<D extends Identified>(): new (
  context: Context,
  noun: Noun<D, unknown>,
  data: D,
) => Entity<D> & Readonly<D> {
  return Entity as new (context: Context, noun: Noun<D, unknown>, data: D) => Entity<D> & Readonly<D>;
}

/** A field of the server must not take the place of a method, nor change the prototype. */
function hold(entity: object, data: object): void {
  for (const name of Object.keys(entity)) Reflect.deleteProperty(entity, name);
  for (const [name, value] of Object.entries(data)) {
    if (name in entity) continue;
    Object.defineProperty(entity, name, { value, enumerable: true, configurable: true, writable: false });
  }
}
