import { env, l10n, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import { type Logger, UnauthorizedError } from "../core/index.ts";
import { type CvatObject, type ExplorerFeature, keyOf } from "../explorer/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { denialWords, type Me, type Myself, whyNot, withAbove } from "../permissions/index.ts";
import { type Clock, type Notifications, withCount } from "../ui/index.ts";
import { askWhichStay } from "./conflicts.ts";
import { type Edit, inverseOf } from "./edit.ts";
import { type Result, run } from "./run.ts";
import { UndoStack } from "./undo.ts";
import { changing, couldNot, failureOf, goneFrom, reasonOf, refusalOf, report, subjectOf } from "./words.ts";

/** How long something is said in passing, in milliseconds. */
const passing = 3000;

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

/** Changes objects as a person wishes: shows it at once, asks where somebody else was faster, tells what failed. */
export class Editor {
  readonly #needs: EditorNeeds;
  readonly #undo = new UndoStack();

  constructor(needs: EditorNeeds) {
    this.#needs = needs;
  }

  /** Begins a command; `undefined` if nothing was chosen, or after saying why none of it may be changed. */
  async begin(
    action: Edit["action"],
    args: readonly unknown[],
    title: string,
    kinds?: readonly CvatObject["kind"][],
  ): Promise<Begun | undefined> {
    const { scopes, explorer, myself, notifications } = this.#needs;
    const chosen = await explorer.objects(args, title, kinds);
    const scope = scopes.current;
    if (!chosen || !scope) return undefined;
    const me = await myself.soon(scope.connection, scopes.signal);
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

  /** Makes the changes, and tells what came of them where that is not seen. */
  async change(begun: Begun, edits: readonly Edit[]): Promise<void> {
    const { connection } = begun.scope;
    if (edits.length === 0 && begun.denied.length === 0) {
      window.setStatusBarMessage(l10n.t("Nothing to change: it is so already"), passing);
      return;
    }
    const first = await this.#run(edits);
    const conflicts = first.filter((result) => result.kind === "conflict").map(({ edit }) => edit);
    const second = conflicts.length > 0 ? await this.#run(await askWhichStay(conflicts)) : [];
    const results = [...first.filter((result) => result.kind !== "conflict"), ...second];
    const done = results.filter((result) => result.kind === "done").map(({ edit }) => edit);
    this.#undo.push(connection, done);
    const denied = begun.denied.map(({ object, denial }): Result => {
      const edit: Edit = { action: begun.action, object, started: {}, wanted: {} };
      return { kind: "denied", edit, denial };
    });
    const retry = (again: readonly Edit[]) => this.change({ ...begun, denied: [] }, again);
    this.#tell([...results, ...denied], begun.scope, retry);
  }

  /** Takes the last change back where its values are still those that were set. */
  async undo(): Promise<void> {
    const { scopes, notifications } = this.#needs;
    const scope = scopes.current;
    const edits = scope && this.#undo.pop(scope.connection);
    if (!scope || !edits) {
      void notifications.inform(l10n.t("There is no change of this window to take back."));
      return;
    }
    await this.#takeBack(scope, edits);
  }

  async #takeBack(scope: Scope, edits: readonly Edit[]): Promise<void> {
    const results = await this.#run(edits);
    const done = results.filter(({ kind }) => kind === "done" || kind === "nothing");
    // What could not be reached can be tried again.
    const left = results.filter(({ kind }) => kind === "failed" || kind === "notBegun");
    this.#undo.push(
      scope.connection,
      left.map(({ edit }) => inverseOf(edit)),
    );
    if (done.length > 0) {
      const subject = subjectOf(done.map(({ edit }) => edit.object));
      window.setStatusBarMessage(l10n.t("Took back the change of {0}", subject), passing);
    }
    this.#tell(results, scope, (again) => this.#takeBack(scope, again));
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
        first.action,
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

  #tell(results: readonly Result[], scope: Scope, retry: (edits: readonly Edit[]) => Promise<void>): void {
    const { session, explorer, notifications, logger } = this.#needs;
    const { connection } = scope;
    for (const result of results) {
      const { object } = result.edit;
      if (result.kind === "gone") explorer.removed(keyOf(object));
      const reason = reasonOf(result, connection.host);
      if (reason !== undefined) logger.warn(`${couldNot(result.edit.action, [object])}. ${reason}`);
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
      ...(isDone ? [{ title: l10n.t("Undo"), run: () => this.undo() }] : []),
    );
  }

  #tellOne(result: Result, host: string, retry: (edits: readonly Edit[]) => Promise<void>): void {
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
      case "denied": {
        const reason = reasonOf(result, host) ?? "";
        void notifications.inform(`${couldNot(edit.action, [edit.object])}. ${reason}`);
        return;
      }
      case "done":
      case "nothing":
      case "notBegun":
        return;
    }
  }
}
