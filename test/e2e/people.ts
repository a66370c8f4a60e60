import assert from "node:assert/strict";
import type { SampleServer } from "../sample-server/index.ts";

/** An access token that a person made on the server's page. */
export interface MadeToken {
  readonly id: number;
  readonly value: string;
}

/** Somebody who works on the server itself, as in its web pages, while a window shows it. */
export class Person {
  readonly #server: { readonly origin: string };
  readonly #credentials: string;

  constructor(server: Pick<SampleServer, "origin" | "account">, username: string) {
    const { password } = server.account(username);
    this.#server = server;
    this.#credentials = Buffer.from(`${username}:${password}`).toString("base64");
  }

  async makeToken(options: { readOnly?: boolean; expires?: Date } = {}): Promise<MadeToken> {
    const made = await this.#ask("POST", "/api/auth/access_tokens", {
      name: "for a test",
      read_only: options.readOnly ?? false,
      expiry_date: options.expires?.toISOString() ?? null,
    });
    const { id, value } = made;
    assert(typeof id === "number" && typeof value === "string");
    return { id, value };
  }

  async revoke({ id }: MadeToken): Promise<void> {
    await this.#ask("DELETE", `/api/auth/access_tokens/${id}`);
  }

  async makeOrganization(slug: string, name: string): Promise<number> {
    return await this.make("/api/organizations", { slug, name });
  }

  async removeOrganization(id: number): Promise<void> {
    await this.#ask("DELETE", `/api/organizations/${id}`);
  }

  /** Leaves an organization. */
  async leave(slug: string): Promise<void> {
    const { results } = await this.#ask("GET", `/api/memberships?org=${slug}&page_size=100`);
    const { id: self } = await this.#ask("GET", "/api/users/self");
    assert(Array.isArray(results));
    const own: unknown = results.find((each: { user: { id: number } }) => each.user.id === self);
    assert(typeof own === "object" && own !== null && "id" in own && typeof own.id === "number");
    await this.#ask("DELETE", `/api/memberships/${own.id}`);
  }

  /** Changes an object, given by its path. */
  async change(path: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask("PATCH", path, fields);
  }

  /** @returns the number of what was made */
  async make(path: string, fields: Readonly<Record<string, unknown>>): Promise<number> {
    const { id } = await this.#ask("POST", path, fields);
    assert(typeof id === "number");
    return id;
  }

  async remove(path: string): Promise<void> {
    await this.#ask("DELETE", path);
  }

  async #ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(this.#server.origin + path, {
      method,
      headers: {
        Accept: "application/vnd.cvat+json",
        Authorization: `Basic ${this.#credentials}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    const read: unknown = text === "" ? {} : JSON.parse(text);
    assert(typeof read === "object" && read !== null);
    return { ...read };
  }
}
