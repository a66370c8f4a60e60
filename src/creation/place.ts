import { l10n, ProgressLocation, type QuickPickItem, ThemeIcon, window } from "vscode";
import {
  choiceRows,
  everythingKnown,
  labelOf,
  type OrganizationChoice,
  type Scope,
  slugOf,
} from "../organizations/index.ts";
import { askChoice, escapeIcons } from "../ui/index.ts";

/** Where something is to be made: an organization, or the personal workspace. */
export interface Place {
  readonly organization: Exclude<OrganizationChoice, { kind: "all" }>;
  readonly slug: string;
  /** Plain. */
  readonly label: string;
}

interface Item extends QuickPickItem {
  readonly place: Place;
}

/** The organization that is shown; where all are, the person is asked. `undefined` if they gave it up. */
export async function placeFor(
  { organization, connection }: Scope,
  title: string,
  totalSteps: number,
  gone: AbortSignal,
): Promise<Place | undefined> {
  if (organization.kind !== "all") return placeOf(organization);
  const loading = { location: ProgressLocation.Window, title: l10n.t("Loading organizations") };
  const known = await window.withProgress(loading, () => everythingKnown(connection.client, gone));
  const items = choiceRows({ kind: "personal" }, known).flatMap((row): Item[] => {
    const { choice, label } = row;
    if (choice.kind === "all") return [];
    // Nothing is current where all are shown.
    const description = choice.kind === "personal" ? l10n.t("belongs to no organization") : row.description;
    return [
      {
        label: escapeIcons(label),
        description: escapeIcons(description),
        iconPath: new ThemeIcon(choice.kind === "personal" ? "account" : "organization"),
        place: placeOf(choice),
      },
    ];
  });
  const placeholder = l10n.t("Where it is to be");
  const answer = await askChoice({
    title,
    step: 1,
    totalSteps,
    placeholder,
    items,
    ignoreFocusOut: true,
    gone,
  });
  return answer.kind === "done" ? answer.value.place : undefined;
}

function placeOf(organization: Place["organization"]): Place {
  return { organization, slug: slugOf(organization) ?? "", label: labelOf(organization) };
}
