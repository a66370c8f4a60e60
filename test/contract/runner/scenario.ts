import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A recorded conversation: requests as they were sent and the answers that a real server gave. */
export interface Scenario {
  readonly scenario: string;
  readonly about: string;
  readonly steps: readonly Step[];
}

export interface Step {
  /** A user of the world, `anonymous`, `session:NAME`, `token:VAR` or `basic:USER`. */
  readonly as: string;
  readonly request: StepRequest;
  readonly poll?: Poll;
  /** Names for later: a pointer into the answer, `header:NAME`, or `body`. */
  readonly save?: Readonly<Record<string, string>>;
  readonly unzip?: boolean;
  readonly response: Recorded;
  /** Pointers below `response` that rightly differ from run to run. */
  readonly loose?: readonly string[];
}

export interface StepRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, Json>>;
  /** `null`: not sent. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly json?: Json;
  readonly text?: string;
  readonly base64?: string;
  readonly file?: string;
  readonly slice?: readonly [number, number];
  readonly multipart?: readonly Part[];
}

export interface Part {
  readonly name: string;
  readonly value?: Json;
  readonly file?: string;
  readonly filename?: string;
  readonly type?: string;
}

/** Repeat the request until the status and these pointers have one of these values. */
interface Poll {
  readonly status?: readonly number[];
  readonly json?: Readonly<Record<string, readonly Json[]>>;
  readonly seconds: number;
}

/** The recorded answer, of which one of the bodies is there. */
export interface Recorded {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  readonly text?: string;
  /** The title of a page. */
  readonly html?: string;
  readonly bytes?: { readonly length: number; readonly sha256: string };
  readonly zip?: Json;
  readonly empty?: boolean;
}

/** The names of the areas in a folder: its folders, but for the fixtures. */
export function areasOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "files" && statSync(path.join(folder, name)).isDirectory())
    .sort();
}

/** The scenarios of an area, by file name. */
export function scenariosOf(folder: string, area: string): Scenario[] {
  const inside = path.join(folder, area);
  return readdirSync(inside)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(inside, name), "utf8")) as Scenario);
}
