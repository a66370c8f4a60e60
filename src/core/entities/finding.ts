import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { ApiRequest, ApiResponse, OrganizationParameter } from "../http/transport.ts";
import { hasAll } from "./comparing.ts";
import type { CreatableNoun } from "./noun.ts";
import { id, readAs, readOne, readPageOf } from "./wire.ts";

export interface Made {
  readonly id: number;
  readonly created_date: string;
}

/** How to know an object that one has made. */
export interface Search<E> {
  readonly organization: OrganizationParameter;
  /** Narrows the list to what may be it. */
  readonly query: Exclude<ApiRequest["query"], undefined>;
  /** The fields that it has once it is made. */
  readonly fields: object;
  /** Whether it belongs to the one who makes it. */
  readonly isOwned: boolean;
  /** Looks at what does not stand in its fields. */
  readonly accepts?: ((entity: E, signal: AbortSignal | undefined) => Promise<boolean>) | undefined;
}

interface Clues {
  /** When it was sent, by this machine's clock. */
  readonly began: number;
  /** Which one it is, if the server has still said so. */
  readonly id: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** All that may be the object: as it was sent, of the same owner, in that organization, made since, and by no other call. */
export async function findMade<D extends Made, E>(
  context: Context,
  noun: CreatableNoun<D, E>,
  search: Search<E>,
  { began, id, signal }: Clues,
): Promise<E[]> {
  const { transport, clock, changes } = context;
  if (id !== undefined) {
    const answer = await transport.json({ method: "GET", path: noun.path(id), signal });
    return [noun.make(context, readOne(noun.shape, id, answer))];
  }
  const owner = search.isOwned ? { owner_id: await ownId(context, signal) } : {};
  const answer = await transport.json({
    method: "GET",
    path: noun.collection,
    organization: search.organization,
    query: { ...search.query, sort: "-id", page_size: 100 },
    signal,
  });
  const since = serverTime(answer) - (clock.now() - began);
  const found: E[] = [];
  for (const row of readPageOf(noun.shape, answer).rows) {
    const isNew = Date.parse(row.created_date) >= since && !changes.hasMade(noun.name, row.id);
    if (!isNew || !hasAll(row, { ...owner, ...search.fields })) continue;
    const entity = noun.make(context, row);
    if ((await search.accepts?.(entity, signal)) ?? true) found.push(entity);
  }
  return found;
}

const self = v.object({ id });

async function ownId({ transport }: Context, signal: AbortSignal | undefined): Promise<number> {
  const { data, facts } = await transport.json({ method: "GET", path: apiPath`/api/users/self`, signal });
  return readAs<{ readonly id: number }>(self, data, facts).id;
}

/** By the server's own clock, in milliseconds since 1970; not later than when it answered. */
function serverTime({ headers }: ApiResponse<unknown>): number {
  const time = Date.parse(headers.get("Date") ?? "");
  // Then nothing is too old: rather too much is found than too little.
  return Number.isNaN(time) ? -Infinity : time;
}

/** The id in the address that an answer gives for what was made; it may name the server otherwise than this client does. */
export function idIn(
  headers: Headers | undefined,
  noun: Pick<CreatableNoun<Made, unknown>, "collection">,
): number | undefined {
  const [, collection, number] =
    /^(?:https?:\/\/[^/]+)?(\/.*)\/(\d{1,15})$/.exec(headers?.get("Location") ?? "") ?? [];
  return collection === noun.collection ? Number(number) : undefined;
}
