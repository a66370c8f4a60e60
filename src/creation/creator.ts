import { l10n, ProgressLocation, type TextDocument, window } from "vscode";
import type { Connection, Session } from "../accounts/index.ts";
import { type LabelSpec, OutcomeUnknownError, type Project, UnauthorizedError } from "../core/index.ts";
import type { ExplorerFeature, ObjectPicker } from "../explorer/index.ts";
import { type Scope, type Scopes, slugOf } from "../organizations/index.ts";
import { denialWords, type Myself, whoMay, whyNot } from "../permissions/index.ts";
import {
  type Clock,
  escapeIcons,
  explain,
  isCancelled,
  type Notifications,
  plainText,
  sayInPassing,
} from "../ui/index.ts";
import { askAboutEarlier, Doubts, type Wish } from "./doubts.ts";
import type { LabelDocuments } from "./label-documents.ts";
import { askForLabels, type Labelling } from "./labels-step.ts";
import { Once } from "./once.ts";
import { askForName, type Named } from "./name-step.ts";
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
  readonly documents: Pick<LabelDocuments, "begin">;
  readonly clock: Pick<Clock, "now">;
}

/** What is to be created, but for its labels, and by whom it was asked for. */
interface Draft extends Wish {
  readonly connection: Connection;
  /** One project at most comes of it, by the document, or by the button of a notification. */
  readonly once: Once;
  /** The number of the newest project of that name that was known then. */
  readonly newest: number;
}

interface Order extends Draft {
  readonly labels: readonly LabelSpec[];
}

/** What the person said at last: labels, a document for them, or that a project that came into being before is enough. */
type Asked = (Labelling & Named) | { readonly kind: "show"; readonly project: Project };

/** Creates projects as a person wishes. */
export class Creator {
  readonly #needs: CreatorNeeds;
  readonly #doubts = new Doubts();
  /** What was said last and came to nothing: it is there again the next time. */
  #unfinished: { readonly name: string; readonly place?: Place } = { name: "" };

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
    const asked = await this.#ask(scope, place, before, gone);
    if (!asked || gone.aborted) return;
    if (asked.kind === "show") {
      await this.#settle(asked.project, place);
      return;
    }
    const { connection } = scope;
    const { name, newest } = asked;
    const draft: Draft = { connection, place, name, newest, once: new Once() };
    if (asked.kind === "labels") await this.#create({ ...draft, labels: asked.labels });
    else await this.#waitFor(asked.document, draft);
  }

  /** `undefined` if the person gave it up, or after saying why nothing can be created there. */
  async #place(scope: Scope, totalSteps: number, gone: AbortSignal): Promise<Place | undefined> {
    const { myself, notifications, session } = this.#needs;
    try {
      const last = this.#unfinished.place;
      const place = await placeFor(scope, l10n.t("New Project"), { totalSteps, last, gone });
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
    { connection }: Scope,
    place: Place,
    before: number,
    gone: AbortSignal,
  ): Promise<Asked | undefined> {
    const count = { totalSteps: before + steps, gone };
    const wish = { connection, place, doubts: this.#doubts };
    for (;;) {
      const typed = this.#unfinished.name;
      const answer = await askForName({ ...wish, typed, step: before + 1, ...count });
      if (answer.kind !== "done") return undefined;
      const { name, earlier } = answer.value;
      this.#unfinished = { name, place };
      if (earlier) {
        const enough = await this.#isEnough(
          earlier,
          { connection, place, name },
          { step: before + 1, ...count },
        );
        if (enough === "yes") return { kind: "show", project: earlier };
        if (enough === "cancelled") return undefined;
        if (enough === "back") continue;
      }
      const { picker } = this.#needs;
      const title = l10n.t("Labels of {0}", plainText(name, 60));
      const labels = await askForLabels({ title, step: before + 2, picker, ...count });
      if (labels.kind === "done") return { ...answer.value, ...labels.value };
      if (labels.kind === "cancelled") return undefined;
    }
  }

  async #isEnough(
    earlier: Project,
    wish: Wish,
    around: Parameters<typeof askAboutEarlier>[2],
  ): Promise<"yes" | "no" | "back" | "cancelled"> {
    const answer = await askAboutEarlier(earlier, this.#needs.clock.now(), around);
    if (answer.kind !== "done") return answer.kind;
    this.#doubts.forget(wish);
    return answer.value === "show" ? "yes" : "no";
  }

  async #waitFor(document: TextDocument, draft: Draft): Promise<void> {
    const { name, place } = draft;
    const kept = this.#unfinished;
    this.#unfinished = { name: "" };
    await this.#needs.documents.begin(document, {
      name: plainText(name, 60),
      place: plainText(place.label, 60),
      create: (labels, over) => this.#create({ ...draft, labels }, over),
      dropped: () => {
        draft.once.end();
        if (this.#unfinished.name === "") this.#unfinished = kept;
      },
    });
  }

  /**
   * What was begun is not given up halfway: nobody would know whether there is a project now.
   *
   * @param over called when it is wanted no longer: it was made, or another one is enough
   */
  async #create(asked: Order, over: () => void = () => undefined): Promise<void> {
    const connection = this.#needs.scopes.current?.connection;
    const isForeign = connection?.id !== asked.connection.id;
    if (!connection || isForeign || asked.once.isOver) {
      // The button of an old notification, as a rule.
      const why = isForeign
        ? l10n.t("Another account is shown meanwhile.")
        : l10n.t("It was created or discarded meanwhile.");
      const what = l10n.t("Could not create project “{0}”", plainText(asked.name, 100));
      void this.#needs.notifications.inform(`${what}. ${why}`);
      return;
    }
    const order: Order = { ...asked, connection };
    let project: Project | undefined;
    try {
      project = await asked.once.try(() => this.#made(order));
    } catch (error) {
      this.#tell(error, order, over);
    }
    if (!project) return;
    over();
    await this.#settle(project, asked.place);
  }

  /** The project that was made, or an earlier one that is enough; `undefined` if the question which one is given up. */
  async #made(order: Order): Promise<Project | undefined> {
    let { newest } = order;
    try {
      const earlier = await this.#doubts.earlier(order);
      const enough = earlier ? await this.#isEnough(earlier, order, {}) : "no";
      if (enough === "yes") return earlier;
      if (enough !== "no") return undefined;
      newest = earlier?.id ?? newest;
      const project = await this.#send(order);
      this.#doubts.forget(order);
      return project;
    } catch (error) {
      // Nobody calls it off: the client was closed in the middle.
      if (error instanceof OutcomeUnknownError || isCancelled(error)) this.#doubts.note(order, newest);
      throw error;
    }
  }

  async #send({ connection, place, name, labels }: Order): Promise<Project> {
    const title = escapeIcons(l10n.t("Creating project “{0}”", plainText(name, 60)));
    const client = connection.client.withOrganization(place.slug);
    const project = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
      client.projects.create({ name, labels }),
    );
    const words = l10n.t("Created project #{0} with {1}", project.id, labelCount(labels.length));
    if (this.#isShown(place)) sayInPassing(words);
    else void this.#needs.notifications.inform(l10n.t("{0}, in {1}.", words, place.label));
    return project;
  }

  /** There is the project that was wanted: it is shown, unless something else is shown meanwhile. */
  async #settle(project: Project, place: Place): Promise<void> {
    const { explorer, scopes } = this.#needs;
    if (this.#unfinished.name === project.name) this.#unfinished = { name: "" };
    if (!this.#isShown(place)) return;
    await explorer.reveal({ kind: "project", entity: project }, "cvat.projects", scopes.signal);
  }

  #isShown({ slug }: Place): boolean {
    const shown = this.#needs.scopes.current?.organization;
    return shown?.kind === "all" || (shown !== undefined && slugOf(shown) === slug);
  }

  #tell(error: unknown, order: Order, over: () => void): void {
    const { session, notifications } = this.#needs;
    const { connection, place, name } = order;
    if (error instanceof UnauthorizedError) {
      session.refused(connection);
      return;
    }
    const { organization } = place;
    const id = organization.kind === "organization" ? organization.id : null;
    const what = l10n.t("Could not create project “{0}” in {1}", plainText(name, 100), place.label);
    const unknown = l10n.t(
      "It is not known whether it was done. Create it again: it is looked first whether it is there.",
    );
    if (isCancelled(error)) {
      void notifications.inform(`${what}. ${unknown}`);
      return;
    }
    const forbidden = denialWords(whoMay("create", { kind: "place", organization: id }));
    const words = explain(error, what, { forbidden, "outcome-unknown": unknown });
    void notifications.error(words, { retry: () => this.#create(order, over) });
  }
}
