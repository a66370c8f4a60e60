import * as v from "valibot";
import type { Context } from "../context.ts";
import { apiPath } from "../http/path.ts";
import { entityOf } from "./entity.ts";
import type { ReadOptions } from "./entity.ts";
import type { Noun } from "./noun.ts";
import { readAt } from "./repository.ts";
import { id, text } from "./wire.ts";
import type { Schemas } from "./wire.ts";

/** The fields of an access token. Dates are in ISO 8601; `expiry_date` is `null` for one that never ends. */
export type AccessTokenData = Schemas["AccessTokenRead"];

const accessTokens: Noun<AccessTokenData, AccessToken> = {
  name: "access token",
  path: (id) => apiPath`/api/auth/access_tokens/${id}`,
  shape: v.object({
    id,
    name: text,
    read_only: v.boolean(),
    created_date: text,
    updated_date: text,
    expiry_date: v.nullable(text),
    last_used_date: v.nullable(text),
  }),
  make: (context, data) => new AccessToken(context, data),
};

/** What the server knows of a personal access token; the token itself is not in it. */
export class AccessToken extends entityOf<AccessTokenData>() {
  constructor(context: Context, data: AccessTokenData) {
    super(context, accessTokens, data);
  }
}

/** `/api/auth/access_tokens`, on servers from 2.48 on */
export class AccessTokens {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * The token that the client itself is signed in with. `/api/auth/access_tokens/self`
   *
   * @throws {UnauthorizedError} if it is signed in otherwise
   */
  async self(options: ReadOptions = {}): Promise<AccessToken> {
    return await readAt(this.#context, accessTokens, apiPath`/api/auth/access_tokens/self`, options);
  }
}
