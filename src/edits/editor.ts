import { env, l10n } from "vscode";
import type { Session } from "../accounts/index.ts";
import { type Logger, OutcomeUnknownError, UnauthorizedError } from "../core/index.ts";
import { type ExplorerFeature } from "../explorer/index.ts";
import { type CvatObject, goneFrom, keyOf } from "../objects/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { denialWords, type Me, type Myself, whyNot, withAbove } from "../permissions/index.ts";
import { type Clock, type Notifications, sayInPassing, withCount } from "../ui/index.ts";
import { askWhichStay } from "./conflicts.ts";
import { type Edit, inverseOf } from "./edit.ts";
import { type Result, run } from "./run.ts";
import { isSamePlace, type Step, UndoStack } from "./undo.ts";
import { changing, couldNot, failureOf, reasonOf, refusalOf, report, tookBack, whatOf } from "./words.ts";

export interface EditorNeeds {
  readonly session: Pick<Session, "refused">;
  readonly scopes: Scopes;
  readonly explorer: Pick<ExplorerFeature, "expect" | "known" | "removed" | "objects">;
  readonly notifications: Pick<Notifications, "error" | "warn" | "inform">;
  readonly myself: Pick<Myself, "soon">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What one command works with, from its beginning to its end. */
export interface Begun {
  readonly action: Edit["action"];
  readonly scope: Scope;
  /** What may be changed, as far as is known. */
  readonly objects: readonly CvatObject[];
  /** What may not. */
  readonly denied: readonly Denied[];
}

interface Denied {
  readonly object: CvatObject;
  readonly denial: Extract<Result, { kind: "denied" }>["denial"];
}

/** What a person asks to be changed by a command. */
export interface Choice {
  /** What the command was given. */
  readonly args: readonly unknown[];
  /** Of the question for what is to be changed, if nothing was given. */
  readonly title: string;
  /** What is offered then; all, if not given. */
  readonly kinds?: readonly CvatObject["kind"][] | undefined;
}

/** A try at the same change, of which not all was made. */
interface Before {
  readonly step: Step;
  /** Of these it is not known whether they were made. */
  readonly doubtful: readonly Edit[];
}

/** What the buttons under a report do. */
interface Buttons {
  readonly retry: (edits: readonly Edit[]) => Promise<void>;
  readonly undo?: (() => Promise<void>) | undefined;
}

/** Changes objects as a person wishes: shows it at once, asks where somebody else was faster, tells what failed. */
export class Editor {
  readonly #needs: EditorNeeds;
  readonly #undo = new UndoStack();

  constructor(needs: EditorNeeds) {
    this.#needs = needs;
  }

  /**
   * Begins a command; `undefined` if nothing was chosen, or after saying why none of it may be changed.
   *
   * @param gone aborted when what is shown at the beginning no longer is
   */
  async begin(action: Edit["action"], choice: Choice, gone: AbortSignal): Promise<Begun | undefined> {
    const { scopes, explorer, myself, notifications } = this.#needs;
    const scope = scopes.current;
    const chosen = await explorer.objects(choice.args, choice.title, choice.kinds);
    if (!chosen || !scope) return undefined;
    const me = await myself.soon(scope.connection, gone);
    if (gone.aborted) return undefined;
    const objects: CvatObject[] = [];
    const denied: Denied[] = [];
    for (const object of new Map(chosen.map((one) => [keyOf(one), one])).values()) {
      const denial = this.#whyNot(action, object, me);
      if (denial) denied.push({ object, denial });
      else objects.push(object);
    }
    const [first] = denied;
    if (objects.length === 0 && first) {
      const what = couldNot(
        action,
        denied.map(({ object }) => object),
      );
      void notifications.inform(`${what}. ${denialWords(first.denial)}`);
      return undefined;
    }
    return objects.length > 0 ? { action, scope, objects, denied } : undefined;
  }

  /**
   * Makes the changes, and tells what came of them where that is not seen.
   *
   * @param before the try that this is another one of
   */
  async change(begun: Begun, edits: readonly Edit[], before?: Before): Promise<void> {
    const { scope } = begun;
    const gone = this.#needs.scopes.signal;
    if (edits.length === 0 && begun.denied.length === 0) {
      sayInPassing(l10n.t("Nothing to change: it is so already"));
      return;
    }
    const first = await this.#run(edits);
    const conflicts = first.filter((result) => result.kind === "conflict").map(({ edit }) => edit);
    const again = conflicts.length > 0 ? await askWhichStay(conflicts, gone) : [];
    // Who was asked knows what stays, unless the question went with what was shown.
    const told = gone.aborted ? first : first.filter((result) => result.kind !== "conflict");
    const results = [...told, ...(await this.#run(again))];
    const made = results
      .filter((result) => isPerhapsMade(result, before?.doubtful ?? []))
      .map(({ edit }) => edit);
    const step = this.#undo.push(scope, made, before?.step);
    const denied = begun.denied.map(({ object, denial }): Result => {
      const edit: Edit = { action: begun.action, object, started: {}, wanted: {} };
      return { kind: "denied", edit, denial };
    });
    this.#tell([...results, ...denied], scope, {
      retry: (left) =>
        this.change(
          { ...begun, denied: [] },
          left,
          step && { step, doubtful: this.#undo.takeOut(step, left) },
        ),
      undo: step && (() => this.#takeBack(step)),
    });
  }

  /** What was changed elsewhere, in a form, can be taken back as well. */
  remember(edit: Edit): void {
    const scope = this.#needs.scopes.current;
    if (scope) this.#undo.push(scope, [edit]);
  }

  /** Takes the last change back where its values are still those that were set. */
  async undo(): Promise<void> {
    const scope = this.#needs.scopes.current;
    const step = scope && (this.#undo.lastIn(scope) ?? this.#undo.lastThrough(scope.connection));
    if (step) await this.#takeBack(step);
    else void this.#needs.notifications.inform(l10n.t("There is no change to take back."));
  }

  async #takeBack(step: Step): Promise<void> {
    const { scopes, notifications } = this.#needs;
    const { place } = step;
    const scope = scopes.current;
    if (!scope || !isSamePlace(scope, place)) {
      void notifications.inform(
        scope?.connection === place.connection
          ? l10n.t("This was changed in {0}: it can be taken back while that is shown.", place.label)
          : l10n.t("This was changed through another sign-in: it cannot be taken back through this one."),
      );
      return;
    }
    const edits = this.#undo.take(step);
    if (!edits) {
      void notifications.inform(l10n.t("There is nothing left of this change to take back."));
      return;
    }
    const results = await this.#run(edits);
    const done = results.filter(({ kind }) => kind === "done" || kind === "nothing");
    // What could not be reached can be tried again.
    const left = results.filter(({ kind }) => kind === "failed" || kind === "notBegun");
    const rest = this.#undo.push(
      place,
      left.map(({ edit }) => inverseOf(edit)),
    );
    if (done.length > 0) sayInPassing(tookBack(done.map(({ edit }) => edit)));
    this.#tell(results, scope, { retry: () => (rest ? this.#takeBack(rest) : Promise.resolve()) });
  }

  #whyNot(action: Edit["action"], object: CvatObject, me: Me) {
    const { explorer } = this.#needs;
    return whyNot(
      action,
      withAbove(object, (key) => explorer.known(key)),
      me,
    );
  }

  async #run(edits: readonly Edit[]): Promise<readonly Result[]> {
    const [first] = edits;
    if (!first) return [];
    const { clock, explorer } = this.#needs;
    return await withCount(clock, {
      title: changing(
        first,
        edits.map(({ object }) => object),
      ),
      total: edits.length,
      work: (stop, onProgress) =>
        run(edits, {
          stop,
          onProgress,
          expect: (key, fields) => explorer.expect(key, fields),
          refusal: (edit, error) => (error instanceof UnauthorizedError ? undefined : refusalOf(edit, error)),
        }),
    });
  }

  #tell(results: readonly Result[], scope: Scope, { retry, undo }: Buttons): void {
    const { session, explorer, notifications, logger } = this.#needs;
    const { connection } = scope;
    for (const result of results) {
      const { object } = result.edit;
      if (result.kind === "gone") explorer.removed(keyOf(object));
      const reason = reasonOf(result, connection.host);
      if (reason !== undefined) logger.warn(`${whatOf(result.edit)}. ${reason}`);
    }
    if (results.some((result) => result.kind === "failed" && result.error instanceof UnauthorizedError)) {
      // The part that deals with it tells the person.
      session.refused(connection);
      return;
    }
    const [only, another] = results;
    if (!only) return;
    if (!another) {
      this.#tellOne(only, connection.host, retry);
      return;
    }
    const text = report(results, connection.host);
    if (text === undefined) return;
    const again = results
      .filter(({ kind }) => kind === "failed" || kind === "notBegun")
      .map(({ edit }) => edit);
    const isDone = results.some(({ kind }) => kind === "done");
    void notifications.warn(
      text,
      ...(again.length > 0 ? [{ title: l10n.t("Retry"), run: () => retry(again) }] : []),
      ...(isDone && undo ? [{ title: l10n.t("Undo"), run: undo }] : []),
    );
  }

  #tellOne(result: Result, host: string, retry: Buttons["retry"]): void {
    const { notifications } = this.#needs;
    const { edit } = result;
    const { name } = edit.wanted;
    switch (result.kind) {
      case "failed":
        void notifications.error(failureOf(edit, result.error), { retry: () => retry([edit]) });
        return;
      case "gone": {
        const copy = { title: l10n.t("Copy the New Name"), run: () => env.clipboard.writeText(name ?? "") };
        void notifications.inform(goneFrom(edit.object, host), ...(name === undefined ? [] : [copy]));
        return;
      }
      case "conflict":
      case "unknown":
      case "denied": {
        const reason = reasonOf(result, host) ?? "";
        void notifications.inform(`${whatOf(edit)}. ${reason}`);
        return;
      }
      case "done":
      case "nothing":
      case "notBegun":
        return;
    }
  }
}

/** Whether there may be something to take back: who was not told that it is made may have made it. */
function isPerhapsMade(result: Result, doubtful: readonly Edit[]): boolean {
  switch (result.kind) {
    case "done":
    case "unknown":
      return true;
    case "failed":
      return result.error instanceof OutcomeUnknownError || doubtful.includes(result.edit);
    case "nothing":
    case "notBegun":
      return doubtful.includes(result.edit);
    case "conflict":
    case "gone":
    case "denied":
      return false;
  }
}
