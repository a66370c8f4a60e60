import type { BackgroundRequest } from "../../core/index.ts";
import type { CvatObject, Kind, ObjectKey } from "../../objects/index.ts";
import type { BrowseView } from "../../ui/index.ts";
import type { Failure } from "./branch.ts";
import type { ExpectedFields, NamesAbove } from "./expected.ts";

/** One object and all rows that show it: what is read for one of them is seen in each. */
export interface Shown {
  readonly key: ObjectKey;
  readonly object: CvatObject;
  /** Of a task without data: the request that was to make them, `null` if there is none, `undefined` if not asked. */
  readonly creation: BackgroundRequest | null | undefined;
  /** Values on their way to the server, which rows show in place of those that were read. */
  readonly expected: ExpectedFields;
  /** What its project and its task are called, where that was read later. */
  readonly namesAbove: NamesAbove;
  /** Why the last change was refused, in words; gone when the object is read again. */
  readonly refusal: string | undefined;
}

interface Place {
  /** The same after every refresh, and in no other place: view, account, and the way down to the row. */
  readonly id: string;
  readonly view: BrowseView;
  readonly parent: ObjectNode | undefined;
}

export interface ObjectNode extends Place {
  readonly kind: Kind;
  readonly shown: Shown;
}

/** There is more than was read. */
interface LoadMoreNode extends Place {
  readonly kind: "loadMore";
  readonly loaded: number;
  readonly total: number;
}

/** Rows could not be read. */
interface ErrorNode extends Place {
  readonly kind: "error";
  /** What was to be read. */
  readonly children: Kind;
  readonly failure: Failure;
}

/** The filter leaves nothing. */
interface NothingMatchesNode extends Place {
  readonly kind: "nothingMatches";
  readonly filter: string;
}

/** What was typed into the form of an object, which was closed without saving. */
export interface DraftRow {
  readonly key: string;
  readonly view: BrowseView;
  readonly title: string;
}

interface DraftNode extends Place {
  readonly kind: "draft";
  readonly draft: DraftRow;
}

/** A row of a view. Nodes are data: how a row looks is said in one place only, `items.ts`. */
export type Node = ObjectNode | LoadMoreNode | ErrorNode | NothingMatchesNode | DraftNode;

export function isObjectNode(node: Node): node is ObjectNode {
  return node.kind === "project" || node.kind === "task" || node.kind === "job";
}

export const rootKinds = {
  "cvat.projects": "project",
  "cvat.tasks": "task",
  "cvat.jobs": "job",
} as const satisfies Record<BrowseView, Kind>;

/** What is under a row of that kind. */
export const childKinds = {
  project: "task",
  task: "job",
  job: undefined,
} as const satisfies Record<Kind, Kind | undefined>;
