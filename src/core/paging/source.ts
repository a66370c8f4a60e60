import type { RequestFacts } from "../errors.ts";
import type { Order } from "./order.ts";

/** What a list is made of: everything in CVAT's lists has a number that is its own and never changes. */
export interface Row {
  readonly id: number;
}

/** One page as it is asked for. */
export interface PageRequest {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly sort: string;
  /** JSON text. */
  readonly filter: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** One page as it came, checked. */
export interface Answer<T> {
  readonly rows: readonly T[];
  /** How many rows the list has in all pages, at this moment; never less than the rows of this page. */
  readonly count: number;
  readonly facts: RequestFacts;
}

/** Reads one page: one request. */
export type PageSource<T> = (request: PageRequest) => Promise<Answer<T>>;

/** What is listed, and how. */
export interface Query<T> {
  readonly source: PageSource<T>;
  readonly order: Order;
  /** The caller's own filter, JSON text. */
  readonly filter: string | undefined;
  /** Rows in a page. */
  readonly size: number;
}

/** What one turn of reading brought. */
export interface Step<T> {
  readonly items: readonly T[];
  /** How many rows are still to come, as far as is known; 0 means the end. */
  readonly remaining: number;
}

/** Reads a list page by page. A `read` that failed leaves the cursor where it was. */
export interface Cursor<T> {
  read(signal: AbortSignal | undefined): Promise<Step<T>>;
}
