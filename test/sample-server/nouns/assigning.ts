import type { Call } from "../http/call.ts";
import { crash, forbidden } from "../http/errors.ts";
import { permissions } from "../permissions/table.ts";
import type { World } from "../world/world.ts";

/**
 * Throws 403 unless the person may see the users that the body names: in the personal workspace only himself, in an
 * organization anybody. For those who may, a user that does not exist crashes the server.
 */
export function permitPeople(
  call: Call,
  body: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  organizationId: number | null,
): void {
  for (const key of keys) {
    const value = body[key];
    if (value === undefined || value === null || value === 0 || value === "") continue;
    const id = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
    if (!Number.isInteger(id)) throw crash();
    if (!call.access.maySee(id, permissions.users.view, organizationId)) throw forbidden();
    if (!call.world.users.get(id)) throw crash();
  }
}

interface Assigned {
  readonly assignee_id: number | null;
  readonly assignee_updated_date: string | null;
}

/** The assignee after a change; the date moves only when the person really changes. */
export function applyAssignee(world: World, row: Assigned, assignee: number | null | undefined): Assigned {
  if (assignee === undefined || assignee === row.assignee_id) {
    return { assignee_id: row.assignee_id, assignee_updated_date: row.assignee_updated_date };
  }
  return { assignee_id: assignee, assignee_updated_date: world.clock.now() };
}
