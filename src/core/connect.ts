import { candidates, parseAddress } from "./address.ts";
import type { Address } from "./address.ts";
import { Client } from "./client.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { defaultConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { probe } from "./connecting/probe.ts";
import type { Probed } from "./connecting/probe.ts";
import { search } from "./connecting/search.ts";
import type { Credentials } from "./credentials.ts";
import type { About } from "./entities/server.ts";
import { IncompatibleVersionError, InsecureConnectionError } from "./errors.ts";
import { RequestLog } from "./http/request-log.ts";
import { Secrets } from "./http/secrets.ts";
import { silentLogger } from "./logger.ts";
import type { Logger } from "./logger.ts";
import { classifyVersion } from "./version.ts";
import type { ServerVersion } from "./version.ts";

/** How a server is looked for. */
export interface FindOptions {
  /** What is not there is as in `defaultConfig`. */
  readonly config?: Partial<Config> | undefined;
  /** Aborting it ends the search at once and throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Without one nothing is written. */
  readonly logger?: Logger | undefined;
  /** Leads to the network in place of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** In place of this machine's own. */
  readonly clock?: Clock | undefined;
  /** Is told each origin that is tried, for example `https://cvat.example.org:8080`. */
  readonly onAttempt?: ((origin: string) => void) | undefined;
}

/** A CVAT server that answered. */
export interface FoundServer {
  /** For example `https://cvat.example.org`. */
  readonly origin: string;
  /** `null` if it says that only to those who are signed in, as servers before 2.3 do. */
  readonly about: About | null;
  readonly version: ServerVersion;
  /** What the person typed, as it was read. */
  readonly address: Address;
  /** Whether what is sent can be read on its way: plain http, to another machine. */
  readonly insecure: boolean;
  /** Whether the person wrote the scheme, and so knows. */
  readonly typedScheme: boolean;
}

/** How a client is connected. */
export interface ConnectOptions extends FindOptions {
  /** Without one nobody is signed in. */
  readonly credentials?: Credentials | undefined;
  /** See {@link Client.organizationSlug}. */
  readonly organizationSlug?: string | null | undefined;
  /** Is asked before a credential goes over plain http that nobody typed. Without it that is refused. */
  readonly confirmInsecure?: ((origin: string) => boolean | Promise<boolean>) | undefined;
}

/**
 * Finds the CVAT server at an address that a person typed: with or without a scheme, with or without a port. Nothing secret
 * is sent. See `candidates` for the places where it is looked for.
 *
 * `GET /api/server/about`
 *
 * @throws {InvalidAddressError} if the text is no address; nothing was sent then
 * @throws {ServerNotFoundError} if there is no CVAT server, with what was tried
 * @throws {NetworkError} (tls) if a certificate is not trusted
 * @throws {IncompatibleVersionError} below 2.4 always, else if the version is not supported and the configuration wants that
 */
export async function findServer(address: string, options: FindOptions = {}): Promise<FoundServer> {
  const parsed = parseAddress(address);
  const found = await look(parsed, options);
  checkVersion(found.version, options);
  return {
    ...found,
    address: parsed,
    insecure: found.origin.startsWith("http:") && !parsed.loopback,
    typedScheme: parsed.scheme !== null,
  };
}

/**
 * Finds the server, and signs in if there is a credential. The server is asked whether it accepts it. If something fails, or
 * is aborted, no session stays open.
 *
 * `GET /api/server/about`, then `POST /api/auth/login` for a password, `GET /api/users/self` for another credential.
 *
 * @example
 * await using client = await connect("cvat.example.org", { credentials: accessToken(token) });
 * @throws what {@link findServer} throws
 * @throws {InsecureConnectionError} if the credential would go over plain http, and nobody agreed
 * @throws {UnauthorizedError} for a token or basic credential, {@link BadRequestError} for a user name and password that the
 *   server does not accept
 */
export async function connect(address: string, options: ConnectOptions = {}): Promise<Client> {
  const found = await findServer(address, options);
  const { credentials, signal } = options;
  if (credentials) await agree(found, options);
  const client = new Client({
    origin: found.origin,
    organizationSlug: options.organizationSlug,
    config: options.config,
    logger: options.logger,
    fetch: options.fetch,
    clock: options.clock,
  });
  if (!credentials) return client;
  try {
    await client.login(credentials, { signal });
    if (credentials.kind !== "password") await client.users.me({ signal });
    if (!found.about) {
      const { version } = await client.server.about({ signal });
      checkVersion(classifyVersion(version), options);
    }
    return client;
  } catch (error) {
    const closing = client.close();
    // Whoever gives up does not wait for the server.
    if (!signal?.aborted) await closing;
    throw error;
  }
}

async function look(address: Address, options: FindOptions): Promise<Probed> {
  const clock = options.clock ?? systemClock;
  const secrets = new Secrets();
  const parts = {
    clock,
    secrets,
    log: new RequestLog(options.logger ?? silentLogger, secrets, clock),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
  const searching = {
    clock,
    onAttempt: (origin: string) => options.onAttempt?.(origin),
    probe: (origin: string, signal: AbortSignal) => probe(origin, parts, signal),
  };
  return await search(candidates(address), searching, options.signal);
}

function checkVersion(
  { text, support }: ServerVersion,
  { config, logger = silentLogger }: FindOptions,
): void {
  const allow = config?.allowUnsupportedServer ?? defaultConfig.allowUnsupportedServer;
  const isMismatch = support === "unsupported" || support === "unknown";
  if (support === "refused" || (isMismatch && !allow)) throw new IncompatibleVersionError(text);
  const version = `CVAT ${text ?? "of an unknown version"}`;
  if (isMismatch) logger.warn(`${version} is not supported: something may not work`);
  if (support === "password-only") logger.warn(`${version} knows no access tokens: sign in with a password`);
  if (support === "newer") logger.info(`${version} is newer than this client`);
}

async function agree(found: FoundServer, { confirmInsecure, signal }: ConnectOptions): Promise<void> {
  if (!found.insecure || found.typedScheme) return;
  const agreed = (await confirmInsecure?.(found.origin)) ?? false;
  signal?.throwIfAborted();
  if (!agreed) throw new InsecureConnectionError(found.origin);
}
