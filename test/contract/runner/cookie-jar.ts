/** The cookies of one session of a scenario. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  take(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals);
      const over = attributes.some((attribute) => /^max-age=(?:0|-\d+)$/i.test(attribute));
      if (over) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(equals + 1));
    }
  }

  /** The headers that a request in this session has. */
  headers(): Record<string, string> {
    if (this.#cookies.size === 0) return {};
    const token = this.#cookies.get("csrftoken");
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { Cookie: cookie, ...(token === undefined ? {} : { "X-CSRFToken": token }) };
  }
}
