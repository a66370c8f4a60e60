import type { Clock } from "../clock.ts";
import { CvatError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Answer } from "./exchange.ts";
import type { Secrets } from "./secrets.ts";

type Level = keyof Logger;

const longestLine = 1_000;

/** Parameters whose values are words of CVAT's own, or the short name of an organization. */
const plainParameters = new Set(["sort", "type", "org"]);
/** Parameters whose values are what somebody looks for, a number as well. */
const typedParameters = new Set(["search", "name"]);
/** Numbers, several of them, dates, and yes or no. */
const plainValue = /^(?:[\d.,:TZ-]*|true|false)$/;
const hiddenText = "[text]";

/** Writes lines without secrets, one per request that was sent; what somebody looked for is no part of them. */
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
    const head = `[${this.#count.toString(36)}] ${method} ${withoutTexts(target)}`;
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

/** Path and query without the texts that a person may have typed: logs are given to others. */
function withoutTexts(target: string): string {
  const [path = "", ...rest] = target.split("?");
  if (rest.length === 0) return target;
  const told = [...new URLSearchParams(rest.join("?"))].map(([name, value]) => {
    if (name === "filter") return `${name}=${filterWithoutTexts(value)}`;
    const isPlain = plainParameters.has(name) || (plainValue.test(value) && !typedParameters.has(name));
    return `${name}=${isPlain ? value : hiddenText}`;
  });
  return `${path}?${told.join("&")}`;
}

/** The names of fields stay, and their numbers. */
function filterWithoutTexts(filter: string): string {
  try {
    return JSON.stringify(JSON.parse(filter), (key, value: unknown) =>
      typeof value !== "string" || key === "var" ? value : hiddenText,
    );
  } catch {
    return hiddenText;
  }
}
