import type { About } from "../entities/server.ts";
import { NotCvatError } from "../errors.ts";
import { factsOf } from "../http/attempt.ts";
import { exchange } from "../http/exchange.ts";
import type { Answer, Wire } from "../http/exchange.ts";
import { errorOf } from "../http/http-error.ts";
import { acceptedType, contentTypeOf, isJsonType, parseJson } from "../http/json.ts";
import type { RequestLog } from "../http/request-log.ts";
import type { Secrets } from "../http/secrets.ts";
import { classifyVersion } from "../version.ts";
import type { ServerVersion } from "../version.ts";

/** A CVAT server that answered. */
export interface Probed {
  readonly origin: string;
  /** `null` if it says that only to those who are signed in, as servers before 2.3 do. */
  readonly about: About | null;
  readonly version: ServerVersion;
}

/** What leads to a server that nothing is known of. */
export interface ProbeParts extends Wire {
  readonly log: RequestLog;
  readonly secrets: Secrets;
}

const aboutPath = "/api/server/about";
/** Where servers before 2.0 have the same. */
const oldAboutPath = "/api/v1/server/about";
/** Time is the searcher's matter; this only ends what it has forgotten. */
const limits = { silence: 60_000, total: 60_000, bytes: 1024 * 1024 };

/**
 * Asks whether there is a CVAT server at an origin, without a credential. One redirect to https on the same host is taken
 * as a correction of the origin.
 *
 * @throws {NotCvatError} {@link NetworkError} {@link HttpError}
 */
export async function probe(origin: string, parts: ProbeParts, signal: AbortSignal): Promise<Probed> {
  const answer = await ask(origin, aboutPath, parts, signal);
  const safer = redirectToHttps(answer, origin);
  if (safer === undefined) return await judge(answer, origin, parts, signal);
  return await judge(await ask(safer, aboutPath, parts, signal), safer, parts, signal);
}

async function ask(origin: string, path: string, parts: ProbeParts, signal: AbortSignal): Promise<Answer> {
  const headers = new Headers({ Accept: acceptedType });
  const outgoing = { method: "GET", url: origin + path, headers, body: null };
  // Whoever searches expects to find nothing at most places; what came of the whole is for the searcher to say.
  const lines = parts.log.begin("GET", outgoing.url, "info");
  return await lines.follow(() => exchange(outgoing, parts, limits, signal));
}

async function judge(
  answer: Answer,
  origin: string,
  parts: ProbeParts,
  signal: AbortSignal,
): Promise<Probed> {
  const { status, headers } = answer;
  if (status === 200) {
    const about = aboutOf(answer);
    if (about) return { origin, about, version: classifyVersion(about.version) };
  }
  if (status === 401 && contentTypeOf(headers) === acceptedType) {
    return { origin, about: null, version: classifyVersion(null) };
  }
  if (status === 404) {
    const version = await oldVersion(origin, parts, signal);
    if (version) return { origin, about: null, version };
  }
  if (status === 404 || !isSpokenFor(status)) throw new NotCvatError(origin);
  throw errorOf(answer, {
    facts: factsOf("GET", aboutPath, headers, parts.secrets),
    url: origin + aboutPath,
    now: parts.clock.now(),
    clean: (text) => parts.secrets.redact(text),
  });
}

/** Whether a status says more than that this is another page: a redirect, somebody busy, broken or in between. */
function isSpokenFor(status: number): boolean {
  return status < 200 || (status >= 300 && status < 400) || [407, 408, 429].includes(status) || status >= 500;
}

/** What a CVAT says about itself; other servers have other JSON at this place, if they have any. */
function aboutOf(answer: Answer): About | undefined {
  const fields = fieldsOf(answer);
  if (!fields) return undefined;
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  const about = { name: text("name"), description: text("description"), version: text("version") };
  const isCvat =
    contentTypeOf(answer.headers) === acceptedType || (about.name !== "" && about.version !== "");
  return isCvat ? about : undefined;
}

/** The version of a server before 2.0, if there is one. */
async function oldVersion(
  origin: string,
  parts: ProbeParts,
  signal: AbortSignal,
): Promise<ServerVersion | undefined> {
  const answer = await ask(origin, oldAboutPath, parts, signal);
  const fields = fieldsOf(answer);
  if (answer.status === 200) {
    const version = fields?.get("version");
    return typeof version === "string" ? classifyVersion(version) : undefined;
  }
  // It says its version only to those who are signed in.
  const isThere = [401, 403].includes(answer.status) && fields?.has("detail");
  return isThere ? { text: null, support: "refused" } : undefined;
}

function fieldsOf({ headers, bytes }: Answer): ReadonlyMap<string, unknown> | undefined {
  if (!isJsonType(contentTypeOf(headers))) return undefined;
  try {
    const value = parseJson(bytes);
    return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

/** The origin that a server corrects this one to: https on the same host. */
function redirectToHttps({ status, headers }: Answer, origin: string): string | undefined {
  const location = headers.get("Location") ?? "";
  if (status < 300 || status >= 400 || !URL.canParse(location, origin)) return undefined;
  const target = new URL(location, origin);
  const isSafer = target.protocol === "https:" && target.hostname === new URL(origin).hostname;
  return isSafer && target.origin !== origin ? target.origin : undefined;
}
