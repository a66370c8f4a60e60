import { l10n } from "vscode";
import type { ExplorerFeature } from "../explorer/index.ts";
import { People, type Person, type pickPerson } from "../people/index.ts";
import type { Clock } from "../ui/index.ts";
import type { Value } from "./model/values.ts";
import type { Source } from "./source.ts";

/** Subsets that are offered. */
const mostOffers = 20;

/**
 * People are chosen in VS Code, never by the page.
 *
 * @returns `null` for nobody, `undefined` if nothing was chosen, false if there is nobody to be chosen
 */
export async function askForPerson(
  title: string,
  current: Value,
  source: Source,
  needs: { readonly pickPerson: typeof pickPerson; readonly clock: Clock },
): Promise<Person | null | undefined | false> {
  const { connection, object, signal, isOver } = source;
  if (!connection || !object || object.noun === "organization" || isOver) return false;
  const { organization } = object.entity;
  return await needs.pickPerson({
    title: l10n.t("Assign {0}", title),
    people: new People({ client: connection.client, organization }),
    me: { id: connection.userId, username: connection.username },
    current: typeof current === "string" ? null : current,
    note: organization === null ? l10n.t("what belongs to no organization is for oneself") : undefined,
    clock: needs.clock,
    gone: signal,
    failed: (error) => {
      source.refusedBy(error);
    },
  });
}

/** The subsets of a task's project; `undefined` if there is none, or if it could not be read: any name can be typed. */
export async function subsetsFor(
  { object, connection, signal, isOver }: Source,
  explorer: Pick<ExplorerFeature, "known">,
): Promise<readonly string[] | undefined> {
  if (object?.noun !== "task" || !connection || isOver) return undefined;
  const { project_id } = object.entity;
  if (project_id === null) return undefined;
  const known = explorer.known(`project:${project_id}`);
  try {
    const project =
      known?.kind === "project"
        ? known.entity
        : await connection.client.projects.retrieve(project_id, { signal });
    return project.task_subsets.filter((subset) => subset !== "").slice(0, mostOffers);
  } catch {
    return undefined;
  }
}
