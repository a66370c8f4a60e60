import type { Context } from "../context.ts";
import { ForbiddenError, InvalidParameterError } from "../errors.ts";
import type { ApiRequest, ApiResponse, OrganizationParameter } from "../http/transport.ts";
import { PagedList } from "../pages.ts";
import type { List } from "../pages.ts";
import { orderBy } from "../paging/order.ts";
import type { PageSource, Row } from "../paging/source.ts";
import type { Identified, ListedNoun } from "./noun.ts";
import { readPageOf } from "./wire.ts";

/** A rule of the server's JSON filter, for example `{ "==": [{ var: "id" }, 7] }`. */
export type FilterRule = Readonly<Record<string, unknown>>;

/** Parameters of every list. */
export interface ListParameters<Sortable extends string> {
  /** Words that must all occur, in whichever of the fields that the server searches; upper and lower case are the same. */
  readonly search?: string | undefined;
  /** One field or several; a `-` before it: downwards. Newest first (labels: oldest first) if not given. */
  readonly sort?: SortKey<Sortable> | readonly SortKey<Sortable>[] | undefined;
  /** A JSON filter, as text or not yet; it narrows what the other parameters leave. */
  readonly filter?: string | FilterRule | undefined;
  /** Rows in a page, from 1 to 1000; 100 if not given. */
  readonly pageSize?: number | undefined;
  /** Ends every reading of the list. */
  readonly signal?: AbortSignal | undefined;
}

/** A field to sort by, upwards; with a `-` before it downwards. */
export type SortKey<Sortable extends string> = Sortable | `-${Sortable}`;

/** What a list belongs to. */
interface Parent {
  readonly organization: OrganizationParameter;
  /** The parameter that names it. */
  readonly only: Readonly<Record<string, number>>;
}

/**
 * The list of one kind.
 *
 * @param parent what the list belongs to; everything in the client's organization if it is not given
 * @throws {InvalidParameterError} for a parameter that the server does not know
 */
export function listOf<D extends Identified, E extends Row>(
  context: Context,
  noun: ListedNoun<D, E>,
  parameters: ListParameters<string>,
  parent?: Parent,
): List<E> {
  const { search, sort, filter, pageSize = 100, signal, ...simple } = parameters;
  const plural = noun.collection.replace(/^.*\//, "");
  const given = Object.keys(parent?.only ?? {});
  const unknown = Object.keys(simple).find((name) => !noun.parameters.includes(name) || given.includes(name));
  if (unknown !== undefined) throw new InvalidParameterError(plural, unknown);
  if (!(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 1000)) {
    throw new InvalidParameterError(plural, `pageSize=${pageSize}`);
  }
  const keys = sortKeys(sort);
  const odd = keys.find((key) => !noun.sortable.includes(key.replace(/^-/, "")));
  if (odd !== undefined) throw new InvalidParameterError(plural, `sort=${odd}`);

  const ask = parent
    ? inOrganizationOf(context, parent.organization)
    : inOneOrganization(context, noun.isTheSameEverywhere ? { slug: null } : context.organization);
  const source: PageSource<E> = async (page) => {
    const answer = await ask({
      method: "GET",
      path: noun.collection,
      query: {
        ...simple,
        ...parent?.only,
        search,
        filter: page.filter,
        sort: page.sort,
        page: page.page,
        page_size: page.size,
      },
      signal: page.signal,
    });
    const { rows, count } = readPageOf(noun.shape, answer);
    return { rows: rows.map((row) => noun.make(context, row)), count, facts: answer.facts };
  };
  const order = orderBy(keys.length > 0 ? keys : [noun.defaultSort]);
  return new PagedList({ source, order, filter: filterText(filter), size: pageSize }, signal);
}

function sortKeys(sort: string | readonly string[] | undefined): readonly string[] {
  const text = typeof sort === "string" ? sort : (sort ?? []).join(",");
  return text === "" ? [] : text.split(",");
}

/** A blank filter is none to the server. */
function filterText(filter: string | FilterRule | undefined): string | undefined {
  if (filter === undefined || filter === "") return undefined;
  return typeof filter === "string" ? filter : JSON.stringify(filter);
}

type Ask = (request: ApiRequest) => Promise<ApiResponse<unknown>>;

/** The pages of one list belong together, also when the client's organization is set to another one meanwhile. */
function inOneOrganization({ transport }: Context, organization: OrganizationParameter): Ask {
  return (request) => transport.json({ ...request, organization });
}

/** Who is no member of an object's organization may still see what is theirs in it, without naming the organization. */
function inOrganizationOf({ transport }: Context, owner: OrganizationParameter): Ask {
  let organization: OrganizationParameter = owner;
  return async (request) => {
    const used = organization;
    try {
      return await transport.json({ ...request, organization: used });
    } catch (error) {
      if (!(error instanceof ForbiddenError) || used !== owner) throw error;
      organization = { slug: null };
      return await transport.json({ ...request, organization });
    }
  };
}
