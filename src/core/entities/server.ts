import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { ReadOptions } from "./entity.ts";
import { readAs, text } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** What a server says about itself. */
export type About = Schemas["About"];

const shape = v.object({ name: text, description: text, version: text });

/** `/api/server` */
export class Server {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * What the server says about itself, also to those who are not signed in. `/api/server/about`
   *
   * @throws {UnauthorizedError} on servers before 2.3 to those who are not signed in
   */
  async about(options: ReadOptions = {}): Promise<About> {
    const path = apiPath`/api/server/about`;
    const { data, facts } = await this.#context.transport.json({ method: "GET", path, ...options });
    return readAs<About>(shape, data, facts);
  }
}
