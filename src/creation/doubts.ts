import { l10n, type QuickPickItem, ThemeIcon } from "vscode";
import type { Connection } from "../accounts/index.ts";
import type { Project } from "../core/index.ts";
import { type Answer, askChoice, plainText, relativeTime } from "../ui/index.ts";
import type { Place } from "./place.ts";

/** A project that somebody wanted. */
export interface Wish {
  readonly connection: Pick<Connection, "id" | "userId" | "client">;
  readonly place: Place;
  readonly name: string;
}

/** Remembers, as long as the window is there, what may have been made although the server's answer was lost. */
export class Doubts {
  /** For each wish the number of the newest project of that name that was known before. */
  readonly #newest = new Map<string, number>();

  /** @param newest the newest project of that name that was there already; 0 if none was seen */
  note(wish: Wish, newest: number): void {
    const key = keyOf(wish);
    // Of several that were lost the first may be there as well.
    if (!this.#newest.has(key)) this.#newest.set(key, newest);
  }

  forget(wish: Wish): void {
    this.#newest.delete(keyOf(wish));
  }

  /**
   * What became of the same wish before, if that was not known, and it is there now.
   *
   * @throws what the server's answer throws
   */
  async earlier(wish: Wish, signal?: AbortSignal): Promise<Project | undefined> {
    const newest = this.#newest.get(keyOf(wish));
    if (newest === undefined) return undefined;
    const { connection, place, name } = wish;
    const client = connection.client.withOrganization(place.slug);
    const { items } = await client.projects.list({ name, sort: "-id" }).pager().next({ signal });
    return items.find((one) => one.id > newest && one.name === name && one.owner?.id === connection.userId);
  }
}

function keyOf({ connection, place, name }: Wish): string {
  return JSON.stringify([connection.id, place.slug, name]);
}

interface Item extends QuickPickItem {
  readonly way: "show" | "another";
}

/** Asks whether a project that came into being before is enough. */
export async function askAboutEarlier(
  { id, name, created_date }: Project,
  now: number,
  around: { readonly step?: number; readonly totalSteps?: number; readonly gone?: AbortSignal },
): Promise<Answer<Item["way"]>> {
  const when = relativeTime(Date.parse(created_date), now);
  const items: readonly Item[] = [
    {
      way: "show",
      label: l10n.t("Show It"),
      description: l10n.t("project #{0}, made by you {1}", id, when),
      iconPath: new ThemeIcon("project"),
    },
    {
      way: "another",
      label: l10n.t("Create Another"),
      iconPath: new ThemeIcon("add"),
    },
  ];
  const answer = await askChoice<Item>({
    ...around,
    title: l10n.t("New Project"),
    placeholder: l10n.t("“{0}” came into being when its answer was lost", plainText(name, 60)),
    items,
    ignoreFocusOut: true,
  });
  return answer.kind === "done" ? { kind: "done", value: answer.value.way } : answer;
}
