import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { ApiPath } from "../http/path.ts";
import type { OrganizationParameter } from "../http/transport.ts";
import type { List } from "../pages.ts";
import { changeableOf } from "./changeable.ts";
import type { ReadOptions } from "./entity.ts";
import { listOf } from "./list.ts";
import type { ListParameters } from "./list.ts";
import { namesOf } from "./noun.ts";
import type { ChangeableNoun, CreatableNoun } from "./noun.ts";
import { readAt, retrieve } from "./repository.ts";
import { id, text } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** What the server tells of oneself. */
export type CurrentUserData = Schemas["User"];
/** The names of a person; the rest is there for oneself, and for administrators. */
export type UserData = Schemas["BasicUser"] & Partial<CurrentUserData>;

/** What can be changed of a person: their names by themselves, the rest by administrators. */
export interface UserPatch {
  /** Letters, digits and `@/./+/-/_`, that no other has. */
  readonly username?: string | undefined;
  /** Up to 150 characters. */
  readonly first_name?: string | undefined;
  /** Up to 150 characters. */
  readonly last_name?: string | undefined;
  readonly email?: string | undefined;
  /** Whether the person can sign in. */
  readonly is_active?: boolean | undefined;
  /** Whether the person may enter the server's own administration pages. */
  readonly is_staff?: boolean | undefined;
  readonly is_superuser?: boolean | undefined;
  /** Their names, for example `admin`, `user`, `worker`; they take the place of all that were there. */
  readonly groups?: readonly string[] | undefined;
}

interface UserFilters {
  readonly username?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly is_active?: boolean | undefined;
}

/** What the list of users can be narrowed to and sorted by. */
export type UserListParameters = ListParameters<keyof UserFilters | "id"> & UserFilters;

const filters = namesOf<UserFilters>({ username: true, first_name: true, last_name: true, is_active: true });

const names = { id, username: text, first_name: text, last_name: text };

const users: CreatableNoun<UserData, User> = {
  name: "user",
  path: (id) => apiPath`/api/users/${id}`,
  collection: apiPath`/api/users`,
  shape: v.object(names),
  parameters: filters,
  sortable: [...filters, "id"],
  defaultSort: "-id",
  make: (context, data) => new User(context, data),
};

const currentUser: ChangeableNoun<CurrentUserData, CurrentUser> = {
  name: "user",
  path: () => apiPath`/api/users/self`,
  shape: v.object({
    ...names,
    email: text,
    groups: v.array(text),
    is_staff: v.boolean(),
    is_superuser: v.boolean(),
    is_active: v.boolean(),
  }),
  make: (context, data) => new CurrentUser(context, data),
};

/** A person with an account on the server. */
export class User extends changeableOf<UserData, UserPatch>() {
  constructor(context: Context, data: UserData) {
    super(context, users, data);
  }

  // Others than oneself are shown only to those who share an organization with them, and name it.
  protected override get retrievedIn(): OrganizationParameter {
    return this.context.organization;
  }
}

/** The person whom the client is signed in as. */
export class CurrentUser extends changeableOf<CurrentUserData, UserPatch>() {
  constructor(context: Context, data: CurrentUserData) {
    super(context, currentUser, data);
  }

  protected override get changedAt(): ApiPath {
    return apiPath`/api/users/${this.id}`;
  }
}

/** `/api/users` */
export class Users {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * The person whom the client is signed in as, in full. `/api/users/self`
   *
   * @throws {UnauthorizedError} if the client is not signed in, or not any more
   */
  async me(options: ReadOptions = {}): Promise<CurrentUser> {
    return await readAt(this.#context, currentUser, apiPath`/api/users/self`, options);
  }

  /**
   * Reads one by its id. `/api/users/{id}`
   *
   * @throws {ForbiddenError} for others than oneself, unless the client's organization is one that one belongs to
   * @throws {NotFoundError}
   */
  async retrieve(id: number, options: ReadOptions = {}): Promise<User> {
    const { organization } = this.#context;
    return await retrieve(this.#context, users, id, { ...options, organization });
  }

  /**
   * The members of the client's organization; only oneself if there is none. Nothing is asked before it is read. `/api/users`
   *
   * @throws {InvalidParameterError} for a parameter that the server does not know for users
   */
  list(parameters: UserListParameters = {}): List<User> {
    return listOf(this.#context, users, parameters);
  }
}
