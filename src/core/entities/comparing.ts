/**
 * Whether an object has the values that were sent for it. People are sent as numbers and given as objects, and the server
 * trims texts.
 */
export function hasAll(data: object, sent: object): boolean {
  const given = new Map<string, unknown>(Object.entries(data));
  return Object.entries(sent).every(([field, value]) => {
    if (value === undefined) return true;
    if (given.has(field)) return isSame(given.get(field), value);
    // `assignee_id` is given as `assignee`, `organization_id` by old servers as `organization`.
    return isSame(given.get(field.replace(/_id$/, "")), value);
  });
}

function isSame(given: unknown, sent: unknown): boolean {
  if (typeof sent === "string") return typeof given === "string" && given.trim() === sent.trim();
  if (Array.isArray(sent)) return Array.isArray(given) && areSame(given, sent);
  if (isObject(sent)) return isObject(given) && haveSameFields(given, sent);
  if (typeof sent === "number" && isObject(given)) return new Map(Object.entries(given)).get("id") === sent;
  return given === sent;
}

/** Whatever the order is. */
function areSame(given: readonly unknown[], sent: readonly unknown[]): boolean {
  return (
    given.length === sent.length && sent.every((value) => given.some((candidate) => isSame(candidate, value)))
  );
}

/** The server adds ids, and names what is not there. */
function haveSameFields(given: object, sent: object): boolean {
  const added = Object.entries(given).filter(([field]) => !Object.hasOwn(sent, field));
  return hasAll(given, sent) && added.every(([field, value]) => field === "id" || value === null);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
