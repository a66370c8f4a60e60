import { candidates, parseAddress } from "./address.ts";
import type { Change } from "./changes.ts";
import type { Clock } from "./clock.ts";
import { defaultConfig } from "./config.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import type { BasicCredentials, Credentials, TokenCredentials } from "./credentials.ts";
import { AccessTokens } from "./entities/access-token.ts";
import { Jobs } from "./entities/job.ts";
import { Labels } from "./entities/label.ts";
import { Memberships } from "./entities/membership.ts";
import { Organizations } from "./entities/organization.ts";
import { Projects } from "./entities/project.ts";
import { Requests } from "./entities/request.ts";
import { Server } from "./entities/server.ts";
import { Tasks } from "./entities/task.ts";
import { Users } from "./entities/user.ts";
import { InvalidAddressError } from "./errors.ts";
import { silentLogger } from "./logger.ts";
import type { Logger } from "./logger.ts";
import { Session } from "./session.ts";

/** What a client is made of. */
export interface ClientOptions {
  /** Scheme, host and port: `https://cvat.example.org`. `connect` finds it out from what a person typed. */
  readonly origin: string;
  /** What goes along with each request. For a session by password see {@link Client.login}. */
  readonly credentials?: TokenCredentials | BasicCredentials | undefined;
  /** See {@link Client.organizationSlug}. */
  readonly organizationSlug?: string | null | undefined;
  readonly config?: Partial<Config> | undefined;
  readonly logger?: Logger | undefined;
  /** Leads to the network in place of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  readonly clock?: Clock | undefined;
}

/** What everything takes that waits. */
export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * One CVAT server as one person sees it. Making a client asks nothing; see `connect` for one whose server, version and
 * credential are looked at first.
 *
 * A credential goes to the client's origin only. Over plain http it can be read on its way: `connect` asks before.
 *
 * @example
 * await using client = await connect("cvat.example.org", { credentials: accessToken(token) });
 * for await (const task of client.withOrganization("acme").tasks.list()) console.log(task.name);
 */
export class Client implements AsyncDisposable {
  /** For example `https://cvat.example.org`. */
  readonly origin: string;
  readonly config: Config;
  readonly server: Server;
  readonly users: Users;
  readonly organizations: Organizations;
  readonly memberships: Memberships;
  readonly projects: Projects;
  readonly tasks: Tasks;
  readonly jobs: Jobs;
  readonly labels: Labels;
  readonly requests: Requests;
  readonly accessTokens: AccessTokens;
  readonly #session: Session;
  readonly #logger: Logger;
  readonly #isDerived: boolean;
  #organizationSlug: string | null;

  /**
   * @param shared for clients that come from another one; see {@link Client.withOrganization}
   * @throws {InvalidAddressError} if `origin` is none
   */
  constructor(options: ClientOptions, shared?: Session) {
    this.config = { ...defaultConfig, ...options.config };
    this.#logger = options.logger ?? silentLogger;
    this.#session = shared ?? openSession(options, this.config);
    this.#isDerived = shared !== undefined;
    this.#organizationSlug = options.organizationSlug ?? null;
    this.origin = this.#session.origin;
    const context = this.#context();
    this.server = new Server(context);
    this.users = new Users(context);
    this.organizations = new Organizations(context);
    this.memberships = new Memberships(context);
    this.projects = new Projects(context);
    this.tasks = new Tasks(context);
    this.jobs = new Jobs(context);
    this.labels = new Labels(context);
    this.requests = new Requests(context);
    this.accessTokens = new AccessTokens(context);
  }

  /**
   * The organization in which lists are read and objects are made. `null`: what the person owns or is assigned to, in all
   * organizations together, and new objects are personal. `""`: the personal workspace alone. A slug: that organization.
   *
   * Setting it is for programs that do one thing at a time; see {@link Client.withOrganization}. Objects that were read
   * before keep to their own organization.
   *
   * @throws {TypeError} when it is set on a client that came from `withOrganization`
   */
  get organizationSlug(): string | null {
    return this.#organizationSlug;
  }

  set organizationSlug(slug: string | null) {
    if (this.#isDerived) throw new TypeError("This client belongs to one organization: make another one");
    this.#organizationSlug = slug;
  }

  /** A client in that organization for good, which shares this one's session: its credential, its limits, its end. */
  withOrganization(slug: string | null): Client {
    const { origin, config } = this;
    return new Client({ origin, config, organizationSlug: slug, logger: this.#logger }, this.#session);
  }

  /**
   * Does `work` with a client in that organization, and brings what it brings. This client stays as it is, so that work in
   * several organizations can go on at the same time.
   */
  async organizationContext<T>(slug: string | null, work: (client: Client) => T | Promise<T>): Promise<T> {
    return await work(this.withOrganization(slug));
  }

  /**
   * Calls `listener` once for each object that any client of this session has made, changed or removed, as soon as that is
   * certain. What others change is not heard of.
   *
   * @returns what ends it
   */
  onDidChange(listener: (change: Change) => void): () => void {
    return this.#session.changes.listen(listener);
  }

  /** Whether requests carry a credential; not whether the server accepts it. */
  get hasCredentials(): boolean {
    return this.#session.hasCredentials;
  }

  /**
   * Signs in. A session that was open is ended before. A token or basic credential is not sent anywhere by this: ask
   * `users.me()` whether the server accepts it.
   *
   * `POST /api/auth/login` for a password.
   *
   * @throws {BadRequestError} if the server does not accept user name and password; nobody is signed in then
   */
  async login(credentials: Credentials, options: WaitOptions = {}): Promise<void> {
    await this.#session.login(credentials, options.signal);
  }

  /**
   * Forgets the credential. A session that was opened with a password is ended on the server (which also takes the person's
   * legacy key from other programs); a token stays valid there until it is revoked.
   *
   * `POST /api/auth/logout` for a session.
   *
   * @throws {CvatError} if the server could not be told; the credential is forgotten all the same
   */
  async logout(options: WaitOptions = {}): Promise<void> {
    await this.#session.logout(options.signal);
  }

  /**
   * Logs out, without a word but in the log if that fails or takes longer than 5 s, and ends what is under way in all
   * clients of this session.
   */
  async close(): Promise<void> {
    await this.#session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #context(): Context {
    const slug = (): string | null => this.#organizationSlug;
    return {
      transport: this.#session.transport,
      origin: this.origin,
      logger: this.#logger,
      clock: this.#session.clock,
      changes: this.#session.changes,
      get organization() {
        return { slug: slug() };
      },
    };
  }
}

function openSession(options: ClientOptions, config: Config): Session {
  const address = parseAddress(options.origin);
  const [origin] = candidates(address);
  if (address.scheme === null || origin === undefined) throw new InvalidAddressError("scheme");
  const session = new Session({
    origin,
    config,
    logger: options.logger ?? silentLogger,
    // Looked up late: VS Code puts its own in place.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock: options.clock,
  });
  if (options.credentials) session.use(options.credentials);
  return session;
}
