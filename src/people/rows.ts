import { l10n } from "vscode";
import { roleWord } from "../organizations/index.ts";
import { plainText } from "../ui/index.ts";
import type { Found, Member, Person } from "./people.ts";

/** Somebody who can be chosen, or nobody. Texts are plain. */
export interface PersonRow {
  /** `null`: nobody. */
  readonly person: Person | null;
  readonly label: string;
  readonly description: string;
}

export interface Choice {
  readonly me: Person;
  /** Who has it now; `undefined` where several have several. */
  readonly current: Person | null | undefined;
  /** Whether that person still belongs to the organization; `undefined` if that is not known. */
  readonly isCurrentMember?: boolean | undefined;
}

/** Me first, then who has it now, then nobody, then the others. What is typed leaves those whom it fits. */
export function personRows(
  { me, current, isCurrentMember }: Choice,
  found: Found,
  typed: string,
): PersonRow[] {
  const roles = new Map(found.members.map((member) => [member.person.id, member]));
  const own = roles.get(me.id)?.person ?? me;
  const first: PersonRow[] = [
    row(own, [l10n.t("you"), ...(current?.id === me.id ? [l10n.t("current")] : [])]),
  ];
  if (current && current.id !== me.id) {
    const left = isCurrentMember === false ? l10n.t("left the organization") : "";
    first.push(row(current, [...names(roles.get(current.id)?.person ?? current), l10n.t("current"), left]));
  }
  first.push({
    person: null,
    label: l10n.t("Nobody"),
    description: current === null ? l10n.t("current") : "",
  });
  const shown = first.filter(({ label, person }) => fits(typed, label, person));
  const others = found.members.filter(({ person }) => person.id !== me.id && person.id !== current?.id);
  return [...shown, ...others.map(memberRow)];
}

function memberRow({ person, role }: Member): PersonRow {
  return row(person, [...names(person), roleWord(role)]);
}

function row(person: Person, facts: readonly string[]): PersonRow {
  return {
    person,
    label: plainText(person.username, 150),
    description: facts.filter((fact) => fact !== "").join(" · "),
  };
}

function names({ first_name = "", last_name = "" }: Person): string[] {
  return [plainText(`${first_name} ${last_name}`.trim(), 100)];
}

/** Whom somebody means who has typed a whole user name, or "Nobody", as it is written; nobody who is not the only one. */
export function exactRow(rows: readonly PersonRow[], typed: string): PersonRow | undefined {
  const wanted = typed.trim();
  const [only, another] = rows.filter(({ person, label }) => (person?.username ?? label) === wanted);
  return another ? undefined : only;
}

function fits(typed: string, label: string, person: Person | null): boolean {
  const wanted = typed.trim().toLowerCase();
  // It is no name in which something is looked for: "bo" means somebody.
  if (!person) return label.toLowerCase().startsWith(wanted);
  const text = [label, person.username, person.first_name, person.last_name].join(" ").toLowerCase();
  return text.includes(wanted);
}
