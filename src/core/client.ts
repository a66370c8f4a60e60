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
  /** What goes along with each request; nobody is signed in without. For a session by password see {@link Client.login}. */
  readonly credentials?: TokenCredentials | BasicCredentials | undefined;
  /** See {@link Client.organizationSlug}. */
  readonly organizationSlug?: string | null | undefined;
  /** What is not there is as in `defaultConfig`. */
  readonly config?: Partial<Config> | undefined;
  /** Without one nothing is written. */
  readonly logger?: Logger | undefined;
  /** Leads to the network in place of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** In place of this machine's own. */
  readonly clock?: Clock | undefined;
}

/** What everything takes that waits. */
export interface WaitOptions {
  /** Aborting it ends the waiting and throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * One CVAT server as one person sees it. Making a client asks nothing; see `connect` for one whose server, version and
 * credential are looked at first.
 *
 * A credential goes to the client's origin only. Over plain http it can be read on its way: `connect` asks before.
 *
 * Everything that asks the server throws, beside what stands at each method, {@link UnauthorizedError} if the credential is
 * not accepted (any more), {@link ForbiddenError} if the person may not do that, {@link NetworkError} and {@link TimeoutError}
 * if no answer comes, {@link ServerError}, {@link TooManyRequestsError} and {@link RedirectError} if the server, or who stands
 * before it, does not do it, {@link UnexpectedResponseError} for an answer that cannot be read, and an aborted signal's reason.
 *
 * @example
 * await using client = await connect("cvat.example.org", { credentials: accessToken(token) });
 * for await (const task of client.withOrganization("acme").tasks.list()) console.log(task.name);
 */
export class Client implements AsyncDisposable {
  /** For example `https://cvat.example.org`. */
  readonly origin: string;
  /** What this client keeps to, whole: what was not given is as in `defaultConfig`. */
  readonly config: Config;
  /** What the server says about itself. */
  readonly server: Server;
  /** People with an account, and oneself. */
  readonly users: Users;
  /** Those that one is a member of. */
  readonly organizations: Organizations;
  /** Who is in the organization, and in which role. */
  readonly memberships: Memberships;
  /** Tasks that have their labels in common. */
  readonly projects: Projects;
  /** Frames to be annotated. */
  readonly tasks: Tasks;
  /** Parts of tasks. */
  readonly jobs: Jobs;
  /** Classes of things that are annotated. */
  readonly labels: Labels;
  /** Work that the server does in the background. */
  readonly requests: Requests;
  /** Personal access tokens; servers from 2.48 on know them. */
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

  /**
   * A client in that organization for good, which shares this one's session: its credential, its limits, its end. Asks
   * nothing.
   *
   * @param slug as {@link organizationSlug}; whether there is such an organization is seen at the first request
   */
  withOrganization(slug: string | null): Client {
    const { origin, config } = this;
    return new Client({ origin, config, organizationSlug: slug, logger: this.#logger }, this.#session);
  }

  /**
   * Does `work` with a client in that organization, and brings what it brings. This client stays as it is, so that work in
   * several organizations can go on at the same time.
   *
   * @param slug as {@link organizationSlug}
   * @throws what `work` throws
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
   * clients of this session. It does not throw.
   *
   * `POST /api/auth/logout` for a session.
   */
  async close(): Promise<void> {
    await this.#session.close();
  }

  /** As {@link close}, for `await using`. */
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
