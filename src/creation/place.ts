import { l10n, ProgressLocation, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import {
  type ChoiceRow,
  choiceRows,
  everythingKnown,
  type Known,
  labelOf,
  type OrganizationChoice,
  type Scope,
  slugOf,
} from "../organizations/index.ts";
import { askChoice, escapeIcons, formatCount } from "../ui/index.ts";

/** Where something is to be created: an organization, or the personal workspace. */
export interface Place {
  readonly organization: Exclude<OrganizationChoice, { kind: "all" }>;
  readonly slug: string;
  /** Plain. */
  readonly label: string;
}

/** One without a place is a line between the others. */
interface Item extends QuickPickItem {
  readonly place?: Place;
}

export interface PlaceStep {
  readonly totalSteps: number;
  /** What was chosen the last time, when nothing came of it: it stands first. */
  readonly last: Place | undefined;
  readonly gone: AbortSignal;
}

/** The organization that is shown; where all are, the person is asked. `undefined` if they gave it up. */
export async function placeFor(
  { organization, connection }: Scope,
  title: string,
  { totalSteps, last, gone }: PlaceStep,
): Promise<Place | undefined> {
  if (organization.kind !== "all") return placeOf(organization);
  const loading = { location: ProgressLocation.Window, title: l10n.t("Loading organizations") };
  const known = await window.withProgress(loading, () => everythingKnown(connection.client, gone));
  const answer = await askChoice({
    title,
    step: 1,
    totalSteps,
    placeholder: l10n.t("Type to choose where to create it"),
    items: lastFirst(itemsOf(known), last),
    ignoreFocusOut: true,
    gone,
  });
  return answer.kind === "done" ? answer.value.place : undefined;
}

function lastFirst(items: readonly Item[], last: Place | undefined): readonly Item[] {
  const first = last && items.find(({ place }) => place?.slug === last.slug);
  return first ? [first, ...items.filter((item) => item !== first)] : items;
}

/** The personal workspace, then the organizations. */
function itemsOf(known: Known): readonly Item[] {
  const rows = choiceRows({ kind: "personal" }, known);
  const [personal, ...organizations] = rows.flatMap((row) => itemOf(row) ?? []);
  // VS Code draws it at the right of the row that follows.
  const cut: Item = {
    label: l10n.t("only the first {0} are shown", formatCount(known.organizations.length)),
    kind: QuickPickItemKind.Separator,
  };
  return [...(personal ? [personal] : []), ...(known.isCut === true ? [cut] : []), ...organizations];
}

function itemOf({ choice, label, description }: ChoiceRow): Item | undefined {
  if (choice.kind === "all") return undefined;
  const isPersonal = choice.kind === "personal";
  return {
    label: escapeIcons(label),
    // Nothing is current where all are shown.
    description: isPersonal ? l10n.t("belongs to no organization") : escapeIcons(description),
    iconPath: new ThemeIcon(isPersonal ? "account" : "organization"),
    place: placeOf(choice),
  };
}

function placeOf(organization: Place["organization"]): Place {
  return { organization, slug: slugOf(organization) ?? "", label: labelOf(organization) };
}
