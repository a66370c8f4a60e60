import type { Context } from "../context.ts";
import type { ApiPath } from "../http/path.ts";
import type { OrganizationParameter } from "../http/transport.ts";
import type { List } from "../pages.ts";
import type { Row } from "../paging/source.ts";
import type { ReadOptions } from "./entity.ts";
import { listOf } from "./list.ts";
import type { ListParameters } from "./list.ts";
import type { Identified, ListedNoun, Noun } from "./noun.ts";
import { readAs, readOne } from "./wire.ts";

/** Reads one object by its id, in whatever organization it is, or in the given one. */
export async function retrieve<D extends Identified, E>(
  context: Context,
  noun: Noun<D, E>,
  id: D["id"],
  options: ReadOptions & { readonly organization?: OrganizationParameter },
): Promise<E> {
  const answer = await context.transport.json({ method: "GET", path: noun.path(id), ...options });
  return noun.make(context, readOne(noun.shape, id, answer));
}

/** Reads the object that an address stands for. */
export async function readAt<D extends Identified, E>(
  context: Context,
  noun: Noun<D, E>,
  path: ApiPath,
  options: ReadOptions & { readonly organization?: OrganizationParameter },
): Promise<E> {
  const { data, facts } = await context.transport.json({ method: "GET", path, ...options });
  return noun.make(context, readAs(noun.shape, data, facts));
}

/** Everything of one kind on the server, by its id or in lists. */
export class Repository<D extends { readonly id: number }, E extends Row, P extends ListParameters<string>> {
  readonly #context: Context;
  readonly #noun: ListedNoun<D, E>;

  constructor(context: Context, noun: ListedNoun<D, E>) {
    this.#context = context;
    this.#noun = noun;
  }

  /**
   * Reads one by its id, in whatever organization it is.
   *
   * `GET` to its address: that of the list and the id, such as `/api/tasks/{id}`.
   *
   * @throws {NotFoundError} {@link ForbiddenError}
   */
  async retrieve(id: number, options: ReadOptions = {}): Promise<E> {
    return await retrieve(this.#context, this.#noun, id, options);
  }

  /**
   * The list in the client's organization. Nothing is asked before it is read.
   *
   * `GET` to the list's address, such as `/api/tasks`; for each kind it stands at its class.
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for this list, and would ignore
   */
  list(parameters?: P): List<E> {
    return listOf(this.#context, this.#noun, parameters ?? {});
  }
}
