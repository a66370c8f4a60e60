/** A personal access token; servers from 2.48 on know them. */
export interface TokenCredentials {
  readonly kind: "token";
  /** As the server showed it when it was made. */
  readonly token: string;
}

/** A user name (or e-mail address) and its password, for a session on the server that `logout` ends. */
export interface PasswordCredentials {
  readonly kind: "password";
  readonly username: string;
  readonly password: string;
}

/** A user name and its password that go along with every request; no session is opened. */
export interface BasicCredentials {
  readonly kind: "basic";
  readonly username: string;
  readonly password: string;
}

/** Proof of who is asking. A plain object that holds a secret: keep it out of logs and settings. */
export type Credentials = TokenCredentials | PasswordCredentials | BasicCredentials;

/** A personal access token; blanks and line breaks around it are taken off. */
export function accessToken(token: string): TokenCredentials {
  return { kind: "token", token: token.trim() };
}

/** User name (or e-mail address) and password, for a session on the server that `logout` ends. */
export function password(username: string, password: string): PasswordCredentials {
  return { kind: "password", username, password };
}

/** User name and password that go along with every request; for servers without access tokens, and for tests. */
export function basic(username: string, password: string): BasicCredentials {
  return { kind: "basic", username, password };
}
