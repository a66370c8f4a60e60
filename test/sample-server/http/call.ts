import type { Actor } from "../auth/actor.ts";
import type { OrganizationContext } from "../auth/context.ts";
import type { Pictures } from "../world/pictures.ts";
import { Access } from "../permissions/access.ts";
import type { World } from "../world/world.ts";
import { noSuch, detail, unauthorized } from "./errors.ts";
import { jsonObject } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";

/** A request on its way through the server: what was sent, who asks, in which organization. */
export class Call {
  readonly incoming: Incoming;
  readonly params: Readonly<Record<string, string>>;
  readonly world: World;
  readonly pictures: Pictures;
  /** `null`: nobody is known, as on public routes. */
  readonly actor: Actor | null;
  readonly context: OrganizationContext;
  #access: Access | undefined;
  #body: Readonly<Record<string, unknown>> | undefined;

  constructor(
    incoming: Incoming,
    params: Readonly<Record<string, string>>,
    world: World,
    pictures: Pictures,
    actor: Actor | null,
    context: OrganizationContext,
  ) {
    this.incoming = incoming;
    this.params = params;
    this.world = world;
    this.pictures = pictures;
    this.actor = actor;
    this.context = context;
  }

  get base(): string {
    return this.incoming.base;
  }

  /** Whether anybody's permission was asked for; a handler that forgets it is a mistake in this server. */
  get checked(): boolean {
    return this.#access?.checked ?? false;
  }

  get access(): Access {
    this.#access ??= new Access(this.world, this.signedIn, this.context, this.incoming.method);
    return this.#access;
  }

  get signedIn(): Actor {
    if (!this.actor) throw unauthorized();
    return this.actor;
  }

  /** The JSON object that was sent. Throws the answers for other types and broken texts. */
  get body(): Readonly<Record<string, unknown>> {
    this.#body ??= jsonObject(this.incoming);
    return this.#body;
  }

  /** The number in the path, for a look-up. */
  get id(): number {
    const text = this.params["id"] ?? "";
    if (!/^-?\d+$/.test(text)) throw detail(404, "Not found.");
    return Number(text);
  }

  /** The row that the path names. */
  subject<T>(table: { get(id: number): T | undefined }, model: string): T {
    const row = table.get(this.id);
    if (row === undefined) throw noSuch(model);
    return row;
  }
}
