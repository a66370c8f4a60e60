import { type Client, isOutOfReach, type Removal, type RemoveOptions } from "../core/index.ts";
import type { Kind } from "../objects/index.ts";
import type { Doomed } from "./choice.ts";

/** What became of one object. */
export interface Result extends Omit<Removal, "id"> {
  readonly doomed: Doomed;
}

export interface RunOptions {
  /** Ends it between two objects. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** What lies in something else comes first, so that nothing is missing because another one took it along. */
const order: readonly Kind[] = ["job", "task", "project"];

/** Removes these objects and no other. What became of each is in the result, in their order; it does not throw. */
export async function run(
  doomed: readonly Doomed[],
  client: Client,
  { signal, onProgress }: RunOptions,
): Promise<readonly Result[]> {
  const results = new Map<Doomed, Result>();
  for (const kind of order) {
    const ofKind = doomed.filter((one) => one.kind === kind);
    const before = results.size;
    const removals = await repositoryOf(kind, client).remove(
      ofKind.map(({ id }) => id),
      {
        signal,
        onProgress: (done) => {
          onProgress(before + done);
        },
      },
    );
    for (const [at, one] of ofKind.entries()) {
      const removal = removals[at];
      if (removal) results.set(one, { doomed: one, outcome: removal.outcome, error: removal.error });
    }
    // The next kind would find nobody either, after as long a wait.
    if (removals.some(({ error }) => isOutOfReach(error))) break;
  }
  return doomed.map((one) => results.get(one) ?? { doomed: one, outcome: "notTried" });
}

interface Removing {
  remove(ids: readonly number[], options: RemoveOptions): Promise<readonly Removal[]>;
}

function repositoryOf(kind: Kind, client: Client): Removing {
  switch (kind) {
    case "project":
      return client.projects;
    case "task":
      return client.tasks;
    case "job":
      return client.jobs;
  }
}
