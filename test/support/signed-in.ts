import { EventEmitter } from "vscode";
import { connectionTo, type Proven } from "../../src/accounts/connector.ts";
import type { Connection } from "../../src/accounts/session.ts";
import type { Account, Secrets } from "../../src/accounts/stored.ts";
import { Client } from "../../src/core/index.ts";

export const alice: Account = {
  origin: "https://cvat.example.org",
  username: "alice",
  userId: 7,
  readOnly: false,
  expires: null,
};
export const bob: Account = { ...alice, username: "bob", userId: 8 };

/** A client that reaches nobody. */
function clientOf(origin: string = alice.origin): Client {
  return new Client({
    origin,
    fetch: () => Promise.reject(new Error("nothing is sent in this test")),
  });
}

export function connectionOfAccount(account: Account, source: Connection["source"] = "secrets"): Connection {
  return connectionTo(account, clientOf(account.origin), source);
}

export function proven(account: Account, token: string): Proven {
  return { account, token, client: clientOf(account.origin) };
}

/** VS Code's secrets, which all windows share; `broken` makes them throw as a missing keyring does. */
export class SecretsDouble implements Secrets {
  readonly values = new Map<string, string>();
  broken = false;
  readonly #changed = new EventEmitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  async get(key: string): Promise<string | undefined> {
    await this.#keyring();
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    await this.#keyring();
    this.values.set(key, value);
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    await this.#keyring();
    this.values.delete(key);
    this.#changed.fire({ key });
  }

  #keyring(): Promise<void> {
    return this.broken ? Promise.reject(new Error("no keyring, and s3cret inside")) : Promise.resolve();
  }
}

/** Notes what would have been said in notifications, and answers them by the title of a button. */
export class NotificationsDouble {
  readonly said: string[] = [];
  /** The titles of the buttons that stood there. */
  readonly offered: string[] = [];
  /** The buttons of the last one that was said. */
  actions: readonly { readonly title: string; readonly run: () => unknown }[] = [];
  /** The title of the button that is pressed next. */
  press: string | undefined;

  async inform(text: string, ...actions: readonly { title: string; run: () => unknown }[]): Promise<void> {
    await this.#say(text, actions);
  }

  async warn(text: string, ...actions: readonly { title: string; run: () => unknown }[]): Promise<void> {
    await this.#say(text, actions);
  }

  async error(
    words: { readonly what: string; readonly why: string; readonly next?: string },
    options: { retry?: () => unknown } = {},
  ): Promise<void> {
    const { retry } = options;
    await this.#say(`${words.what}. ${words.why}`, retry ? [{ title: "Retry", run: retry }] : []);
  }

  async #say(text: string, actions: readonly { title: string; run: () => unknown }[]): Promise<void> {
    this.said.push(text);
    this.actions = actions;
    this.offered.push(...actions.map(({ title }) => title));
    const pressed = actions.find(({ title }) => title === this.press);
    if (pressed === undefined) return;
    this.press = undefined;
    await pressed.run();
  }
}
