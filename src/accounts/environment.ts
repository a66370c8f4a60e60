import { l10n } from "vscode";
import { InvalidAddressError, parseAddress } from "../core/index.ts";
import { explain, type Notifications, plainText, type Settings, type Words } from "../ui/index.ts";
import type { Connector, Proven } from "./connector.ts";
import type { ServerSearch } from "./server-search.ts";
import { proveToken } from "./sign-in.ts";

/** `CVAT_SERVER` and `CVAT_ACCESS_TOKEN`, both set. */
export interface Environment {
  /** The address as far as it is used; what is written there may hold a password. An error if it is no address. */
  readonly server: string | InvalidAddressError;
  readonly token: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Takes the two variables out of an environment; `undefined` unless both say something. */
export function readEnvironment(variables: Variables): Environment | undefined {
  const server = namedServer(variables);
  const token = variables["CVAT_ACCESS_TOKEN"]?.trim() ?? "";
  return server === undefined || token === "" ? undefined : { server, token };
}

/** The address of the server that `CVAT_SERVER` names, with or without a token beside it. */
export function readServer(variables: Variables): string | undefined {
  const server = namedServer(variables);
  return typeof server === "string" ? server : undefined;
}

function namedServer(variables: Variables): Environment["server"] | undefined {
  const written = variables["CVAT_SERVER"]?.trim() ?? "";
  if (written === "") return undefined;
  try {
    return parseAddress(written).kept;
  } catch (error) {
    if (error instanceof InvalidAddressError) return error;
    throw error;
  }
}

export interface EnvironmentParts {
  readonly environment: Environment;
  readonly search: Pick<ServerSearch, "look">;
  readonly connector: Pick<Connector, "prove">;
  readonly notifications: Pick<Notifications, "inform" | "warn">;
  readonly settings: Pick<Settings, "set">;
}

export type EnvironmentOutcome =
  | { readonly kind: "proven"; readonly proven: Proven }
  | { readonly kind: "failed"; readonly words: Words }
  /** The person did not want the token to go there unencrypted. */
  | { readonly kind: "declined" };

/** Signing in with the environment's token. It goes to the environment's server only, and is not stored. */
export class EnvironmentSignIn {
  readonly #parts: EnvironmentParts;

  constructor(parts: EnvironmentParts) {
    this.#parts = parts;
  }

  /** Its address; `undefined` if what is written in the environment is none. */
  get server(): string | undefined {
    const { server } = this.#parts.environment;
    return typeof server === "string" ? server : undefined;
  }

  /** Finds the server and has the token proven. */
  async prove(signal: AbortSignal): Promise<EnvironmentOutcome> {
    const { environment, search, connector } = this.#parts;
    const what = l10n.t("Could not sign in to {0} with the token in CVAT_ACCESS_TOKEN", named(environment));
    const failed = (why: string): EnvironmentOutcome => ({
      kind: "failed",
      words: { what, why, short: l10n.t("failed"), next: "retry", cause: what },
    });
    if (typeof environment.server !== "string") return failed(explain(environment.server, "").why);
    const found = await search.look(environment.server, { signal });
    if (!found.ok) return failed(found.problem);
    if (found.value.unagreed && !(await this.#agreed(found.value.origin))) return { kind: "declined" };
    const proven = await proveToken(connector, found.value, environment.token, signal);
    return proven.ok ? { kind: "proven", proven: proven.value } : failed(proven.problem);
  }

  /** Asks whether to sign in. Gives back what was decided for now. */
  async offer(): Promise<boolean> {
    const { environment, notifications, settings } = this.#parts;
    let decided = false;
    await notifications.inform(
      l10n.t("CVAT_SERVER and CVAT_ACCESS_TOKEN are set. Sign in to {0} with them?", named(environment)),
      { title: l10n.t("Sign In"), run: () => (decided = true) },
      {
        title: l10n.t("Always"),
        run: async () => {
          decided = true;
          await settings.set("cvat.useEnvironmentToken", "always");
        },
      },
      { title: l10n.t("Never"), run: () => settings.set("cvat.useEnvironmentToken", "never") },
    );
    return decided;
  }

  async #agreed(origin: string): Promise<boolean> {
    let agreed = false;
    await this.#parts.notifications.warn(
      l10n.t("{0} is not encrypted: others on the way can read the token in CVAT_ACCESS_TOKEN.", origin),
      { title: l10n.t("Go On without Encryption"), run: () => (agreed = true) },
    );
    return agreed;
  }
}

/** The server for people; the variable where it names none: what stands there is not shown. */
function named({ server }: Environment): string {
  return typeof server === "string" ? plainText(server, 80) : "CVAT_SERVER";
}
