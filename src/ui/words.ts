import { l10n } from "vscode";
import { formatWait } from "./text.ts";
import { type Trouble, type TroubleKind, troubleOf } from "./trouble.ts";

/**
 * An error in a person's words. All are plain text of one line: whoever shows them somewhere that reads Markdown, links
 * or icons escapes them there.
 */
export interface Words {
  /** What failed, without a full stop: "Could not load tasks". */
  readonly what: string;
  /** Why, as a sentence; status and request id last. */
  readonly why: string;
  /** Why, in a word or two, for a row: "no answer", "not allowed". */
  readonly short: string;
  readonly next?: "retry" | "signIn" | "openLog";
  /** The same for all that fails from one cause, so that what nobody asked for is told once. */
  readonly cause: string;
}

interface Reason {
  why: string;
  short: string;
  next?: "retry" | "signIn" | "openLog";
}

/**
 * Puts an error into words. `what` says what failed, without a full stop: "Could not load tasks".
 *
 * @param because what is known better here than by the error alone, as a sentence for a kind of trouble
 */
export function explain(
  error: unknown,
  what: string,
  because: Readonly<Partial<Record<TroubleKind, string>>> = {},
): Words {
  const trouble = troubleOf(error);
  const reason = reasons[trouble.kind](trouble, trouble.host === "" ? l10n.t("The server") : trouble.host);
  return {
    ...reason,
    why: withFacts(because[trouble.kind] ?? reason.why, trouble),
    what,
    cause: `${trouble.kind} ${trouble.host}`.trim(),
  };
}

/** The whole in one text: "Could not load tasks. The server is busy (the server answered 429)." */
export function sentence(words: Words): string {
  return `${words.what}. ${words.why}`;
}

function withFacts(why: string, { status, requestId }: Trouble): string {
  const facts: string[] = [];
  if (status !== null) facts.push(l10n.t("the server answered {0}", status));
  if (requestId !== null) facts.push(l10n.t("request {0}", requestId));
  return facts.length === 0 ? why : `${why.replace(/\.$/, "")} (${facts.join(", ")}).`;
}

type Say = (trouble: Trouble, server: string) => Reason;
type KindsOf<Begin extends string> = Extract<TroubleKind, `${Begin}-${string}`>;

const badAddress = (why: string): Reason => ({ why, short: l10n.t("no address") });

const addressReasons: Record<KindsOf<"address">, Say> = {
  "address-empty": () => badAddress(l10n.t("The address is empty.")),
  "address-spaces": () => badAddress(l10n.t("An address has no spaces.")),
  "address-scheme": () =>
    badAddress(l10n.t("Begin with https:// or http://, or with the server's name alone.")),
  "address-user-info": () =>
    badAddress(l10n.t("Leave out what stands before the @: who you are is asked in the next step.")),
  "address-token": () =>
    badAddress(l10n.t("This is an access token, no address: it is asked for in the next step.")),
  "address-port": () => badAddress(l10n.t("A port is a number from 1 to 65535.")),
  "address-host": () => badAddress(l10n.t("This is no name of a server.")),
};

const networkReasons: Record<KindsOf<"network"> | "silent", Say> = {
  "network-name-look-up": (_, server) => ({
    short: l10n.t("name not found"),
    why: l10n.t("No server named {0} is known here. Check the spelling, the network, or the VPN.", server),
    next: "retry",
  }),
  "network-refused": (_, server) => ({
    short: l10n.t("refused"),
    why: l10n.t("{0} refuses the connection: nothing listens there, or not on this port.", server),
    next: "retry",
  }),
  "network-unreachable": (_, server) => ({
    short: l10n.t("not reachable"),
    why: l10n.t("{0} cannot be reached from here. Check the network or the VPN.", server),
    next: "retry",
  }),
  "network-tls": ({ detail }, server) => ({
    short: l10n.t("not trusted"),
    why: l10n.t(
      "The certificate of {0} is not trusted on this machine ({1}), so nothing was sent. Ask who runs the server.",
      server,
      detail,
    ),
    next: "openLog",
  }),
  "network-not-tls": (_, server) => ({
    short: l10n.t("no https"),
    why: l10n.t(
      "{0} does not speak https on this port. Check the port, or whether it is http:// there.",
      server,
    ),
    next: "openLog",
  }),
  "network-proxy": ({ detail }, server) => ({
    short: l10n.t("proxy"),
    why: l10n.t(
      "The proxy of this machine does not let the connection to {0} through ({1}).",
      server,
      detail,
    ),
    next: "openLog",
  }),
  "network-cut": (_, server) => ({
    short: l10n.t("cut off"),
    why: l10n.t("The connection to {0} broke in the middle of the answer.", server),
    next: "retry",
  }),
  silent: ({ wait }, server) => ({
    short: l10n.t("no answer"),
    why: l10n.t("{0} gave no answer for {1}.", server, formatWait(wait ?? 0)),
    next: "retry",
  }),
};

const answerReasons: Record<
  KindsOf<"answer"> | "not-cvat" | "version" | "insecure" | "outcome-unknown",
  Say
> = {
  "outcome-unknown": () => ({
    short: l10n.t("not known"),
    why: l10n.t(
      "The server's answer was lost, and it is not known whether it was done. Refresh before you try again.",
    ),
    next: "openLog",
  }),
  "not-cvat": (_, server) => ({
    short: l10n.t("no CVAT"),
    why: l10n.t("What answers at {0} is no CVAT server. Check the address.", server),
  }),
  version: ({ detail }) => ({
    short: l10n.t("version"),
    why:
      detail === ""
        ? l10n.t("The server does not say which version of CVAT it is.")
        : l10n.t("The server is CVAT {0}. This extension works with 2.48 and later.", detail),
  }),
  insecure: (_, server) => ({
    short: l10n.t("not encrypted"),
    why: l10n.t("The connection to {0} is not encrypted: the token was not sent.", server),
  }),
  "answer-not-json": () => ({
    short: l10n.t("unreadable"),
    why: l10n.t("The answer is no CVAT answer: perhaps a page of a proxy or of a sign-on before the server."),
    next: "retry",
  }),
  "answer-shape": () => ({
    short: l10n.t("unreadable"),
    why: l10n.t("The answer is not what a CVAT server says here."),
    next: "retry",
  }),
  "answer-foreign": () => ({
    short: l10n.t("no CVAT"),
    why: l10n.t(
      "What answers is no CVAT server: perhaps a proxy before it, while the server is down or starting.",
    ),
    next: "retry",
  }),
  "answer-too-large": () => ({
    short: l10n.t("too large"),
    why: l10n.t("The answer did not end, and reading it was stopped."),
    next: "retry",
  }),
};

type HttpKind = Exclude<
  TroubleKind,
  keyof typeof addressReasons | keyof typeof networkReasons | keyof typeof answerReasons
>;

const httpReasons: Record<HttpKind, Say> = {
  unauthorized: () => ({
    short: l10n.t("signed out"),
    why: l10n.t("The server no longer accepts the access token: it expired or was revoked."),
    next: "signIn",
  }),
  forbidden: () => ({
    short: l10n.t("not allowed"),
    why: l10n.t("You are not allowed to do this."),
    next: "retry",
  }),
  "not-found": () => ({
    short: l10n.t("not found"),
    why: l10n.t("It is not on the server, or hidden from you."),
    next: "retry",
  }),
  "no-organization": () => ({
    short: l10n.t("organization gone"),
    why: l10n.t("The organization is no longer on the server."),
    next: "retry",
  }),
  "bad-request": ({ said }) => ({
    short: l10n.t("refused"),
    why: said === "" ? l10n.t("The server refuses it.") : l10n.t("The server refuses it: {0}", said),
    next: "openLog",
  }),
  conflict: ({ said }) => ({
    short: l10n.t("busy"),
    why: said === "" ? l10n.t("Something else is under way there.") : l10n.t("Not now: {0}", said),
    next: "retry",
  }),
  "too-many": ({ wait }) => ({
    short: l10n.t("too busy"),
    why:
      wait === null
        ? l10n.t("The server gets too many requests just now.")
        : l10n.t("The server gets too many requests just now. Try again in {0}.", formatWait(wait)),
    next: "retry",
  }),
  gateway: ({ wait }) => ({
    short: l10n.t("server down"),
    why:
      wait === null
        ? l10n.t("A proxy answers, but not the CVAT server behind it: it is down or starting.")
        : l10n.t("The CVAT server behind the proxy is down or starting. Try again in {0}.", formatWait(wait)),
    next: "retry",
  }),
  "server-failed": () => ({
    short: l10n.t("server error"),
    why: l10n.t("The server failed."),
    next: "retry",
  }),
  redirect: ({ detail }) => ({
    short: l10n.t("leads elsewhere"),
    why:
      detail === ""
        ? l10n.t("The server sends to another address, which cannot be read. Ask whoever runs it.")
        : l10n.t("The server sends to {0}, which was not followed. Try that address.", detail),
    next: "openLog",
  }),
  http: ({ said }) => ({
    short: l10n.t("refused"),
    why: said === "" ? l10n.t("The server refuses it.") : l10n.t("The server refuses it: {0}", said),
    next: "openLog",
  }),
  unknown: ({ detail }) => ({
    short: l10n.t("failed"),
    why:
      detail === ""
        ? l10n.t("Something unexpected happened.")
        : l10n.t("Something unexpected happened: {0}", detail),
    next: "openLog",
  }),
};

const reasons: Record<TroubleKind, Say> = {
  ...addressReasons,
  ...networkReasons,
  ...answerReasons,
  ...httpReasons,
};

/** Why something is perhaps done and perhaps not that was stopped after it was sent. */
export function stoppedHalfway(): string {
  return l10n.t("It was stopped in the middle, and it is not known whether it was done. Refresh to see.");
}
