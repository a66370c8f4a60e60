import { l10n, ProgressLocation, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import {
  type Client,
  CvatError,
  type LabelSpec,
  longest,
  type Project,
  UnauthorizedError,
} from "../core/index.ts";
import type { ExplorerFeature, ObjectPicker } from "../explorer/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { denialWords, type Myself, whoMay, whyNot } from "../permissions/index.ts";
import { nameProblem, nameProblemWords, trimmed } from "../saving/index.ts";
import {
  type Answer,
  askText,
  escapeIcons,
  explain,
  formatCount,
  type Notifications,
  plainText,
  sayInPassing,
  type Verdict,
} from "../ui/index.ts";
import { askForLabels } from "./labels-step.ts";
import { type Place, placeFor } from "./place.ts";
import { labelCount } from "./words.ts";

/** Name, where the labels come from, their names. */
const steps = 3;

export interface CreatorNeeds {
  readonly session: Pick<Session, "refused">;
  readonly scopes: Scopes;
  readonly explorer: Pick<ExplorerFeature, "reveal">;
  readonly picker: ObjectPicker;
  readonly notifications: Pick<Notifications, "error" | "inform">;
  readonly myself: Pick<Myself, "soon">;
}

/** What is to be created, and where it was asked for. */
interface Order {
  readonly scope: Scope;
  readonly place: Place;
  readonly name: string;
  readonly labels: readonly LabelSpec[];
  /** Another account or organization is shown meanwhile. */
  readonly isOver: () => boolean;
}

/** Creates projects as a person wishes. */
export class Creator {
  readonly #needs: CreatorNeeds;
  /** What was typed last and came to nothing: it is there again the next time. */
  #unfinished = "";

  constructor(needs: CreatorNeeds) {
    this.#needs = needs;
  }

  async newProject(): Promise<void> {
    const { scopes } = this.#needs;
    const scope = scopes.current;
    if (!scope) return;
    const gone = scopes.signal;
    const before = scope.organization.kind === "all" ? 1 : 0;
    const place = await this.#place(scope, before + steps, gone);
    if (!place) return;
    const ordered = await this.#ask(scope, place, before, gone);
    if (!ordered || gone.aborted) return;
    await this.#create({ scope, place, ...ordered, isOver: () => gone.aborted });
  }

  /** `undefined` if the person gave it up, or after saying why nothing can be created there. */
  async #place(scope: Scope, totalSteps: number, gone: AbortSignal): Promise<Place | undefined> {
    const { myself, notifications, session } = this.#needs;
    try {
      const place = await placeFor(scope, l10n.t("New Project"), totalSteps, gone);
      if (!place) return undefined;
      const me = await myself.soon(scope.connection, gone);
      const { organization } = place;
      const id = organization.kind === "organization" ? organization.id : null;
      const denial = whyNot("create", { kind: "place", organization: id }, me);
      if (!denial) return place;
      const what = l10n.t("Could not create a project in {0}", place.label);
      void notifications.inform(`${what}. ${denialWords(denial)}`);
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
      session.refused(scope.connection);
    }
    return undefined;
  }

  async #ask(
    scope: Scope,
    place: Place,
    before: number,
    gone: AbortSignal,
  ): Promise<Pick<Order, "name" | "labels"> | undefined> {
    const totalSteps = before + steps;
    const client = scope.connection.client.withOrganization(place.slug);
    let typed = this.#unfinished;
    for (;;) {
      const name = await askForName({ typed, place, client, step: before + 1, totalSteps, gone });
      if (name.kind !== "done") return undefined;
      typed = name.value;
      this.#unfinished = typed;
      const labels = await askForLabels({
        title: l10n.t("Labels of {0}", plainText(typed, 60)),
        step: before + 2,
        totalSteps,
        picker: this.#needs.picker,
        gone,
      });
      if (labels.kind === "done") return { name: typed, labels: labels.value };
      if (labels.kind === "cancelled") return undefined;
    }
  }

  /** What was begun is not given up halfway: nobody would know whether there is a project now. */
  async #create(order: Order): Promise<void> {
    const { scope, place, name, labels } = order;
    const title = escapeIcons(l10n.t("Creating project “{0}”", plainText(name, 60)));
    const client = scope.connection.client.withOrganization(place.slug);
    let project: Project;
    try {
      project = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
        client.projects.create({ name, labels }),
      );
    } catch (error) {
      this.#tell(error, order);
      return;
    }
    this.#unfinished = "";
    const created = l10n.t("Created project #{0} with {1}", project.id, labelCount(labels.length));
    sayInPassing(created);
    if (!order.isOver()) await this.#show(project);
  }

  async #show(project: Project): Promise<void> {
    const { explorer, scopes } = this.#needs;
    await explorer.reveal({ kind: "project", entity: project }, "cvat.projects", scopes.signal);
  }

  #tell(error: unknown, order: Order): void {
    const { session, notifications } = this.#needs;
    const { scope, place, name } = order;
    if (error instanceof UnauthorizedError) {
      session.refused(scope.connection);
      return;
    }
    const { organization } = place;
    const id = organization.kind === "organization" ? organization.id : null;
    const what = l10n.t("Could not create project “{0}” in {1}", plainText(name, 100), place.label);
    const words = explain(error, what, {
      forbidden: denialWords(whoMay("create", { kind: "place", organization: id })),
    });
    void notifications.error(words, { retry: () => this.#again(order) });
  }

  async #again(order: Order): Promise<void> {
    if (!order.isOver()) {
      await this.#create(order);
      return;
    }
    const what = l10n.t("Could not create project “{0}”", plainText(order.name, 100));
    const why = l10n.t("Another account or organization is shown meanwhile.");
    void this.#needs.notifications.inform(`${what}. ${why}`);
  }
}

interface NameStep {
  readonly typed: string;
  readonly place: Place;
  readonly client: Client;
  readonly step: number;
  readonly totalSteps: number;
  readonly gone: AbortSignal;
}

/** A name that there is already is pointed out once; Enter again takes it. */
async function askForName({
  typed,
  place,
  client,
  step,
  totalSteps,
  gone,
}: NameStep): Promise<Answer<string>> {
  const prompt = l10n.t("1 to {0} characters, in {1}", formatCount(longest.name), plainText(place.label, 30));
  let told: string | undefined;
  return await askText<string>({
    title: l10n.t("New Project"),
    step,
    totalSteps,
    value: typed,
    placeholder: l10n.t("Name"),
    prompt,
    gone,
    submit: async (text, { signal }): Promise<Verdict<string>> => {
      const name = trimmed(text);
      const problem = nameProblem(text);
      if (problem) return { ok: false, problem: nameProblemWords(problem) };
      if (told === name) return { ok: true, value: name };
      const namesake = await findNamesake(client, name, AbortSignal.any([signal, gone]));
      if (!namesake) return { ok: true, value: name };
      told = name;
      const words = l10n.t(
        "There is a project of that name already, #{0}. Enter creates another one.",
        namesake.id,
      );
      return { ok: false, problem: words };
    },
  });
}

/** Only to be pointed out: what hinders this hinders the creating as well, and is told there. */
async function findNamesake(client: Client, name: string, signal: AbortSignal): Promise<Project | undefined> {
  try {
    const { items } = await client.projects.list({ name, pageSize: 1 }).pager().next({ signal });
    return items[0];
  } catch (error) {
    if (!(error instanceof CvatError)) throw error;
    return undefined;
  }
}
