import type { Clock } from "../clock.ts";
import { CvatError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Answer } from "./exchange.ts";
import type { Secrets } from "./secrets.ts";

type Level = keyof Logger;

const longestLine = 1_000;

/** Writes lines without secrets, one per request that was sent. */
export class RequestLog {
  readonly #logger: Logger;
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  #count = 0;

  constructor(logger: Logger, secrets: Secrets, clock: Clock) {
    this.#logger = logger;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /**
   * @param target path and query
   * @param trouble the level of a failure; a lower one where failing is nothing unusual
   */
  begin(method: string, target: string, trouble: Level = "warn"): RequestLines {
    this.#count += 1;
    const head = `[${this.#count.toString(36)}] ${method} ${target}`;
    return new RequestLines(this.#clock, trouble, (level, text) => {
      this.write(level, `${head}: ${text}`);
    });
  }

  write(level: Level, text: string): void {
    const line = this.#secrets.redact(text).replace(/\p{Cc}+/gu, " ");
    this.#logger[level](line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
  }
}

/** What is to say about one request. */
export class RequestLines {
  readonly #clock: Clock;
  readonly #trouble: Level;
  readonly #write: (level: Level, text: string) => void;
  #sent = 0;

  constructor(clock: Clock, trouble: Level, write: (level: Level, text: string) => void) {
    this.#clock = clock;
    this.#trouble = trouble;
    this.#write = write;
  }

  /** Sends, and says how that ended. */
  async follow(send: () => Promise<Answer>): Promise<Answer> {
    this.#sent = this.#clock.now();
    try {
      const answer = await send();
      this.#answered(answer);
      return answer;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  again(wait: number): void {
    this.#write("info", `again in ${Math.round(wait)} ms`);
  }

  #answered({ status, bytes, headers }: Answer): void {
    const level = status >= 500 ? this.#trouble : status >= 300 ? "info" : "debug";
    const id = headers.get("X-Request-Id");
    this.#write(level, `${status}, ${this.#took()}, ${bytes.length} B${id === null ? "" : `, ${id}`}`);
  }

  #failed(error: unknown): void {
    // A reason of the caller's own is no trouble, and may hold anything.
    if (error instanceof CvatError) this.#write(this.#trouble, `${error.message}, ${this.#took()}`);
    else this.#write("debug", `given up, ${this.#took()}`);
  }

  #took(): string {
    return `${Math.round(this.#clock.now() - this.#sent)} ms`;
  }
}
