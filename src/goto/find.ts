import { type Client, ForbiddenError, type List, NotFoundError } from "../core/index.ts";
import { type CvatObject, keyOf, type Kind, retrieve } from "../objects/index.ts";
import type { Query } from "./query.ts";

/** Rows of one kind that are shown at most. */
const mostOfAKind = 10;

export interface Found {
  readonly objects: readonly CvatObject[];
  /** There are others that match. */
  readonly hasMore: boolean;
}

export interface Place {
  /** In the current organization. */
  readonly client: Client;
  /** In no particular one: what the person owns or is assigned to; `undefined` if that is the current one. */
  readonly everywhere: Client | undefined;
  /** What is looked for; everything if not given. */
  readonly kinds?: readonly Kind[] | undefined;
}

/**
 * Looks for what was asked: numbers and links lead to objects in whatever organization, texts are looked for in the
 * current one, and among the person's own objects.
 *
 * @throws {CvatError} if the server cannot be asked; what is not there, or hidden, is only not found
 */
export async function find(query: Query, place: Place, signal: AbortSignal): Promise<Found> {
  switch (query.kind) {
    case "link":
      return { objects: await byNumber([query.of], query.id, place, signal), hasMore: false };
    case "number": {
      const [exact, named] = await Promise.all([
        byNumber(query.of, query.id, place, signal),
        query.isNumberOnly ? nothing : byText(query.text, place, signal),
      ]);
      return { objects: once([...exact, ...named.objects]), hasMore: named.hasMore };
    }
    case "text":
      return await byText(query.text, place, signal);
    case "other-page":
    case "other-server":
      return nothing;
  }
}

const nothing: Found = { objects: [], hasMore: false };

async function byNumber(
  kinds: readonly Kind[],
  id: number,
  { client, kinds: wanted }: Place,
  signal: AbortSignal,
): Promise<CvatObject[]> {
  const asked = kinds.filter((kind) => wanted?.includes(kind) ?? true);
  const found = await Promise.all(asked.map((kind) => ifThere(() => retrieve(client, kind, id, { signal }))));
  return found.filter((object) => object !== undefined);
}

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof ForbiddenError) return undefined;
    throw error;
  }
}

async function byText(
  search: string,
  { client, everywhere, kinds }: Place,
  signal: AbortSignal,
): Promise<Found> {
  const clients = everywhere ? [client, everywhere] : [client];
  const words = { search, pageSize: mostOfAKind };
  const readings: Record<Kind, (one: Client) => Promise<Found>> = {
    project: (one) => top(one.projects.list(words), (entity) => ({ kind: "project", entity }), signal),
    task: (one) => top(one.tasks.list(words), (entity) => ({ kind: "task", entity }), signal),
    job: (one) => top(one.jobs.list(words), (entity) => ({ kind: "job", entity }), signal),
  };
  const wanted = kinds ?? (["project", "task", "job"] as const);
  const pages = await Promise.all(wanted.flatMap((kind) => clients.map(readings[kind])));
  const objects = once(pages.flatMap((page) => page.objects));
  return { objects, hasMore: pages.some((page) => page.hasMore) };
}

async function top<T>(list: List<T>, object: (entity: T) => CvatObject, signal: AbortSignal): Promise<Found> {
  try {
    const page = await list.pager().next({ signal });
    return { objects: page.items.map(object), hasMore: !page.done };
  } catch (error) {
    // One place that is closed to this person does not hide what the others have.
    if (error instanceof ForbiddenError) return nothing;
    throw error;
  }
}

function once(objects: readonly CvatObject[]): CvatObject[] {
  const byKey = new Map(objects.map((object) => [keyOf(object), object]));
  return [...byKey.values()];
}
