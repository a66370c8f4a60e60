import type { Actor } from "../auth/actor.ts";
import type { OrganizationContext } from "../auth/context.ts";
import { safeMethods } from "../auth/csrf.ts";
import { forbidden } from "../http/errors.ts";
import { groups } from "../world/model.ts";
import type { Group, Role, UserRow } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { isAllowed } from "./rules.ts";
import type { Action, Office, Relation, Standing } from "./rules.ts";

const noRelations: ReadonlySet<Relation> = new Set();

/** What an action is about: the organization that decides, and what the person is to the object. */
export interface Subject {
  readonly organizationId: number | null;
  readonly relations: ReadonlySet<Relation>;
}

/** Says what the person of one request may do. The one place that asks the table of permissions. */
export class Access {
  readonly user: UserRow;
  readonly context: OrganizationContext;
  readonly #world: World;
  readonly #actor: Actor;
  readonly #writes: boolean;
  #checked = false;

  constructor(world: World, actor: Actor, context: OrganizationContext, method: string) {
    this.#world = world;
    this.#actor = actor;
    this.user = actor.user;
    this.context = context;
    this.#writes = !safeMethods.has(method);
  }

  get checked(): boolean {
    return this.#checked;
  }

  get group(): Group | null {
    return groups.find((group) => this.user.groups.includes(group)) ?? null;
  }

  get isAdmin(): boolean {
    return this.group === "admin";
  }

  /** The context's organization, as new objects and lists see it. */
  get contextId(): number | null {
    return this.context.kind === "organization" ? this.context.organization.id : null;
  }

  /** The person's role in an organization; `null` outside of it, also while the invitation is not accepted. */
  role(organizationId: number | null): Role | null {
    if (organizationId === null) return null;
    const membership = this.#world.memberships.find(
      (each) => each.organization_id === organizationId && each.user_id === this.user.id && each.is_active,
    );
    return membership?.role ?? null;
  }

  /** The person's office in an organization. */
  office(organizationId: number | null): Office | null {
    const role = this.role(organizationId);
    if (role === "maintainer") return role;
    const names = this.#world.organizations.get(organizationId)?.owner_id;
    return role === "owner" && names === this.user.id ? "head" : null;
  }

  standing(subject: Subject): Standing {
    return {
      group: this.group,
      place: subject.organizationId === null ? "sandbox" : "organization",
      role: this.role(subject.organizationId),
      office: this.office(subject.organizationId),
      relations: subject.relations,
    };
  }

  may(action: Action, subject: Subject): boolean {
    return isAllowed(action, this.standing(subject));
  }

  /** Throws 403 unless all actions are allowed. With no action at all only outsiders of the organization are refused. */
  permit(actions: readonly Action[] | Action, subject: Subject): void {
    this.#checked = true;
    this.#refuseReadOnlyToken();
    const all = "sandbox" in actions ? [actions] : actions;
    if (all.length === 0 && !this.#belongs(subject.organizationId)) throw forbidden();
    if (!all.every((action) => this.may(action, subject))) throw forbidden();
  }

  /** As {@link permit} for what concerns no object: the context decides, and its outsiders may do nothing. */
  permitInContext(actions: readonly Action[] | Action, relations = noRelations): void {
    if (!this.#belongs(this.contextId)) throw forbidden();
    this.permit(actions, { organizationId: this.contextId, relations });
  }

  /** Throws 403 for access tokens; for what only a password opens. */
  refuseAccessTokens(): void {
    this.#checked = true;
    if (this.#actor.accessToken) throw forbidden();
  }

  /** Whether the person may look at another user within an organization. */
  maySee(userId: number, action: Action, organizationId: number | null): boolean {
    const relations: ReadonlySet<Relation> = userId === this.user.id ? new Set(["self"]) : noRelations;
    return this.may(action, { organizationId, relations });
  }

  #belongs(organizationId: number | null): boolean {
    return (
      organizationId === null || this.isAdmin || this.user.is_superuser || this.role(organizationId) !== null
    );
  }

  #refuseReadOnlyToken(): void {
    if (this.#writes && this.#actor.accessToken?.read_only) throw forbidden();
  }
}
