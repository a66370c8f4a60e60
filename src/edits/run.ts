import type { ObjectKey } from "../objects/index.ts";
import { isCancelled } from "../ui/index.ts";
import type { Expectation, ExpectedFields } from "../explorer/index.ts";
import type { Denial } from "../permissions/index.ts";
import type { FieldConflict } from "../saving/index.ts";
import { apply, type Edit, keyOfEdit, onlySent } from "./edit.ts";

/** Changed side by side. */
const width = 4;

/** What became of one object. */
export type Result = { readonly edit: Edit } & (
  | { readonly kind: "done" }
  /** The server had the wanted values already. */
  | { readonly kind: "nothing" }
  | { readonly kind: "conflict"; readonly conflicts: readonly FieldConflict[] }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: unknown }
  /** The client was closed in the middle: it may be changed or not. */
  | { readonly kind: "unknown" }
  /** It was not even sent. */
  | { readonly kind: "denied"; readonly denial: Denial }
  /** It was stopped before anything of this one was sent. */
  | { readonly kind: "notBegun" }
);

export interface RunOptions {
  /** Ends it: of those under way what is sent already is brought to its end. */
  readonly stop: AbortSignal;
  readonly expect: (key: ObjectKey, fields: ExpectedFields) => Expectation;
  /** What stands on the rows of what was refused. */
  readonly refusal: (edit: Edit, error: unknown) => string | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Changes objects one by one, a few side by side; the rows of all show at once what they are going to be. */
export async function run(edits: readonly Edit[], options: RunOptions): Promise<readonly Result[]> {
  const { stop, expect, onProgress } = options;
  const results = new Map<Edit, Result>();
  const waiting = edits.map((edit) => ({ edit, shown: expect(keyOfEdit(edit), edit.wanted) }));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { edit, shown } = next;
      if (stop.aborted) {
        shown.settle();
        continue;
      }
      const result = await one(edit, stop);
      results.set(edit, result);
      shown.settle(result.kind === "failed" ? options.refusal(edit, result.error) : undefined);
      onProgress?.(results.size);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return edits.map((edit) => results.get(edit) ?? { kind: "notBegun", edit });
}

async function one(edit: Edit, stop: AbortSignal): Promise<Result> {
  try {
    const outcome = await apply(edit, stop);
    switch (outcome.kind) {
      case "saved":
        return { kind: "done", edit: onlySent(edit, outcome.sent) };
      case "nothing":
      case "gone":
      case "unknown":
        return { kind: outcome.kind, edit };
      case "conflict":
        return { kind: "conflict", edit, conflicts: outcome.conflicts };
    }
  } catch (error) {
    // It was stopped, or the account was signed out, while it was read.
    return isCancelled(error) ? { kind: "notBegun", edit } : { kind: "failed", edit, error };
  }
}
