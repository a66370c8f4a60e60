import { l10n, ProgressLocation, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import { type Logger, UnauthorizedError } from "../core/index.ts";
import type { ExplorerFeature } from "../explorer/index.ts";
import { type CvatObject, goneFrom, type ObjectKey, subjectOf } from "../objects/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { denialWords, type Myself, whyNot, withAbove } from "../permissions/index.ts";
import { askText, type Clock, type Notifications, sayInPassing, withCount } from "../ui/index.ts";
import { countAlong, type Counted } from "./along.ts";
import { type Choice, choose, type Denied, type Doomed } from "./choice.ts";
import { type Result, run } from "./run.ts";
import {
  consequences,
  couldNotRemove,
  failureOf,
  proofFor,
  question,
  reasonOf,
  removed,
  report,
  whatOf,
} from "./words.ts";

export interface RemoverNeeds {
  readonly session: Pick<Session, "refused">;
  readonly scopes: Scopes;
  readonly explorer: Pick<ExplorerFeature, "known" | "removed" | "objects">;
  readonly notifications: Pick<Notifications, "error" | "warn" | "inform">;
  readonly myself: Pick<Myself, "soon">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Where a removal began, and what ends it: an answer given there is not carried out elsewhere. */
interface Place {
  readonly scope: Scope;
  readonly gone: AbortSignal;
  readonly isOver: () => boolean;
}

/** Removes what a person named, and nothing else: asks first, and tells truly what came of it. */
export class Remover {
  readonly #needs: RemoverNeeds;

  constructor(needs: RemoverNeeds) {
    this.#needs = needs;
  }

  async remove(args: readonly unknown[]): Promise<void> {
    const { scopes, explorer } = this.#needs;
    const scope = scopes.current;
    if (!scope) return;
    const gone = scopes.signal;
    const place: Place = { scope, gone, isOver: () => gone.aborted };
    const chosen = await explorer.objects(args, l10n.t("Remove"));
    if (!chosen || place.isOver()) return;
    const { doomed, denied } = await this.#choose(chosen, place);
    if (place.isOver()) return;
    if (doomed.length === 0) {
      this.#tellDenied(denied);
      return;
    }
    const counted = await this.#count(doomed, place);
    if (!counted || place.isOver()) return;
    for (const { key } of counted.gone) explorer.removed(key);
    const [lost] = counted.gone;
    if (counted.doomed.length === 0 && lost) {
      void this.#needs.notifications.inform(goneFrom(lost.object, scope.connection.host));
      return;
    }
    const answer = await ask(counted, denied, place);
    if (answer === "givenUp") return;
    if (answer === "tooLate" || place.isOver()) this.#tellSwitched(counted.doomed);
    else await this.#carryOut(counted.doomed, denied, place);
  }

  async #choose(chosen: readonly CvatObject[], { scope, gone }: Place): Promise<Choice> {
    const { explorer, myself } = this.#needs;
    const me = await myself.soon(scope.connection, gone);
    const known = (key: ObjectKey) => explorer.known(key);
    return choose(chosen, { known, whyNot: (object) => whyNot("remove", withAbove(object, known), me) });
  }

  /** `undefined` if the token was refused, which another part tells. */
  async #count(doomed: readonly Doomed[], { scope, gone }: Place): Promise<Counted | undefined> {
    const title = l10n.t("Counting what goes along");
    try {
      return await window.withProgress({ location: ProgressLocation.Window, title }, () =>
        countAlong(doomed, scope.connection.client, gone),
      );
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
      this.#needs.session.refused(scope.connection);
      return undefined;
    }
  }

  async #carryOut(doomed: readonly Doomed[], denied: readonly Denied[], place: Place): Promise<void> {
    const { clock, explorer, logger, session } = this.#needs;
    const { scope, gone } = place;
    const { client, host } = scope.connection;
    const results = await withCount(clock, {
      title: l10n.t("Removing {0}", subjectOf(doomed.map(({ object }) => object))),
      total: doomed.length,
      work: (stop, onProgress) => run(doomed, client, { signal: AbortSignal.any([stop, gone]), onProgress }),
    });
    for (const result of results) {
      const reason = reasonOf(result, host);
      if (reason !== undefined) logger.warn(`${whatOf(result)}. ${reason}`);
      // What this window removes is heard of by itself.
      if (result.outcome === "missing" && !place.isOver()) explorer.removed(result.doomed.key);
    }
    const done = results.filter(({ outcome }) => outcome === "removed").map((result) => result.doomed);
    if (done.length > 0) sayInPassing(removed(done));
    if (results.some(({ error }) => error instanceof UnauthorizedError)) session.refused(scope.connection);
    this.#tell(results, denied, place);
  }

  #tell(results: readonly Result[], denied: readonly Denied[], place: Place): void {
    const { notifications } = this.#needs;
    const { host } = place.scope.connection;
    const [only, another] = results;
    if (only && !another && denied.length === 0) {
      this.#tellOne(only, place);
      return;
    }
    const text = report(results, denied, host);
    if (text === undefined) return;
    const again = results.filter(({ outcome }) => outcome !== "removed" && outcome !== "missing");
    // Nothing goes through a connection whose token was refused; the session offers to sign in.
    const isRefused = results.some(({ error }) => error instanceof UnauthorizedError);
    const retry = { title: l10n.t("Retry"), run: () => this.#again(again, place) };
    void notifications.warn(text, ...(isRefused ? [] : [retry]));
  }

  #tellOne(result: Result, place: Place): void {
    const { notifications } = this.#needs;
    if (result.outcome === "missing") {
      void notifications.inform(goneFrom(result.doomed.object, place.scope.connection.host));
    } else if (result.outcome === "notTried") {
      this.#tellSwitched([result.doomed]);
    } else if (result.outcome !== "removed" && !(result.error instanceof UnauthorizedError)) {
      void notifications.error(failureOf(result), { retry: () => this.#again([result], place) });
    }
  }

  /** Only those that were named and confirmed before, and only where that was. */
  async #again(results: readonly Result[], place: Place): Promise<void> {
    const doomed = results.map((result) => result.doomed);
    if (place.isOver()) this.#tellSwitched(doomed);
    else await this.#carryOut(doomed, [], place);
  }

  #tellDenied(denied: readonly Denied[]): void {
    const [first] = denied;
    if (!first) {
      void this.#needs.notifications.inform(l10n.t("What was chosen to be removed is no longer shown."));
      return;
    }
    const what = couldNotRemove(denied.map(({ doomed }) => doomed));
    void this.#needs.notifications.inform(`${what}. ${denialWords(first.denial)}`);
  }

  #tellSwitched(doomed: readonly Doomed[]): void {
    const why = l10n.t("Another account or organization is shown meanwhile: remove it from there.");
    void this.#needs.notifications.inform(`${couldNotRemove(doomed)}. ${why}`);
  }
}

/** `tooLate`: something else was shown before all was answered, so that it is not known what is meant. */
type Answer = "meant" | "givenUp" | "tooLate";

/** Tells what the person has to know, and asks for what proves that it was read. */
async function ask(
  { doomed, along }: Counted,
  denied: readonly Denied[],
  { scope, gone, isOver }: Place,
): Promise<Answer> {
  const { host } = scope.connection;
  const remove = l10n.t("Remove");
  const detail = consequences(doomed, along, host, denied);
  const answer = await window.showWarningMessage(question(doomed), { modal: true, detail }, remove);
  if (answer !== remove) return "givenUp";
  if (isOver()) return "tooLate";
  const proof = proofFor(doomed, host);
  if (!proof) return "meant";
  const typed = await askText<true>({
    title: proof.title,
    step: 1,
    totalSteps: 1,
    value: "",
    placeholder: proof.placeholder,
    prompt: proof.prompt,
    gone,
    submit: (text) =>
      Promise.resolve(
        proof.isProof(text) ? { ok: true, value: true } : { ok: false, problem: proof.problem },
      ),
  });
  return typed.kind === "done" ? "meant" : "givenUp";
}
