import { l10n } from "vscode";
import type { Session } from "../accounts/index.ts";
import { UnauthorizedError } from "../core/index.ts";
import { type CvatObject, subjectOf } from "../objects/index.ts";
import { People, type Person, pickPerson } from "../people/index.ts";
import type { Clock } from "../ui/index.ts";
import type { Begun } from "./editor.ts";
import { type Edit, valuesOf } from "./edit.ts";

export interface AssignNeeds {
  readonly session: Pick<Session, "refused">;
  readonly clock: Clock;
}

/** Asks to whom objects are to be given; `undefined` if the person gave it up. */
export async function askForAssignee(
  { objects, scope }: Begun,
  needs: AssignNeeds,
  gone: AbortSignal,
): Promise<readonly Edit[] | undefined> {
  const { connection } = scope;
  const before = objects.map((object) => valuesOf(object, { assignee: null }));
  const [first, ...others] = before.map(({ assignee }) => assignee);
  const places = new Set(objects.map(({ entity }) => entity.organization));
  const [place = null] = places;
  const person = await pickPerson({
    title: l10n.t("Assign {0}", subjectOf(objects)),
    people: new People({ client: connection.client, organization: places.size === 1 ? place : null }),
    me: { id: connection.userId, username: connection.username },
    current: others.every((other) => other?.id === first?.id) ? first : undefined,
    note: noteFor(places),
    clock: needs.clock,
    gone,
    failed: (error) => {
      if (error instanceof UnauthorizedError) needs.session.refused(connection);
    },
  });
  return person === undefined ? undefined : assigned(objects, person);
}

/** Why nobody but oneself is offered. */
function noteFor(places: ReadonlySet<number | null>): string | undefined {
  if (places.size > 1) return l10n.t("what is selected belongs to several organizations");
  return places.has(null) ? l10n.t("what belongs to no organization is for oneself") : undefined;
}

/** The changes that are needed: whoever has it already keeps it. */
export function assigned(objects: readonly CvatObject[], person: Person | null): readonly Edit[] {
  const assignee = person && { id: person.id, username: person.username };
  return objects.flatMap((object): Edit[] => {
    const started = valuesOf(object, { assignee });
    if (started.assignee?.id === assignee?.id) return [];
    return [{ action: "assign", object, started, wanted: { assignee } }];
  });
}
