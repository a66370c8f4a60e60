import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import type { ApiResponse } from "../http/transport.ts";
import type { ReadOptions } from "./entity.ts";
import { readAs, text } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** What a server says about itself. */
export type About = Schemas["About"];

const shape = v.object({ name: text, description: text, version: text });

/** @throws {UnexpectedResponseError} if that is no answer of a CVAT server */
export function readAbout({ data, facts }: ApiResponse<unknown>): About {
  return readAs(shape, data, facts);
}

/** `/api/server` */
export class Server {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** What the server says about itself, also to those who are not signed in. `/api/server/about` */
  async about(options: ReadOptions = {}): Promise<About> {
    const path = apiPath`/api/server/about`;
    return readAbout(await this.#context.transport.json({ method: "GET", path, signal: options.signal }));
  }
}
