import * as v from "valibot";
import type { Context } from "../context.ts";
import { OutcomeUnknownError } from "../errors.ts";
import type { ApiRequest, ApiResponse, OrganizationParameter } from "../http/transport.ts";
import { apiPath } from "../http/path.ts";
import { isLost } from "../http/retry.ts";
import { hasAll } from "./comparing.ts";
import type { ReadOptions } from "./entity.ts";
import { hasEnded, lookInto } from "./looking.ts";
import type { ChangeableNoun, ListedNoun } from "./noun.ts";
import { sendChange } from "./sending.ts";
import { id, readAs, readPageOf } from "./wire.ts";

interface Made {
  readonly id: number;
  readonly created_date: string;
}

/** How something is made, and found again if the server's answer is lost. */
export interface Creation {
  readonly json: object;
  readonly organization: OrganizationParameter;
  /** Narrows the list to what may be it. */
  readonly query: Exclude<ApiRequest["query"], undefined>;
  /** The fields that it has once it is made. */
  readonly fields: object;
  /** Whether it belongs to the one who makes it. */
  readonly isOwned: boolean;
}

/**
 * Makes an object. It is looked for if the server's answer is lost: by what was sent, its owner, its organization, and
 * that it was made since.
 */
export async function create<D extends Made, E extends { readonly id: number | string }>(
  context: Context,
  noun: ChangeableNoun<D, E> & ListedNoun<D, E>,
  creation: Creation,
  { signal }: ReadOptions,
): Promise<E> {
  const { json, organization } = creation;
  const began = context.clock.now();
  const request = { method: "POST", path: noun.collection, organization, json, signal } as const;
  let made: D;
  try {
    const { data, facts } = await sendChange(context, request);
    made = readAs(noun.shape, data, facts);
  } catch (lost) {
    signal?.throwIfAborted();
    if (!isLost(lost)) throw lost;
    const look = () => findMade(context, noun, creation, { began, signal });
    const { found = [], error } = await lookInto(context, lost, look, (rows) => rows.length > 1, signal);
    const [row, ...others] = found;
    if (!row && !error && hasEnded(lost)) throw lost;
    if (!row || others.length > 0) {
      const entities = found.map((each) => noun.make(context, each));
      throw new OutcomeUnknownError(
        { kind: "create", noun: noun.name, id: null },
        { found: entities, lookError: error, cause: lost },
      );
    }
    made = row;
  }
  const entity = noun.make(context, made);
  context.changes.tell({ kind: "created", noun: noun.name, id: made.id, entity });
  return entity;
}

const self = v.object({ id });

/** What may have been made since a moment of this machine's clock. */
async function findMade<D extends Made>(
  context: Context,
  noun: ChangeableNoun<D, unknown> & ListedNoun<D, unknown>,
  { organization, query, fields, isOwned }: Creation,
  { began, signal }: { readonly began: number; readonly signal: AbortSignal | undefined },
): Promise<D[]> {
  const { transport, clock, changes } = context;
  const me = isOwned ? await transport.json({ method: "GET", path: apiPath`/api/users/self`, signal }) : null;
  const owner = me && { owner_id: readAs<{ readonly id: number }>(self, me.data, me.facts).id };
  const answer = await transport.json({
    method: "GET",
    path: noun.collection,
    organization,
    query: { ...query, sort: "-id", page_size: 100 },
    signal,
  });
  const since = serverTime(answer) - (clock.now() - began);
  const { rows } = readPageOf(noun.shape, answer);
  return rows.filter(
    (row) =>
      Date.parse(row.created_date) >= since &&
      hasAll(row, { ...owner, ...fields }) &&
      !changes.hasMade(noun.name, row.id),
  );
}

/** By the server's own clock, in milliseconds since 1970; not later than when it answered. */
function serverTime({ headers }: ApiResponse<unknown>): number {
  const time = Date.parse(headers.get("Date") ?? "");
  // Then nothing is too old: rather too much is found than too little.
  return Number.isNaN(time) ? -Infinity : time;
}

/** The field by which an object of that organization is known; none if only the list can tell. */
export function homeOf(organization: OrganizationParameter): { readonly organization?: null } {
  const isPersonal = "slug" in organization ? !organization.slug : organization.id === null;
  return isPersonal ? { organization: null } : {};
}
