import type { Context } from "../context.ts";
import { OutcomeUnknownError } from "../errors.ts";
import { isLost } from "../http/retry.ts";
import type { OrganizationParameter } from "../http/transport.ts";
import type { ReadOptions } from "./entity.ts";
import { findMade, idIn } from "./finding.ts";
import type { Made, Search } from "./finding.ts";
import { hasEnded, lookInto } from "./looking.ts";
import type { CreatableNoun } from "./noun.ts";
import { sendChange } from "./sending.ts";
import { readAs } from "./wire.ts";

/** What is to be made, and how it is found again if the server's answer is lost. */
export interface Creation<E> extends Search<E> {
  readonly json: object;
}

/**
 * Makes an object. It is looked for if the server's answer is lost, and never made a second time. What is alike is made one
 * after the other in a session, so that one search does not find what another call has made.
 */
export async function create<D extends Made, E extends { readonly id: number }>(
  context: Context,
  noun: CreatableNoun<D, E>,
  creation: Creation<E>,
  options: ReadOptions,
): Promise<E> {
  const { changes } = context;
  const likeness = `${noun.name} ${JSON.stringify(creation.query)}`;
  const entity = await changes.inTurn(likeness, () => make(context, noun, creation, options), options.signal);
  changes.tell({ kind: "created", noun: noun.name, id: entity.id, entity });
  return entity;
}

async function make<D extends Made, E extends { readonly id: number }>(
  context: Context,
  noun: CreatableNoun<D, E>,
  creation: Creation<E>,
  { signal }: ReadOptions,
): Promise<E> {
  const began = context.clock.now();
  // Once an answer begins it is certain that the object is there, and with luck which one it is.
  const head: Headers[] = [];
  try {
    const { data, facts } = await sendChange(context, {
      method: "POST",
      path: noun.collection,
      organization: creation.organization,
      json: creation.json,
      onHead: (headers) => head.push(headers),
      signal,
    });
    return noun.make(context, readAs(noun.shape, data, facts));
  } catch (lost) {
    signal?.throwIfAborted();
    if (!isLost(lost)) throw lost;
    const id = idIn(head[0], noun);
    const look = () => findMade(context, noun, creation, { began, id, signal });
    const settles = (found: readonly E[]) => found.length > 1 || (found.length === 1 && head.length > 0);
    const { found = [], error } = await lookInto(context, lost, look, settles, signal);
    const [entity, ...others] = found;
    if (entity && others.length === 0) return entity;
    if (!entity && !error && hasEnded(lost)) throw lost;
    throw new OutcomeUnknownError(
      { kind: "create", noun: noun.name, id: null },
      { found, lookError: error, cause: lost },
    );
  }
}

/** The field by which an object of that organization is known; none if only the list can tell. */
export function homeOf(organization: OrganizationParameter): { readonly organization?: null } {
  const isPersonal = "slug" in organization ? !organization.slug : organization.id === null;
  return isPersonal ? { organization: null } : {};
}
