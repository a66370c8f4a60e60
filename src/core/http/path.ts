declare const escaped: unique symbol;

/** A path below the origin whose inserted parts are escaped; made by {@link apiPath} alone. */
export type ApiPath = string & { readonly [escaped]: true };

/**
 * Makes a path and escapes what is inserted, so that an id with `/`, `?` or `..` in it stays one part of the path.
 * An empty part, `.` and `..` would be another path.
 *
 * @example apiPath`/api/tasks/${id}/preview`
 * @throws {TypeError} for such a part
 */
export function apiPath(fixed: TemplateStringsArray, ...parts: readonly (string | number)[]): ApiPath {
  const escapedParts = parts.map((part) => {
    // Half of a character pair is replaced: it has no form in UTF-8.
    const text = encodeURIComponent(Buffer.from(String(part)).toString());
    // Servers and URL parsers resolve dots, escaped ones as well, so that they cannot be sent.
    if (text === "" || text === "." || text === "..") {
      throw new TypeError(`"${text}" cannot be a part of a path`);
    }
    return text;
  });
  return String.raw({ raw: fixed }, ...escapedParts) as ApiPath;
}
