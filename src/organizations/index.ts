import { Disposable, l10n } from "vscode";
import type { Session } from "../accounts/index.ts";
import { type Client, type Logger, UnauthorizedError } from "../core/index.ts";
import { ownMemberships } from "../permissions/index.ts";
import type { Commands, ContextKeys, Memory, Notifications } from "../ui/index.ts";
import type { Known, OrganizationChoice } from "./choice.ts";
import { pickOrganization } from "./pick.ts";
import { Remembered } from "./remembered.ts";
import { type Scope, type Scopes, ScopeStore } from "./scope.ts";
import { StatusEntry } from "./status.ts";

export {
  type ChoiceRow,
  choiceRows,
  type Known,
  isOutside,
  labelOf,
  type OrganizationChoice,
  roleWord,
  slugOf,
} from "./choice.ts";
export type { Scope, Scopes } from "./scope.ts";

export interface OrganizationsNeeds {
  readonly session: Session;
  readonly commands: Pick<Commands, "register">;
  readonly contextKeys: Pick<ContextKeys, "set">;
  readonly notifications: Pick<Notifications, "inform">;
  readonly workspaceState: Memory;
  readonly logger: Logger;
}

export interface OrganizationsFeature {
  readonly scopes: Scopes;
  dispose(): void;
}

export function registerOrganizations(needs: OrganizationsNeeds): OrganizationsFeature {
  const { session, contextKeys } = needs;
  const scopes = new ScopeStore(new Remembered(needs.workspaceState, needs.logger));
  const organizations = new Organizations(needs, scopes);
  const status = new StatusEntry();
  status.show(session.state, undefined);
  const registered = Disposable.from(
    session.onDidChange((state) => {
      scopes.follow(state);
      status.show(session.state, scopes.current?.label);
    }),
    scopes.onDidChange((scope) => {
      contextKeys.set("cvat.organization", scope?.organization.kind ?? "all");
      status.show(session.state, scope?.label);
    }),
    scopes.onDidDoubt((scope) => void organizations.lookInto(scope)),
    needs.commands.register({ "cvat.switchOrganization": () => organizations.switch() }),
    status,
    scopes,
  );
  return {
    scopes,
    dispose: () => {
      registered.dispose();
    },
  };
}

class Organizations {
  readonly #needs: OrganizationsNeeds;
  readonly #scopes: ScopeStore;
  #lookingInto: Scope | undefined;

  constructor(needs: OrganizationsNeeds, scopes: ScopeStore) {
    this.#needs = needs;
    this.#scopes = scopes;
  }

  async switch(): Promise<void> {
    const scope = this.#scopes.current;
    if (scope === undefined) return;
    const chosen = await askForOrganization(l10n.t("Switch Organization"), scope, {
      session: this.#needs.session,
      gone: this.#scopes.signal,
    });
    if (chosen !== undefined) await this.#scopes.choose(scope.connection, chosen);
  }

  /** A list was answered as if the organization were not there: is it still among mine? */
  async lookInto(scope: Scope): Promise<void> {
    if (this.#lookingInto === scope || scope.organization.kind !== "organization") return;
    this.#lookingInto = scope;
    const { connection, organization, label } = scope;
    try {
      // Nobody sees this reading, nor could end it: it asks for the one, not for all of them.
      const filter = { "==": [{ var: "id" }, organization.id] };
      const mine = connection.client.organizations.list({ filter }).pager();
      const { items } = await mine.next({ signal: this.#scopes.signal });
      if (this.#scopes.current !== scope || items.some(({ id }) => id === organization.id)) return;
      await this.#scopes.choose(connection, { kind: "all" });
      void this.#needs.notifications.inform(
        l10n.t("{0} is no longer there, or you left it. All Organizations are shown.", label),
        { title: l10n.t("Switch Organization…"), run: () => this.switch() },
      );
    } catch {
      // What asked meets the same trouble, and shows it; the next one who is refused asks again.
    } finally {
      this.#lookingInto = undefined;
    }
  }
}

/**
 * Lets the person choose among their organizations and what is none; `undefined` if they gave it up.
 *
 * @param offers what can be chosen; all of it, if it is not said
 */
export function askForOrganization(
  title: string,
  { connection, organization }: Scope,
  needs: {
    readonly session: Pick<Session, "refused">;
    readonly gone: AbortSignal;
    readonly offers?: (choice: OrganizationChoice) => boolean;
  },
): Promise<OrganizationChoice | undefined> {
  const load = async (signal: AbortSignal): Promise<Known> => {
    try {
      return await everythingKnown(connection.client, signal);
    } catch (error) {
      if (error instanceof UnauthorizedError) needs.session.refused(connection);
      throw error;
    }
  };
  return pickOrganization({ ...needs, title, current: organization, load });
}

/** Nobody is in so many. */
const mostOrganizations = 2000;

/** The organizations of whoever is signed in, and their roles there. */
export async function everythingKnown(client: Client, signal: AbortSignal): Promise<Known> {
  const [organizations, memberships] = await Promise.all([
    client.organizations.list().first(mostOrganizations, { signal }),
    ownMemberships(client, signal),
  ]);
  return { organizations: organizations.rows, memberships, isCut: organizations.isCut };
}
