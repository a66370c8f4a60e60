import type { ObjectKey } from "../objects/index.ts";
import { isCancelled } from "../ui/index.ts";
import type { Expectation, ExpectedFields } from "../explorer/index.ts";
import type { Denial } from "../permissions/index.ts";
import type { FieldConflict } from "../saving/index.ts";
import { apply, type Edit, keyOfEdit } from "./edit.ts";

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
  /** It was not even sent. */
  | { readonly kind: "denied"; readonly denial: Denial }
  /** It was stopped before this one began. */
  | { readonly kind: "notBegun" }
);

export interface RunOptions {
  /** Ends it between two objects: those under way are brought to their end. */
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
      const result = await one(edit);
      results.set(edit, result);
      shown.settle(result.kind === "failed" ? options.refusal(edit, result.error) : undefined);
      onProgress?.(results.size);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return edits.map((edit) => results.get(edit) ?? { kind: "notBegun", edit });
}

async function one(edit: Edit): Promise<Result> {
  try {
    const outcome = await apply(edit);
    switch (outcome.kind) {
      case "saved":
        return { kind: "done", edit };
      case "nothing":
      case "gone":
        return { kind: outcome.kind, edit };
      case "conflict":
        return { kind: "conflict", edit, conflicts: outcome.conflicts };
    }
  } catch (error) {
    // The account was signed out in the middle.
    return isCancelled(error) ? { kind: "notBegun", edit } : { kind: "failed", edit, error };
  }
}
