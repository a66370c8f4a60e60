import type { Connection } from "../accounts/index.ts";
import type { Client, Label } from "../core/index.ts";
import { isAdmin, type Me, type Myself, ownMemberships, roleIn } from "../permissions/index.ts";
import type { Identity } from "./drafts.ts";
import type { FormObject } from "./model/objects.ts";
import { mayChangeAll } from "./model/rights.ts";

/** More labels than this are counted, not shown. */
const mostLabels = 500;

interface Place {
  readonly slug: string;
  readonly name: string;
}

/** Organizations whose names were met, by their numbers. */
export class Places {
  readonly #known = new Map<number, Place>();

  get(id: number | null | undefined): Place | undefined {
    return id == null ? undefined : this.#known.get(id);
  }

  note(id: number, { slug, name }: Place): void {
    this.#known.set(id, { slug, name });
  }
}

/** What a form shows beside the object. */
export interface Beside {
  readonly labels: { readonly first: readonly Label[]; readonly total: number } | undefined;
  readonly me: Me;
  /** The assignee is no member of the organization any more; false if that is not known. */
  readonly hasLeft: boolean;
}

export interface ReadNeeds {
  readonly connection: Connection;
  readonly places: Places;
  readonly myself: Pick<Myself, "soon">;
}

/** One request. */
export async function readObject(
  client: Client,
  { noun, id }: Identity,
  signal: AbortSignal,
): Promise<FormObject> {
  switch (noun) {
    case "project":
      return { noun, entity: await client.projects.retrieve(id, { signal }) };
    case "task":
      return { noun, entity: await client.tasks.retrieve(id, { signal }) };
    case "job":
      return { noun, entity: await client.jobs.retrieve(id, { signal }) };
    case "organization":
      return { noun, entity: await client.organizations.retrieve(id, { signal }) };
  }
}

/** Two requests at most. What cannot be read is not known: the form opens all the same. */
export async function readBeside(object: FormObject, needs: ReadNeeds, signal: AbortSignal): Promise<Beside> {
  const { connection } = needs;
  const nothing: Me = {
    userId: connection.userId,
    isAdmin: false,
    readOnlyToken: connection.readOnly,
    role: () => undefined,
  };
  if (object.noun === "organization") {
    needs.places.note(object.entity.id, object.entity);
    const me = mayChangeAll(object, connection.userId)
      ? nothing
      : await needs.myself.soon(connection, signal);
    return { labels: undefined, me, hasLeft: false };
  }
  const [labels, rest] = await Promise.all([
    readLabels(object, signal),
    readOneMore(object, nothing, needs, signal).catch((): Rest => ({ me: nothing, hasLeft: false })),
  ]);
  signal.throwIfAborted();
  return { labels, ...rest };
}

type Rest = Omit<Beside, "labels">;
type InOrganization = Exclude<FormObject, { noun: "organization" }>;

async function readLabels({ entity }: InOrganization, signal: AbortSignal): Promise<Beside["labels"]> {
  try {
    const { items, total } = await entity.listLabels({ pageSize: mostLabels }).pager().next({ signal });
    // A page may hold more than was asked for.
    return { first: items.slice(0, mostLabels), total };
  } catch {
    return undefined;
  }
}

/** What matters most of the rest: the role if it decides anything, else the organization's name, else its member. */
async function readOneMore(
  object: InOrganization,
  me: Me,
  { connection, places }: ReadNeeds,
  signal: AbortSignal,
): Promise<Rest> {
  const { organization, assignee } = object.entity;
  const nothing: Rest = { me, hasLeft: false };
  const { client, userId } = connection;
  const isOpen = object.noun !== "job" && !connection.readOnly && !mayChangeAll(object, userId);
  if (isOpen && organization === null) {
    return { me: { ...me, isAdmin: isAdmin(await client.users.me({ signal })) }, hasLeft: false };
  }
  if (organization === null) return nothing;
  if (isOpen) {
    const role = roleIn(organization, await ownMemberships(client, signal));
    return { me: { ...me, role: () => role }, hasLeft: false };
  }
  const place = places.get(organization);
  if (!place) {
    places.note(organization, await client.organizations.retrieve(organization, { signal }));
  } else if (assignee && assignee.id !== userId) {
    const inside = client.withOrganization(place.slug);
    const { items } = await inside.memberships.list({ user: assignee.username }).pager().next({ signal });
    return { me, hasLeft: !items.some((membership) => membership.is_active) };
  }
  return nothing;
}
