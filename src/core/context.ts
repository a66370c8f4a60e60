import type { Changes } from "./changes.ts";
import type { Clock } from "./clock.ts";
import type { OrganizationParameter, Transport } from "./http/transport.ts";
import type { Logger } from "./logger.ts";

/** What repositories and entities need of the client that they came from. */
export interface Context {
  readonly transport: Transport;
  /** For example `https://cvat.example.org`. */
  readonly origin: string;
  /**
   * The client's organization now. It can change between two reads (`client.organizationSlug` can be set): whoever sends
   * several requests that belong together, as a list does, reads it once.
   */
  readonly organization: OrganizationParameter;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Who is told of what is changed; shared by all clients of a session. */
  readonly changes: Changes;
}
