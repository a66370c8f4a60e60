import { l10n } from "vscode";
import type { MembershipData, OrganizationData } from "../core/index.ts";
import { plainText } from "../ui/index.ts";

interface Organization {
  readonly kind: "organization";
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

export type OrganizationChoice = { readonly kind: "all" } | { readonly kind: "personal" } | Organization;

/** What was chosen is stored. The server's own limits are 16 and 64 characters; an empty slug would be the personal workspace. */
const longestSlug = 100;
const longestName = 100;

/** As `client.withOrganization` takes it. */
export function slugOf(choice: OrganizationChoice): string | null {
  if (choice.kind === "organization") return choice.slug;
  return choice.kind === "personal" ? "" : null;
}

export function labelOf(choice: OrganizationChoice): string {
  switch (choice.kind) {
    case "organization":
      return plainText(choice.name, 80) || plainText(choice.slug, 80);
    case "personal":
      return l10n.t("Personal Workspace");
    case "all":
      return l10n.t("All Organizations");
  }
}

function sameChoice(one: OrganizationChoice, other: OrganizationChoice): boolean {
  return one.kind === "organization" && other.kind === "organization"
    ? one.id === other.id
    : one.kind === other.kind;
}

/** One line of the picker. Texts are plain. */
export interface ChoiceRow {
  readonly choice: OrganizationChoice;
  readonly label: string;
  readonly description: string;
  readonly current: boolean;
}

export interface Known {
  readonly organizations: readonly OrganizationData[];
  readonly memberships: readonly MembershipData[];
  /** There are more of them than anybody would read. */
  readonly isCut?: boolean;
}

/**
 * What can be chosen, the current one first. Organizations come by name, then what belongs to none, then everything.
 * Before the server has answered (`known` is undefined) there is only what needs no answer.
 */
export function choiceRows(current: OrganizationChoice, known: Known | undefined): readonly ChoiceRow[] {
  const row = (choice: OrganizationChoice, ...facts: readonly string[]): ChoiceRow => {
    const isCurrent = sameChoice(choice, current);
    const shown = [...(isCurrent ? [l10n.t("current")] : []), ...facts].filter((fact) => fact !== "");
    return { choice, label: labelOf(choice), description: shown.join(" · "), current: isCurrent };
  };
  const organizations = known === undefined ? onlyCurrent(current, row) : organizationRows(known, row);
  const rows = [
    ...organizations,
    row({ kind: "personal" }, l10n.t("what belongs to no organization")),
    row({ kind: "all" }, l10n.t("what you own or are assigned to, everywhere")),
  ];
  return [...rows.filter((one) => one.current), ...rows.filter((one) => !one.current)];
}

type MakeRow = (choice: OrganizationChoice, ...facts: readonly string[]) => ChoiceRow;

function onlyCurrent(current: OrganizationChoice, row: MakeRow): ChoiceRow[] {
  return current.kind === "organization" ? [row(current)] : [];
}

function organizationRows({ organizations, memberships }: Known, row: MakeRow): ChoiceRow[] {
  const roles = new Map(memberships.map(({ organization, role }) => [organization, role]));
  const names = new Map<string, number>();
  const usable = organizations.filter(({ slug }) => slug !== "" && slug.length <= longestSlug);
  const found = usable.map((organization) => {
    const choice = choiceOf(organization);
    names.set(choice.name, (names.get(choice.name) ?? 0) + 1);
    return { choice, owner: organization.owner };
  });
  const rows = found.map(({ choice, owner }) => {
    const { id, slug, name } = choice;
    const namesakes = (names.get(name) ?? 0) > 1;
    const role = roles.get(id);
    const facts = [
      namesakes ? plainText(slug, 40) : "",
      role === undefined ? "" : roleWord(role),
      role === "owner" || owner == null ? "" : l10n.t("owned by {0}", plainText(owner.username, 40)),
    ];
    return row(choice, ...facts);
  });
  const { compare } = new Intl.Collator();
  return rows.sort((one, other) => compare(one.label, other.label));
}

function choiceOf({ id, slug, name }: OrganizationData): Organization {
  return { kind: "organization", id, slug, name: plainText(name, longestName) };
}

export function roleWord(role: string): string {
  switch (role) {
    case "owner":
      return l10n.t("owner");
    case "maintainer":
      return l10n.t("maintainer");
    case "supervisor":
      return l10n.t("supervisor");
    case "worker":
      return l10n.t("worker");
    default:
      return plainText(role, 40);
  }
}

/**
 * Whether typing this leaves no row. It asks less than VS Code's own filter, so that it never hides what that would
 * show: the letters in their order, in the label or in the description.
 */
export function nothingMatches(typed: string, rows: readonly ChoiceRow[]): boolean {
  const letters = Array.from(typed.toLowerCase().replaceAll(/\s/g, ""));
  const within = (text: string): boolean => {
    let from = 0;
    return letters.every((letter) => {
      const at = text.toLowerCase().indexOf(letter, from);
      from = at + letter.length;
      return at >= 0;
    });
  };
  return !rows.some(({ label, description }) => within(label) || within(description));
}

/** Whether something is not part of what is shown: it was found by its number, or by a link. */
export function isOutside(
  choice: OrganizationChoice,
  { organization }: { organization: number | null },
): boolean {
  if (choice.kind === "all") return false;
  return organization !== (choice.kind === "organization" ? choice.id : null);
}
