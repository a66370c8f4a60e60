import { l10n } from "vscode";
import {
  type Change,
  Job,
  type JobPatch,
  Organization,
  type OrganizationContact,
  type OrganizationPatch,
  Project,
  type ProjectPatch,
  Task,
  type TaskPatch,
} from "../../core/index.ts";
import { withState } from "../../objects/index.ts";
import type { Saveable } from "../../saving/index.ts";
import { plainText } from "../../ui/index.ts";
import { isPerson, textOf, type Value, type Values } from "./values.ts";

/** An object that a form can show. */
export type FormObject =
  | { readonly noun: "project"; readonly entity: Project }
  | { readonly noun: "task"; readonly entity: Task }
  | { readonly noun: "job"; readonly entity: Job }
  | { readonly noun: "organization"; readonly entity: Organization };

/** The values that can be changed, under the names of the fields. */
export function valuesOf({ noun, entity }: FormObject): Values {
  switch (noun) {
    case "project":
      return { name: entity.name, assignee: personOf(entity), bug_tracker: textIn(entity, "bug_tracker") };
    case "task": {
      const { name, subset } = entity;
      return { name, assignee: personOf(entity), subset, bug_tracker: textIn(entity, "bug_tracker") };
    }
    case "job":
      return { assignee: personOf(entity), stage: entity.stage, state: entity.state };
    case "organization": {
      const { email = "", phoneNumber = "", location = "" } = contactTexts(entity);
      return { name: entity.name, description: entity.description, email, phoneNumber, location };
    }
  }
}

function personOf({ assignee }: Project | Task | Job): Value {
  return assignee && { id: assignee.id, username: assignee.username };
}

function textIn(entity: object, name: string): string {
  const value: unknown = Reflect.get(entity, name);
  return typeof value === "string" ? value : "";
}

function contactTexts({ contact }: Organization): Partial<Record<string, string>> {
  const entries = typeof contact === "object" && contact !== null ? Object.entries(contact) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** Values as they are compared and sent: people by their number. */
type Flat = Record<string, string | number | null>;

export function flat(values: Values): Flat {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isPerson(value) ? value.id : value]),
  );
}

/** An object with nothing but the fields of its form, for comparing and changing them one by one. */
export function saveableOf(object: FormObject, wanted: Flat): Saveable<Flat> {
  return {
    fetch: (options) => object.entity.fetch(options),
    held: (field) => flat(valuesOf(object))[field],
    update: (patch, options) => update(object, patch, wanted, options),
  };
}

async function update(
  object: FormObject,
  patch: Flat,
  wanted: Flat,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<unknown> {
  switch (object.noun) {
    case "project": {
      const { name, assignee_id, bug_tracker } = namedPatch(patch);
      const projectPatch: ProjectPatch = { name, assignee_id, bug_tracker };
      return await object.entity.update(projectPatch, options);
    }
    case "task":
      return await object.entity.update(namedPatch(patch), options);
    case "job":
      return await object.entity.update(jobPatch(patch, wanted), options);
    case "organization":
      return await object.entity.update(organizationPatch(object.entity, patch), options);
  }
}

function namedPatch({ name, assignee, bug_tracker, subset }: Flat): TaskPatch {
  return {
    name: given(name),
    assignee_id: numberOrNobody(assignee),
    bug_tracker: given(bug_tracker),
    subset: given(subset),
  };
}

function jobPatch({ assignee, stage, state }: Flat, wanted: Flat): JobPatch {
  const patch = { assignee: numberOrNobody(assignee), stage: given(stage), state: given(state) };
  return withState(patch, { state: given(wanted["state"]) });
}

function organizationPatch(organization: Organization, patch: Flat): OrganizationPatch {
  const { name, description, ...others } = patch;
  return {
    name: given(name),
    description: given(description),
    contact: Object.keys(others).length === 0 ? undefined : contactWith(organization, others),
  };
}

/** The contact is sent as a whole: what others keep in it stays. */
function contactWith({ contact }: Organization, changes: Flat): OrganizationContact {
  const whole: OrganizationContact = {};
  const before = typeof contact === "object" && contact !== null ? Object.entries(contact) : [];
  for (const [name, value] of [...before, ...Object.entries(changes)]) Reflect.set(whole, name, value);
  return whole;
}

function given(value: string | number | null | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function numberOrNobody(value: string | number | null | undefined): number | null | undefined {
  return typeof value === "string" ? undefined : value;
}

/** What was typed, field by field, to be taken elsewhere. */
export function asText(labels: ReadonlyMap<string, string>, values: Values): string {
  return Object.entries(values)
    .map(
      ([name, value]) => `${labels.get(name) ?? name}: ${isPerson(value) ? value.username : textOf(value)}`,
    )
    .join("\n");
}

/** An object out of what a change tells. */
export function objectWith(entity: unknown): FormObject | undefined {
  if (entity instanceof Project) return { noun: "project", entity };
  if (entity instanceof Task) return { noun: "task", entity };
  if (entity instanceof Job) return { noun: "job", entity };
  return entity instanceof Organization ? { noun: "organization", entity } : undefined;
}

/** Whether it goes along with what was removed. */
export function isWithin(object: FormObject, removed: Pick<Change, "noun" | "id">): boolean {
  switch (object.noun) {
    case "project":
    case "organization":
      return false;
    case "task":
      return removed.noun === "project" && removed.id === object.entity.project_id;
    case "job": {
      const { task_id, project_id } = object.entity;
      return (
        removed.id ===
        (removed.noun === "task" ? task_id : removed.noun === "project" ? project_id : undefined)
      );
    }
  }
}

export function titleOfForm({ noun, entity }: FormObject): string {
  switch (noun) {
    case "job":
      return l10n.t("Job #{0}", entity.id);
    case "project":
    case "task":
      return plainText(entity.name) || l10n.t("(no name)");
    case "organization":
      return plainText(entity.name) || plainText(entity.slug);
  }
}
