/** Proof of who is asking. A plain object that holds a secret: keep it out of logs and settings. */
export type Credentials =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  | { readonly kind: "basic"; readonly username: string; readonly password: string };

/** A personal access token (servers from 2.48 on); blanks and line breaks around it are taken off. */
export function accessToken(token: string): Credentials {
  return { kind: "token", token: token.trim() };
}

/** User name (or e-mail address) and password, for a session on the server that `logout` ends. */
export function password(username: string, password: string): Credentials {
  return { kind: "password", username, password };
}

/** User name and password that go along with every request; no session is opened. */
export function basic(username: string, password: string): Credentials {
  return { kind: "basic", username, password };
}
