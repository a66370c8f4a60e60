import { env, l10n, QuickPickItemKind, ThemeIcon, window } from "vscode";
import { type Answer, askChoice, askText, escapeIcons, hostOf, type StepButton } from "../ui/index.ts";
import type { Connector, Proven } from "./connector.ts";
import type { Remembered } from "./stored.ts";
import { type ChosenServer, publicServer, type ServerSearch } from "./server-search.ts";
import { doubtToken, proveToken, type SignInSteps } from "./sign-in.ts";

const totalSteps = 2;

export interface StepParts {
  readonly search: Pick<ServerSearch, "look">;
  readonly connector: Pick<Connector, "prove">;
  readonly remembered: Pick<Remembered, "servers">;
  readonly openTokenPage: (origin: string) => Promise<boolean>;
}

/** The steps of signing in, in VS Code's own inputs. */
export class InputSteps implements SignInSteps {
  readonly #parts: StepParts;
  readonly #title: string;

  /** `title` stands over the address. */
  constructor(parts: StepParts, title: string) {
    this.#parts = parts;
    this.#title = title;
  }

  address(start: string): Promise<Answer<ChosenServer>> {
    return askText({
      title: this.#title,
      step: 1,
      totalSteps,
      value: start,
      placeholder: l10n.t("The server's name, for example cvat.example.org"),
      prompt: l10n.t("Where is your CVAT server?"),
      buttons: [this.#serversUsedBefore(), aboutAddresses()],
      submit: (typed, options) => this.#parts.search.look(typed, options),
    });
  }

  async unencrypted(server: ChosenServer): Promise<Answer<undefined>> {
    const another = {
      label: l10n.t("Choose Another Address"),
      detail: l10n.t("Such as one with https: nobody on the way can read along there."),
      iconPath: new ThemeIcon("arrow-left"),
    };
    const goOn = {
      label: l10n.t("Go On without Encryption"),
      description: l10n.t("in a network that you trust"),
      detail: l10n.t(
        "Anyone in the network on the way can read your token and your data, and can act as you.",
      ),
      iconPath: new ThemeIcon("unlock"),
    };
    const answer = await askChoice({
      title: l10n.t("{0} Is Not Encrypted", server.origin),
      step: 1,
      totalSteps,
      placeholder: l10n.t("Sign in there all the same?"),
      items: [another, goOn],
      ignoreFocusOut: true,
    });
    if (answer.kind !== "done") return answer;
    return answer.value === goOn ? { kind: "done", value: undefined } : { kind: "back" };
  }

  token(server: ChosenServer): Promise<Answer<Proven>> {
    return askText({
      title: l10n.t("Sign In to {0}", server.host),
      step: 2,
      totalSteps,
      value: "",
      hidden: true,
      back: true,
      placeholder: l10n.t("Access token"),
      prompt: server.note === "" ? l10n.t("Paste an access token of yours") : server.note,
      buttons: [this.#getToken(server), paste()],
      doubt: doubtToken,
      submit: (typed, { signal, onProgress }) => {
        onProgress(l10n.t("Asking {0} whose token it is", server.host));
        return proveToken(this.#parts.connector, server, typed, signal);
      },
    });
  }

  #getToken(server: ChosenServer): StepButton {
    return {
      icon: "link-external",
      tooltip: l10n.t("Get an Access Token"),
      run: async () => {
        await this.#parts.openTokenPage(server.origin);
        return undefined;
      },
    };
  }

  #serversUsedBefore(): StepButton {
    return {
      icon: "history",
      tooltip: l10n.t("Servers Used Before"),
      run: async () => {
        const value = await pickServer(this.#parts.remembered.servers());
        return value === undefined ? undefined : { value };
      },
    };
  }
}

/** One of the servers used before, or CVAT's own; `undefined` if none was chosen. */
async function pickServer(origins: readonly string[]): Promise<string | undefined> {
  const used = origins.map((origin) => ({
    label: escapeIcons(hostOf(origin)),
    description: origin.startsWith("http:") ? l10n.t("not encrypted") : "",
    iconPath: new ThemeIcon("server"),
    origin,
  }));
  const own = {
    label: publicServer,
    description: l10n.t("CVAT Online"),
    iconPath: new ThemeIcon("globe"),
    origin: publicServer,
  };
  const known = origins.includes(`https://${publicServer}`);
  const separator = { label: "", kind: QuickPickItemKind.Separator, origin: "" };
  const chosen = await window.showQuickPick([...used, ...(known ? [] : [separator, own])], {
    title: l10n.t("Servers Used Before"),
    placeHolder: l10n.t("Type to filter by name"),
    ignoreFocusOut: true,
  });
  return chosen?.origin;
}

function aboutAddresses(): StepButton {
  const note = l10n.t(
    "A name is enough, with a port where it needs one. https is tried first, on ports 8080 and 443, then http on 80 and 8080; what stands behind the name is left out.",
  );
  return {
    icon: "question",
    tooltip: l10n.t("About Addresses"),
    run: () => Promise.resolve({ note }),
  };
}

function paste(): StepButton {
  return {
    icon: "clippy",
    tooltip: l10n.t("Paste"),
    run: async () => {
      const value = (await env.clipboard.readText()).trim();
      return value === "" ? { note: l10n.t("The clipboard holds no text.") } : { value };
    },
  };
}
