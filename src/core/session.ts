import { Changes } from "./changes.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { BasicCredentials, Credentials, PasswordCredentials, TokenCredentials } from "./credentials.ts";
import { UnexpectedResponseError } from "./errors.ts";
import { anonymous, CookieSession, headerAuthorization } from "./http/authorization.ts";
import type { Authorization } from "./http/authorization.ts";
import { HttpTransport } from "./http/http-transport.ts";
import { apiPath } from "./http/path.ts";
import { RequestLog } from "./http/request-log.ts";
import { Secrets } from "./http/secrets.ts";
import type { Logger } from "./logger.ts";

/** How long closing waits for the server, in milliseconds. */
const closingPatience = 5_000;

/** What a session is made of. */
export interface SessionParts {
  readonly origin: string;
  readonly config: Config;
  readonly logger: Logger;
  readonly fetch: typeof fetch;
  readonly clock?: Clock | undefined;
}

/** Who is signed in at one server, and the one way to it that all clients of this session share. */
export class Session {
  readonly origin: string;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly #log: RequestLog;
  readonly #secrets = new Secrets();
  #authorization: Authorization = anonymous;

  constructor({ origin, config, logger, fetch, clock = systemClock }: SessionParts) {
    this.origin = origin;
    this.clock = clock;
    this.#log = new RequestLog(logger, this.#secrets, clock);
    this.changes = new Changes((trouble) => {
      this.#log.write("error", trouble);
    });
    this.transport = new HttpTransport({
      origin,
      config,
      fetch,
      clock,
      log: this.#log,
      secrets: this.#secrets,
      authorization: () => this.#authorization,
    });
  }

  get hasCredentials(): boolean {
    return this.#authorization !== anonymous;
  }

  async login(credentials: Credentials, signal?: AbortSignal): Promise<void> {
    await this.#endQuietly(signal);
    if (credentials.kind === "password") {
      this.#authorization = await this.#open(credentials, signal);
    } else {
      this.use(credentials);
    }
  }

  /** A credential that goes along with each request as it is. */
  use(credentials: TokenCredentials | BasicCredentials): void {
    if (credentials.kind === "token") {
      this.#secrets.add(credentials.token);
      // What a header cannot hold is no token. It is sent in a form that it can, so that the server says so.
      const token = credentials.token.replace(/[^\x20-\x7e]/gu, "?");
      this.#authorization = headerAuthorization(`Bearer ${token}`);
    } else {
      const pair = `${credentials.username}:${credentials.password}`;
      this.#secrets.add(credentials.password);
      const coded = Buffer.from(pair).toString("base64");
      this.#secrets.add(coded);
      this.#authorization = headerAuthorization(`Basic ${coded}`);
    }
  }

  async logout(signal?: AbortSignal): Promise<void> {
    const authorization = this.#authorization;
    // Forgotten in any case, and at once.
    this.#authorization = anonymous;
    // With a token the server would sign the person out of other programs, and leave the token valid.
    if (!(authorization instanceof CookieSession)) return;
    await this.transport.json({ method: "POST", path: apiPath`/api/auth/logout`, signal }, authorization);
  }

  async close(): Promise<void> {
    const callOff = this.clock.after(closingPatience, () => {
      this.transport.close();
    });
    await this.#endQuietly();
    callOff();
    this.transport.close();
  }

  async #endQuietly(signal?: AbortSignal): Promise<void> {
    try {
      await this.logout(signal);
    } catch (error) {
      signal?.throwIfAborted();
      this.#log.write("warn", `The session on the server could not be ended: ${String(error)}`);
    }
  }

  async #open({ username, password }: PasswordCredentials, signal?: AbortSignal): Promise<CookieSession> {
    this.#secrets.add(password);
    const session = new CookieSession(this.origin, this.#secrets, this.clock);
    const request = {
      method: "POST",
      path: apiPath`/api/auth/login`,
      json: { username, password },
      signal,
    } as const;
    const { facts } = await this.transport.json(request, session);
    // Something on the way keeps cookies back.
    if (!session.isOpen) throw new UnexpectedResponseError("shape", facts);
    return session;
  }
}
