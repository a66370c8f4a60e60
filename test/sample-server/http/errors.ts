import { empty, json, page, text } from "./reply.ts";
import type { Reply } from "./reply.ts";

/** Ends a request with an answer that is an error; the kinds of bodies are those of the real server. */
export class ApiError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`${reply.status} ${reply.body.kind === "json" ? JSON.stringify(reply.body.value) : ""}`);
    this.reply = reply;
  }
}

/** What is wrong with fields: texts per field, nested as the fields are. */
export type Problem = readonly string[] | readonly Problem[] | string | { readonly [field: string]: Problem };

/** `{"detail": …}`: refusals of the framework. */
export function detail(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ApiError {
  return new ApiError(json(status, { detail: message }, headers));
}

/** 400 with the texts per field. */
export function invalid(problem: Problem): ApiError {
  return new ApiError(json(400, problem));
}

/** 400 with a bare list of one text: refusals raised outside of fields. */
export function refused(message: string): ApiError {
  return new ApiError(json(400, [message]));
}

/** A bare JSON string. */
export function bareString(status: number, message: string): ApiError {
  return new ApiError(json(status, message));
}

/** Plain text, labelled as HTML. */
export function plainText(status: number, message: string): ApiError {
  return new ApiError(text(status, message));
}

export function noSuch(model: string): ApiError {
  return detail(404, `No ${model} matches the given query.`);
}

/** 400 for a reference to what is not there. */
export function noReferred(model: string): ApiError {
  return refused(`${model} matching query does not exist.`);
}

export function forbidden(message = "You do not have permission to perform this action."): ApiError {
  return detail(403, message);
}

/** 401; `scheme` goes into `WWW-Authenticate`. */
export function unauthorized(
  message = "Authentication credentials were not provided.",
  scheme: "Token" | "Bearer" = "Token",
): ApiError {
  return detail(401, message, { "WWW-Authenticate": scheme });
}

/** What the real server does not catch either. */
export function crash(): ApiError {
  return new ApiError(page(500, "Server Error (500)"));
}

export function unknownPath(): ApiError {
  return new ApiError(page(404, "Not Found"));
}

export function movedTo(location: string): ApiError {
  const reply = empty(301, { Location: location });
  return new ApiError({
    ...reply,
    body: { kind: "bytes", bytes: new Uint8Array(), contentType: "text/html; charset=utf-8" },
  });
}
