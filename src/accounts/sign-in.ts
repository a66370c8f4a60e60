import { l10n } from "vscode";
import { UnauthorizedError } from "../core/index.ts";
import { type Answer, explain, isCancelled, type Verdict } from "../ui/index.ts";
import type { Connector, Proven } from "./connector.ts";
import type { ChosenServer } from "./server-search.ts";

/** What the person is asked, one input after another. */
export interface SignInSteps {
  address(start: string): Promise<Answer<ChosenServer>>;
  /** Whether a token may go there without encryption; "back" is another address. */
  unencrypted(server: ChosenServer): Promise<Answer<undefined>>;
  token(server: ChosenServer): Promise<Answer<Proven>>;
}

/**
 * Asks for a server and for a token until the server accepts one. With `server` the address is known already, and going
 * back leads to it. Nothing is stored here; `undefined` if the person gave up.
 */
export async function signIn(
  steps: SignInSteps,
  start: { readonly address: string; readonly server?: ChosenServer },
): Promise<Proven | undefined> {
  let { address, server }: { address: string; server?: ChosenServer } = start;
  for (;;) {
    if (server === undefined) {
      const chosen = await chooseServer(steps, address);
      if (chosen === undefined) return undefined;
      server = chosen;
    }
    const answer = await steps.token(server);
    if (answer.kind === "done") return answer.value;
    if (answer.kind === "cancelled") return undefined;
    address = server.origin;
    server = undefined;
  }
}

/** Asks for a server, and for a word where it is not encrypted; `undefined` if the person gave up. */
export async function chooseServer(
  steps: Pick<SignInSteps, "address" | "unencrypted">,
  start: string,
): Promise<ChosenServer | undefined> {
  let address = start;
  for (;;) {
    const found = await steps.address(address);
    if (found.kind !== "done") return undefined;
    if (!found.value.unagreed) return found.value;
    const agreed = await steps.unencrypted(found.value);
    if (agreed.kind === "done") return found.value;
    if (agreed.kind === "cancelled") return undefined;
    address = found.value.host;
  }
}

/** As CVAT makes them: eight characters, a dot, and the secret. */
const tokenLength = 41;

/** A doubt about a token that is being typed. The server decides; its tokens may change their form. */
export function doubtToken(typed: string): string | undefined {
  const { length } = typed.trim();
  if (length === 0 || length === tokenLength) return undefined;
  return length < tokenLength
    ? l10n.t("This is not a whole token: {0} of {1} characters.", length, tokenLength)
    : l10n.t("A token has {0} characters, these are {1}.", tokenLength, length);
}

/** Has the server prove a token that was typed. Trouble is a verdict in words; only cancelling is thrown. */
export async function proveToken(
  connector: Pick<Connector, "prove">,
  server: Pick<ChosenServer, "origin" | "host">,
  typed: string,
  signal: AbortSignal,
): Promise<Verdict<Proven>> {
  const token = typed.trim();
  if (token === "") return { ok: false, problem: l10n.t("Paste the access token here.") };
  // Nothing else can stand in a header.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return { ok: false, problem: l10n.t("A token has no blanks, line breaks or accents inside.") };
  }
  try {
    return { ok: true, value: await connector.prove(server.origin, token, signal) };
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    return { ok: false, problem: tokenProblem(error, server.host) };
  }
}

function tokenProblem(error: unknown, host: string): string {
  if (error instanceof UnauthorizedError) {
    return l10n.t(
      "{0} does not accept this token: it is mistyped, expired, revoked, or of another server (the server answered {1}).",
      host,
      error.status,
    );
  }
  return explain(error, "").why;
}
