import type { Client } from "../core/index.ts";

/** People that are asked for at a time. */
const mostAtOnce = 20;

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly first_name?: string;
  readonly last_name?: string;
}

export interface Member {
  readonly person: Person;
  /** In the organization; a word of the server's. */
  readonly role: string;
}

export interface Found {
  readonly members: readonly Member[];
  readonly hasMore: boolean;
}

export interface PeopleOptions {
  /** Of no particular organization. */
  readonly client: Client;
  /** `null`: the personal workspace, which has no other people. */
  readonly organization: number | null;
}

/** The people to whom something of one organization can be given. */
export class People {
  readonly #options: PeopleOptions;
  #inside: Promise<Client> | undefined;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /**
   * Members whose user name has that text in it; the server looks for it.
   *
   * @throws what the server's answers throw
   */
  async search(text: string, signal: AbortSignal): Promise<Found> {
    if (this.#options.organization === null) return { members: [], hasMore: false };
    const client = await this.#client(signal);
    const search = text.trim();
    const list = client.memberships.list({ ...(search !== "" && { search }), pageSize: mostAtOnce });
    const page = await list.pager().next({ signal });
    const members = page.items
      .filter((membership) => membership.is_active)
      .map(({ user, role }) => ({ person: user, role }));
    return { members, hasMore: !page.done };
  }

  /** Whether somebody belongs to the organization; nobody but oneself does to the personal workspace. */
  async isMember({ username }: Person, signal: AbortSignal): Promise<boolean> {
    if (this.#options.organization === null) return false;
    const client = await this.#client(signal);
    const page = await client.memberships.list({ user: username }).pager().next({ signal });
    return page.items.some((membership) => membership.is_active);
  }

  /** Lists name an organization by its short name, objects by its number. */
  async #client(signal: AbortSignal): Promise<Client> {
    const { client, organization } = this.#options;
    if (organization === null) return client;
    this.#inside ??= client.organizations
      .retrieve(organization, { signal })
      .then(({ slug }) => client.withOrganization(slug));
    try {
      return await this.#inside;
    } catch (error) {
      this.#inside = undefined;
      throw error;
    }
  }
}
