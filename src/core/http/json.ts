import { UnexpectedResponseError } from "../errors.ts";
import type { BytesResponse } from "./transport.ts";

/** CVAT's own type of JSON; it answers `application/json` with 406. */
export const acceptedType = "application/vnd.cvat+json";

/** The type that an answer says it has, without parameters and in lower case; empty if it says none. */
export function contentTypeOf(headers: Headers): string {
  const [type = ""] = (headers.get("Content-Type") ?? "").split(";");
  return type.trim().toLowerCase();
}

export function isJsonType(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json$/.test(contentType);
}

/**
 * The JSON in a successful answer; `undefined` where nothing is to be expected.
 *
 * @throws {UnexpectedResponseError} (not-json)
 */
export function dataOf({ status, data, contentType, facts }: BytesResponse): unknown {
  if (data.length === 0 && (status === 204 || facts.method !== "GET")) return undefined;
  if (!isJsonType(contentType)) throw new UnexpectedResponseError("not-json", facts);
  try {
    return parseJson(data);
  } catch {
    // The parser's own message holds a part of the answer.
    throw new UnexpectedResponseError("not-json", facts);
  }
}

/**
 * Reads JSON from UTF-8, however deep. A key `__proto__` is left out: whoever copies the object later would change its
 * prototype.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  const value: unknown = JSON.parse(text);
  // The letters of the key can be escaped.
  if (/__proto__|\\u00(?:5f|6f|7[024])/i.test(text)) dropPrototypes(value);
  return value;
}

function dropPrototypes(value: unknown): void {
  // No recursion: nothing says how deep a server nests.
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== "object" || one === null) continue;
    // Deleting makes an object slow, also where there is nothing to delete.
    if (Object.hasOwn(one, "__proto__")) Reflect.deleteProperty(one, "__proto__");
    for (const inner of Array.isArray(one) ? one : Object.values(one)) open.push(inner);
  }
}
