import { l10n } from "vscode";
import { type findServer, type FoundServer, type Logger } from "../core/index.ts";
import { explain, hostOf, isCancelled, plainText, type Verdict } from "../ui/index.ts";

/** CVAT's own server, where people without one of their own are. */
export const publicServer = "app.cvat.ai";

/** A server that was found, or is known from before. */
export interface ChosenServer {
  readonly origin: string;
  readonly host: string;
  /** Plain http to another machine, and nobody typed it: to be agreed to before a token goes there. */
  readonly unagreed: boolean;
  /** What the person should know before going on, in a sentence; mostly nothing. */
  readonly note: string;
}

export type FindServer = typeof findServer;

/** Looks for the server that a person named. Trouble is a verdict in words; only cancelling is thrown. */
export class ServerSearch {
  readonly #find: FindServer;
  readonly #logger: Logger;

  constructor(find: FindServer, logger: Logger) {
    this.#find = find;
    this.#logger = logger;
  }

  async look(
    typed: string,
    options: { readonly signal: AbortSignal; readonly onProgress?: (text: string) => void },
  ): Promise<Verdict<ChosenServer>> {
    try {
      const found = await this.#find(typed, {
        signal: options.signal,
        logger: this.#logger,
        onAttempt: (origin) => options.onProgress?.(l10n.t("Trying {0}", origin)),
      });
      this.#logger.info(`${found.origin} is CVAT ${found.version.text ?? "?"} (${found.version.support})`);
      return judge(found);
    } catch (error) {
      if (isCancelled(error) || options.signal.aborted) throw error;
      this.#logger.info(`No server found: ${error instanceof Error ? error.message : "failed"}`);
      return { ok: false, problem: explain(error, "").why };
    }
  }
}

/** A server that is known from before: nothing is asked. */
export function knownServer(origin: string): ChosenServer {
  return { origin, host: hostOf(origin), unagreed: false, note: "" };
}

function judge(found: FoundServer): Verdict<ChosenServer> {
  const { origin, version, address } = found;
  const host = hostOf(origin);
  if (version.support === "password-only" || version.support === "unsupported") {
    const problem = l10n.t(
      "{0} is CVAT {1}. Access tokens came with CVAT 2.48: ask for an update of the server.",
      host,
      plainText(version.text ?? "", 40),
    );
    return { ok: false, problem };
  }
  const notes: string[] = [];
  // A query may hold a secret; that something was left out can be seen from the path.
  const [path = ""] = address.cut.split(/[?#]/, 1);
  if (address.cut !== "") notes.push(l10n.t("Left out of the address: {0}", plainText(path, 40) || "?…"));
  if (version.support === "unknown") notes.push(l10n.t("Its version is unknown; something may not work."));
  const unagreed = found.insecure && !found.typedScheme;
  return { ok: true, value: { origin, host, unagreed, note: notes.join(" · ") } };
}
