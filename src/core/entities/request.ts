import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import { entityOf } from "./entity.ts";
import type { ReadOptions } from "./entity.ts";
import type { Noun } from "./noun.ts";
import { retrieve } from "./repository.ts";
import { id, text } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of a background request. `progress` goes from 0 to 1. Dates are in ISO 8601. */
export type BackgroundRequestData = Schemas["Request"];

const requests: Noun<BackgroundRequestData, BackgroundRequest> = {
  name: "request",
  path: (id) => apiPath`/api/requests/${id}`,
  shape: v.object({
    id: text,
    status: v.nullable(text),
    message: text,
    progress: v.nullable(v.number()),
    operation: v.object({ type: text, target: text }),
    created_date: text,
    started_date: v.nullable(text),
    finished_date: v.nullable(text),
    result_id: v.nullable(id),
  }),
  make: (context, data) => new BackgroundRequest(context, data),
};

/** Work that the server does in the background, for example the making of a task from its data. */
export class BackgroundRequest extends entityOf<BackgroundRequestData>() {
  constructor(context: Context, data: BackgroundRequestData) {
    super(context, requests, data);
  }
}

/** `/api/requests` */
export class Requests {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Reads one by its id, a text that only the server makes sense of. `/api/requests/{id}`
   *
   * @throws {NotFoundError} if there is none, or none any more: the server forgets finished ones after minutes or hours
   * @throws {BadRequestError} if what it is about was removed
   */
  async retrieve(id: string, options: ReadOptions = {}): Promise<BackgroundRequest> {
    return await retrieve(this.#context, requests, id, options);
  }
}
